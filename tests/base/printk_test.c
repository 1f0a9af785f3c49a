// SPDX-License-Identifier: MIT
/*
 * printk_test.c - tests kernel/base/printk.c: levels, the log and its reader
 *
 * The console is caught by a hook; everything printed meanwhile, by whomever,
 * lands in the buffer, so cases look for their own words in it.
 */
#include <kunit/test.h>
#include <linux/hardirq.h>
#include <linux/irqflags.h>
#include <linux/printk.h>
#include <linux/slab.h>
#include <linux/smp.h>
#include <linux/string.h>
#include <quarry/log.h>
#include <quarry/verdict.h>

static char caught[4096];
static unsigned int caught_len;
static int level_before;
static log_console_fn hook_before;

static void catch (const char *text, size_t len)
{
	len = min_t(size_t, len, sizeof(caught) - 1 - caught_len);
	memcpy(caught + caught_len, text, len);
	caught_len += len;
	caught[caught_len] = '\0';
}

static int printk_test_init(struct kunit *test)
{
	caught_len = 0;
	caught[0] = '\0';
	level_before = console_loglevel;
	hook_before = log_set_console_hook(catch);
	return 0;
}

static void printk_test_exit(struct kunit *test)
{
	log_set_console_hook(hook_before);
	console_loglevel = level_before;
}

static struct log_record *new_record(struct kunit *test)
{
	struct log_record *record = kunit_kzalloc(test, sizeof(*record), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, record);
	return record;
}

/* The next record after @seq whose text begins with @text. */
static bool find_record(u64 seq, const char *text, struct log_record *record)
{
	while (log_read(seq, record)) {
		if (!strncmp(record->text, text, strlen(text)))
			return true;
		seq = record->seq + 1;
	}
	return false;
}

static void message_below_console_level_is_shown(struct kunit *test)
{
	console_loglevel = 5;
	pr_warn("printk-test shown\n");
	KUNIT_EXPECT_NOT_NULL(test, strstr(caught, "] printk-test shown\n"));
	KUNIT_EXPECT_EQ(test, caught[0], '[');
}

static void message_at_console_level_is_only_logged(struct kunit *test)
{
	struct log_record *record = new_record(test);
	u64 seq = log_next_seq();

	console_loglevel = 4;
	pr_warn("printk-test hidden\n");
	KUNIT_EXPECT_NULL(test, strstr(caught, "printk-test hidden"));
	KUNIT_ASSERT_TRUE(test, find_record(seq, "printk-test hidden", record));
	KUNIT_EXPECT_EQ(test, record->level, 4);
}

static void record_says_level_length_and_time(struct kunit *test)
{
	struct log_record *a = new_record(test), *b = new_record(test);
	u64 seq = log_next_seq();

	console_loglevel = 1;
	pr_notice("printk-test one\n");
	pr_debug("printk-test never\n");
	printk(KERN_DEBUG "printk-test two\n");
	KUNIT_ASSERT_TRUE(test, find_record(seq, "printk-test one", a));
	KUNIT_ASSERT_TRUE(test, find_record(seq, "printk-test two", b));
	KUNIT_EXPECT_EQ(test, a->level, 5);
	KUNIT_EXPECT_EQ(test, b->level, 7);
	KUNIT_EXPECT_STREQ(test, a->text, "printk-test one");
	KUNIT_EXPECT_EQ(test, a->len, strlen("printk-test one"));
	KUNIT_EXPECT_GT(test, b->seq, a->seq);
	KUNIT_EXPECT_GE(test, b->ts_ns, a->ts_ns);
	KUNIT_EXPECT_FALSE(test, find_record(seq, "printk-test never", a));
}

static void message_without_level_has_the_default(struct kunit *test)
{
	struct log_record *record = new_record(test);
	u64 seq = log_next_seq();

	console_loglevel = 1;
	printk("printk-test plain\n");
	KUNIT_ASSERT_TRUE(test, find_record(seq, "printk-test plain", record));
	KUNIT_EXPECT_EQ(test, record->level, default_message_loglevel);
}

static void continued_line_is_one_record(struct kunit *test)
{
	struct log_record *record = new_record(test);
	u64 seq = log_next_seq();

	console_loglevel = 7;
	pr_info("printk-test a");
	pr_cont(" b");
	pr_cont(" c\n");
	KUNIT_ASSERT_TRUE(test, find_record(seq, "printk-test a", record));
	KUNIT_EXPECT_STREQ(test, record->text, "printk-test a b c");
	KUNIT_EXPECT_NOT_NULL(test, strstr(caught, "printk-test a b c\n"));
}

