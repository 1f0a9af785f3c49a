// SPDX-License-Identifier: MIT
/*
 * vsprintf_test.c - tests of lib/vsprintf*.c, lib/vsscanf.c, lib/errname.c
 *
 * Each expectation is the text that linux-doc's printk-formats gives, or that
 * C requires. The compiler's own check of formats is off for what it does not
 * know (extensions of %p) or finds odd (flags that contradict each other).
 */
#pragma GCC diagnostic ignored "-Wformat"
#ifndef __clang__
#pragma GCC diagnostic ignored "-Wformat-overflow"
#endif

#include <kunit/test.h>
#include <linux/bitmap.h>
#include <linux/errname.h>
#include <linux/gfp_types.h>
#include <linux/ioport.h>
#include <linux/page-flags.h>
#include <linux/seq_buf.h>
#include <linux/sprintf.h>

static char text[256];

/* Also with every shorter buffer: cut, terminated, same length told. */
#define EXPECT_TEXT(expected, fmt, ...)                                                            \
	do {                                                                                       \
		static const char want[] = expected;                                               \
		char cut[24];                                                                      \
		int size, len = snprintf(text, sizeof(text), fmt, ##__VA_ARGS__);                  \
                                                                                                   \
		KUNIT_EXPECT_EQ(test, len, (int)sizeof(want) - 1);                                 \
		KUNIT_EXPECT_STREQ(test, (const char *)text, want);                                \
		for (size = 0; size < (int)sizeof(cut); size++) {                                  \
			memset(cut, '#', sizeof(cut));                                             \
			KUNIT_EXPECT_EQ(test, snprintf(cut, size, fmt, ##__VA_ARGS__), len);       \
			if (size)                                                                  \
				KUNIT_EXPECT_EQ(test, (int)strlen(cut), min(len, size - 1));       \
			KUNIT_EXPECT_EQ(test, cut[size], '#');                                     \
			KUNIT_EXPECT_EQ(test, memcmp(cut, want, min(len, max(size - 1, 0))), 0);   \
		}                                                                                  \
	} while (0)

static void vsprintf_integers(struct kunit *test)
{
	EXPECT_TEXT("", "%s", "");
	EXPECT_TEXT("100% sure", "%d%% sure", 100);
	EXPECT_TEXT("0x1234abcd  ", "%#-12x", 0x1234abcd);
	EXPECT_TEXT("  0x1234abcd", "%#12x", 0x1234abcd);
	EXPECT_TEXT("0|001| 12|+123| 1234|-123|-1234", "%d|%03d|%3d|%+d|% d|%+d|% d", 0, 1, 12, 123,
		    1234, -123, -1234);
	EXPECT_TEXT("255|-1|65535|-1", "%hhu|%hhd|%hu|%hd", 0xfffff, 0xfffff, 0xfffff, 0xfffff);
	EXPECT_TEXT("00|0|0|0|0", "%.2d|%.1d|%.0d|%.*d|%1.0d", 0, 0, 0, 0, 0, 0);
	EXPECT_TEXT("0x0|0|017|0XFF", "%#x|%#o|%#o|%#X", 0, 0, 15, 255);
	EXPECT_TEXT("18446744073709551615 -9223372036854775808", "%llu %lld", ~0ull, S64_MIN);
	EXPECT_TEXT("-2147483648 4294967295 ffffffff", "%d %u %x", INT_MIN, UINT_MAX, UINT_MAX);
	EXPECT_TEXT("  007|007  |+0007", "%5.3d|%-5.3d|%+.4d", 7, 7, 7);
	EXPECT_TEXT("5   |   5", "%*d|%*d", -4, 5, 4, 5);
	EXPECT_TEXT("12 34 56", "%zu %zd %td", (size_t)12, (ssize_t)34, (ptrdiff_t)56);
}

static void vsprintf_characters_and_strings(struct kunit *test)
{
	EXPECT_TEXT("a|  b|c  |", "%c|%3c|%-3c|", 'a', 'b', 'c');
	EXPECT_TEXT("abc|  abc|abc  |ab|   ab", "%s|%5s|%-5s|%.2s|%5.2s", "abc", "abc", "abc",
		    "abc", "abc");
	EXPECT_TEXT("|abc|abc||", "|%.*s|%.s|%.0s|", 3, "abcdef", "abc", "abc");
	EXPECT_TEXT("(null)", "%s", (char *)NULL);
	EXPECT_TEXT("(efault)", "%s", (char *)100);
	EXPECT_TEXT("(efault)", "%s", (char *)ERR_PTR(-ENOMEM));
}

static void vsprintf_refuses_what_it_does_not_know(struct kunit *test)
{
	int n = 77;

	kunit_expect_reports(test, 1);
	snprintf(text, sizeof(text), "before %n after", &n);
	KUNIT_EXPECT_STREQ(test, (const char *)text, "before ");
	KUNIT_EXPECT_EQ(test, n, 77);
}

static void vsprintf_p_hides_addresses(struct kunit *test)
{
	void *ptr = (void *)0x7e8012345678;
	char again[32], raw[32];
	bool was_raw = no_hash_pointers;

	no_hash_pointers = false;
	snprintf(text, sizeof(text), "%p", ptr);
	snprintf(again, sizeof(again), "%p", ptr);
	snprintf(raw, sizeof(raw), "%016lx", (unsigned long)ptr);
	KUNIT_EXPECT_EQ(test, strlen(text), (size_t)16);
	KUNIT_EXPECT_STREQ(test, (const char *)text, (const char *)again);
	KUNIT_EXPECT_NE(test, strcmp(text, raw), 0);
	KUNIT_EXPECT_EQ(test, memcmp(text, "00000000", 8), 0);
	snprintf(again, sizeof(again), "%p", ptr + 1);
	KUNIT_EXPECT_NE(test, strcmp(text, again), 0);
	snprintf(again, sizeof(again), "%pK", ptr);
	KUNIT_EXPECT_STREQ(test, (const char *)text, (const char *)again);
	no_hash_pointers = true;
	snprintf(text, sizeof(text), "%p", ptr);
	KUNIT_EXPECT_STREQ(test, (const char *)text, (const char *)raw);
	no_hash_pointers = was_raw;
}

static void vsprintf_p_shows_null_and_errors(struct kunit *test)
{
	EXPECT_TEXT("0000000000000000", "%p", NULL);
	EXPECT_TEXT("fffffffffffffff4", "%p", ERR_PTR(-ENOMEM));
	EXPECT_TEXT("-ENOMEM|  -EAGAIN", "%pe|%9pe", ERR_PTR(-ENOMEM), ERR_PTR(-EAGAIN));
	EXPECT_TEXT("-ENOTSUPP|-4000", "%pe|%pe", ERR_PTR(-ENOTSUPP), ERR_PTR(-4000));
	KUNIT_EXPECT_STREQ(test, errname(ENOENT), "ENOENT");
	KUNIT_EXPECT_NULL(test, errname(4000));
}

static void vsprintf_px_shows_addresses(struct kunit *test)
{
	EXPECT_TEXT("0000123456789abc", "%px", (void *)0x123456789abc);
	EXPECT_TEXT("0x0000123456789abc", "%#px", (void *)0x123456789abc);
	EXPECT_TEXT("    1234|1234    ", "%8px|%-8px", (void *)0x1234, (void *)0x1234);
}

static int fake_symbol(char *buf, size_t size, unsigned long addr, bool with_offset, bool with_size)
{
	const char *name = addr < 0x2000 ? "first" : "second";

	if (addr >= 0x3000)
		return 0;
	return with_offset ? scnprintf(buf, size, "%s+%#lx/%#x", name, addr & 0xfff, 0x1000)
			   : scnprintf(buf, size, "%s", name);
}

static void vsprintf_symbols(struct kunit *test)
{
	typeof(vsprintf_symbol_hook) hook = vsprintf_symbol_hook;

	vsprintf_symbol_hook = fake_symbol;
	EXPECT_TEXT("first+0x123/0x1000", "%pS", (void *)0x1123);
	EXPECT_TEXT("first|first     |", "%ps|%-10ps|", (void *)0x1123, (void *)0x1123);
	EXPECT_TEXT("first+0x10/0x1000", "%pB", (void *)0x1010);
	/* A call at the very end of first() returns to second()'s first byte. */
	EXPECT_TEXT("first+0xfff/0x1000", "%pB", (void *)0x2000);
	EXPECT_TEXT("second+0x0/0x1000]", "%pS]", (void *)0x2000);
	EXPECT_TEXT("0x3456", "%pS", (void *)0x3456);
	vsprintf_symbol_hook = NULL;
	EXPECT_TEXT("0x1123 0x1123", "%ps %pB", (void *)0x1123, (void *)0x1123);
	vsprintf_symbol_hook = hook;
}

static void vsprintf_bytes_and_escapes(struct kunit *test)
{
	static const u8 bytes[] = { 0xc0, 0xff, 0x00, 0x1a };

	EXPECT_TEXT("c0 ff 00 1a", "%4ph", bytes);
	EXPECT_TEXT("c0:ff:00|c0-ff-00|c0ff00", "%*phC|%*phD|%3phN", 3, bytes, 3, bytes, bytes);
	/* printk-formats: what is printable stays as it is. */
	EXPECT_TEXT("\\eb \\C\\a\"\\220\\r]", "%*pE", 10,
		    "\x1b\x62\x20\x5c\x43\x07\x22\x90\x0d\x5d");
	EXPECT_TEXT("\\x1bb \\C\\x07\"\\x90\\x0d]", "%*pEhp", 10,
		    "\x1b\x62\x20\x5c\x43\x07\x22\x90\x0d\x5d");
	EXPECT_TEXT("a\\x0ab", "%*pEhp", 3, "a\nb");
}

static void vsprintf_addresses(struct kunit *test)
{
	static const u8 mac[] = { 0x00, 0x01, 0x02, 0x3d, 0x4e, 0xff };
	static const u8 ip4[] = { 127, 0, 0, 1 };
	static const u8 ip6[] = { 0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1 };
	static const u8 mapped[] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 10, 0, 0, 7 };
	static const u8 uuid[] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0xa, 0xb, 0xc, 0xd, 0xe, 0xf };
	phys_addr_t phys = 0x12345678;
	dma_addr_t dma = 0x9abcdef012;

	EXPECT_TEXT("00:01:02:3d:4e:ff", "%pM", mac);
	EXPECT_TEXT("ff:4e:3d:02:01:00|00-01-02-3d-4e-ff|0001023d4eff", "%pMR|%pMF|%pm", mac, mac,
		    mac);
	EXPECT_TEXT("127.0.0.1|127.000.000.001|1.0.0.127", "%pI4|%pi4|%pI4l", ip4, ip4, ip4);
	EXPECT_TEXT("2001:0db8:0000:0000:0000:0000:0000:0001", "%pI6", ip6);
	EXPECT_TEXT("20010db8000000000000000000000001", "%pi6", ip6);
	EXPECT_TEXT("2001:db8::1|::ffff:10.0.0.7", "%pI6c|%pI6c", ip6, mapped);
	EXPECT_TEXT("00010203-0405-0607-0809-0a0b0c0d0e0f", "%pUb", uuid);
	EXPECT_TEXT("03020100-0504-0706-0809-0A0B0C0D0E0F", "%pUL", uuid);
	EXPECT_TEXT("0x0000000012345678|0x0000009abcdef012", "%pa|%pad", &phys, &dma);
	EXPECT_TEXT("(null)", "%pM", NULL);
}

static void vsprintf_flags_by_name(struct kunit *test)
{
	gfp_t gfp = GFP_KERNEL | __GFP_ZERO | __GFP_NOWARN, none = 0;
	unsigned long flags = 1ul << PG_locked | 1ul << PG_slab, vm = 0x7;

	EXPECT_TEXT("GFP_KERNEL|__GFP_ZERO|__GFP_NOWARN", "%pGg", &gfp);
	EXPECT_TEXT("", "%pGg", &none);
	gfp = GFP_ATOMIC;
	EXPECT_TEXT("GFP_ATOMIC", "%pGg", &gfp);
	gfp = 1u << 31;
	EXPECT_TEXT("0x80000000", "%pGg", &gfp);
	EXPECT_TEXT("read|write|exec", "%pGv", &vm);
	snprintf(text, sizeof(text), "%pGp", &flags);
	KUNIT_EXPECT_NOT_NULL(test, strstr(text, "(locked|slab|node=0|zone=0)"));
}

static void vsprintf_bitmaps_and_resources(struct kunit *test)
{
	struct resource mem = DEFINE_RES_MEM(0x1000, 0x1000), io = DEFINE_RES_IO(0x60, 1);
	DECLARE_BITMAP(map, 72);

	bitmap_zero(map, 72);
	bitmap_set(map, 1, 3);
	bitmap_set(map, 40, 1);
	bitmap_set(map, 70, 2);
	EXPECT_TEXT("c0,00000100,0000000e", "%*pb", 72, map);
	EXPECT_TEXT("1-3,40,70-71", "%*pbl", 72, map);
	EXPECT_TEXT("2", "%*pb", 2, map);
	EXPECT_TEXT("[mem 0x00001000-0x00001fff]", "%pR", &mem);
	EXPECT_TEXT("[io  0x0060]", "%pR", &io);
	EXPECT_TEXT("[mem 0x00001000-0x00001fff flags 0x200]", "%pr", &mem);
}

static int format_nested(char *buf, size_t size, const char *fmt, ...)
{
	struct va_format vaf = { .fmt = fmt };
	va_list args;
	int len;

	va_start(args, fmt);
	vaf.va = &args;
	len = snprintf(buf, size, "<%pV>%pV!", &vaf, &vaf);
	va_end(args);
	return len;
}

static void vsprintf_pv_formats_recursively_and_repeatedly(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, format_nested(text, sizeof(text), "%d-%s", 5, "x"), 9);
	KUNIT_EXPECT_STREQ(test, (const char *)text, "<5-x>5-x!");
	KUNIT_EXPECT_EQ(test, format_nested(text, 5, "%d-%s", 5, "x"), 9);
	KUNIT_EXPECT_STREQ(test, (const char *)text, "<5-x");
}

