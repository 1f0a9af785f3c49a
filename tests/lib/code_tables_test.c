// SPDX-License-Identifier: MIT
/*
 * code_tables_test.c - tests of lib/code_tables.c
 *
 * Tables are written here by hand, as the tool would write them; what is wrong
 * with one is done to a copy.
 */
#include <kunit/test.h>
#include <linux/string.h>
#include <quarry/code_tables.h>

#define NAMES  "first.c\0second.c"
#define SECOND 8 /* where "second.c" starts */

/* As it lies in memory: header, entries, names. */
struct line_image {
	struct line_table header;
	struct line_entry entries[6];
	char names[sizeof(NAMES)];
} __packed;

static const struct line_image lines __aligned(4) = {
	.header = { LINE_TABLE_MAGIC, 6, sizeof(NAMES) },
	.entries = {
		{ .section = 1, .offset = 0, .file = 0, .line = 10 },
		{ .section = 1, .offset = 8, .file = SECOND, .line = 20 },
		{ .section = 1, .offset = 9, .file = 0, .line = 11 },
		{ .section = 1, .offset = 100, .file = 0, .line = 0 },
		{ .section = 4, .offset = 16, .file = SECOND, .line = 70000 },
		{ .section = 4, .offset = 0xfffffff0, .file = 0, .line = 1 },
	},
	.names = NAMES,
};

static void code_tables_a_line_reaches_to_the_next_entry(struct kunit *test)
{
	static const struct {
		unsigned long offset;
		const char *file;
		unsigned int section, line;
	} want[] = {
		{ 0, "first.c", 1, 10 },
		{ 7, "first.c", 1, 10 },
		{ 8, "second.c", 1, 20 },
		{ 9, "first.c", 1, 11 },
		{ 99, "first.c", 1, 11 },
		{ 16, "second.c", 4, 70000 },
		{ 0xffffffef, "second.c", 4, 70000 },
		{ 0xffffffff, "first.c", 4, 1 },
	};
	const char *file;
	unsigned int line, i;

	KUNIT_ASSERT_TRUE(test, line_table_valid(&lines, sizeof(lines)));
	for (i = 0; i < ARRAY_SIZE(want); i++) {
		KUNIT_ASSERT_TRUE(test, line_table_find(&lines, want[i].section, want[i].offset,
							&file, &line));
		KUNIT_EXPECT_STREQ(test, file, want[i].file);
		KUNIT_EXPECT_EQ(test, line, want[i].line);
	}
}

static void code_tables_a_line_that_is_not_known_is_not_found(struct kunit *test)
{
	const char *file;
	unsigned int line;

	KUNIT_EXPECT_FALSE(test, line_table_find(&lines, 0, 0, &file, &line));
	KUNIT_EXPECT_FALSE(test, line_table_find(&lines, 1, 100, &file, &line));
	KUNIT_EXPECT_FALSE(test, line_table_find(&lines, 2, 0, &file, &line));
	KUNIT_EXPECT_FALSE(test, line_table_find(&lines, 4, 15, &file, &line));
	KUNIT_EXPECT_FALSE(test, line_table_find(&lines, 5, 0, &file, &line));
	KUNIT_EXPECT_FALSE(test, line_table_find(&lines, 1, 1ul << 32, &file, &line));
}

static void code_tables_an_empty_table_knows_nothing(struct kunit *test)
{
	static const struct line_table none = { LINE_TABLE_MAGIC, 0, 0 };
	static const struct symbol_table nobody = { SYMBOL_TABLE_MAGIC, 0, 0, 0, 0 };
	unsigned long start, size;
	unsigned int line;
	const char *name;

	KUNIT_ASSERT_TRUE(test, line_table_valid(&none, sizeof(none)));
	KUNIT_EXPECT_FALSE(test, line_table_find(&none, 1, 0, &name, &line));
	KUNIT_ASSERT_TRUE(test, symbol_table_valid(&nobody, sizeof(nobody)));
	KUNIT_EXPECT_FALSE(test, symbol_table_find(&nobody, 0, &name, &start, &size));
}

static void code_tables_a_wrong_line_table_is_refused(struct kunit *test)
{
	struct line_image bad __aligned(4);
	unsigned long size;

	for (size = 0; size < sizeof(lines); size++)
		KUNIT_EXPECT_FALSE(test, line_table_valid(&lines, size));
	KUNIT_EXPECT_FALSE(test, line_table_valid((const char *)&lines + 1, sizeof(lines) - 1));
#define REFUSED(change)                                                                            \
	do {                                                                                       \
		bad = lines;                                                                       \
		change;                                                                            \
		KUNIT_EXPECT_FALSE(test, line_table_valid(&bad, sizeof(bad)));                     \
	} while (0)
	REFUSED(bad.header.magic++);
	REFUSED(bad.header.nr++);
	REFUSED(bad.header.nr = 0xffffffff);
	REFUSED(bad.header.names_size = 0xffffffff);
	REFUSED(bad.entries[5].file = sizeof(NAMES));
	REFUSED(bad.entries[1].offset = 0);
	REFUSED(bad.entries[4].section = 1);
	REFUSED(bad.names[sizeof(NAMES) - 1] = 'x');
#undef REFUSED
}

