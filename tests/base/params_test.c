// SPDX-License-Identifier: MIT
/*
 * params_test.c - tests kernel/base/params.c and param_types.c
 *
 * Most cases parse a line against a table of their own, as the module loader
 * does; one goes through the whole boot parser.
 */
#include <kunit/test.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/moduleparam.h>
#include <linux/printk.h>
#include <linux/string.h>
#include <quarry/log.h>
#include <quarry/params.h>
#include <quarry/verdict.h>

static int a_number;
static unsigned char a_byte;
static bool a_bool;
static char *a_text;
static int numbers[3];
static unsigned int nr_numbers;
static char copied[8];

static const struct kparam_array numbers_array = {
	.max = 3,
	.elemsize = sizeof(int),
	.num = &nr_numbers,
	.ops = &param_ops_int,
	.elem = numbers,
};
static const struct kparam_string copied_string = { sizeof(copied), copied };

static const struct kernel_param table[] = {
	{ .name = "a_number", .ops = &param_ops_int, .level = -1, .arg = &a_number },
	{ .name = "a_byte", .ops = &param_ops_byte, .level = -1, .arg = &a_byte },
	{ .name = "a_bool", .ops = &param_ops_bool, .level = -1, .arg = &a_bool },
	{ .name = "a_text", .ops = &param_ops_charp, .level = -1, .arg = &a_text },
	{ .name = "numbers", .ops = &param_array_ops, .level = -1, .arr = &numbers_array },
	{ .name = "copied", .ops = &param_ops_string, .level = -1, .str = &copied_string },
};

/* What the words "early_seen=", "setup_seen=" of the boot line were given. */
static char early_seen[16], setup_seen[16];

static int early_seen_setup(char *arg)
{
	strscpy(early_seen, arg ?: "(none)", sizeof(early_seen));
	return strcmp(early_seen, "bad") ? 0 : -EINVAL;
}
early_param("test_early_seen", early_seen_setup);
PARAM_HELP(test_early_seen, "test_early_seen", "any text but bad", "test_early_seen=good");

static int setup_seen_setup(char *arg)
{
	strscpy(setup_seen, arg, sizeof(setup_seen));
	return 1;
}
__setup("test_setup_seen=", setup_seen_setup);

static int boot_number;
core_param(test_boot_number, boot_number, int, 0);

/* What was printed, in one string. */
static char printed[2048];
static int level_before;
static log_console_fn hook_before;

static void catch (const char *text, size_t len)
{
	size_t used = strlen(printed);

	len = min_t(size_t, len, sizeof(printed) - 1 - used);
	memcpy(printed + used, text, len);
	printed[used + len] = '\0';
}

static int params_test_init(struct kunit *test)
{
	a_number = 0;
	a_byte = 0;
	a_bool = false;
	a_text = NULL;
	nr_numbers = 0;
	boot_number = 0;
	early_seen[0] = setup_seen[0] = printed[0] = '\0';
	level_before = console_loglevel;
	console_loglevel = 7;
	hook_before = log_set_console_hook(catch);
	return 0;
}

static void params_test_exit(struct kunit *test)
{
	log_set_console_hook(hook_before);
	console_loglevel = level_before;
	kernel_verdict.error_logs = 0;
}

static char line[256];

static char *parse(const char *text)
{
	strscpy(line, text, sizeof(line));
	return parse_args("params-test", line, table, ARRAY_SIZE(table), -1, -1, NULL, NULL);
}

static void words_set_their_variables(struct kunit *test)
{
	KUNIT_EXPECT_NULL(test, parse("a_number=-7  a-byte=0x20 a_bool a_text=hello"));
	KUNIT_EXPECT_EQ(test, a_number, -7);
	KUNIT_EXPECT_EQ(test, a_byte, 0x20);
	KUNIT_EXPECT_TRUE(test, a_bool);
	KUNIT_EXPECT_STREQ(test, a_text, "hello");
}

static void quotes_keep_blanks_together(struct kunit *test)
{
	KUNIT_EXPECT_NULL(test, parse("a_text=\"two words\" a_number=3"));
	KUNIT_EXPECT_STREQ(test, a_text, "two words");
	KUNIT_EXPECT_EQ(test, a_number, 3);
}

static void array_takes_values_between_commas(struct kunit *test)
{
	char shown[64];

	KUNIT_EXPECT_NULL(test, parse("numbers=4,-5"));
	KUNIT_EXPECT_EQ(test, nr_numbers, 2u);
	KUNIT_EXPECT_EQ(test, numbers[0], 4);
	KUNIT_EXPECT_EQ(test, numbers[1], -5);
	KUNIT_EXPECT_EQ(test, param_array_ops.get(shown, &table[4]), 5);
	KUNIT_EXPECT_STREQ(test, shown, "4,-5\n");
}

static void too_many_or_too_long_is_refused(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, PTR_ERR(parse("numbers=1,2,3,4")), -EINVAL);
	KUNIT_EXPECT_EQ(test, PTR_ERR(parse("copied=12345678")), -ENOSPC);
	KUNIT_EXPECT_NULL(test, parse("copied=1234567"));
	KUNIT_EXPECT_STREQ(test, copied, "1234567");
}

static void out_of_range_is_refused(struct kunit *test)
{
	a_byte = 9;
	KUNIT_EXPECT_EQ(test, PTR_ERR(parse("a_byte=256")), -ERANGE);
	KUNIT_EXPECT_EQ(test, a_byte, 9);
}

