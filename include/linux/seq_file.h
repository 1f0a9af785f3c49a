/* SPDX-License-Identifier: MIT */
/*
 * seq_file.h - where a report's text goes: a buffer, and what to do when it is full
 *
 * The core allocates nothing. A full buffer is handed to the flush function;
 * without one the text is cut and seq_has_overflowed() says so. seq_operations
 * walk a sequence as in Linux: seq_read_all() drives them.
 */
#ifndef _LINUX_SEQ_FILE_H
#define _LINUX_SEQ_FILE_H

#include <linux/types.h>
#include <linux/compiler.h>
#include <linux/string.h>
#include <linux/bug.h>
#include <linux/stdarg.h>
#include <linux/list.h>

struct seq_operations;
struct inode;
struct file;

/**
 * struct seq_file - a text under construction
 * @buf: @size bytes, @count of them in use
 * @pad_until: seq_pad() fills up to here
 * @index: position of the element shown
 * @flush: takes @len bytes of text; false: stop, nobody wants more. NULL: none
 * @flush_arg: for it
 * @overflowed: text was lost
 * @private: the report's own
 */
struct seq_file {
	char *buf;
	size_t size;
	size_t count;
	size_t from;
	size_t pad_until;
	loff_t index;
	loff_t read_pos;
	const struct seq_operations *op;
	const struct file *file;
	bool (*flush)(struct seq_file *m, const char *text, size_t len);
	void *flush_arg;
	bool overflowed;
	void *private;
};

struct seq_operations {
	void *(*start)(struct seq_file *m, loff_t *pos);
	void (*stop)(struct seq_file *m, void *v);
	void *(*next)(struct seq_file *m, void *v, loff_t *pos);
	int (*show)(struct seq_file *m, void *v);
};

#define SEQ_SKIP	1
#define SEQ_START_TOKEN ((void *)1)

/** seq_init() - write into @buf; @flush NULL: stop when it is full */
void seq_init(struct seq_file *m, char *buf, size_t size,
	      bool (*flush)(struct seq_file *m, const char *text, size_t len), void *flush_arg);
/** seq_flush() - hand on what is in the buffer; the end of every report */
void seq_flush(struct seq_file *m);
/** seq_read_all() - show every element of @op's sequence. Return: 0 or -errno */
int seq_read_all(struct seq_file *m, const struct seq_operations *op);

static inline bool seq_has_overflowed(struct seq_file *m)
{
	return m->overflowed;
}

__printf(2, 3) void seq_printf(struct seq_file *m, const char *fmt, ...);
__printf(2, 0) void seq_vprintf(struct seq_file *m, const char *fmt, va_list args);
void seq_putc(struct seq_file *m, char c);
void __seq_puts(struct seq_file *m, const char *s);
void seq_puts(struct seq_file *m, const char *s);
int seq_write(struct seq_file *m, const void *data, size_t len);
/* @delimiter, then the number padded with blanks to @width. */
void seq_put_decimal_ull_width(struct seq_file *m, const char *delimiter, unsigned long long num,
			       unsigned int width);
void seq_put_decimal_ull(struct seq_file *m, const char *delimiter, unsigned long long num);
void seq_put_decimal_ll(struct seq_file *m, const char *delimiter, long long num);
void seq_put_hex_ll(struct seq_file *m, const char *delimiter, unsigned long long v,
		    unsigned int width);
void seq_hex_dump(struct seq_file *m, const char *prefix_str, int prefix_type, int rowsize,
		  int groupsize, const void *buf, size_t len, bool ascii);
/* Characters of @esc and those not printable become \ooo. */
void seq_escape(struct seq_file *m, const char *s, const char *esc);
/** seq_setwidth() - seq_pad() will fill with blanks up to @size from here */
void seq_setwidth(struct seq_file *m, size_t size);
void seq_pad(struct seq_file *m, char c);

/* Walking a list as a sequence. */
struct list_head *seq_list_start(struct list_head *head, loff_t pos);
struct list_head *seq_list_start_head(struct list_head *head, loff_t pos);
struct list_head *seq_list_next(void *v, struct list_head *head, loff_t *ppos);

#define DEFINE_SHOW_ATTRIBUTE(__name)                                                              \
	static __maybe_unused int (*const __name##_fops)(struct seq_file *, void *) = __name##_show
#define DEFINE_SEQ_ATTRIBUTE(__name)                                                               \
	static __maybe_unused const struct seq_operations *const __name##_fops = &__name##_sops

#endif
