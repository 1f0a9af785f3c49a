// SPDX-License-Identifier: MIT
/*
 * printk.c - messages into the log and onto the console
 *
 * The log is a ring of bytes. A record is a header and its text, 8-aligned
 * and never split: when one does not fit before the end of the ring, a
 * filler header takes the rest. Positions are byte counts that only grow;
 * (position % LOG_SIZE) is the place. Records are numbered; the oldest ones
 * make room for a new one.
 *
 * A message that continues a line (KERN_CONT) is appended to the newest record
 * if that record has no newline yet.
 *
 * Locking: one lock of its own, taken with interrupts off, below every other
 * lock. A context that finds its own CPU inside (an NMI, a fault while
 * printing), or that waits too long while the machine dies, writes straight to
 * the console: the log then misses a line, the reader of the console does not.
 */
#include <linux/export.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/panic.h>
#include <linux/percpu-defs.h>
#include <linux/preempt.h>
#include <linux/irqflags.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/string.h>
#include <asm/cmpxchg.h>
#include <asm/processor.h>
#include <quarry/log.h>
#include <quarry/params.h>
#include <quarry/port.h>
#include <quarry/verdict.h>

#define LOG_SIZE   (1ul << 17)
#define LOG_ALIGN  8ul
#define PREFIX_MAX 32

/* How often to look for the lock when nobody may be left to release it. */
#define DYING_SPINS 1000000u

/**
 * struct log_header - before each record's text in the ring
 * @size: bytes of header and text, a multiple of LOG_ALIGN
 * @len: characters of text; FILLER: no record, only the rest of the ring
 * @open: no newline yet; KERN_CONT goes on here
 * @task: who printed it: only that one continues it
 */
struct log_header {
	u64 ts_ns;
	const void *task;
	u16 size;
	u16 len;
	u16 cpu;
	u8 level;
	u8 open;
};
#define FILLER 0xffff

static char ring[LOG_SIZE] __aligned(8);
static u64 first_pos, next_pos, newest_pos;
static u64 first_seq, next_seq, clear_seq;
/* Where record hint_seq lies: a reader that goes on finds its place at once. */
static u64 hint_seq, hint_pos;

/* The console stands behind text without a newline. */
static bool console_in_line;
static log_console_fn console_hook;
static bool ignore_loglevel;

int console_printk[4] = {
	CONSOLE_LOGLEVEL_DEFAULT,
	MESSAGE_LOGLEVEL_DEFAULT,
	CONSOLE_LOGLEVEL_MIN,
	CONSOLE_LOGLEVEL_DEFAULT,
};
EXPORT_SYMBOL(console_printk);

/* ---- the lock ------------------------------------------------------------- */

#define OWNER_NONE   0u
#define OWNER_NO_CPU 1u /* held by a context that is no CPU */

static unsigned int log_owner;

static unsigned int log_self(void)
{
	return my_cpu_offset ? raw_smp_processor_id() + 2 : OWNER_NO_CPU;
}

static bool log_trylock(unsigned int self)
{
	unsigned int none = OWNER_NONE;

	return __atomic_compare_exchange_n(&log_owner, &none, self, false, __ATOMIC_ACQUIRE,
					   __ATOMIC_RELAXED);
}

/* False: not to be had; the caller does without the log. */
static bool log_lock(void)
{
	unsigned int spins = 0, self = log_self();

	while (!log_trylock(self)) {
		if (in_nmi())
			return false;
		if (self != OWNER_NO_CPU && __atomic_load_n(&log_owner, __ATOMIC_RELAXED) == self)
			return false;
		if (READ_ONCE(oops_in_progress) && ++spins > DYING_SPINS)
			return false;
		cpu_relax();
	}
	return true;
}

static void log_unlock(void)
{
	__atomic_store_n(&log_owner, OWNER_NONE, __ATOMIC_RELEASE);
}

/* ---- the ring --------------------------------------------------------------- */

static struct log_header *header_at(u64 pos)
{
	return (struct log_header *)(ring + pos % LOG_SIZE);
}

static char *text_of(struct log_header *header)
{
	return (char *)(header + 1);
}

static u64 room_to_end(u64 pos)
{
	return LOG_SIZE - pos % LOG_SIZE;
}

/* Fillers end at the ring's end; a rest too small for a header counts as one. */
static u64 skip_filler(u64 pos)
{
	if (pos != next_pos &&
	    (room_to_end(pos) < sizeof(struct log_header) || header_at(pos)->len == FILLER))
		return pos + room_to_end(pos);
	return pos;
}

static void drop_oldest(void)
{
	first_pos = skip_filler(first_pos);
	first_pos += header_at(first_pos)->size;
	first_pos = skip_filler(first_pos);
	first_seq++;
}

