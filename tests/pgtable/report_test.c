// SPDX-License-Identifier: MIT
/*
 * report_test.c - tests mm/pgtable/report.c
 */
#include <linux/seq_file.h>
#include <quarry/report.h>
#include "tables_test.h"

static char text[65536];

static const char *report_text(struct kunit *test, const char *name)
{
	const struct mm_report *report = report_find(name);
	struct seq_file m;

	KUNIT_ASSERT_NOT_NULL(test, report);
	seq_init(&m, text, sizeof(text) - 1, NULL, NULL);
	report->show(&m);
	text[m.count] = '\0';
	return text;
}

/* Lines without the modules', whose place depends on where the core was loaded. */
static void drop_line(char *lines, const char *word)
{
	char *hit = strstr(lines, word), *start = hit, *end;

	if (!hit)
		return;
	while (start > lines && start[-1] != '\n')
		start--;
	end = strchr(hit, '\n') + 1;
	memmove(start, end, strlen(end) + 1);
}

/* Where a range of @bytes is printed as "%5lu %ciB". */
static int print_size(char *buf, size_t len, unsigned long bytes)
{
	const char *unit = "KMGT";

	for (bytes >>= 10; bytes >= 10240 && unit[1]; bytes >>= 10)
		unit++;
	return snprintf(buf, len, "%5lu %ciB", bytes, *unit);
}

static void layout_line(char *golden, size_t len, unsigned long start, unsigned long end,
			const char *name)
{
	size_t at = strlen(golden);

	at += snprintf(golden + at, len - at, "  0x%016lx-0x%016lx  ", start, end);
	at += print_size(golden + at, len - at, end - start);
	snprintf(golden + at, len - at, "  %s\n", name);
}

/* Where the page ends that describes the last frame of the last pageblock. */
static unsigned long array_end(unsigned long base, unsigned long entry)
{
	return PAGE_ALIGN(base + ALIGN(max_pfn, pageblock_nr_pages) * entry);
}

static void the_layout_is_the_golden_text(struct kunit *test)
{
	char golden[1024] = "Virtual kernel memory layout:\n";

	layout_line(golden, sizeof(golden), PAGE_OFFSET, (unsigned long)pfn_to_virt(max_pfn),
		    "direct map");
	layout_line(golden, sizeof(golden), VMALLOC_START, VMALLOC_END, "vmalloc");
	layout_line(golden, sizeof(golden), VMEMMAP_START,
		    array_end(VMEMMAP_START, sizeof(struct page)), "struct pages");
	layout_line(golden, sizeof(golden), FRAMETAB_START, array_end(FRAMETAB_START, sizeof(u16)),
		    "frame table");
	report_text(test, "layout");
	drop_line(text, "modules");
	KUNIT_EXPECT_STREQ(test, text, golden);
}

static void the_layout_was_printed_at_boot(struct kunit *test)
{
	if (log_first_seq() != 0)
		kunit_skip(test, "the log of the boot is gone");
	KUNIT_EXPECT_TRUE(test, logged_since(0, "Virtual kernel memory layout:"));
}

static void the_pagemap_shows_every_range(struct kunit *test)
{
	void *mem = vmalloc(3 * PAGE_SIZE);
	char line[128];

	KUNIT_ASSERT_NOT_NULL(test, mem);
	report_text(test, "pagemap");
	KUNIT_EXPECT_NOT_NULL(test, strstr(text, "---[ direct map ]---"));
	KUNIT_EXPECT_NOT_NULL(test, strstr(text, "---[ vmalloc ]---"));
	snprintf(line, sizeof(line), "0x%016lx-0x%016lx %8luK RW NX pte", (unsigned long)mem,
		 (unsigned long)mem + 3 * PAGE_SIZE, 3 * PAGE_SIZE >> 10);
	KUNIT_EXPECT_NOT_NULL(test, strstr(text, line));
	vfree(mem);
}

static struct kunit_case report_cases[] = {
	KUNIT_CASE(the_layout_is_the_golden_text),
	KUNIT_CASE(the_layout_was_printed_at_boot),
	KUNIT_CASE(the_pagemap_shows_every_range),
	{},
};

static struct kunit_suite report_suite = { .name = "pgtable.report", .test_cases = report_cases };
kunit_test_suite(report_suite);
