// SPDX-License-Identifier: MIT
/*
 * cpio_test.c - tests of lib/cpio.c
 *
 * Archives are put together here; malformed ones are whole ones with one thing
 * wrong, at the very end of a buffer of exactly their size, so that a read
 * beyond it is found by the sanitizers.
 */
#include <kunit/test.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <quarry/cpio.h>

#define ROOM   2048
#define HEADER 110

/* struct maker - an archive that grows */
struct maker {
	char *text;
	size_t len;
};

static void pad(struct maker *m)
{
	while (m->len % 4)
		m->text[m->len++] = '\0';
}

static void add(struct maker *m, const char *name, const char *data, size_t size)
{
	m->len += scnprintf(m->text + m->len, ROOM - m->len,
			    "070701%08X%08X%08X%08x%08X%08X%08zX%08X%08X%08X%08X%08zX%08X", 7,
			    0100644, 0, 0xabc, 1, 0, size, 0, 0, 0, 0, strlen(name) + 1, 0);
	strcpy(m->text + m->len, name);
	m->len += strlen(name) + 1;
	pad(m);
	memcpy(m->text + m->len, data, size);
	m->len += size;
	pad(m);
}

/* Two members and the trailer. */
static struct maker two_members(struct kunit *test)
{
	struct maker m = { kunit_kzalloc(test, ROOM, GFP_KERNEL), 0 };

	KUNIT_ASSERT_NOT_NULL(test, m.text);
	add(&m, "modules/first.o", "12345", 5);
	add(&m, "empty", "", 0);
	add(&m, "TRAILER!!!", "", 0);
	return m;
}

/* How many members there are before the end, -EINVAL if it is no good end. The
 * archive lies at the end of its own buffer. */
static int count(struct kunit *test, const char *text, size_t len, const char **why)
{
	char *copy = kunit_kmalloc(test, len ?: 1, GFP_KERNEL);
	struct cpio_member member;
	struct cpio archive;
	int nr = 0, ret;

	KUNIT_ASSERT_NOT_NULL(test, copy);
	memcpy(copy, text, len);
	cpio_open(&archive, copy, len);
	while ((ret = cpio_next(&archive, &member)) > 0) {
		nr++;
		if (member.size)
			KUNIT_EXPECT_LE(test, (const char *)member.data + member.size, copy + len);
	}
	if (why)
		*why = archive.why;
	if (ret)
		KUNIT_EXPECT_EQ(test, cpio_next(&archive, &member), -EINVAL);
	kunit_kfree(test, copy);
	return ret ?: nr;
}

static void cpio_gives_names_and_data_in_order(struct kunit *test)
{
	struct maker m = two_members(test);
	struct cpio_member member;
	struct cpio archive;

	cpio_open(&archive, m.text, m.len);
	KUNIT_ASSERT_EQ(test, cpio_next(&archive, &member), 1);
	KUNIT_EXPECT_STREQ(test, member.name, "modules/first.o");
	KUNIT_EXPECT_EQ(test, member.size, 5);
	KUNIT_EXPECT_EQ(test, member.mode, 0100644);
	KUNIT_EXPECT_EQ(test, memcmp(member.data, "12345", 5), 0);
	KUNIT_EXPECT_EQ(test, ((const char *)member.data - m.text) % 4, 0);
	KUNIT_ASSERT_EQ(test, cpio_next(&archive, &member), 1);
	KUNIT_EXPECT_STREQ(test, member.name, "empty");
	KUNIT_EXPECT_EQ(test, member.size, 0);
	KUNIT_EXPECT_EQ(test, cpio_next(&archive, &member), 0);
	KUNIT_EXPECT_EQ(test, cpio_next(&archive, &member), 0);
}

static void cpio_every_length_of_name_and_data(struct kunit *test)
{
	static const char letters[] = "abcdefghij";
	struct maker m = { kunit_kzalloc(test, ROOM, GFP_KERNEL), 0 };
	struct cpio_member member;
	struct cpio archive;
	size_t i;

	KUNIT_ASSERT_NOT_NULL(test, m.text);
	for (i = 1; i < sizeof(letters); i++)
		add(&m, letters + sizeof(letters) - 1 - i, letters, i % 6);
	add(&m, "TRAILER!!!", "", 0);
	cpio_open(&archive, m.text, m.len);
	for (i = 1; i < sizeof(letters); i++) {
		KUNIT_ASSERT_EQ(test, cpio_next(&archive, &member), 1);
		KUNIT_EXPECT_EQ(test, strlen(member.name), i);
		KUNIT_EXPECT_EQ(test, member.size, i % 6);
		KUNIT_EXPECT_EQ(test, memcmp(member.data, letters, member.size), 0);
	}
	KUNIT_EXPECT_EQ(test, cpio_next(&archive, &member), 0);
}

