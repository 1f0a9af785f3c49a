// SPDX-License-Identifier: MIT
/*
 * kunit_test.c - the runner tests itself
 *
 * Checks that must fail are made against a second struct kunit, so that this
 * case passes when they fail; their lines go to a sink that counts them.
 */
#include <kunit/test.h>
#include <linux/bug.h>
#include <linux/err.h>

/* ---- a test that is not the running one ------------------------------------ */

static void fake_test_init(struct kunit *fake)
{
	memset(fake, 0, sizeof(*fake));
	fake->name = "fake";
	spin_lock_init(&fake->lock);
	INIT_LIST_HEAD(&fake->resources);
}

struct captured {
	char text[600];
	size_t len;
};

static void capture(const char *text, size_t len, void *arg)
{
	struct captured *c = arg;

	len = min(len, sizeof(c->text) - 1 - c->len);
	memcpy(c->text + c->len, text, len);
	c->len += len;
}

static void kunit_failed_expectation_is_recorded_and_told(struct kunit *test)
{
	struct captured *c = kunit_kzalloc(test, sizeof(*c), GFP_KERNEL);
	struct kunit_sink sink;
	struct kunit fake;
	int value = 4;

	KUNIT_ASSERT_NOT_NULL(test, c);
	fake_test_init(&fake);
	sink = kunit_set_sink(capture, c);
	KUNIT_EXPECT_EQ_MSG(&fake, value, 3, "because of %d", 9);
	kunit_set_sink(sink.write, sink.arg);
	KUNIT_EXPECT_EQ(test, fake.status, KUNIT_FAILURE);
	KUNIT_EXPECT_NOT_NULL(test, strstr(c->text, "kunit_test.c:"));
	KUNIT_EXPECT_NOT_NULL(test, strstr(c->text, "expected value == 3\n"));
	KUNIT_EXPECT_NOT_NULL(test, strstr(c->text, "#     value is 4 (0x4)\n"));
	KUNIT_EXPECT_NOT_NULL(test, strstr(c->text, "#     because of 9\n"));
}

static void kunit_each_kind_of_check_can_fail(struct kunit *test)
{
	struct captured *c = kunit_kzalloc(test, sizeof(*c), GFP_KERNEL);
	struct kunit_sink sink;
	struct kunit fake[8];
	unsigned int i;

	KUNIT_ASSERT_NOT_NULL(test, c);
	for (i = 0; i < ARRAY_SIZE(fake); i++)
		fake_test_init(&fake[i]);
	sink = kunit_set_sink(capture, c);
	KUNIT_EXPECT_TRUE(&fake[0], c == NULL);
	KUNIT_EXPECT_LT(&fake[1], 3, 3);
	KUNIT_EXPECT_PTR_EQ(&fake[2], c, NULL);
	KUNIT_EXPECT_NOT_ERR_OR_NULL(&fake[3], ERR_PTR(-ENOMEM));
	KUNIT_EXPECT_STREQ(&fake[4], "one", "two");
	KUNIT_EXPECT_MEMEQ(&fake[5], "abcd", "abxd", 4);
	KUNIT_EXPECT_NULL(&fake[6], c);
	KUNIT_FAIL(&fake[7], "plainly");
	kunit_set_sink(sink.write, sink.arg);
	for (i = 0; i < ARRAY_SIZE(fake); i++)
		KUNIT_EXPECT_EQ_MSG(test, fake[i].status, KUNIT_FAILURE, "check %u", i);
}

static void kunit_each_kind_of_check_can_pass(struct kunit *test)
{
	struct kunit fake;

	fake_test_init(&fake);
	KUNIT_ASSERT_FALSE(&fake, false);
	KUNIT_ASSERT_GE(&fake, 3, 3);
	KUNIT_ASSERT_NE(&fake, -1, 1);
	KUNIT_ASSERT_NULL(&fake, NULL);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(&fake, test);
	KUNIT_ASSERT_STRNEQ(&fake, "one", "two");
	KUNIT_ASSERT_MEMNEQ(&fake, "ab", "ac", 2);
	KUNIT_ASSERT_EQ(&fake, 5ull, 5);
	KUNIT_EXPECT_EQ(test, fake.status, KUNIT_SUCCESS);
}

/* ---- control ----------------------------------------------------------------- */

static void kunit_skip_ends_the_case(struct kunit *test)
{
	kunit_skip(test, "on purpose");
	KUNIT_FAIL(test, "went on after kunit_skip()");
}

static void kunit_current_test_is_this_one(struct kunit *test)
{
	KUNIT_EXPECT_PTR_EQ(test, kunit_get_current_test(), test);
}