static void make_room(u64 until)
{
	while (first_seq < next_seq && until - first_pos > LOG_SIZE)
		drop_oldest();
	if (first_seq == next_seq)
		first_pos = next_pos;
}

static void fill_to_end(void)
{
	u64 rest = room_to_end(next_pos);

	make_room(next_pos + rest);
	if (rest >= sizeof(struct log_header))
		header_at(next_pos)->len = FILLER;
	next_pos += rest;
	if (first_seq == next_seq)
		first_pos = next_pos;
}

static void log_store(int level, u64 ts_ns, const char *text, unsigned int len, bool open)
{
	unsigned int size = ALIGN(sizeof(struct log_header) + len, LOG_ALIGN);
	struct log_header *header;

	if (room_to_end(next_pos) < size)
		fill_to_end();
	make_room(next_pos + size);
	header = header_at(next_pos);
	*header = (struct log_header){
		.ts_ns = ts_ns,
		.task = current,
		.size = size,
		.len = len,
		.cpu = raw_smp_processor_id(),
		.level = level,
		.open = open,
	};
	memcpy(text_of(header), text, len);
	newest_pos = next_pos;
	next_pos += size;
	next_seq++;
}

/* Append to the newest record: it lies before next_pos, so it can grow. */
static bool log_continue(const char *text, unsigned int len, bool open)
{
	struct log_header *header = header_at(newest_pos);
	unsigned int size;

	if (first_seq == next_seq || !header->open || header->task != current)
		return false;
	size = ALIGN(sizeof(*header) + header->len + len, LOG_ALIGN);
	if (header->len + len >= LOG_LINE_MAX || room_to_end(newest_pos) < size)
		return false;
	make_room(newest_pos + size);
	memcpy(text_of(header) + header->len, text, len);
	header->len += len;
	header->size = size;
	header->open = open;
	next_pos = newest_pos + size;
	return true;
}

/* ---- the console --------------------------------------------------------------- */

static void console_write(const char *text, size_t len)
{
	log_console_fn hook = READ_ONCE(console_hook);

	if (hook)
		hook(text, len);
	else
		port_console_write(text, len);
}

static int print_prefix(char *buf, size_t len, u64 ts_ns)
{
	u64 us = ts_ns / 1000;

	return scnprintf(buf, len, "[%5lu.%06lu] ", (unsigned long)(us / 1000000),
			 (unsigned long)(us % 1000000));
}

/* Each line of the text behind a prefix, in one write where it fits. */
static void console_lines(u64 ts_ns, const char *text, unsigned int len, bool open)
{
	char line[PREFIX_MAX + LOG_LINE_MAX + 1];
	unsigned int at, used;

	do {
		for (at = 0; at < len && text[at] != '\n'; at++)
			;
		used = print_prefix(line, PREFIX_MAX, ts_ns);
		memcpy(line + used, text, at);
		used += at;
		if (at < len || !open)
			line[used++] = '\n';
		console_write(line, used);
		at += at < len;
		text += at;
		len -= at;
	} while (len);
}

static void console_message(int level, u64 ts_ns, const char *text, unsigned int len, bool open)
{
	if (level >= console_loglevel && !ignore_loglevel)
		return;
	if (console_in_line)
		console_write("\n", 1);
	console_lines(ts_ns, text, len, open);
	console_in_line = open;
}

static void console_continue(int level, const char *text, unsigned int len, bool open)
{
	if (level >= console_loglevel && !ignore_loglevel)
		return;
	console_write(text, len);
	if (!open)
		console_write("\n", 1);
	console_in_line = open;
}

/* ---- printk ---------------------------------------------------------------------- */

static void emit_locked(int level, bool cont, const char *text, unsigned int len, bool open)
{
	u64 now;

	if (cont && log_continue(text, len, open)) {
		console_continue(header_at(newest_pos)->level, text, len, open);
		return;
	}
	now = port_clock_ns();
	log_store(level, now, text, len, open);
	console_message(level, now, text, len, open);
}

static void emit(int level, bool cont, const char *text, unsigned int len, bool open)
{
	unsigned long flags;

	local_irq_save(flags);
	if (log_lock()) {
		emit_locked(level, cont, text, len, open);
		log_unlock();
	} else {
		console_lines(port_clock_ns(), text, len, open);
	}
	local_irq_restore(flags);
}

/**
 * vprintk() - printk() with a list of arguments
 *
 * Context: any. Return: characters of the text.
 */
