// SPDX-License-Identifier: MIT
/*
 * privilege_test.c - kernel mappings are not reachable from user privilege
 *
 * Quarry has no user mode of its own: the suite makes one page of code, one of
 * stack and one of data at user addresses, in an unused slot of the kernel's
 * top table, with the user bit set on every level. What lies there can be
 * used in user mode; everything else must fault, as present and as asked for
 * by a user.
 */
#include <kunit/test.h>
#include <linux/cpumask.h>
#include <linux/gfp.h>
#include <linux/percpu.h>
#include <linux/smp.h>
#include <linux/string.h>
#include <linux/vmalloc.h>
#include <asm/tlbflush.h>
#include "probe.h"

/* Canonical with four levels and with five; no other suite uses the slot. */
#define USER_BASE  (3ul << PGDIR_SHIFT)
#define USER_CODE  USER_BASE
#define USER_DATA  (USER_BASE + 2 * PAGE_SIZE)
#define USER_STACK (USER_BASE + 4 * PAGE_SIZE)

#define USER_CODE_PROT	(_PAGE_PRESENT | _PAGE_USER)
#define USER_DATA_PROT	(_PAGE_PRESENT | _PAGE_USER | _PAGE_RW | _PAGE_NX)
#define USER_TABLE_PROT (_PAGE_TABLE | _PAGE_USER)

#define MAX_USER_PAGES 8

static struct {
	unsigned long pages[MAX_USER_PAGES]; /* tables and what they map */
	unsigned int nr_pages;
	u8 *data; /* the user's data page, as the kernel sees it */
} user;

/* What is kept from the user, one of each kind. */
static u8 *kernel_page, *kernel_area;
static u8 kernel_data = 0x42;
static const u8 kernel_rodata[] = { 1, 2, 3 };
static DEFINE_PER_CPU(u8, kernel_percpu);

/* ---- the user's pages ------------------------------------------------------------- */

static unsigned long user_page(void)
{
	unsigned long page = user.nr_pages < MAX_USER_PAGES ? get_zeroed_page(GFP_KERNEL) : 0;

	if (page)
		user.pages[user.nr_pages++] = page;
	return page;
}

static unsigned long *user_slot(void)
{
	return (unsigned long *)init_mm.pgd + (USER_BASE >> PGDIR_SHIFT) % PTRS_PER_PGD;
}

/* Map @page at @addr, making the tables in between. */
static bool user_map(unsigned long addr, unsigned long page, unsigned long prot)
{
	unsigned long *table = (unsigned long *)init_mm.pgd, below;

	for (unsigned int shift = PGDIR_SHIFT; shift > PAGE_SHIFT; shift -= 9) {
		unsigned long *entry = &table[(addr >> shift) % 512];

		if (!*entry) {
			below = user_page();
			if (!below)
				return false;
			*entry = __pa(below) | USER_TABLE_PROT;
		}
		table = __va(*entry & PTE_PFN_MASK);
	}
	table[(addr >> PAGE_SHIFT) % 512] = __pa(page) | prot;
	return page;
}

static int user_init(struct kunit *test)
{
	unsigned long code, data, stack;

	if (*user_slot()) {
		kunit_err(test, "the user's slot of the top table is taken");
		return -EBUSY;
	}
	code = user_page();
	data = user_page();
	stack = user_page();
	kernel_page = (u8 *)get_zeroed_page(GFP_KERNEL);
	kernel_area = vmalloc(PAGE_SIZE);
	if (!code || !data || !stack || !kernel_page || !kernel_area ||
	    !user_map(USER_CODE, code, USER_CODE_PROT) ||
	    !user_map(USER_DATA, data, USER_DATA_PROT) ||
	    !user_map(USER_STACK, stack, USER_DATA_PROT))
		return -ENOMEM;
	memcpy((void *)code, user_code, user_code_end - user_code);
	user.data = (u8 *)data;
	return 0;
}

static void user_exit(struct kunit *test)
{
	*user_slot() = 0;
	flush_tlb_all();
	while (user.nr_pages)
		free_page(user.pages[--user.nr_pages]);
	free_page((unsigned long)kernel_page);
	vfree(kernel_area);
}

