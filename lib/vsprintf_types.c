// SPDX-License-Identifier: MIT
/*
 * vsprintf_types.c - what kernel types hold, as text
 *
 *   %pa %pap %pad	a phys_addr_t, a dma_addr_t, all digits
 *   %*pb %*pbl	a bitmap of so many bits: hexadecimal words, or "1,3-5"
 *   %*pE		so many bytes as a text with escapes; letters: which
 *   %pGg %pGp %pGv	gfp_t, page->flags, vm_flags by name
 *   %pr %pR		a struct resource, raw or decoded
 *
 * A value of flags is taken apart by a table: an entry applies when all its
 * bits are set, then they are taken away; what remains is shown as a number.
 * Names of several bits (GFP_KERNEL) come before those of one.
 *
 * Locking: none. Any context.
 */
#include <linux/align.h>
#include <linux/array_size.h>
#include <linux/bitmap.h>
#include <linux/gfp_types.h>
#include <linux/ioport.h>
#include <linux/mmzone.h>
#include <linux/page-flags.h>
#include <linux/string_helpers.h>
#include "lib_internal.h"

struct flag_name {
	unsigned long mask;
	const char *name;
};

#define GFP_NAME(flag)                                                                             \
	{                                                                                          \
		(unsigned long)(flag), #flag                                                       \
	}
static const struct flag_name gfp_names[] = {
	GFP_NAME(GFP_TRANSHUGE),
	GFP_NAME(GFP_TRANSHUGE_LIGHT),
	GFP_NAME(GFP_HIGHUSER_MOVABLE),
	GFP_NAME(GFP_HIGHUSER),
	GFP_NAME(GFP_USER),
	GFP_NAME(GFP_KERNEL_ACCOUNT),
	GFP_NAME(GFP_KERNEL),
	GFP_NAME(GFP_NOFS),
	GFP_NAME(GFP_ATOMIC),
	GFP_NAME(GFP_NOIO),
	GFP_NAME(GFP_NOWAIT),
	GFP_NAME(GFP_DMA),
	GFP_NAME(GFP_DMA32),
	GFP_NAME(__GFP_HIGHMEM),
	GFP_NAME(__GFP_MOVABLE),
	GFP_NAME(__GFP_RECLAIMABLE),
	GFP_NAME(__GFP_HIGH),
	GFP_NAME(__GFP_ATOMIC),
	GFP_NAME(__GFP_IO),
	GFP_NAME(__GFP_FS),
	GFP_NAME(__GFP_ZERO),
	GFP_NAME(__GFP_RECLAIM),
	GFP_NAME(__GFP_DIRECT_RECLAIM),
	GFP_NAME(__GFP_KSWAPD_RECLAIM),
	GFP_NAME(__GFP_WRITE),
	GFP_NAME(__GFP_NOWARN),
	GFP_NAME(__GFP_RETRY_MAYFAIL),
	GFP_NAME(__GFP_NOFAIL),
	GFP_NAME(__GFP_NORETRY),
	GFP_NAME(__GFP_MEMALLOC),
	GFP_NAME(__GFP_COMP),
	GFP_NAME(__GFP_NOMEMALLOC),
	GFP_NAME(__GFP_HARDWALL),
	GFP_NAME(__GFP_THISNODE),
	GFP_NAME(__GFP_ACCOUNT),
	GFP_NAME(__GFP_ZEROTAGS),
	GFP_NAME(__GFP_NOLOCKDEP),
	GFP_NAME(__GFP_NOTRACK),
};

#define PAGE_FLAG_NAME(flag)                                                                       \
	{                                                                                          \
		1UL << PG_##flag, #flag                                                            \
	}
