// SPDX-License-Identifier: MIT
/*
 * protection_test.c - what a mapping forbids faults, with the right error code
 *
 * Kernel mode, one access at a time (probe.h). The CPU says whether there was a
 * translation (present) and what was tried (write, execute); a refused write
 * must have changed nothing.
 */
#include <kunit/test.h>
#include <linux/cpumask.h>
#include <linux/gfp.h>
#include <linux/percpu.h>
#include <linux/set_memory.h>
#include <linux/string.h>
#include <linux/vmalloc.h>
#include <quarry/module_loader.h>
#include "../../run/module_test.h"
#include "probe.h"

#define RET 0xc3 /* the instruction */

/* Made for each case: a page that returns when run, and two addresses for it besides its own. */
static struct page *page;
static u8 *direct, *first, *second;

/* Targets of one kind each. */
static u8 in_data = RET, in_bss;
static const u8 in_rodata = RET;
static DEFINE_PER_CPU(u8, in_percpu) = RET;

static int make_page(struct kunit *test)
{
	page = alloc_page(GFP_KERNEL);
	if (!page)
		return -ENOMEM;
	direct = page_address(page);
	memset(direct, RET, PAGE_SIZE);
	first = vmap(&page, 1, VM_MAP, PAGE_KERNEL);
	second = vmap(&page, 1, VM_MAP, PAGE_KERNEL_RO);
	return first && second ? 0 : -ENOMEM;
}

static void free_page_again(struct kunit *test)
{
	vunmap(first);
	vunmap(second);
	if (page)
		__free_page(page);
	first = second = NULL;
	page = NULL;
}

static void expect_allowed(struct kunit *test, enum probe_access access, unsigned long addr,
			   const char *what)
{
	struct probe got = probe(access, addr);

	KUNIT_EXPECT_FALSE_MSG(test, got.trapped, "%s at %lx: vector %llu, error %llx", what, addr,
			       got.vector, got.error);
}

static void expect_no_write(struct kunit *test, const void *at, const char *what)
{
	const volatile u8 *byte = at;
	u8 before = *byte;

	probe_expect(test, PROBE_WRITE, (unsigned long)at, PF_PRESENT | PF_WRITE, what);
	KUNIT_EXPECT_EQ_MSG(test, *byte, before, "%s", what);
}

static void expect_no_exec(struct kunit *test, const void *at, const char *what)
{
	probe_expect(test, PROBE_EXEC, (unsigned long)at, PF_PRESENT | PF_EXEC, what);
}

/* ---- mappings by vmap() -------------------------------------------------------------- */

static void writes_show_at_every_address_of_a_page(struct kunit *test)
{
	expect_allowed(test, PROBE_WRITE, (unsigned long)first + 5, "writable mapping");
	KUNIT_EXPECT_EQ(test, READ_ONCE(direct[5]), PROBE_BYTE);
	KUNIT_EXPECT_EQ(test, READ_ONCE(second[5]), PROBE_BYTE);
	expect_allowed(test, PROBE_WRITE, (unsigned long)direct + 6, "direct map");
	KUNIT_EXPECT_EQ(test, READ_ONCE(first[6]), PROBE_BYTE);
	KUNIT_EXPECT_EQ(test, READ_ONCE(second[6]), PROBE_BYTE);
}

static void read_only_mapping_refuses_writes(struct kunit *test)
{
	expect_allowed(test, PROBE_READ, (unsigned long)second, "read-only mapping");
	expect_no_write(test, second + 3, "read-only mapping");
	/* The page's other addresses are what they were. */
	expect_allowed(test, PROBE_WRITE, (unsigned long)first, "writable mapping");
	expect_allowed(test, PROBE_WRITE, (unsigned long)direct, "direct map");
}

static void mappings_are_not_executable_unless_asked_for(struct kunit *test)
{
	expect_no_exec(test, first, "writable mapping");
	expect_no_exec(test, second, "read-only mapping");
	expect_no_exec(test, direct, "direct map");
	KUNIT_ASSERT_EQ(test, set_memory_rox((unsigned long)first, 1), 0);
	expect_allowed(test, PROBE_EXEC, (unsigned long)first, "executable mapping");
	expect_no_write(test, first, "executable mapping");
	expect_no_exec(test, direct, "direct map");
}

static void unmapped_addresses_fault_as_not_present(struct kunit *test)
{
	unsigned long addr = (unsigned long)first;

	vunmap(first);
	first = NULL;
	vm_unmap_aliases();
	probe_expect(test, PROBE_READ, addr, 0, "read");
	probe_expect(test, PROBE_WRITE, addr, PF_WRITE, "write");
	probe_expect(test, PROBE_EXEC, addr, PF_EXEC, "execution");
}

/* Write protection holds in kernel mode only with CR0.WP, no-execute only with EFER.NXE. */
static void every_cpu_keeps_to_the_protections(struct kunit *test)
{
	unsigned int cpu;
	struct probe got;

	for_each_online_cpu(cpu) {
		got = probe_cpu(cpu, PROBE_WRITE, (unsigned long)second);
		KUNIT_EXPECT_TRUE_MSG(test, got.trapped, "CPU %u writes", cpu);
		KUNIT_EXPECT_EQ_MSG(test, got.error, PF_PRESENT | PF_WRITE, "CPU %u", cpu);
		got = probe_cpu(cpu, PROBE_EXEC, (unsigned long)first);
		KUNIT_EXPECT_TRUE_MSG(test, got.trapped, "CPU %u executes", cpu);
		KUNIT_EXPECT_EQ_MSG(test, got.error, PF_PRESENT | PF_EXEC, "CPU %u", cpu);
	}
	KUNIT_EXPECT_EQ(test, direct[0], RET);
}

/* ---- the image -------------------------------------------------------------------------- */