static struct probe run_user(enum user_insn insn, unsigned long addr)
{
	return probe_user(USER_CODE, USER_STACK + PAGE_SIZE, insn, addr);
}

/* ---- what a user may do ------------------------------------------------------------- */

static void user_code_uses_its_own_pages(struct kunit *test)
{
	struct probe got;

	user.data[7] = 0x5c;
	got = run_user(USER_READ, USER_DATA + 7);
	KUNIT_EXPECT_FALSE(test, got.trapped);
	KUNIT_EXPECT_EQ(test, got.value, 0x5c);
	got = run_user(USER_WRITE, USER_DATA + 9);
	KUNIT_EXPECT_FALSE(test, got.trapped);
	KUNIT_EXPECT_EQ(test, user.data[9], PROBE_BYTE);
	/* A jump to the reading instruction, which reads itself. */
	got = run_user(USER_EXEC, USER_CODE);
	KUNIT_EXPECT_EQ(test, got.vector, X86_VEC_UD);
	KUNIT_EXPECT_EQ(test, got.value, user_code[0]);
}

static void user_pages_have_permissions_too(struct kunit *test)
{
	struct probe got = run_user(USER_WRITE, USER_CODE);

	KUNIT_EXPECT_TRUE(test, got.trapped);
	KUNIT_EXPECT_EQ(test, got.error, PF_PRESENT | PF_WRITE | PF_USER);
	got = run_user(USER_EXEC, USER_DATA);
	KUNIT_EXPECT_TRUE(test, got.trapped);
	KUNIT_EXPECT_EQ(test, got.error, PF_PRESENT | PF_EXEC | PF_USER);
	got = run_user(USER_READ, USER_DATA + PAGE_SIZE);
	KUNIT_EXPECT_TRUE(test, got.trapped);
	KUNIT_EXPECT_EQ(test, got.error, PF_USER);
	KUNIT_EXPECT_EQ(test, got.addr, USER_DATA + PAGE_SIZE);
}

/* ---- what a user may not do ----------------------------------------------------------- */

/** struct target - a kernel address of one kind */
struct target {
	const char *name;
	unsigned long (*addr)(void);
};

static unsigned long in_direct_map(void)
{
	return (unsigned long)kernel_page;
}

static unsigned long in_vmalloc(void)
{
	return (unsigned long)kernel_area;
}

static unsigned long in_text(void)
{
	return (unsigned long)in_text;
}

static unsigned long in_rodata(void)
{
	return (unsigned long)kernel_rodata;
}

static unsigned long in_data(void)
{
	return (unsigned long)&kernel_data;
}

static unsigned long in_percpu(void)
{
	return (unsigned long)per_cpu_ptr(&kernel_percpu, 0);
}

static unsigned long in_struct_page(void)
{
	return (unsigned long)virt_to_page(kernel_page);
}

static unsigned long in_frame_table(void)
{
	return FRAMETAB_START + virt_to_pfn(kernel_page) * sizeof(u16);
}

static unsigned long in_page_table(void)
{
	return (unsigned long)init_mm.pgd;
}

static unsigned long in_thread_stack(void)
{
	return (unsigned long)__builtin_frame_address(0);
}

/* The lowest byte of the boot CPU's stack for double faults. */
static unsigned long in_cpu_area(void)
{
	return (unsigned long)x86_ap_stack(0) + PAGE_SIZE;
}

static unsigned long in_local_apic(void)
{
	return X86_LAPIC_VA;
}

static const struct target targets[] = {
	{ "direct_map", in_direct_map },
	{ "vmalloc", in_vmalloc },
	{ "text", in_text },
	{ "rodata", in_rodata },
	{ "data", in_data },
	{ "percpu", in_percpu },
	{ "struct_page", in_struct_page },
	{ "frame_table", in_frame_table },
	{ "page_table", in_page_table },
	{ "thread_stack", in_thread_stack },
	{ "cpu_area", in_cpu_area },
	{ "local_apic", in_local_apic },
};
KUNIT_ARRAY_PARAM_DESC(target, targets, name);