static const struct flag_name page_names[] = {
	PAGE_FLAG_NAME(locked),	    PAGE_FLAG_NAME(waiters),	  PAGE_FLAG_NAME(error),
	PAGE_FLAG_NAME(referenced), PAGE_FLAG_NAME(uptodate),	  PAGE_FLAG_NAME(dirty),
	PAGE_FLAG_NAME(lru),	    PAGE_FLAG_NAME(active),	  PAGE_FLAG_NAME(workingset),
	PAGE_FLAG_NAME(slab),	    PAGE_FLAG_NAME(owner_priv_1), PAGE_FLAG_NAME(arch_1),
	PAGE_FLAG_NAME(reserved),   PAGE_FLAG_NAME(private),	  PAGE_FLAG_NAME(private_2),
	PAGE_FLAG_NAME(writeback),  PAGE_FLAG_NAME(head),	  PAGE_FLAG_NAME(mappedtodisk),
	PAGE_FLAG_NAME(reclaim),    PAGE_FLAG_NAME(swapbacked),	  PAGE_FLAG_NAME(unevictable),
	PAGE_FLAG_NAME(mlocked),    PAGE_FLAG_NAME(hwpoison),	  PAGE_FLAG_NAME(reported),
};

static const struct flag_name vma_names[] = {
	{ 0x1, "read" },	{ 0x2, "write" },     { 0x4, "exec" },	    { 0x8, "shared" },
	{ 0x10, "mayread" },	{ 0x20, "maywrite" }, { 0x40, "mayexec" },  { 0x80, "mayshare" },
	{ 0x100, "growsdown" }, { 0x400, "pfnmap" },  { 0x2000, "locked" }, { 0x4000, "io" },
};

static const struct fmt_spec no_padding = { .width = -1, .precision = -1 };
static const struct fmt_spec alt_hex = { .width = -1, .precision = -1, .base = 16, .alt = true };

/* Return: was anything shown? */
static bool out_flags(struct fmt_out *out, unsigned long flags, const struct flag_name *names,
		      size_t n)
{
	bool any = false;
	size_t i;

	for (i = 0; i < n && flags; i++) {
		if (!names[i].mask || (flags & names[i].mask) != names[i].mask)
			continue;
		if (any)
			out_char(out, '|');
		out_string(out, names[i].name, no_padding);
		flags &= ~names[i].mask;
		any = true;
	}
	if (flags) {
		if (any)
			out_char(out, '|');
		out_number(out, flags, alt_hex);
	}
	return any || flags;
}

static void out_page_flags(struct fmt_out *out, unsigned long flags)
{
	unsigned long bits = flags & ((1UL << __NR_PAGEFLAGS) - 1);

	out_number(out, flags, alt_hex);
	out_char(out, '(');
	if (out_flags(out, bits, page_names, ARRAY_SIZE(page_names)))
		out_char(out, '|');
	out_string(out, "node=", no_padding);
	out_decimal(out, (flags >> NODES_PGSHIFT) & ((1UL << NODES_WIDTH) - 1));
	out_string(out, "|zone=", no_padding);
	out_decimal(out, (flags >> ZONES_PGSHIFT) & ((1UL << ZONES_SHIFT) - 1));
	out_char(out, ')');
}

static bool out_any_flags(struct fmt_out *out, char kind, const void *ptr)
{
	switch (kind) {
	case 'g':
		out_flags(out, *(const gfp_t *)ptr, gfp_names, ARRAY_SIZE(gfp_names));
		return true;
	case 'p':
		out_page_flags(out, *(const unsigned long *)ptr);
		return true;
	case 'v':
		out_flags(out, *(const unsigned long *)ptr, vma_names, ARRAY_SIZE(vma_names));
		return true;
	}
	return false;
}

/* ---- bitmaps ---------------------------------------------------------------- */

#define BITMAP_CHUNK 32

static void out_bitmap_hex(struct fmt_out *out, const unsigned long *map, int nbits)
{
	int chunk_bits = nbits % BITMAP_CHUNK, i, bit;
	u32 value;
	struct fmt_spec digits = { .precision = -1, .base = 16, .zero = true };

	if (chunk_bits == 0 && nbits)
		chunk_bits = BITMAP_CHUNK;
	for (i = nbits - chunk_bits; i >= 0; i -= BITMAP_CHUNK, chunk_bits = BITMAP_CHUNK) {
		for (value = 0, bit = chunk_bits - 1; bit >= 0; bit--)
			value = value << 1 | test_bit(i + bit, map);
		digits.width = DIV_ROUND_UP(chunk_bits, 4);
		out_number(out, value, digits);
		if (i)
			out_char(out, ',');
	}
}