static void bad_value_names_word_range_and_example(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, PTR_ERR(parse("a_byte=many")), -EINVAL);
	KUNIT_EXPECT_NOT_NULL(test, strstr(printed, "`many' invalid for parameter `a_byte'"));
	KUNIT_EXPECT_NOT_NULL(test, strstr(printed, "a number from 0 to 255"));
	KUNIT_EXPECT_NOT_NULL(test, strstr(printed, "for example a_byte=16"));
}

static void unknown_word_is_an_error_that_lists_the_known(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, PTR_ERR(parse("a_nmber=1 a_bool")), -ENOENT);
	KUNIT_EXPECT_NOT_NULL(test, strstr(printed, "Unknown parameter `a_nmber'"));
	KUNIT_EXPECT_NOT_NULL(test, strstr(printed, "a_number, a_byte, a_bool"));
	/* The rest of the line was still obeyed. */
	KUNIT_EXPECT_TRUE(test, a_bool);
}

static int remember_unknown(char *param, char *val, const char *doing, void *arg)
{
	strscpy(arg, param, 16);
	return 0;
}

static void unknown_word_goes_to_the_callback(struct kunit *test)
{
	char seen[16] = "";
	char text[] = "other=1 a_number=2";

	KUNIT_EXPECT_NULL(test, parse_args("params-test", text, table, ARRAY_SIZE(table), -1, -1,
					   seen, remember_unknown));
	KUNIT_EXPECT_STREQ(test, seen, "other");
	KUNIT_EXPECT_EQ(test, a_number, 2);
}

static void two_dashes_end_the_parameters(struct kunit *test)
{
	char *rest = parse("a_number=5 -- a_number=6");

	KUNIT_ASSERT_NOT_NULL(test, rest);
	KUNIT_EXPECT_STREQ(test, rest, "a_number=6");
	KUNIT_EXPECT_EQ(test, a_number, 5);
}

static int parse_boot(const char *text)
{
	static char early[256];

	strscpy(early, text, sizeof(early));
	strscpy(line, text, sizeof(line));
	return params_parse_copies(early, line);
}

static void boot_line_reaches_all_kinds_of_words(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, parse_boot("test_early_seen=x test_setup_seen=y test_boot_number=8"),
			0);
	KUNIT_EXPECT_STREQ(test, early_seen, "x");
	KUNIT_EXPECT_STREQ(test, setup_seen, "y");
	KUNIT_EXPECT_EQ(test, boot_number, 8);
}

static void boot_line_refuses_bad_and_unknown_words(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, parse_boot("test_early_seen=bad"), -EINVAL);
	KUNIT_EXPECT_NOT_NULL(test, strstr(printed, "test_early_seen takes any text but bad"));
	KUNIT_EXPECT_NOT_NULL(test, strstr(printed, "for example test_early_seen=good"));
	KUNIT_EXPECT_EQ(test, parse_boot("test_boot_numbr=1"), -EINVAL);
	KUNIT_EXPECT_NOT_NULL(test, strstr(printed, "Unknown parameter `test_boot_numbr'"));
	KUNIT_EXPECT_NOT_NULL(test, strstr(printed, "did you mean test_boot_number?"));
}

static void unlike_word_lists_what_is_known(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, parse_boot("qqqqqqqq=1"), -EINVAL);
	KUNIT_EXPECT_NOT_NULL(test, strstr(printed, "accepted are"));
	KUNIT_EXPECT_NOT_NULL(test, strstr(printed, "loglevel"));
	KUNIT_EXPECT_NOT_NULL(test, strstr(printed, "for example"));
}

static void bool_that_enables_only_stays_on(struct kunit *test)
{
	bool on = false;
	struct kernel_param kp = { .name = "on", .ops = &param_ops_bool_enable_only, .arg = &on };

	KUNIT_EXPECT_EQ(test, kp.ops->set("n", &kp), 0);
	KUNIT_EXPECT_EQ(test, kp.ops->set("y", &kp), 0);
	KUNIT_EXPECT_EQ(test, kp.ops->set("n", &kp), -EROFS);
	KUNIT_EXPECT_TRUE(test, on);
}

static struct kunit_case params_cases[] = { KUNIT_CASE(words_set_their_variables),
					    KUNIT_CASE(quotes_keep_blanks_together),
					    KUNIT_CASE(array_takes_values_between_commas),
					    KUNIT_CASE(too_many_or_too_long_is_refused),
					    KUNIT_CASE(out_of_range_is_refused),
					    KUNIT_CASE(bad_value_names_word_range_and_example),
					    KUNIT_CASE(
						    unknown_word_is_an_error_that_lists_the_known),
					    KUNIT_CASE(unknown_word_goes_to_the_callback),
					    KUNIT_CASE(two_dashes_end_the_parameters),
					    KUNIT_CASE(boot_line_reaches_all_kinds_of_words),
					    KUNIT_CASE(boot_line_refuses_bad_and_unknown_words),
					    KUNIT_CASE(unlike_word_lists_what_is_known),
					    KUNIT_CASE(bool_that_enables_only_stays_on),
					    {} };

static struct kunit_suite params_suite = {
	.name = "base.params",
	.init = params_test_init,
	.exit = params_test_exit,
	.test_cases = params_cases,
};
kunit_test_suite(params_suite);