static void expect_refused(struct kunit *test, enum user_insn insn, u64 error)
{
	const struct target *target = test->param_value;
	unsigned long addr = target->addr();
	struct pgtable_walk walk;
	struct probe got;

	KUNIT_ASSERT_TRUE_MSG(test, pgtable_walk(addr, &walk), "%s is not mapped", target->name);
	got = run_user(insn, addr);
	KUNIT_EXPECT_TRUE(test, got.trapped);
	KUNIT_EXPECT_EQ(test, got.vector, X86_VEC_PF);
	KUNIT_EXPECT_EQ(test, got.error, PF_PRESENT | PF_USER | error);
	KUNIT_EXPECT_EQ(test, got.addr, addr);
}

static void user_read_of_kernel_memory_faults(struct kunit *test)
{
	expect_refused(test, USER_READ, 0);
}

static void user_write_to_kernel_memory_faults(struct kunit *test)
{
	const struct target *target = test->param_value;
	const volatile u8 *at = (const volatile u8 *)target->addr();
	u8 before = *at;

	expect_refused(test, USER_WRITE, PF_WRITE);
	/* A stack's byte is another one by now. */
	if (target->addr != in_thread_stack)
		KUNIT_EXPECT_EQ(test, *at, before);
}

static void user_execution_of_kernel_memory_faults(struct kunit *test)
{
	expect_refused(test, USER_EXEC, PF_EXEC);
}

static void user_access_of_unmapped_kernel_addresses_faults(struct kunit *test)
{
	struct probe got = run_user(USER_READ, (unsigned long)kernel_area + PAGE_SIZE);

	KUNIT_EXPECT_TRUE(test, got.trapped);
	KUNIT_EXPECT_EQ(test, got.error, PF_USER);
	got = run_user(USER_WRITE, (unsigned long)x86_boot_guard);
	KUNIT_EXPECT_TRUE(test, got.trapped);
	KUNIT_EXPECT_EQ(test, got.error, PF_USER | PF_WRITE);
}

static void privileged_instructions_are_refused(struct kunit *test)
{
	for (enum user_insn insn = USER_CLI; insn < NR_USER_INSNS; insn++) {
		struct probe got = run_user(insn, USER_DATA);

		KUNIT_EXPECT_TRUE_MSG(test, got.trapped, "instruction %d", insn);
		KUNIT_EXPECT_EQ_MSG(test, got.vector, X86_VEC_GP, "instruction %d", insn);
	}
}

static void read_here(void *arg)
{
	*(struct probe *)arg = run_user(USER_READ, in_direct_map());
}

static void every_cpu_refuses(struct kunit *test)
{
	struct probe got;
	unsigned int cpu;

	for_each_online_cpu(cpu) {
		got = (struct probe){};
		KUNIT_ASSERT_EQ(test, smp_call_function_single(cpu, read_here, &got, 1), 0);
		KUNIT_EXPECT_TRUE_MSG(test, got.trapped, "CPU %u", cpu);
		KUNIT_EXPECT_EQ_MSG(test, got.error, PF_PRESENT | PF_USER, "CPU %u", cpu);
	}
}

static struct kunit_case cases[] = {
	KUNIT_CASE(user_code_uses_its_own_pages),
	KUNIT_CASE(user_pages_have_permissions_too),
	KUNIT_CASE_PARAM(user_read_of_kernel_memory_faults, target_gen_params),
	KUNIT_CASE_PARAM(user_write_to_kernel_memory_faults, target_gen_params),
	KUNIT_CASE_PARAM(user_execution_of_kernel_memory_faults, target_gen_params),
	KUNIT_CASE(user_access_of_unmapped_kernel_addresses_faults),
	KUNIT_CASE(privileged_instructions_are_refused),
	KUNIT_CASE(every_cpu_refuses),
	{}
};

static struct kunit_suite suite = {
	.name = "port.x86.privilege",
	.suite_init = probe_suite_init,
	.suite_exit = probe_suite_exit,
	.init = user_init,
	.exit = user_exit,
	.test_cases = cases,
};
kunit_test_suite(suite);