static void out_bitmap_list(struct fmt_out *out, const unsigned long *map, int nbits)
{
	unsigned int start, end;
	bool first = true;

	for_each_set_bitrange(start, end, map, nbits) {
		if (!first)
			out_char(out, ',');
		first = false;
		out_decimal(out, start);
		if (end > start + 1) {
			out_char(out, '-');
			out_decimal(out, end - 1);
		}
	}
}

/* ---- texts with escapes, resources -------------------------------------------- */

static unsigned int escape_classes(const char *fmt)
{
	unsigned int flags = 0;

	for (;; fmt++) {
		switch (*fmt) {
		case 'a':
			flags |= ESCAPE_ANY;
			break;
		case 'c':
			flags |= ESCAPE_SPECIAL;
			break;
		case 'h':
			flags |= ESCAPE_HEX;
			break;
		case 'n':
			flags |= ESCAPE_NULL;
			break;
		case 'o':
			flags |= ESCAPE_OCTAL;
			break;
		case 'p':
			flags |= ESCAPE_NP;
			break;
		case 's':
			flags |= ESCAPE_SPACE;
			break;
		default:
			return flags ? flags : ESCAPE_ANY_NP;
		}
	}
}

static void out_escaped(struct fmt_out *out, const char *fmt, const char *s, int len)
{
	size_t room = out->pos < out->end ? out->end - out->pos : 0;

	out->pos +=
		string_escape_mem(s, len < 0 ? 1 : len, out->pos, room, escape_classes(fmt), NULL);
}

static void out_resource(struct fmt_out *out, bool decode, const struct resource *res)
{
	int digits = resource_type(res) == IORESOURCE_IO ? 2 : 4;
	const char *type = "??? ";

	if (resource_size(res) && res->end > U32_MAX)
		digits = 8;
	switch (resource_type(res)) {
	case IORESOURCE_IO:
		type = "io  ";
		break;
	case IORESOURCE_MEM:
		type = "mem ";
		break;
	case IORESOURCE_IRQ:
		type = "irq ";
		break;
	case IORESOURCE_DMA:
		type = "dma ";
		break;
	}
	out_char(out, '[');
	out_string(out, decode ? type : "mem ", no_padding);
	out_hex_fixed(out, res->start, digits);
	if (res->end != res->start) {
		out_char(out, '-');
		out_hex_fixed(out, res->end, digits);
	}
	if (!decode) {
		out_string(out, " flags ", no_padding);
		out_number(out, res->flags, alt_hex);
	} else if (res->flags & IORESOURCE_PREFETCH) {
		out_string(out, " pref", no_padding);
	}
	out_char(out, ']');
}

/* ---- dispatch ------------------------------------------------------------------ */

static bool is_type_letter(const char *fmt)
{
	if (*fmt == 'G')
		return fmt[1] == 'g' || fmt[1] == 'p' || fmt[1] == 'v';
	return *fmt == 'a' || *fmt == 'b' || *fmt == 'E' || *fmt == 'r' || *fmt == 'R';
}

bool out_pointer_type(struct fmt_out *out, const char *fmt, void *ptr, struct fmt_spec spec)
{
	int count = spec.width < 0 ? 0 : spec.width;

	if (!is_type_letter(fmt))
		return false;
	if (*fmt == 'b' || *fmt == 'E')
		spec.width = -1;
	if (out_invalid(out, ptr, spec))
		return true;
	switch (*fmt) {
	case 'a':
		if (fmt[1] == 'd')
			out_hex_fixed(out, *(dma_addr_t *)ptr, sizeof(dma_addr_t));
		else
			out_hex_fixed(out, *(phys_addr_t *)ptr, sizeof(phys_addr_t));
		return true;
	case 'b':
		if (fmt[1] == 'l')
			out_bitmap_list(out, ptr, count);
		else
			out_bitmap_hex(out, ptr, count);
		return true;
	case 'E':
		out_escaped(out, fmt + 1, ptr, count);
		return true;
	case 'r':
	case 'R':
		out_resource(out, *fmt == 'R', ptr);
		return true;
	}
	return out_any_flags(out, fmt[1], ptr);
}
