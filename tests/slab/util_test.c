// SPDX-License-Identifier: MIT
/*
 * util_test.c - copies, and blocks of either kind
 */
#include <kunit/test.h>
#include <linux/fault-inject.h>
#include <linux/mm.h>
#include <linux/vmalloc.h>

static void strings_are_copied(struct kunit *test)
{
	char *s = kstrdup("hello", GFP_KERNEL), *n = kstrndup("hello", 3, GFP_KERNEL);
	char *m = kmemdup_nul("hello", 2, GFP_KERNEL);
	const char *c = kstrdup_const("constant", GFP_KERNEL);

	KUNIT_EXPECT_STREQ(test, s, "hello");
	KUNIT_EXPECT_STREQ(test, n, "hel");
	KUNIT_EXPECT_STREQ(test, m, "he");
	KUNIT_EXPECT_STREQ(test, c, "constant");
	KUNIT_EXPECT_NULL(test, kstrdup(NULL, GFP_KERNEL));
	KUNIT_EXPECT_NULL(test, kstrndup(NULL, 3, GFP_KERNEL));
	kfree(s);
	kfree(n);
	kfree(m);
	kfree_const(c);
}

static void memory_is_copied(struct kunit *test)
{
	static const unsigned char bytes[] = { 1, 2, 0, 4 };
	unsigned char *copy = kmemdup(bytes, sizeof(bytes), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, copy);
	KUNIT_EXPECT_MEMEQ(test, copy, bytes, sizeof(bytes));
	kfree(copy);
}

static void text_is_formatted_into_a_block_of_its_own(struct kunit *test)
{
	char *text = kasprintf(GFP_KERNEL, "%s-%05d", "cache", 42);

	KUNIT_EXPECT_STREQ(test, text, "cache-00042");
	kfree(text);
}

static void kvmalloc_takes_small_from_kmalloc_and_huge_from_vmalloc(struct kunit *test)
{
	void *small = kvmalloc(100, GFP_KERNEL),
	     *huge = kvzalloc(KMALLOC_MAX_SIZE + PAGE_SIZE, GFP_KERNEL);

	KUNIT_EXPECT_FALSE(test, is_vmalloc_addr(small));
	if (huge) {
		KUNIT_EXPECT_TRUE(test, is_vmalloc_addr(huge));
		KUNIT_EXPECT_NULL(test, memchr_inv(huge, 0, KMALLOC_MAX_SIZE + PAGE_SIZE));
	}
	kvfree(small);
	kvfree(huge);
}

static void kvmalloc_falls_back_when_kmalloc_fails(struct kunit *test)
{
	void *block;

	fault_inject_slab_after(1);
	block = kvmalloc(3 * PAGE_SIZE, GFP_KERNEL);
	fault_inject_slab_after(0);
	KUNIT_ASSERT_NOT_NULL(test, block);
	KUNIT_EXPECT_TRUE(test, is_vmalloc_addr(block));
	memset(block, 1, 3 * PAGE_SIZE);
	kvfree_sensitive(block, 3 * PAGE_SIZE);
}

static void kvrealloc_keeps_the_contents(struct kunit *test)
{
	char *block = kvmalloc(10, GFP_KERNEL), *grown;

	strcpy(block, "contents");
	grown = kvrealloc(block, 10, 5 * PAGE_SIZE, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, grown);
	KUNIT_EXPECT_STREQ(test, grown, "contents");
	KUNIT_EXPECT_PTR_EQ(test, (void *)kvrealloc(grown, 5 * PAGE_SIZE, 100, GFP_KERNEL),
			    (void *)grown);
	kvfree(grown);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(strings_are_copied),
	KUNIT_CASE(memory_is_copied),
	KUNIT_CASE(text_is_formatted_into_a_block_of_its_own),
	KUNIT_CASE(kvmalloc_takes_small_from_kmalloc_and_huge_from_vmalloc),
	KUNIT_CASE(kvmalloc_falls_back_when_kmalloc_fails),
	KUNIT_CASE(kvrealloc_keeps_the_contents),
	{}
};

static struct kunit_suite suite = { .name = "slab.util", .test_cases = cases };
kunit_test_suite(suite);
