// SPDX-License-Identifier: MIT
/*
 * seq_file.c - the text of a report on its way out
 *
 * Text goes into the buffer until the next piece does not fit; then what is
 * there is handed to the flush function and the buffer starts again. A piece
 * longer than the whole buffer is cut. Without a flush function, or when it
 * says stop, the rest is dropped and the file is marked as overflowed. Nothing
 * is allocated, so reports work when memory is out.
 *
 * Always: count < size while not overflowed, and the piece between seq_setwidth()
 * and seq_pad() is in the buffer as a whole.
 *
 * Locking: the caller's; flush runs in the caller's context.
 */
#include <linux/ctype.h>
#include <linux/err.h>
#include <linux/export.h>
#include <linux/minmax.h>
#include <linux/printk.h>
#include <linux/seq_file.h>
#include <linux/sprintf.h>
#include <linux/string_helpers.h>

void seq_init(struct seq_file *m, char *buf, size_t size,
	      bool (*flush)(struct seq_file *m, const char *text, size_t len), void *flush_arg)
{
	*m = (struct seq_file){ .buf = buf, .size = size, .flush = flush, .flush_arg = flush_arg };
}
EXPORT_SYMBOL(seq_init);

void seq_flush(struct seq_file *m)
{
	if (!m->flush || !m->count)
		return;
	if (!m->flush(m, m->buf, m->count))
		m->overflowed = true;
	m->count = 0;
}
EXPORT_SYMBOL(seq_flush);

/* Room for @len characters and a NUL, after a flush if that helps. */
static bool make_room(struct seq_file *m, size_t len)
{
	if (m->overflowed)
		return false;
	if (m->count + len < m->size)
		return true;
	seq_flush(m);
	if (!m->overflowed && m->count + len < m->size)
		return true;
	return false;
}

void seq_vprintf(struct seq_file *m, const char *fmt, va_list args)
{
	va_list again;
	int len;

	if (m->overflowed || m->count >= m->size)
		return;
	va_copy(again, args);
	len = vsnprintf(m->buf + m->count, m->size - m->count, fmt, args);
	if (m->count + len < m->size) {
		m->count += len;
	} else {
		make_room(m, len);
		if (!m->overflowed) {
			len = vscnprintf(m->buf + m->count, m->size - m->count, fmt, again);
			m->count += len;
			m->overflowed = m->count + 1 >= m->size && !m->flush;
		}
	}
	va_end(again);
}
EXPORT_SYMBOL(seq_vprintf);

void seq_printf(struct seq_file *m, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	seq_vprintf(m, fmt, args);
	va_end(args);
}
EXPORT_SYMBOL(seq_printf);

/** seq_write() - Return: 0, or -1 if not all of it went in */
int seq_write(struct seq_file *m, const void *data, size_t len)
{
	const char *text = data;
	size_t n;

	while (len) {
		n = min(len, m->size > 1 ? m->size - 1 : 0);
		if (!m->flush && !m->overflowed)
			n = min(n, m->size - m->count - 1);
		if (!n || !make_room(m, n)) {
			m->overflowed = true;
			return -1;
		}
		memcpy(m->buf + m->count, text, n);
		m->count += n;
		text += n;
		len -= n;
	}
	return 0;
}
EXPORT_SYMBOL(seq_write);

void seq_putc(struct seq_file *m, char c)
{
	seq_write(m, &c, 1);
}
EXPORT_SYMBOL(seq_putc);

void seq_puts(struct seq_file *m, const char *s)
{
	seq_write(m, s, strlen(s));
}
EXPORT_SYMBOL(seq_puts);

void __seq_puts(struct seq_file *m, const char *s)
{
	seq_puts(m, s);
}
EXPORT_SYMBOL(__seq_puts);

/* ---- numbers ------------------------------------------------------------ */

void seq_put_decimal_ull_width(struct seq_file *m, const char *delimiter, unsigned long long num,
			       unsigned int width)
{
	seq_printf(m, "%s%*llu", delimiter ? delimiter : "", (int)width, num);
}
EXPORT_SYMBOL(seq_put_decimal_ull_width);