static void cpio_what_follows_the_trailer_is_nothing(struct kunit *test)
{
	struct maker m = two_members(test);

	KUNIT_EXPECT_EQ(test, count(test, m.text, m.len + 512, NULL), 2);
	memset(m.text + m.len, 'x', 100);
	KUNIT_EXPECT_EQ(test, count(test, m.text, m.len + 100, NULL), 2);
	/* The trailer's own zeroes may be missing. */
	KUNIT_EXPECT_EQ(test, count(test, m.text, m.len - 1, NULL), 2);
}

static void cpio_cut_anywhere_is_refused(struct kunit *test)
{
	struct maker m = two_members(test);
	size_t trailer = m.len - 124, len;
	const char *why;

	KUNIT_ASSERT_EQ(test, memcmp(m.text + trailer, "070701", 6), 0);
	for (len = 0; len < trailer + HEADER + sizeof("TRAILER!!!"); len++) {
		why = NULL;
		KUNIT_EXPECT_EQ(test, count(test, m.text, len, &why), -EINVAL);
		KUNIT_EXPECT_NOT_NULL(test, why);
	}
}

/* Put @digits at @offset of the first header. */
static int with(struct kunit *test, size_t offset, const char *digits)
{
	struct maker m = two_members(test);

	memcpy(m.text + offset, digits, strlen(digits));
	return count(test, m.text, m.len, NULL);
}

static void cpio_wrong_numbers_are_refused(struct kunit *test)
{
	enum { SIZE = 6 + 6 * 8, NAME_SIZE = 6 + 11 * 8 };

	KUNIT_EXPECT_EQ(test, with(test, 0, "070701"), 2);
	KUNIT_EXPECT_EQ(test, with(test, 0, "070707"), -EINVAL);
	KUNIT_EXPECT_EQ(test, with(test, 0, "\xc7\x71"), -EINVAL);
	KUNIT_EXPECT_EQ(test, with(test, SIZE, "0000000G"), -EINVAL);
	KUNIT_EXPECT_EQ(test, with(test, SIZE, "0x000005"), -EINVAL);
	KUNIT_EXPECT_EQ(test, with(test, SIZE, "      05"), -EINVAL);
	KUNIT_EXPECT_EQ(test, with(test, SIZE, "FFFFFFFF"), -EINVAL);
	KUNIT_EXPECT_EQ(test, with(test, SIZE, "FFFFFFFC"), -EINVAL);
	KUNIT_EXPECT_EQ(test, with(test, SIZE, "00001000"), -EINVAL);
	KUNIT_EXPECT_EQ(test, with(test, NAME_SIZE, "00000000"), -EINVAL);
	KUNIT_EXPECT_EQ(test, with(test, NAME_SIZE, "0000000F"), -EINVAL);
	KUNIT_EXPECT_EQ(test, with(test, NAME_SIZE, "00000011"), -EINVAL);
	KUNIT_EXPECT_EQ(test, with(test, NAME_SIZE, "FFFFFFFF"), -EINVAL);
	KUNIT_EXPECT_EQ(test, with(test, NAME_SIZE, "7FFFFFFF"), -EINVAL);
}

static void cpio_a_name_that_ends_early_is_refused(struct kunit *test)
{
	struct maker m = two_members(test);

	m.text[HEADER + 3] = '\0';
	KUNIT_EXPECT_EQ(test, count(test, m.text, m.len, NULL), -EINVAL);
}

/* No byte of a header or a name leads out of the archive, whatever it is. */
static void cpio_any_byte_may_be_anything(struct kunit *test)
{
	struct maker m = two_members(test);
	size_t at;
	int ret;

	for (at = 0; at < m.len; at++) {
		char was = m.text[at];

		m.text[at] = 0xff;
		ret = count(test, m.text, m.len, NULL);
		KUNIT_EXPECT_TRUE(test, ret == -EINVAL || ret == 2);
		m.text[at] = '0';
		ret = count(test, m.text, m.len, NULL);
		KUNIT_EXPECT_TRUE(test, ret == -EINVAL || ret == 2);
		m.text[at] = was;
	}
}

static struct kunit_case cpio_cases[] = { KUNIT_CASE(cpio_gives_names_and_data_in_order),
					  KUNIT_CASE(cpio_every_length_of_name_and_data),
					  KUNIT_CASE(cpio_what_follows_the_trailer_is_nothing),
					  KUNIT_CASE(cpio_cut_anywhere_is_refused),
					  KUNIT_CASE(cpio_wrong_numbers_are_refused),
					  KUNIT_CASE(cpio_a_name_that_ends_early_is_refused),
					  KUNIT_CASE(cpio_any_byte_may_be_anything),
					  {} };

static struct kunit_suite cpio_suite = {
	.name = "lib.cpio",
	.test_cases = cpio_cases,
};

kunit_test_suite(cpio_suite);
