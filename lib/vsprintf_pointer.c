// SPDX-License-Identifier: MIT
/*
 * vsprintf_pointer.c - %p: addresses and what is behind them
 *
 * Plain %p does not tell the address: it shows a number that stands for it,
 * the same for the same address in one run, so that logs can be compared
 * without giving away where things are. The number is a hash under a random
 * key. "no_hash_pointers" on the command line shows addresses, and %px always
 * does. NULL and error pointers are no addresses and are shown as they are.
 *
 * Letters after %p say what the pointer points to; this file sends them on:
 *
 *   S s B		symbols				here
 *   V x K e h		formats, raw, errors, bytes	here
 *   M m I i U		network addresses, UUIDs	vsprintf_net.c
 *   a b E G r R	what kernel types hold		vsprintf_types.c
 *
 * Letters that are unknown are not looked at: such a pointer is hashed.
 *
 * Locking: none. Any context; the first %p draws the key.
 */
#include <linux/math.h>
#include <linux/minmax.h>
#include <linux/atomic.h>
#include <linux/ctype.h>
#include <linux/err.h>
#include <linux/errname.h>
#include <linux/export.h>
#include <linux/hex.h>
#include <linux/init.h>
#include <linux/printk.h>
#include <linux/random.h>
#include <linux/sprintf.h>
#include <linux/string.h>
#include "lib_internal.h"

#define SYMBOL_TEXT_MAX 256
#define HEX_BYTES_MAX	64

int (*vsprintf_symbol_hook)(char *buf, size_t size, unsigned long addr, bool with_offset,
			    bool with_size);

bool no_hash_pointers;
EXPORT_SYMBOL(no_hash_pointers);

int no_hash_pointers_enable(char *str)
{
	no_hash_pointers = true;
	return 0;
}
early_param("no_hash_pointers", no_hash_pointers_enable);

static void out_raw(struct fmt_out *out, unsigned long value, struct fmt_spec spec)
{
	spec.base = 16;
	spec.upper = false;
	if (spec.width < 0) {
		spec.width = 2 * sizeof(void *) + (spec.alt ? 2 : 0);
		spec.zero = true;
	}
	out_number(out, value, spec);
}

/* Stands for @value: its bits mixed under a key (the steps of splitmix64). */
static u32 pointer_id(unsigned long value)
{
	static u64 key;
	u64 k = READ_ONCE(key), x;

	if (unlikely(!k)) {
		u64 fresh = get_random_u64() | 1;

		/* Whoever comes first decides for all. */
		k = cmpxchg(&key, 0, fresh);
		k = k ? k : fresh;
	}
	x = value ^ k;
	x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ull;
	x = (x ^ (x >> 27)) * 0x94d049bb133111ebull;
	x = ((x ^ (x >> 31)) + k) * 0xbf58476d1ce4e5b9ull;
	return x >> 32;
}

static void out_hashed(struct fmt_out *out, const void *ptr, struct fmt_spec spec)
{
	if (no_hash_pointers || !ptr || IS_ERR(ptr))
		out_raw(out, (unsigned long)ptr, spec);
	else
		out_raw(out, pointer_id((unsigned long)ptr), spec);
}

/*
 * %pB shows a return address: what was running is the call before it. Where
 * that call was the last thing of its function, the address itself already
 * belongs to the next one.
 */
static unsigned long backtrace_addr(unsigned long addr)
{
	char here[SYMBOL_TEXT_MAX], before[SYMBOL_TEXT_MAX];

	if (!vsprintf_symbol_hook(here, sizeof(here), addr, false, false) ||
	    !vsprintf_symbol_hook(before, sizeof(before), addr - 1, false, false))
		return addr;
	return strcmp(here, before) ? addr - 1 : addr;
}

static void out_symbol(struct fmt_out *out, char kind, void *ptr, struct fmt_spec spec)
{
	unsigned long addr = (unsigned long)ptr;
	char text[SYMBOL_TEXT_MAX];
	int len = 0;

	if (vsprintf_symbol_hook) {
		if (kind == 'B')
			addr = backtrace_addr(addr);
		len = vsprintf_symbol_hook(text, sizeof(text), addr, kind != 's', kind != 's');
	}
	if (len <= 0)
		len = scnprintf(text, sizeof(text), "0x%lx", (unsigned long)ptr);
	if (spec.precision >= 0 && spec.precision < len)
		len = spec.precision;
	out_text(out, text, len, spec);
}

static void out_error(struct fmt_out *out, void *ptr, struct fmt_spec spec)
{
	const char *name;

	if (!IS_ERR(ptr)) {
		out_hashed(out, ptr, spec);
		return;
	}
	name = errname(PTR_ERR(ptr));
	if (name)
		out_string(out, name, spec);
	else
		out_number(out, PTR_ERR(ptr),
			   (struct fmt_spec){ .width = spec.width,
					      .precision = -1,
					      .left = spec.left,
					      .base = 10,
					      .is_signed = true });
}

/* %*ph: the width is the number of bytes; C, D, N: separators. */
static void out_bytes(struct fmt_out *out, const char *fmt, const u8 *bytes, struct fmt_spec spec)
{
	int i, n = spec.width < 0 ? 1 : min(spec.width, HEX_BYTES_MAX);
	char separator = fmt[0] == 'C' ? ':' : fmt[0] == 'D' ? '-' : fmt[0] == 'N' ? 0 : ' ';

	spec.width = -1;
	if (n && !out_invalid(out, bytes, spec)) {
		for (i = 0; i < n; i++) {
			out_char(out, hex_asc_hi(bytes[i]));
			out_char(out, hex_asc_lo(bytes[i]));
			if (separator && i < n - 1)
				out_char(out, separator);
		}
	}
}

static void out_va_format(struct fmt_out *out, struct va_format *vaf, struct fmt_spec spec)
{
	va_list args;

	if (out_invalid(out, vaf, spec))
		return;
	va_copy(args, *vaf->va);
	out->pos +=
		vsnprintf(out->pos, out->end > out->pos ? out->end - out->pos : 0, vaf->fmt, args);
	va_end(args);
}

/* Letters and digits behind "%p" are all part of the conversion. */
static int skip_suffix(const char *fmt)
{
	int n = 0;

	while (isalnum(fmt[n]))
		n++;
	return n;
}

int out_pointer(struct fmt_out *out, const char *fmt, void *ptr, struct fmt_spec spec)
{
	switch (*fmt) {
	case 'S':
	case 's':
	case 'B':
		out_symbol(out, *fmt, ptr, spec);
		break;
	case 'V':
		out_va_format(out, ptr, spec);
		break;
	case 'x':
		out_raw(out, (unsigned long)ptr, spec);
		break;
	case 'e':
		out_error(out, ptr, spec);
		break;
	case 'h':
		out_bytes(out, fmt + 1, ptr, spec);
		break;
	default:
		if (!out_pointer_net(out, fmt, ptr, spec) && !out_pointer_type(out, fmt, ptr, spec))
			out_hashed(out, ptr, spec);
	}
	return skip_suffix(fmt);
}
