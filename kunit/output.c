// SPDX-License-Identifier: MIT
/*
 * output.c - where the runner's lines go
 *
 * One line a call, to the sink that kunit_set_sink() gave or else straight to
 * the platform's console: not through the log, whose prefixes and levels a
 * reader of TAP would trip over. Everything but plan and results is a comment.
 *
 * Locking: output_lock keeps lines of several CPUs whole.
 */
#include <linux/kernel.h>
#include <linux/export.h>
#include <quarry/port.h>
#include "kunit_internal.h"

#define LINE_SIZE 1024

static struct kunit_sink sink;
static DEFINE_SPINLOCK(output_lock);
static char output_buf[LINE_SIZE];

struct kunit_sink kunit_set_sink(void (*write)(const char *text, size_t len, void *arg), void *arg)
{
	struct kunit_sink before = sink;

	sink = (struct kunit_sink){ .write = write, .arg = arg };
	return before;
}
EXPORT_SYMBOL_GPL(kunit_set_sink);

static void write_text(const char *text, size_t len)
{
	if (sink.write)
		sink.write(text, len, sink.arg);
	else
		port_console_write(text, len);
}

void kunit_out(const char *fmt, ...)
{
	unsigned long flags;
	va_list args;
	int len;

	va_start(args, fmt);
	spin_lock_irqsave(&output_lock, flags);
	len = vscnprintf(output_buf, sizeof(output_buf), fmt, args);
	write_text(output_buf, len);
	spin_unlock_irqrestore(&output_lock, flags);
	va_end(args);
}

/* Each line of the text behind "# ", a newline at the end. */
void kunit_vdiag(const char *fmt, va_list args)
{
	static char text[LINE_SIZE], line[LINE_SIZE + 4];
	unsigned long flags;
	char *p, *end;

	spin_lock_irqsave(&output_lock, flags);
	vscnprintf(text, sizeof(text), fmt, args);
	for (p = text; *p; p = end) {
		end = strchrnul(p, '\n');
		write_text(line, scnprintf(line, sizeof(line), "# %.*s\n", (int)(end - p), p));
		if (*end)
			end++;
	}
	spin_unlock_irqrestore(&output_lock, flags);
}

void kunit_diag(const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	kunit_vdiag(fmt, args);
	va_end(args);
}

void kunit_log_append(struct kunit *test, const char *fmt, ...)
{
	struct va_format vaf;
	va_list args;

	va_start(args, fmt);
	vaf.fmt = fmt;
	vaf.va = &args;
	if (test)
		kunit_diag("%s: %pV", test->name, &vaf);
	else
		kunit_diag("%pV", &vaf);
	va_end(args);
}
EXPORT_SYMBOL_GPL(kunit_log_append);