static void message_after_an_open_line_begins_a_new_one(struct kunit *test)
{
	console_loglevel = 7;
	pr_info("printk-test open");
	pr_info("printk-test next\n");
	KUNIT_EXPECT_NULL(test, strstr(caught, "open[ "));
	KUNIT_EXPECT_NOT_NULL(test, strstr(caught, "open\n["));
}

static void each_line_of_a_message_has_a_prefix(struct kunit *test)
{
	console_loglevel = 7;
	pr_info("printk-test x\nprintk-test y\n");
	KUNIT_EXPECT_NOT_NULL(test, strstr(caught, "] printk-test x\n["));
	KUNIT_EXPECT_NOT_NULL(test, strstr(caught, "] printk-test y\n"));
}

static void too_long_message_is_cut(struct kunit *test)
{
	struct log_record *record = new_record(test);
	u64 seq = log_next_seq();

	console_loglevel = 1;
	pr_info("printk-test %2000s|\n", "");
	KUNIT_ASSERT_TRUE(test, find_record(seq, "printk-test ", record));
	KUNIT_EXPECT_LT(test, record->len, LOG_LINE_MAX);
	KUNIT_EXPECT_GT(test, record->len, LOG_LINE_MAX - 8);
}

static void old_records_make_room_and_the_reader_notices(struct kunit *test)
{
	struct log_record *record = new_record(test);
	u64 seq = log_next_seq();
	unsigned int i, read = 0;

	console_loglevel = 1;
	for (i = 0; i < 3000; i++)
		pr_info("printk-test fill %u %*s\n", i, i % 97, "");
	KUNIT_EXPECT_GT(test, log_first_seq(), seq);
	KUNIT_ASSERT_TRUE(test, log_read(seq, record));
	KUNIT_EXPECT_EQ(test, record->seq, log_first_seq());
	for (seq = record->seq; log_read(seq, record); seq = record->seq + 1)
		read++;
	KUNIT_EXPECT_EQ(test, read, log_next_seq() - log_first_seq());
	KUNIT_EXPECT_GT(test, read, 1000u);
	/* Going back finds its place as well as going on. */
	KUNIT_ASSERT_TRUE(test, log_read(log_first_seq(), record));
	KUNIT_EXPECT_EQ(test, record->seq, log_first_seq());
}

static void cleared_log_is_empty_and_fills_again(struct kunit *test)
{
	struct log_record *record = new_record(test);
	unsigned long flags;
	bool any;

	console_loglevel = 1;
	/* Other CPUs may print too: only this moment is known to be quiet. */
	local_irq_save(flags);
	log_clear();
	any = log_read(0, record) && !find_record(0, "printk-test", record);
	local_irq_restore(flags);
	KUNIT_EXPECT_FALSE(test, any && num_online_cpus() == 1);
	pr_info("printk-test after\n");
	KUNIT_EXPECT_TRUE(test, find_record(0, "printk-test after", record));
}

static void log_format_prints_seconds_and_microseconds(struct kunit *test)
{
	struct log_record *record = new_record(test);
	char buf[64];

	record->ts_ns = 12003456789ull;
	strcpy(record->text, "text");
	KUNIT_EXPECT_EQ(test, log_format(record, buf, sizeof(buf)), strlen(buf));
	KUNIT_EXPECT_STREQ(test, buf, "[   12.003456] text");
}

static void once_and_ratelimited_hold_back(struct kunit *test)
{
	unsigned int i, seen = 0;
	char *at = caught;

	console_loglevel = 7;
	for (i = 0; i < 30; i++) {
		pr_info_once("printk-test once\n");
		pr_info_ratelimited("printk-test limited\n");
	}
	while ((at = strstr(at, "printk-test limited"))) {
		seen++;
		at++;
	}
	KUNIT_EXPECT_EQ(test, seen, 10u);
	at = strstr(caught, "printk-test once");
	KUNIT_ASSERT_NOT_NULL(test, at);
	KUNIT_EXPECT_NULL(test, strstr(at + 1, "printk-test once"));
}

