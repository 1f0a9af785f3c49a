// SPDX-License-Identifier: MIT
/*
 * report_test.c - tests mm/vmalloc/report.c: /proc/vmallocinfo, parsed
 */
#include <linux/io.h>
#include <linux/seq_file.h>
#include <quarry/port.h>
#include <quarry/report.h>
#include "vm_test.h"

static char text[1 << 18];

static void take_report(struct kunit *test)
{
	const struct mm_report *report = report_find("vmallocinfo");
	struct seq_file m;

	KUNIT_ASSERT_NOT_NULL(test, report);
	seq_init(&m, text, sizeof(text) - 1, NULL, NULL);
	report->show(&m);
	text[m.count] = '\0';
	KUNIT_ASSERT_FALSE(test, seq_has_overflowed(&m));
}

/* "0x%016lx-0x%016lx %7ld rest\n": the rest, or NULL. @next: the next line. */
static char *parse_line(char *line, unsigned long *start, unsigned long *end, long *size,
			char **next)
{
	char *newline = strchr(line, '\n');
	int used = 0;

	if (!newline)
		return NULL;
	*newline = '\0';
	*next = newline + 1;
	if (sscanf(line, "0x%16lx-0x%16lx %7ld%n", start, end, size, &used) != 3 || !used)
		return NULL;
	return line + used;
}

static char *line_of(struct kunit *test, const void *addr)
{
	unsigned long start, end;
	char *line = text, *next, *rest;
	long size;

	take_report(test);
	for (; *line; line = next) {
		rest = parse_line(line, &start, &end, &size, &next);
		if (!rest)
			KUNIT_FAIL_AND_ABORT(test, "not a line: %s", line);
		if (start == (unsigned long)addr)
			return line;
	}
	KUNIT_FAIL_AND_ABORT(test, "no line for %px", addr);
	return NULL;
}

static void lines_are_in_order_and_within_their_ranges(struct kunit *test)
{
	unsigned long start, end, last = 0, mod_start, mod_end;
	void *mem = vmalloc(3 * PAGE_SIZE);
	char *line, *next;
	long size;

	port_module_window(&mod_start, &mod_end);
	take_report(test);
	for (line = text; *line; line = next) {
		if (!parse_line(line, &start, &end, &size, &next))
			KUNIT_FAIL_AND_ABORT(test, "not a line: %s", line);
		KUNIT_EXPECT_EQ(test, end - start, (unsigned long)size);
		if (start >= mod_start && end <= mod_end)
			continue;
		KUNIT_EXPECT_GE(test, start, VMALLOC_START);
		KUNIT_EXPECT_LE(test, end, VMALLOC_END);
		KUNIT_EXPECT_GE(test, start, last);
		KUNIT_EXPECT_TRUE(test, start >= (unsigned long)high_memory || end <= PAGE_OFFSET);
		last = end;
	}
	vfree(mem);
}

static void a_vmalloc_line_is_byte_for_byte(struct kunit *test)
{
	void *mem = __vmalloc_node(3 * PAGE_SIZE - 5, 1, GFP_KERNEL, 0, NULL);
	int nid = page_to_nid(vmalloc_to_page(mem));
	char want[160];

	/* Without a caller, so that no symbol is in it. */
	snprintf(want, sizeof(want), "0x%px-0x%px %7ld pages=3 vmalloc N%d=3", mem,
		 mem + 4 * PAGE_SIZE, 4 * PAGE_SIZE, nid);
	KUNIT_EXPECT_STREQ(test, line_of(test, mem), want);
	vfree(mem);
}

static void the_caller_is_named(struct kunit *test)
{
	void *mem = vmalloc(PAGE_SIZE);
	char want[160];

	KUNIT_ASSERT_NOT_NULL(test, mem);
	snprintf(want, sizeof(want), " %pS pages=1 vmalloc", find_vm_area(mem)->caller);
	KUNIT_EXPECT_NOT_NULL(test, strstr(line_of(test, mem), want));
	KUNIT_EXPECT_LT(
		test, (unsigned long)find_vm_area(mem)->caller - (unsigned long)the_caller_is_named,
		512ul);
	vfree(mem);
}

static void kinds_are_named(struct kunit *test)
{
	phys_addr_t phys = ALIGN(PFN_PHYS(max_pfn), 1ul << 21) + (1ul << 21);
	void *io = (void *)ioremap(phys, PAGE_SIZE), *user = vmalloc_user(PAGE_SIZE);
	struct page *page = alloc_page(GFP_KERNEL);
	void *map = vmap(&page, 1, VM_MAP, PAGE_KERNEL);
	char want[64];

	snprintf(want, sizeof(want), " phys=%pa ioremap", &phys);
	KUNIT_EXPECT_NOT_NULL(test, strstr(line_of(test, io), want));
	KUNIT_EXPECT_NOT_NULL(test, strstr(line_of(test, user), " pages=1 vmalloc user N"));
	KUNIT_EXPECT_NOT_NULL(test, strstr(line_of(test, map), " vmap"));
	iounmap((void __iomem *)io);
	vfree(user);
	vunmap(map);
	__free_page(page);
}

static void what_waits_for_the_flush_is_shown(struct kunit *test)
{
	void *mem = vmalloc(PAGE_SIZE);

	KUNIT_ASSERT_NOT_NULL(test, mem);
	vm_unmap_aliases();
	vfree(mem);
	KUNIT_EXPECT_NOT_NULL(test, strstr(line_of(test, mem), " unpurged vm_area"));
}

static struct kunit_case report_cases[] = {
	KUNIT_CASE(lines_are_in_order_and_within_their_ranges),
	KUNIT_CASE(a_vmalloc_line_is_byte_for_byte),
	KUNIT_CASE(the_caller_is_named),
	KUNIT_CASE(kinds_are_named),
	KUNIT_CASE(what_waits_for_the_flush_is_shown),
	{},
};

static struct kunit_suite report_suite = { .name = "vmalloc.report", .test_cases = report_cases };
kunit_test_suite(report_suite);
