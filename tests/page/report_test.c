// SPDX-License-Identifier: MIT
/*
 * report_test.c - tests mm/page/report.c: texts as programs that read /proc want them
 */
#include <kunit/test.h>
#include <linux/seq_file.h>
#include <quarry/report.h>
#include "../../mm/page/page.h"

static char text[64 << 10];

static const char *report(struct kunit *test, const char *name)
{
	const struct mm_report *found = report_find(name);
	struct seq_file m;

	KUNIT_ASSERT_NOT_NULL(test, found);
	memset(text, 0, sizeof(text));
	seq_init(&m, text, sizeof(text) - 1, NULL, NULL);
	found->show(&m);
	KUNIT_ASSERT_FALSE(test, seq_has_overflowed(&m));
	return text;
}

static unsigned int nr_populated(void)
{
	unsigned int nr = 0;
	struct zone *zone;

	for_each_populated_zone(zone)
		nr++;
	return nr;
}

static const char *next_line(const char *line)
{
	const char *end = strchr(line, '\n');

	return end && end[1] ? end + 1 : NULL;
}

static void buddyinfo_has_a_line_of_fixed_width_for_each_zone(struct kunit *test)
{
	const char *line = report(test, "buddyinfo");
	unsigned int nr = 0, nid;
	char name[9];

	for (; line; line = next_line(line)) {
		KUNIT_EXPECT_EQ(test, sscanf(line, "Node %u, zone %8s", &nid, name), 2);
		KUNIT_EXPECT_EQ(test, (unsigned long)(strchr(line, '\n') - line),
				strlen("Node 0, zone   Normal ") + 7ul * NR_PAGE_ORDERS);
		nr++;
	}
	KUNIT_EXPECT_EQ(test, nr, nr_populated());
}

static void meminfo_lines_have_the_kernels_columns(struct kunit *test)
{
	const char *line = report(test, "meminfo");
	unsigned long total = 0, free = 0, slab = 0;

	KUNIT_EXPECT_EQ(test, strncmp(line, "MemTotal:       ", 16), 0);
	for (; line; line = next_line(line)) {
		const char *end = strchr(line, '\n');

		/* Only the size of the vmalloc area may want more than eight digits. */
		if (strncmp(line, "VmallocTotal:", 13))
			KUNIT_EXPECT_EQ(test, (int)(end - line), 27);
		else
			KUNIT_EXPECT_GE(test, (int)(end - line), 27);
		KUNIT_EXPECT_EQ(test, strncmp(end - 3, " kB", 3), 0);
		sscanf(line, "MemTotal: %lu", &total);
		sscanf(line, "MemFree: %lu", &free);
		sscanf(line, "Slab: %lu", &slab);
	}
	KUNIT_EXPECT_EQ(test, total, totalram_pages() << (PAGE_SHIFT - 10));
	KUNIT_EXPECT_GT(test, free, 0ul);
	KUNIT_EXPECT_LT(test, free, total);
	KUNIT_EXPECT_GT(test, slab, 0ul);
}

static unsigned long sum_of(const char *key)
{
	unsigned long sum = 0, value;
	const char *line;

	for (line = text; line; line = next_line(line)) {
		const char *at = strstr(line, key);

		if (at && at < strchr(line, '\n') && sscanf(at + strlen(key), " %lu", &value) == 1)
			sum += value;
	}
	return sum;
}

static void zoneinfo_sizes_add_up(struct kunit *test)
{
	unsigned long present = 0, managed = 0;
	struct zone *zone;

	report(test, "zoneinfo");
	for_each_populated_zone(zone) {
		present += zone->present_pages;
		managed += zone_managed_pages(zone);
	}
	KUNIT_EXPECT_EQ(test, sum_of("        present  "), present);
	KUNIT_EXPECT_EQ(test, sum_of("        managed  "), managed);
	KUNIT_EXPECT_NOT_NULL(test, strstr(text, "\n  per-node stats\n"));
	KUNIT_EXPECT_NOT_NULL(test, strstr(text, "\n        protection: ("));
	KUNIT_EXPECT_NOT_NULL(test,
			      strstr(text, "\n  pagesets\n    cpu: 0\n              count: "));
	KUNIT_EXPECT_NOT_NULL(test, strstr(text, "\n  vm stats threshold: 0\n  node_unreclaimable: "
						 " 0\n  start_pfn:           "));
}

/* Slabs that empty, and lists that drain, may change a count between the two looks. */
static bool pagetypeinfo_agrees(struct kunit *test, struct zone *zone)
{
	unsigned long sums[NR_PAGE_ORDERS] = {}, value;
	unsigned int order, nid;
	const char *line;
	char name[9];
	int used;

	for (line = report(test, "pagetypeinfo"); line; line = next_line(line)) {
		if (sscanf(line, "Node %u, zone %8[^,], type %*s%n", &nid, name, &used) < 2 ||
		    !strnstr(line, "type ", 32) || (int)nid != zone->node ||
		    strcmp(strim(name), zone->name))
			continue;
		line = strstr(line, "type ") + 5 + 12;
		for (order = 0; order < NR_PAGE_ORDERS; order++, line += 7) {
			if (sscanf(line, " %lu", &value) != 1)
				return false;
			sums[order] += value;
		}
	}
	for (order = 0; order < NR_PAGE_ORDERS; order++)
		if (sums[order] != zone->free_area[order].nr_free)
			return false;
	return true;
}

static void pagetypeinfo_counts_what_buddyinfo_counts(struct kunit *test)
{
	struct zone *zone;
	int tries;

	for_each_populated_zone(zone) {
		for (tries = 0; tries < 5 && !pagetypeinfo_agrees(test, zone); tries++)
			;
		KUNIT_EXPECT_LT(test, tries, 5);
	}
	KUNIT_EXPECT_EQ(test, strncmp(text, "Page block order: ", 18), 0);
	KUNIT_EXPECT_NOT_NULL(test, strstr(text, "\nPages per block:  "));
	KUNIT_EXPECT_NOT_NULL(test, strstr(text, "\nFree pages count per migrate type at order "
						 "      0      1 "));
	KUNIT_EXPECT_NOT_NULL(test,
			      strstr(text, "\nNumber of blocks type     Unmovable      Movable"
					   "  Reclaimable "));
}

static void vmstat_lines_are_a_name_and_a_number(struct kunit *test)
{
	unsigned long value;
	const char *line;
	char name[40];

	for (line = report(test, "vmstat"); line; line = next_line(line))
		KUNIT_EXPECT_EQ(test, sscanf(line, "%39s %lu", name, &value), 2);
	KUNIT_EXPECT_EQ(test, strncmp(text, "nr_free_pages ", 14), 0);
	KUNIT_EXPECT_NOT_NULL(test, strstr(text, "\npgalloc_normal "));
	KUNIT_EXPECT_NOT_NULL(test, strstr(text, "\npgfree "));
	KUNIT_EXPECT_NOT_NULL(test, strstr(text, "\npswpin 0\n"));
}

static struct kunit_case report_cases[] = {
	KUNIT_CASE(buddyinfo_has_a_line_of_fixed_width_for_each_zone),
	KUNIT_CASE(meminfo_lines_have_the_kernels_columns),
	KUNIT_CASE(zoneinfo_sizes_add_up),
	KUNIT_CASE(pagetypeinfo_counts_what_buddyinfo_counts),
	KUNIT_CASE(vmstat_lines_are_a_name_and_a_number),
	{}
};

static struct kunit_suite report_suite = { .name = "page.report", .test_cases = report_cases };
kunit_test_suite(report_suite);