void seq_put_decimal_ull(struct seq_file *m, const char *delimiter, unsigned long long num)
{
	seq_put_decimal_ull_width(m, delimiter, num, 0);
}
EXPORT_SYMBOL(seq_put_decimal_ull);

void seq_put_decimal_ll(struct seq_file *m, const char *delimiter, long long num)
{
	seq_printf(m, "%s%lld", delimiter ? delimiter : "", num);
}
EXPORT_SYMBOL(seq_put_decimal_ll);

void seq_put_hex_ll(struct seq_file *m, const char *delimiter, unsigned long long v,
		    unsigned int width)
{
	seq_printf(m, "%s%0*llx", delimiter ? delimiter : "", (int)width, v);
}
EXPORT_SYMBOL(seq_put_hex_ll);

void seq_hex_dump(struct seq_file *m, const char *prefix_str, int prefix_type, int rowsize,
		  int groupsize, const void *buf, size_t len, bool ascii)
{
	char line[32 * 3 + 2 + 32 + 1];
	const u8 *bytes = buf;
	size_t i;

	if (rowsize != 16 && rowsize != 32)
		rowsize = 16;
	for (i = 0; i < len && !m->overflowed; i += rowsize) {
		hex_dump_to_buffer(bytes + i, min_t(size_t, len - i, rowsize), rowsize, groupsize,
				   line, sizeof(line), ascii);
		if (prefix_type == DUMP_PREFIX_ADDRESS)
			seq_printf(m, "%s%p: %s\n", prefix_str, bytes + i, line);
		else if (prefix_type == DUMP_PREFIX_OFFSET)
			seq_printf(m, "%s%.8zx: %s\n", prefix_str, i, line);
		else
			seq_printf(m, "%s%s\n", prefix_str, line);
	}
}
EXPORT_SYMBOL(seq_hex_dump);

/* ---- texts -------------------------------------------------------------- */

void seq_escape(struct seq_file *m, const char *s, const char *esc)
{
	for (; *s; s++) {
		if (strchr(esc, *s))
			seq_printf(m, "\\%03o", (u8)*s);
		else
			seq_putc(m, *s);
	}
}
EXPORT_SYMBOL(seq_escape);

void seq_setwidth(struct seq_file *m, size_t size)
{
	make_room(m, size);
	m->pad_until = m->count + size;
}
EXPORT_SYMBOL(seq_setwidth);

/** seq_pad() - blanks up to the width set, then @c unless it is 0 */
void seq_pad(struct seq_file *m, char c)
{
	while (m->count < m->pad_until && !m->overflowed)
		seq_putc(m, ' ');
	m->pad_until = 0;
	if (c)
		seq_putc(m, c);
}
EXPORT_SYMBOL(seq_pad);

/* ---- sequences ---------------------------------------------------------- */

int seq_read_all(struct seq_file *m, const struct seq_operations *op)
{
	loff_t pos = 0;
	int err = 0;
	void *v;

	m->op = op;
	v = op->start(m, &pos);
	while (v && !IS_ERR(v) && !m->overflowed) {
		m->index = pos;
		err = op->show(m, v);
		if (err < 0)
			break;
		err = 0;
		v = op->next(m, v, &pos);
	}
	if (IS_ERR(v))
		err = PTR_ERR(v);
	op->stop(m, v);
	seq_flush(m);
	return err;
}
EXPORT_SYMBOL(seq_read_all);

struct list_head *seq_list_start(struct list_head *head, loff_t pos)
{
	struct list_head *entry;

	list_for_each(entry, head)
		if (pos-- == 0)
			return entry;
	return NULL;
}
EXPORT_SYMBOL(seq_list_start);

/** seq_list_start_head() - position 0 is the head itself, for a title line */
struct list_head *seq_list_start_head(struct list_head *head, loff_t pos)
{
	return pos ? seq_list_start(head, pos - 1) : head;
}
EXPORT_SYMBOL(seq_list_start_head);

struct list_head *seq_list_next(void *v, struct list_head *head, loff_t *ppos)
{
	struct list_head *next = ((struct list_head *)v)->next;

	++*ppos;
	return next == head ? NULL : next;
}
EXPORT_SYMBOL(seq_list_next);