static void kunit_expected_reports_do_not_fail(struct kunit *test)
{
	kunit_expect_reports(test, 2);
	WARN(1, "kunit_test: an expected warning\n");
	KUNIT_EXPECT_EQ(test, kunit_reports_seen(test), 1);
	WARN_ON(true);
}

/* ---- resources ---------------------------------------------------------------- */

static char order[8];

static void note_order(void *what)
{
	size_t len = strlen(order);

	if (len + 1 < sizeof(order))
		order[len] = *(char *)what;
}

static void kunit_actions_run_newest_first(struct kunit *test)
{
	struct kunit fake;

	fake_test_init(&fake);
	memset(order, 0, sizeof(order));
	KUNIT_ASSERT_EQ(test, kunit_add_action(&fake, note_order, "a"), 0);
	KUNIT_ASSERT_EQ(test, kunit_add_action(&fake, note_order, "b"), 0);
	KUNIT_ASSERT_EQ(test, kunit_add_action(&fake, note_order, "c"), 0);
	kunit_cleanup(&fake);
	KUNIT_EXPECT_STREQ(test, order, "cba");
}

static void kunit_removed_action_does_not_run(struct kunit *test)
{
	static char b[] = "b";
	struct kunit fake;

	fake_test_init(&fake);
	memset(order, 0, sizeof(order));
	KUNIT_ASSERT_EQ(test, kunit_add_action(&fake, note_order, "a"), 0);
	KUNIT_ASSERT_EQ(test, kunit_add_action(&fake, note_order, b), 0);
	kunit_remove_action(&fake, note_order, b);
	kunit_cleanup(&fake);
	KUNIT_EXPECT_STREQ(test, order, "a");
}

static void kunit_named_resource_is_found(struct kunit *test)
{
	struct kunit_resource res = {}, other = {}, *found;
	int value = 5;

	KUNIT_ASSERT_EQ(test, kunit_add_named_resource(test, NULL, NULL, &res, "five", &value), 0);
	KUNIT_EXPECT_EQ(test, kunit_add_named_resource(test, NULL, NULL, &other, "five", NULL),
			-EEXIST);
	found = kunit_find_named_resource(test, "five");
	KUNIT_EXPECT_PTR_EQ(test, found, &res);
	if (found) {
		KUNIT_EXPECT_PTR_EQ(test, found->data, &value);
		kunit_put_resource(found);
	}
	KUNIT_EXPECT_EQ(test, kunit_destroy_named_resource(test, "five"), 0);
	KUNIT_EXPECT_NULL(test, kunit_find_named_resource(test, "five"));
}

static void kunit_memory_can_be_freed_early(struct kunit *test)
{
	void *p = kunit_kmalloc(test, 50, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, p);
	kunit_kfree(test, p);
	KUNIT_EXPECT_TRUE(test, list_empty(&test->resources));
}

/* ---- parameters ---------------------------------------------------------------- */

static const int squares[][2] = { { 1, 1 }, { 2, 4 }, { 7, 49 } };

static void square_desc(const int (*pair)[2], char *desc)
{
	scnprintf(desc, KUNIT_PARAM_DESC_SIZE, "of_%d", (*pair)[0]);
}

KUNIT_ARRAY_PARAM(squares, squares, square_desc);

static void kunit_params_reach_the_case(struct kunit *test)
{
	const int *pair = test->param_value;

	KUNIT_EXPECT_EQ(test, pair[0] * pair[0], pair[1]);
	KUNIT_EXPECT_EQ(test, (const void *)pair == &squares[test->param_index], true);
}

static struct kunit_case kunit_cases[] = {
	KUNIT_CASE(kunit_failed_expectation_is_recorded_and_told),
	KUNIT_CASE(kunit_each_kind_of_check_can_fail),
	KUNIT_CASE(kunit_each_kind_of_check_can_pass),
	KUNIT_CASE(kunit_skip_ends_the_case),
	KUNIT_CASE(kunit_current_test_is_this_one),
	KUNIT_CASE(kunit_expected_reports_do_not_fail),
	KUNIT_CASE(kunit_actions_run_newest_first),
	KUNIT_CASE(kunit_removed_action_does_not_run),
	KUNIT_CASE(kunit_named_resource_is_found),
	KUNIT_CASE(kunit_memory_can_be_freed_early),
	KUNIT_CASE_PARAM(kunit_params_reach_the_case, squares_gen_params),
	{}
};

static struct kunit_suite kunit_suite = {
	.name = "kunit",
	.test_cases = kunit_cases,
};

kunit_test_suite(kunit_suite);
