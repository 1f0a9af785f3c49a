// SPDX-License-Identifier: MIT
/*
 * seq_test.c - tests of lib/seq_file.c and lib/seq_buf.c
 */
#include <kunit/test.h>
#include <linux/printk.h>
#include <linux/seq_buf.h>
#include <linux/seq_file.h>

/* Collects what a report flushes. */
struct sink {
	char text[512];
	size_t len;
	unsigned int flushes;
	size_t limit;
};

static bool sink_flush(struct seq_file *m, const char *text, size_t len)
{
	struct sink *sink = m->flush_arg;

	sink->flushes++;
	if (sink->len + len > (sink->limit ? sink->limit : sizeof(sink->text)))
		return false;
	memcpy(sink->text + sink->len, text, len);
	sink->len += len;
	return true;
}

static void seq_file_flushes_a_full_buffer_and_loses_nothing(struct kunit *test)
{
	struct sink sink = {};
	struct seq_file m;
	char buf[16], expected[512];
	int i, len = 0;

	seq_init(&m, buf, sizeof(buf), sink_flush, &sink);
	for (i = 0; i < 40; i++) {
		seq_printf(&m, "%d,", i * 7);
		seq_puts(&m, "ab");
		seq_putc(&m, '\n');
		len += sprintf(expected + len, "%d,ab\n", i * 7);
	}
	seq_puts(&m, "longer than the whole buffer is");
	len += sprintf(expected + len, "longer than the whole buffer is");
	seq_flush(&m);
	KUNIT_EXPECT_FALSE(test, seq_has_overflowed(&m));
	KUNIT_EXPECT_EQ(test, sink.len, (size_t)len);
	KUNIT_EXPECT_EQ(test, memcmp(sink.text, expected, len), 0);
	KUNIT_EXPECT_GT(test, sink.flushes, 10u);
}

static void seq_file_without_flush_stops_when_full(struct kunit *test)
{
	struct seq_file m;
	char buf[8];

	seq_init(&m, buf, sizeof(buf), NULL, NULL);
	seq_printf(&m, "%s", "abc");
	KUNIT_EXPECT_FALSE(test, seq_has_overflowed(&m));
	seq_printf(&m, "%s", "defghi");
	KUNIT_EXPECT_TRUE(test, seq_has_overflowed(&m));
	seq_puts(&m, "more");
	KUNIT_EXPECT_EQ(test, m.count, (size_t)7);
	KUNIT_EXPECT_STREQ(test, (const char *)buf, "abcdefg");

	seq_init(&m, buf, sizeof(buf), NULL, NULL);
	seq_puts(&m, "123456789");
	KUNIT_EXPECT_TRUE(test, seq_has_overflowed(&m));
	KUNIT_EXPECT_EQ(test, memcmp(buf, "1234567", 7), 0);
}

static void seq_file_stops_when_nobody_wants_more(struct kunit *test)
{
	struct sink sink = { .limit = 20 };
	struct seq_file m;
	char buf[8];
	int i;

	seq_init(&m, buf, sizeof(buf), sink_flush, &sink);
	for (i = 0; i < 100; i++)
		seq_puts(&m, "xyz");
	KUNIT_EXPECT_TRUE(test, seq_has_overflowed(&m));
	KUNIT_EXPECT_LE(test, sink.len, (size_t)20);
	KUNIT_EXPECT_LT(test, sink.flushes, 10u);
}

static void seq_file_pads_to_a_width(struct kunit *test)
{
	struct seq_file m;
	char buf[64];

	seq_init(&m, buf, sizeof(buf), NULL, NULL);
	seq_setwidth(&m, 8);
	seq_printf(&m, "%d", 123);
	seq_pad(&m, '|');
	seq_put_decimal_ull_width(&m, " ", 42, 5);
	seq_put_hex_ll(&m, " ", 0xab, 4);
	seq_escape(&m, " a\n", "\n");
	KUNIT_EXPECT_EQ(test, m.count, (size_t)26);
	buf[m.count] = '\0';
	KUNIT_EXPECT_STREQ(test, (const char *)buf, "123     |    42 00ab a\\012");
}

static void *digits_start(struct seq_file *m, loff_t *pos)
{
	return *pos < 4 ? (void *)(*pos + 100) : NULL;
}
static void *digits_next(struct seq_file *m, void *v, loff_t *pos)
{
	++*pos;
	return digits_start(m, pos);
}
static void digits_stop(struct seq_file *m, void *v)
{
}
static int digits_show(struct seq_file *m, void *v)
{
	if ((long)v == 102)
		return SEQ_SKIP;
	seq_printf(m, "%ld;", (long)v);
	return 0;
}
static const struct seq_operations digits = {
	.start = digits_start,
	.next = digits_next,
	.stop = digits_stop,
	.show = digits_show,
};

static void seq_read_all_shows_every_element(struct kunit *test)
{
	struct seq_file m;
	char buf[64];

	seq_init(&m, buf, sizeof(buf), NULL, NULL);
	KUNIT_EXPECT_EQ(test, seq_read_all(&m, &digits), 0);
	KUNIT_EXPECT_STREQ(test, (const char *)buf, "100;101;103;");
}

static void seq_buf_marks_overflow_and_keeps_what_fitted(struct kunit *test)
{
	char buf[10];
	struct seq_buf s;

	seq_buf_init(&s, buf, sizeof(buf));
	KUNIT_EXPECT_EQ(test, seq_buf_printf(&s, "%d", 1234), 0);
	KUNIT_EXPECT_EQ(test, seq_buf_putc(&s, ':'), 0);
	KUNIT_EXPECT_EQ(test, seq_buf_used(&s), 5u);
	KUNIT_EXPECT_EQ(test, seq_buf_puts(&s, "too long"), -1);
	KUNIT_EXPECT_TRUE(test, seq_buf_has_overflowed(&s));
	KUNIT_EXPECT_EQ(test, seq_buf_putc(&s, 'x'), -1);
	seq_buf_clear(&s);
	KUNIT_EXPECT_EQ(test, seq_buf_putmem_hex(&s, "\x12\x34\xab", 3), 0);
	KUNIT_EXPECT_STREQ(test, seq_buf_str(&s), "ab3412 ");
}

static struct kunit_case seq_cases[] = { KUNIT_CASE(
						 seq_file_flushes_a_full_buffer_and_loses_nothing),
					 KUNIT_CASE(seq_file_without_flush_stops_when_full),
					 KUNIT_CASE(seq_file_stops_when_nobody_wants_more),
					 KUNIT_CASE(seq_file_pads_to_a_width),
					 KUNIT_CASE(seq_read_all_shows_every_element),
					 KUNIT_CASE(seq_buf_marks_overflow_and_keeps_what_fitted),
					 {} };
static struct kunit_suite seq_suite = { .name = "lib.seq", .test_cases = seq_cases };
kunit_test_suite(seq_suite);