int vprintk(const char *fmt, va_list args)
{
	char buf[LOG_LINE_MAX];
	int len, level = LOGLEVEL_DEFAULT, mark;
	const char *text = buf;
	bool cont = false, open;

	len = vscnprintf(buf, sizeof(buf), fmt, args);
	while ((mark = printk_get_level(text))) {
		cont = mark == 'c';
		if (!cont)
			level = mark - '0';
		text += 2;
		len -= 2;
	}
	if (level == LOGLEVEL_DEFAULT)
		level = default_message_loglevel;
	if (level <= LOGLEVEL_ERR && !cont)
		verdict_count(error_logs);
	open = !len || text[len - 1] != '\n';
	emit(level, cont, text, len - !open, open);
	return len;
}
EXPORT_SYMBOL(vprintk);

int _printk(const char *fmt, ...)
{
	va_list args;
	int len;

	va_start(args, fmt);
	len = vprintk(fmt, args);
	va_end(args);
	return len;
}
EXPORT_SYMBOL(_printk);

/* ---- reading back ------------------------------------------------------------------ */

/* Position of record @seq, which is in the ring. */
static u64 find_record(u64 seq)
{
	u64 pos = first_pos, at = first_seq;

	if (hint_seq >= first_seq && hint_seq <= seq) {
		pos = hint_pos;
		at = hint_seq;
	}
	for (pos = skip_filler(pos); at < seq; at++)
		pos = skip_filler(pos + header_at(pos)->size);
	hint_seq = seq;
	hint_pos = pos;
	return pos;
}

static bool read_locked(u64 seq, struct log_record *out)
{
	struct log_header *header;

	seq = max3(seq, first_seq, clear_seq);
	if (seq >= next_seq)
		return false;
	header = header_at(find_record(seq));
	out->seq = seq;
	out->ts_ns = header->ts_ns;
	out->level = header->level;
	out->cpu = header->cpu;
	out->len = header->len;
	memcpy(out->text, text_of(header), header->len);
	out->text[header->len] = '\0';
	return true;
}

bool log_read(u64 seq, struct log_record *out)
{
	unsigned long flags;
	bool found = false;

	local_irq_save(flags);
	if (log_lock()) {
		found = read_locked(seq, out);
		log_unlock();
	}
	local_irq_restore(flags);
	return found;
}

u64 log_first_seq(void)
{
	return max(READ_ONCE(first_seq), READ_ONCE(clear_seq));
}

u64 log_next_seq(void)
{
	return READ_ONCE(next_seq);
}

void log_clear(void)
{
	WRITE_ONCE(clear_seq, READ_ONCE(next_seq));
}

int log_format(const struct log_record *record, char *buf, size_t len)
{
	int used = print_prefix(buf, len, record->ts_ns);

	return used + scnprintf(buf + used, len - used, "%s", record->text);
}

log_console_fn log_set_console_hook(log_console_fn write)
{
	return xchg(&console_hook, write);
}

/* ---- limits ------------------------------------------------------------------------- */

#define LIMIT_WINDOW_NS 5000000000ull
#define LIMIT_BURST	10u

/* Concurrent callers may let one or two more through: it is only a limit. */
bool printk_limit_ok(struct printk_limit *limit, const char *func)
{
	u64 now = port_clock_ns(), begin = READ_ONCE(limit->begin_ns);
	unsigned int missed;

	if (!begin || now - begin > LIMIT_WINDOW_NS) {
		WRITE_ONCE(limit->begin_ns, now ?: 1);
		__atomic_store_n(&limit->printed, 0, __ATOMIC_RELAXED);
		missed = __atomic_exchange_n(&limit->missed, 0, __ATOMIC_RELAXED);
		if (missed)
			_printk(KERN_WARNING "%s: %u callbacks suppressed\n", func, missed);
	}
	if (__atomic_add_fetch(&limit->printed, 1, __ATOMIC_RELAXED) <= LIMIT_BURST)
		return true;
	__atomic_add_fetch(&limit->missed, 1, __ATOMIC_RELAXED);
	return false;
}
EXPORT_SYMBOL(printk_limit_ok);

/* ---- parameters --------------------------------------------------------------------- */

static int __init loglevel_setup(char *arg)
{
	int level;

	if (!arg || kstrtoint(arg, 10, &level) || level < 0 || level > 15)
		return -EINVAL;
	console_loglevel = level;
	return 0;
}
early_param("loglevel", loglevel_setup);
PARAM_HELP(loglevel, "loglevel", "0 to 15: messages below this level go to the console",
	   "loglevel=4");

static int __init quiet_setup(char *arg)
{
	console_loglevel = CONSOLE_LOGLEVEL_QUIET;
	return 0;
}
early_param("quiet", quiet_setup);

static int __init debug_setup(char *arg)
{
	console_loglevel = CONSOLE_LOGLEVEL_DEBUG;
	return 0;
}
early_param("debug", debug_setup);

static int __init ignore_loglevel_setup(char *arg)
{
	ignore_loglevel = true;
	return 0;
}
early_param("ignore_loglevel", ignore_loglevel_setup);
