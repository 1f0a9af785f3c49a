/* SPDX-License-Identifier: MIT */
/*
 * log.h - read back what was printed: dmesg
 *
 * The log holds records of whole messages, numbered from 0, oldest dropped
 * first. A reader keeps the number of the record it wants next.
 */
#ifndef QUARRY_LOG_H
#define QUARRY_LOG_H

#include <linux/types.h>

/* One record's text at most, its NUL included. */
#define LOG_LINE_MAX 1024

/**
 * struct log_record - one message
 * @seq: its number
 * @ts_ns: port_clock_ns() when it began
 * @level: 0 (KERN_EMERG) to 7 (KERN_DEBUG)
 * @cpu: who printed it
 * @len: characters in @text, which has no newline at its end
 */
struct log_record {
	u64 seq;
	u64 ts_ns;
	u8 level;
	u16 cpu;
	u16 len;
	char text[LOG_LINE_MAX];
};

/**
 * log_read() - the oldest record whose number is at least @seq
 * Any context. Return: false if there is none yet. A @out->seq above @seq
 * says that those between are gone.
 */
bool log_read(u64 seq, struct log_record *out);
/** log_first_seq() - number of the oldest record kept (after log_clear(): of
 * the first one printed since) */
u64 log_first_seq(void);
/** log_next_seq() - number that the next record will get */
u64 log_next_seq(void);
/** log_clear() - forget what has been printed */
void log_clear(void);
/** log_format() - "[    0.000000] text"; returns the length */
int log_format(const struct log_record *record, char *buf, size_t len);

typedef void (*log_console_fn)(const char *text, size_t len);
/** log_set_console_hook() - @write gets each console line instead of
 * port_console_write(); NULL: back. For tests and for test output.
 * Return: who got them before. */
log_console_fn log_set_console_hook(log_console_fn write);

#endif