/* ---- symbols ------------------------------------------------------------------ */

#define BASE	  0xffffffff81000000ul
#define FUNCTIONS "one\0two\0alias"

struct symbol_image {
	struct symbol_table header;
	struct symbol_entry entries[3];
	char names[sizeof(FUNCTIONS)];
} __packed;

static const struct symbol_image symbols __aligned(4) = {
	.header = { SYMBOL_TABLE_MAGIC, 3, sizeof(FUNCTIONS), (unsigned int)BASE,
		    (unsigned int)(BASE >> 32) },
	.entries = {
		{ .offset = 0x10, .size = 0x20, .name = 0 },
		{ .offset = 0x40, .size = 0x10, .name = 4 },
		{ .offset = 0x40, .size = 0x10, .name = 8 },
	},
	.names = FUNCTIONS,
};

static void code_tables_a_symbol_holds_its_addresses_only(struct kunit *test)
{
	unsigned long start, size;
	const char *name;

	KUNIT_ASSERT_TRUE(test, symbol_table_valid(&symbols, sizeof(symbols)));
	KUNIT_EXPECT_FALSE(test, symbol_table_find(&symbols, 0, &name, &start, &size));
	KUNIT_EXPECT_FALSE(test, symbol_table_find(&symbols, BASE - 1, &name, &start, &size));
	KUNIT_EXPECT_FALSE(test, symbol_table_find(&symbols, BASE + 0xf, &name, &start, &size));
	KUNIT_ASSERT_TRUE(test, symbol_table_find(&symbols, BASE + 0x2f, &name, &start, &size));
	KUNIT_EXPECT_STREQ(test, name, "one");
	KUNIT_EXPECT_EQ(test, start, BASE + 0x10);
	KUNIT_EXPECT_EQ(test, size, 0x20);
	KUNIT_EXPECT_FALSE(test, symbol_table_find(&symbols, BASE + 0x30, &name, &start, &size));
	KUNIT_ASSERT_TRUE(test, symbol_table_find(&symbols, BASE + 0x40, &name, &start, &size));
	KUNIT_EXPECT_EQ(test, start, BASE + 0x40);
	KUNIT_EXPECT_FALSE(test, symbol_table_find(&symbols, BASE + 0x50, &name, &start, &size));
	KUNIT_EXPECT_FALSE(test, symbol_table_find(&symbols, ~0ul, &name, &start, &size));
}

static void code_tables_a_wrong_symbol_table_is_refused(struct kunit *test)
{
	struct symbol_image bad __aligned(4);
	unsigned long size;

	for (size = 0; size < sizeof(symbols); size++)
		KUNIT_EXPECT_FALSE(test, symbol_table_valid(&symbols, size));
	KUNIT_EXPECT_FALSE(test,
			   symbol_table_valid((const char *)&symbols + 2, sizeof(symbols) - 2));
#define REFUSED(change)                                                                            \
	do {                                                                                       \
		bad = symbols;                                                                     \
		change;                                                                            \
		KUNIT_EXPECT_FALSE(test, symbol_table_valid(&bad, sizeof(bad)));                   \
	} while (0)
	REFUSED(bad.header.magic = LINE_TABLE_MAGIC);
	REFUSED(bad.header.nr--);
	REFUSED(bad.header.nr = 0xffffffff);
	REFUSED(bad.header.names_size++);
	REFUSED(bad.entries[2].name = sizeof(FUNCTIONS));
	REFUSED(bad.entries[0].offset = 0x41);
	REFUSED(bad.entries[1].size = 0);
	REFUSED(bad.names[sizeof(FUNCTIONS) - 1] = 'x');
#undef REFUSED
}

static struct kunit_case code_tables_cases[] = {
	KUNIT_CASE(code_tables_a_line_reaches_to_the_next_entry),
	KUNIT_CASE(code_tables_a_line_that_is_not_known_is_not_found),
	KUNIT_CASE(code_tables_an_empty_table_knows_nothing),
	KUNIT_CASE(code_tables_a_wrong_line_table_is_refused),
	KUNIT_CASE(code_tables_a_symbol_holds_its_addresses_only),
	KUNIT_CASE(code_tables_a_wrong_symbol_table_is_refused),
	{}
};

static struct kunit_suite code_tables_suite = {
	.name = "lib.code_tables",
	.test_cases = code_tables_cases,
};

kunit_test_suite(code_tables_suite);