static noinline void returns(void)
{
	barrier();
}

/* Not as an index: the symbols that end sections are arrays of nothing. */
static void *last_before(const char *end)
{
	return (void *)((unsigned long)end - 1);
}

static void kernel_text_runs_and_is_not_written(struct kunit *test)
{
	expect_allowed(test, PROBE_EXEC, (unsigned long)returns, "text");
	expect_no_write(test, returns, "text");
	expect_no_write(test, x86_image_start, "first byte of the text");
	expect_no_write(test, last_before(x86_text_end), "last byte of the text");
}

static void kernel_rodata_is_neither_written_nor_run(struct kunit *test)
{
	expect_no_write(test, &in_rodata, "rodata");
	expect_no_write(test, x86_text_end, "first byte of rodata");
	expect_no_write(test, last_before(x86_rodata_end), "last byte of rodata");
	expect_no_exec(test, &in_rodata, "rodata");
}

static void kernel_data_is_written_and_not_run(struct kunit *test)
{
	expect_no_exec(test, &in_data, "data");
	expect_no_exec(test, &in_bss, "bss");
	expect_no_exec(test, x86_rodata_end, "first byte of data");
	expect_no_exec(test, last_before(x86_image_end), "last byte of the image");
	expect_allowed(test, PROBE_WRITE, (unsigned long)&in_data, "data");
	expect_allowed(test, PROBE_WRITE, (unsigned long)&in_bss, "bss");
	KUNIT_EXPECT_EQ(test, READ_ONCE(in_data), PROBE_BYTE);
	KUNIT_EXPECT_EQ(test, READ_ONCE(in_bss), PROBE_BYTE);
	in_data = RET;
}

/* The image lies in RAM, so the direct map has it too: there it is data. */
static void image_at_its_other_address_is_not_run(struct kunit *test)
{
	expect_no_exec(test, __va(__pa_symbol(returns)), "text in the direct map");
	KUNIT_EXPECT_EQ(test, *(u8 *)__va(__pa_symbol(&in_data)), RET);
}

/* ---- memory that is allocated ----------------------------------------------------------- */

static void allocated_memory_is_not_run(struct kunit *test)
{
	u8 *heap = kunit_kmalloc(test, 64, GFP_KERNEL), *area = vmalloc(PAGE_SIZE);
	u8 on_stack[16];

	KUNIT_ASSERT_NOT_NULL(test, heap);
	KUNIT_ASSERT_NOT_NULL(test, area);
	memset(heap, RET, 64);
	memset(area, RET, PAGE_SIZE);
	memset(on_stack, RET, sizeof(on_stack));
	expect_no_exec(test, heap, "kmalloc");
	expect_no_exec(test, area, "vmalloc");
	expect_no_exec(test, on_stack, "the stack");
	expect_no_exec(test, per_cpu_ptr(&in_percpu, 0), "a per-CPU variable");
	expect_no_exec(test, page, "a struct page");
	vfree(area);
}

/* ---- modules ------------------------------------------------------------------------------ */

static void unload(void *name)
{
	module_unload(name);
}

/* tm_sections tells where something of each kind lies: see the file. */
static void *(*load_sections(struct kunit *test))(int)
{
	const struct test_module *m = test_modules;
	void *(*place)(int);

	while (m->name && strcmp(m->name, "tm_sections"))
		m++;
	KUNIT_ASSERT_NOT_NULL(test, m->name);
	KUNIT_ASSERT_EQ(test, module_load(m->image, m->size, m->name, NULL, NULL), 0);
	KUNIT_ASSERT_EQ(test, kunit_add_action(test, unload, (void *)m->name), 0);
	place = __symbol_get("tm_sections_place");
	KUNIT_ASSERT_NOT_NULL(test, place);
	__symbol_put("tm_sections_place");
	return place;
}

static void module_memory_is_protected_by_its_kind(struct kunit *test)
{
	void *(*place)(int) = load_sections(test);
	u8 *data = place(3), before = *data;

	expect_no_write(test, place(0), "text of a module");
	expect_allowed(test, PROBE_EXEC, (unsigned long)place(0), "text of a module");
	expect_no_write(test, place(1), "rodata of a module");
	expect_no_exec(test, place(1), "rodata of a module");
	expect_no_write(test, place(2), "data of a module that is read-only after init");
	expect_no_exec(test, place(2), "data of a module that is read-only after init");
	expect_no_exec(test, data, "data of a module");
	expect_allowed(test, PROBE_WRITE, (unsigned long)data, "data of a module");
	KUNIT_EXPECT_EQ(test, *data, PROBE_BYTE);
	*data = before;
}

static struct kunit_case cases[] = { KUNIT_CASE(writes_show_at_every_address_of_a_page),
				     KUNIT_CASE(read_only_mapping_refuses_writes),
				     KUNIT_CASE(mappings_are_not_executable_unless_asked_for),
				     KUNIT_CASE(unmapped_addresses_fault_as_not_present),
				     KUNIT_CASE(every_cpu_keeps_to_the_protections),
				     KUNIT_CASE(kernel_text_runs_and_is_not_written),
				     KUNIT_CASE(kernel_rodata_is_neither_written_nor_run),
				     KUNIT_CASE(kernel_data_is_written_and_not_run),
				     KUNIT_CASE(image_at_its_other_address_is_not_run),
				     KUNIT_CASE(allocated_memory_is_not_run),
				     KUNIT_CASE(module_memory_is_protected_by_its_kind),
				     {} };

static struct kunit_suite suite = {
	.name = "port.x86.protection",
	.suite_init = probe_suite_init,
	.suite_exit = probe_suite_exit,
	.init = make_page,
	.exit = free_page_again,
	.test_cases = cases,
};
kunit_test_suite(suite);