static void scnprintf_tells_what_was_stored(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, scnprintf(text, 4, "%s", "abcdef"), 3);
	KUNIT_EXPECT_EQ(test, scnprintf(text, 4, "%s", "ab"), 2);
	KUNIT_EXPECT_EQ(test, scnprintf(text, 0, "%s", "ab"), 0);
}

static void sscanf_stores_what_fits_the_format(struct kunit *test)
{
	unsigned long long ull;
	char word[16], c[4], set[16];
	unsigned char uc;
	int a, b, n;

	KUNIT_EXPECT_EQ(test, sscanf(" 12 -0x1f", "%d %i", &a, &b), 2);
	KUNIT_EXPECT_EQ(test, a, 12);
	KUNIT_EXPECT_EQ(test, b, -31);
	KUNIT_EXPECT_EQ(test, sscanf("0777:ffff", "%o:%x", &a, &b), 2);
	KUNIT_EXPECT_EQ(test, a, 0777);
	KUNIT_EXPECT_EQ(test, b, 0xffff);
	KUNIT_EXPECT_EQ(test, sscanf("1234567", "%3d%2d%n", &a, &b, &n), 2);
	KUNIT_EXPECT_EQ(test, a, 123);
	KUNIT_EXPECT_EQ(test, b, 45);
	KUNIT_EXPECT_EQ(test, n, 5);
	KUNIT_EXPECT_EQ(test, sscanf("18446744073709551615 300", "%llu %hhu", &ull, &uc), 2);
	KUNIT_EXPECT_EQ(test, ull, ~0ull);
	KUNIT_EXPECT_EQ(test, uc, (unsigned char)300);
	KUNIT_EXPECT_EQ(test, sscanf("name = value", "%15s = %15s", word, set), 2);
	KUNIT_EXPECT_STREQ(test, (const char *)word, "name");
	KUNIT_EXPECT_STREQ(test, (const char *)set, "value");
	KUNIT_EXPECT_EQ(test, sscanf("abc-9x", "%8[a-z]-%*d%1c", set, c), 2);
	KUNIT_EXPECT_STREQ(test, (const char *)set, "abc");
	KUNIT_EXPECT_EQ(test, c[0], 'x');
	KUNIT_EXPECT_EQ(test, sscanf("a,b", "%8[^,],%1c", set, c), 2);
	/* A prefix that uses the width up is a 0. */
	KUNIT_EXPECT_EQ(test, sscanf("0x67", "%2i%i", &a, &b), 2);
	KUNIT_EXPECT_EQ(test, a, 0);
	KUNIT_EXPECT_EQ(test, b, 67);
	KUNIT_EXPECT_EQ(test, sscanf("x12", "%d", &a), 0);
	KUNIT_EXPECT_EQ(test, sscanf("1 x", "%d %d", &a, &b), 1);
	KUNIT_EXPECT_EQ(test, sscanf("50%", "%d%%", &a), 1);
}

static struct kunit_case vsprintf_cases[] = {
	KUNIT_CASE(vsprintf_integers),
	KUNIT_CASE(vsprintf_characters_and_strings),
	KUNIT_CASE(vsprintf_refuses_what_it_does_not_know),
	KUNIT_CASE(vsprintf_p_hides_addresses),
	KUNIT_CASE(vsprintf_p_shows_null_and_errors),
	KUNIT_CASE(vsprintf_px_shows_addresses),
	KUNIT_CASE(vsprintf_symbols),
	KUNIT_CASE(vsprintf_bytes_and_escapes),
	KUNIT_CASE(vsprintf_addresses),
	KUNIT_CASE(vsprintf_flags_by_name),
	KUNIT_CASE(vsprintf_bitmaps_and_resources),
	KUNIT_CASE(vsprintf_pv_formats_recursively_and_repeatedly),
	KUNIT_CASE(scnprintf_tells_what_was_stored),
	KUNIT_CASE(sscanf_stores_what_fits_the_format),
	{}
};
static struct kunit_suite vsprintf_suite = { .name = "lib.vsprintf", .test_cases = vsprintf_cases };
kunit_test_suite(vsprintf_suite);
