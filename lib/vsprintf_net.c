// SPDX-License-Identifier: MIT
/*
 * vsprintf_net.c - addresses of network cards and hosts, and UUIDs
 *
 *   %pM	00:01:02:03:04:05	%pMR reversed, %pMF with '-', %pm without
 *   %pI4	1.2.3.4			%pi4 001.002.003.004; h n b l: byte order
 *   %pI6	0001:0002:…:ffff	%pi6 without colons, %pI6c shortened (RFC 5952)
 *   %pU	UUIDs: b B as they are stored, l L little-endian; capitals
 *
 * Locking: none. Any context.
 */
#include <linux/byteorder.h>
#include <linux/hex.h>
#include <linux/string.h>
#include "lib_internal.h"

static void out_hex_byte(struct fmt_out *out, u8 byte, bool upper)
{
	out_char(out, upper ? hex_asc_upper_hi(byte) : hex_asc_hi(byte));
	out_char(out, upper ? hex_asc_upper_lo(byte) : hex_asc_lo(byte));
}

/* Built in a buffer, then padded as one text. */
#define ADDRESS_TEXT_MAX 64

static void out_mac(struct fmt_out *out, const char *fmt, const u8 *mac, struct fmt_spec spec)
{
	char text[ADDRESS_TEXT_MAX], separator = fmt[0] == 'm' ? 0 : fmt[1] == 'F' ? '-' : ':';
	struct fmt_out address = { text, text + sizeof(text) };
	bool reversed = fmt[1] == 'R';
	int i;

	for (i = 0; i < 6; i++) {
		if (i && separator)
			out_char(&address, separator);
		out_hex_byte(&address, mac[reversed ? 5 - i : i], false);
	}
	out_text(out, text, address.pos - text, spec);
}

static void ip4_text(struct fmt_out *out, const u8 *addr, bool zeroes, bool reversed)
{
	struct fmt_spec part = {
		.width = zeroes ? 3 : 0, .precision = -1, .base = 10, .zero = true
	};
	int i;

	for (i = 0; i < 4; i++) {
		if (i)
			out_char(out, '.');
		out_number(out, addr[reversed ? 3 - i : i], part);
	}
}

/* The longest run of two or more zero words; *@len is 0 if there is none. */
static int ip6_longest_zeroes(const u16 *words, int n, int *len)
{
	int i, start = 0, run = 0;

	*len = 0;
	for (i = 0; i < n; i++) {
		run = words[i] ? 0 : run + 1;
		if (run > *len) {
			*len = run;
			start = i - run + 1;
		}
	}
	if (*len < 2)
		*len = 0;
	return start;
}

static void ip6_short_text(struct fmt_out *out, const u8 *addr)
{
	static const u8 mapped[12] = { [10] = 0xff, [11] = 0xff };
	bool has_ip4 = !memcmp(addr, mapped, sizeof(mapped));
	int i, zeroes, start, n = has_ip4 ? 6 : 8;
	u16 words[8];

	for (i = 0; i < 8; i++)
		words[i] = addr[2 * i] << 8 | addr[2 * i + 1];
	start = ip6_longest_zeroes(words, n, &zeroes);
	for (i = 0; i < n; i++) {
		if (zeroes && i == start) {
			out_char(out, ':');
			out_char(out, ':');
			i += zeroes - 1;
			continue;
		}
		if (i && !(zeroes && i == start + zeroes))
			out_char(out, ':');
		out_number(out, words[i], (struct fmt_spec){ .precision = -1, .base = 16 });
	}
	if (has_ip4) {
		out_char(out, ':');
		ip4_text(out, addr + 12, false, false);
	}
}

static void out_ip6(struct fmt_out *out, const char *fmt, const u8 *addr, struct fmt_spec spec)
{
	char text[ADDRESS_TEXT_MAX];
	struct fmt_out address = { text, text + sizeof(text) };
	int i;

	if (fmt[0] == 'I' && fmt[2] == 'c') {
		ip6_short_text(&address, addr);
	} else {
		for (i = 0; i < 16; i++) {
			if (i && i % 2 == 0 && fmt[0] == 'I')
				out_char(&address, ':');
			out_hex_byte(&address, addr[i], false);
		}
	}
	out_text(out, text, address.pos - text, spec);
}

static void out_ip4(struct fmt_out *out, const char *fmt, const u8 *addr, struct fmt_spec spec)
{
	bool reversed = fmt[2] == 'l' || (fmt[2] == 'h' && cpu_to_le16(1) == 1);
	char text[ADDRESS_TEXT_MAX];
	struct fmt_out address = { text, text + sizeof(text) };

	ip4_text(&address, addr, fmt[0] == 'i', reversed);
	out_text(out, text, address.pos - text, spec);
}

static void out_uuid(struct fmt_out *out, const char *fmt, const u8 *uuid, struct fmt_spec spec)
{
	static const u8 big[16] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 };
	static const u8 little[16] = { 3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15 };
	const u8 *order = fmt[1] == 'l' || fmt[1] == 'L' ? little : big;
	bool upper = fmt[1] == 'B' || fmt[1] == 'L';
	char text[ADDRESS_TEXT_MAX];
	struct fmt_out address = { text, text + sizeof(text) };
	int i;

	for (i = 0; i < 16; i++) {
		if (i == 4 || i == 6 || i == 8 || i == 10)
			out_char(&address, '-');
		out_hex_byte(&address, uuid[order[i]], upper);
	}
	out_text(out, text, address.pos - text, spec);
}

bool out_pointer_net(struct fmt_out *out, const char *fmt, void *ptr, struct fmt_spec spec)
{
	void (*show)(struct fmt_out *, const char *, const u8 *, struct fmt_spec) = NULL;

	if (fmt[0] == 'M' || fmt[0] == 'm')
		show = out_mac;
	else if ((fmt[0] == 'I' || fmt[0] == 'i') && fmt[1] == '4')
		show = out_ip4;
	else if ((fmt[0] == 'I' || fmt[0] == 'i') && fmt[1] == '6')
		show = out_ip6;
	else if (fmt[0] == 'U')
		show = out_uuid;
	if (!show)
		return false;
	if (!out_invalid(out, ptr, spec))
		show(out, fmt, ptr, spec);
	return true;
}