static void errors_count_in_the_verdict(struct kunit *test)
{
	unsigned long before = kernel_verdict.error_logs;

	console_loglevel = 1;
	pr_warn("printk-test no error\n");
	KUNIT_EXPECT_EQ(test, kernel_verdict.error_logs, before);
	pr_err("printk-test error\n");
	KUNIT_EXPECT_EQ(test, kernel_verdict.error_logs, before + 1);
	kernel_verdict.error_logs = before;
}

/* A console that prints: the CPU finds itself inside the log. */
static void catch_and_print(const char *text, size_t len)
{
	static bool inside;

	if (!inside) {
		inside = true;
		printk("printk-test nested\n");
		inside = false;
	}
	catch (text, len);
}

static void printing_within_printing_reaches_the_console(struct kunit *test)
{
	console_loglevel = 7;
	log_set_console_hook(catch_and_print);
	pr_info("printk-test outer\n");
	KUNIT_EXPECT_NOT_NULL(test, strstr(caught, "printk-test nested"));
	KUNIT_EXPECT_NOT_NULL(test, strstr(caught, "printk-test outer"));
}

static void nmi_prints_without_waiting(struct kunit *test)
{
	console_loglevel = 7;
	nmi_enter();
	pr_info("printk-test nmi\n");
	nmi_exit();
	KUNIT_EXPECT_NOT_NULL(test, strstr(caught, "printk-test nmi"));
}

static bool read_in_nmi;

/* The NMI comes where this CPU has the log locked and writes to the console. */
static void catch_in_nmi(const char *text, size_t len)
{
	static bool inside;
	struct log_record record;

	if (!inside) {
		inside = true;
		nmi_enter();
		pr_info("printk-test nmi within\n");
		read_in_nmi = log_read(0, &record);
		nmi_exit();
		inside = false;
	}
	catch (text, len);
}

static void nmi_within_printing_reaches_the_console(struct kunit *test)
{
	console_loglevel = 7;
	read_in_nmi = true;
	log_set_console_hook(catch_in_nmi);
	pr_info("printk-test around\n");
	KUNIT_EXPECT_NOT_NULL(test, strstr(caught, "printk-test nmi within"));
	KUNIT_EXPECT_NOT_NULL(test, strstr(caught, "printk-test around"));
	KUNIT_EXPECT_FALSE(test, read_in_nmi);
}

static void hex_dump_shows_groups_and_characters(struct kunit *test)
{
	char line[128];

	hex_dump_to_buffer("Quarry\0\x7f", 8, 16, 1, line, sizeof(line), true);
	KUNIT_EXPECT_STREQ(test, line, "51 75 61 72 72 79 00 7f                          Quarry..");
	hex_dump_to_buffer("\x01\x02\x03\x04", 4, 16, 4, line, sizeof(line), false);
	KUNIT_EXPECT_STREQ(test, line, "04030201");
	console_loglevel = 8;
	print_hex_dump(KERN_INFO, "printk-test ", DUMP_PREFIX_OFFSET, 16, 1, "0123456789abcdefX",
		       17, true);
	KUNIT_EXPECT_NOT_NULL(test, strstr(caught, "printk-test 00000010: 58"));
}

static struct kunit_case printk_cases[] = {
	KUNIT_CASE(message_below_console_level_is_shown),
	KUNIT_CASE(message_at_console_level_is_only_logged),
	KUNIT_CASE(record_says_level_length_and_time),
	KUNIT_CASE(message_without_level_has_the_default),
	KUNIT_CASE(continued_line_is_one_record),
	KUNIT_CASE(message_after_an_open_line_begins_a_new_one),
	KUNIT_CASE(each_line_of_a_message_has_a_prefix),
	KUNIT_CASE(too_long_message_is_cut),
	KUNIT_CASE(old_records_make_room_and_the_reader_notices),
	KUNIT_CASE(cleared_log_is_empty_and_fills_again),
	KUNIT_CASE(log_format_prints_seconds_and_microseconds),
	KUNIT_CASE(once_and_ratelimited_hold_back),
	KUNIT_CASE(errors_count_in_the_verdict),
	KUNIT_CASE(printing_within_printing_reaches_the_console),
	KUNIT_CASE(nmi_prints_without_waiting),
	KUNIT_CASE(nmi_within_printing_reaches_the_console),
	KUNIT_CASE(hex_dump_shows_groups_and_characters),
	{}
};

static struct kunit_suite printk_suite = {
	.name = "base.printk",
	.init = printk_test_init,
	.exit = printk_test_exit,
	.test_cases = printk_cases,
};
kunit_test_suite(printk_suite);
