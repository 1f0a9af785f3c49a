// SPDX-License-Identifier: MIT
/*
 * tlb_test.c - no CPU uses a translation after it has been taken away
 *
 * A CPU may keep translations of its own. Each case has the other CPUs use a
 * mapping, so that they hold it as firmly as they can, changes it here, and
 * lets them use it again: after the flush they must see the change. Accesses
 * that may fault are made by copy_from_kernel_nofault() and its counterpart.
 */
#include <kunit/test.h>
#include <linux/atomic.h>
#include <linux/cpu.h>
#include <linux/cpumask.h>
#include <linux/gfp.h>
#include <linux/kthread.h>
#include <linux/mm.h>
#include <linux/pgtable.h>
#include <linux/sched.h>
#include <linux/set_memory.h>
#include <linux/smp.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <linux/vmalloc.h>

#define ROUNDS 1000

/* ---- using a mapping on another CPU -------------------------------------------------- */

/**
 * struct use - what a CPU does with a mapping
 * @at: @pages of it
 * @write: or read
 * @worked: pages where the access went through; @sum: of the first bytes read
 */
struct use {
	u8 *at;
	unsigned int pages;
	bool write;
	unsigned int worked;
	unsigned long sum;
};

static void use_mapping(void *arg)
{
	struct use *use = arg;
	u8 byte = 0;

	use->worked = 0;
	use->sum = 0;
	for (unsigned int i = 0; i < use->pages; i++) {
		u8 *at = use->at + i * PAGE_SIZE;
		long err = use->write ? copy_to_kernel_nofault(at + 1, &byte, 1)
				      : copy_from_kernel_nofault(&byte, at, 1);

		use->worked += !err;
		use->sum += err ? 0 : byte;
	}
}

/* All CPUs but this one must find @worked of the @use->pages pages to be there. */
static bool others_find(struct use *use, unsigned int worked)
{
	unsigned int cpu, wrong = 0;

	for_each_online_cpu(cpu) {
		if (cpu == raw_smp_processor_id())
			continue;
		use->worked = ~0u;
		wrong += smp_call_function_single(cpu, use_mapping, use, 1) != 0;
		wrong += use->worked != worked;
	}
	return !wrong;
}

static unsigned int another_cpu(struct kunit *test)
{
	unsigned int cpu = cpumask_any_but(cpu_online_mask, raw_smp_processor_id());

	if (cpu >= nr_cpu_ids)
		kunit_skip(test, "needs two CPUs");
	return cpu;
}

/* ---- unmapping -------------------------------------------------------------------------- */

static void unmapped_page_faults_on_every_other_cpu(struct kunit *test)
{
	struct use use = { .pages = 1 };
	struct page *page;

	another_cpu(test);
	page = alloc_page(GFP_KERNEL | __GFP_ZERO);
	KUNIT_ASSERT_NOT_NULL(test, page);
	for (unsigned long i = kunit_scaled(ROUNDS); i; i--) {
		use.at = vmap(&page, 1, VM_MAP, PAGE_KERNEL);
		KUNIT_ASSERT_NOT_NULL(test, use.at);
		use.write = i % 2;
		if (!others_find(&use, 1))
			KUNIT_FAIL_AND_ABORT(test, "round %lu: not there", i);
		vunmap(use.at);
		vm_unmap_aliases();
		if (!others_find(&use, 0))
			KUNIT_FAIL_AND_ABORT(test, "round %lu: still there", i);
	}
	__free_page(page);
}

/* Small ranges are flushed page by page, large ones at once: around the limit. */
static const unsigned int range_pages[] = { 1, 2, 32, 63, 64, 65, 200, 600 };

static void describe_pages(const unsigned int *pages, char *desc)
{
	scnprintf(desc, KUNIT_PARAM_DESC_SIZE, "%u pages", *pages);
}
KUNIT_ARRAY_PARAM(range, range_pages, describe_pages);

static void unmapped_range_faults_at_every_page(struct kunit *test)
{
	struct use use = { .pages = *(const unsigned int *)test->param_value };

	another_cpu(test);
	for (unsigned int round = 0; round < 20; round++) {
		use.at = vmalloc(use.pages * PAGE_SIZE);
		KUNIT_ASSERT_NOT_NULL(test, use.at);
		memset(use.at, 0, use.pages * PAGE_SIZE);
		KUNIT_EXPECT_TRUE(test, others_find(&use, use.pages));
		vfree(use.at);
		vm_unmap_aliases();
		KUNIT_EXPECT_TRUE(test, others_find(&use, 0));
	}
}

/* ---- changing --------------------------------------------------------------------------- */

static pte_t *entry_of(unsigned long addr)
{
	return pte_offset_kernel(
		pmd_offset(pud_offset(p4d_offset(pgd_offset_k(addr), addr), addr), addr), addr);
}

/* One address that means one page, then another: after the flush nobody sees the first. */
static void changed_translation_is_seen_by_every_cpu(struct kunit *test)
{
	struct use use = { .pages = 1 };
	struct page *pages[2];
	unsigned long addr;

	another_cpu(test);
	pages[0] = alloc_page(GFP_KERNEL);
	pages[1] = alloc_page(GFP_KERNEL);
	KUNIT_ASSERT_TRUE(test, pages[0] && pages[1]);
	memset(page_address(pages[0]), 10, PAGE_SIZE);
	memset(page_address(pages[1]), 11, PAGE_SIZE);
	use.at = vmap(pages, 1, VM_MAP, PAGE_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, use.at);
	addr = (unsigned long)use.at;
	for (unsigned long i = kunit_scaled(ROUNDS); i; i--) {
		set_pte(entry_of(addr), pfn_pte(page_to_pfn(pages[i % 2]), PAGE_KERNEL));
		flush_tlb_kernel_range(addr, addr + PAGE_SIZE);
		if (!others_find(&use, 1) || use.sum != 10 + i % 2)
			KUNIT_FAIL_AND_ABORT(test, "round %lu: reads %lu", i, use.sum);
	}
	vunmap(use.at);
	__free_page(pages[0]);
	__free_page(pages[1]);
}

static void protected_page_refuses_writes_of_every_cpu(struct kunit *test)
{
	struct use use = { .pages = 3, .write = true };
	unsigned long addr;

	another_cpu(test);
	use.at = vmalloc(3 * PAGE_SIZE);
	KUNIT_ASSERT_NOT_NULL(test, use.at);
	addr = (unsigned long)use.at + PAGE_SIZE;
	for (unsigned long i = kunit_scaled(ROUNDS); i; i--) {
		if (!others_find(&use, 3))
			KUNIT_FAIL_AND_ABORT(test, "round %lu: not writable", i);
		KUNIT_ASSERT_EQ(test, set_memory_ro(addr, 1), 0);
		if (!others_find(&use, 2))
			KUNIT_FAIL_AND_ABORT(test, "round %lu: still writable", i);
		KUNIT_ASSERT_EQ(test, set_memory_rw(addr, 1), 0);
	}
	vfree(use.at);
}

static void flush_of_everything_reaches_every_cpu(struct kunit *test)
{
	struct use use = { .pages = 1 };
	pte_t *entry, kept;
	struct page *page;

	another_cpu(test);
	page = alloc_page(GFP_KERNEL | __GFP_ZERO);
	KUNIT_ASSERT_NOT_NULL(test, page);
	use.at = vmap(&page, 1, VM_MAP, PAGE_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, use.at);
	entry = entry_of((unsigned long)use.at);
	for (unsigned int i = 0; i < 50; i++) {
		KUNIT_EXPECT_TRUE(test, others_find(&use, 1));
		kept = ptep_get_and_clear(&init_mm, (unsigned long)use.at, entry);
		flush_tlb_all();
		KUNIT_EXPECT_TRUE(test, others_find(&use, 0));
		set_pte(entry, kept);
		flush_tlb_all(); /* a process's mappings are filled by it */
	}
	vunmap(use.at);
	__free_page(page);
}

/* ---- at the same time ----------------------------------------------------------------------- */

/**
 * struct race - a reader on another CPU against the one that unmaps
 * @at: what it reads; @gone: not 0 from after the flush until a page is mapped again
 * @reads: done; @stale: that succeeded, begun and ended while @gone was the same
 */
static struct race {
	u8 *at;
	unsigned long gone;
	unsigned long reads, stale;
} race;

static int read_without_end(void *unused)
{
	unsigned long gone;
	long err;
	u8 byte;

	while (!kthread_should_stop()) {
		gone = smp_load_acquire(&race.gone);
		err = copy_from_kernel_nofault(&byte, READ_ONCE(race.at), 1);
		smp_rmb();
		if (!err && gone && READ_ONCE(race.gone) == gone)
			race.stale++;
		WRITE_ONCE(race.reads, race.reads + 1);
		cpu_relax();
	}
	return 0;
}

static void wait_for_reads(unsigned long nr)
{
	unsigned long until = READ_ONCE(race.reads) + nr;

	while ((long)(READ_ONCE(race.reads) - until) < 0)
		cpu_relax();
}

static void reader_meets_no_translation_after_the_flush(struct kunit *test)
{
	unsigned int cpu = another_cpu(test);
	struct task_struct *reader;
	struct page *page;

	page = alloc_page(GFP_KERNEL | __GFP_ZERO);
	KUNIT_ASSERT_NOT_NULL(test, page);
	race = (struct race){};
	reader = kthread_run_on_cpu(read_without_end, NULL, cpu, "reader");
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, reader);
	for (unsigned long round = kunit_scaled(ROUNDS); round; round--) {
		u8 *at;

		WRITE_ONCE(race.gone, 0);
		smp_wmb();
		at = vmap(&page, 1, VM_MAP, PAGE_KERNEL);
		if (!at)
			break;
		WRITE_ONCE(race.at, at);
		wait_for_reads(3);
		vunmap(at);
		vm_unmap_aliases();
		smp_store_release(&race.gone, round);
		wait_for_reads(3);
	}
	kthread_stop(reader);
	KUNIT_EXPECT_EQ(test, race.stale, 0ul);
	KUNIT_EXPECT_EQ(test, race.gone, 1ul); /* the last round was reached */
	__free_page(page);
}

static atomic_t wrong;

static int map_and_unmap(void *rounds)
{
	for (unsigned long i = (unsigned long)rounds; i; i--) {
		unsigned long *at = vmalloc((1 + i % 70) * PAGE_SIZE), word;

		if (!at) {
			atomic_inc(&wrong);
			continue;
		}
		at[1] = i;
		if (copy_from_kernel_nofault(&word, &at[1], sizeof(word)) || word != i)
			atomic_inc(&wrong);
		vfree(at);
		vm_unmap_aliases();
	}
	while (!kthread_should_stop())
		schedule_timeout_interruptible(1);
	return 0;
}

/* Each waits for the others, which are waiting for it. */
static void all_cpus_flush_at_once(struct kunit *test)
{
	static struct task_struct *threads[NR_CPUS];
	unsigned long rounds = kunit_scaled(500);
	unsigned int cpu;

	another_cpu(test);
	atomic_set(&wrong, 0);
	for_each_online_cpu(cpu) {
		threads[cpu] = kthread_run_on_cpu(map_and_unmap, (void *)rounds, cpu, "flush/%u");
		KUNIT_ASSERT_NOT_ERR_OR_NULL(test, threads[cpu]);
	}
	for_each_online_cpu(cpu)
		kthread_stop(threads[cpu]);
	KUNIT_EXPECT_EQ(test, atomic_read(&wrong), 0);
}

static void flush_here(void *range)
{
	unsigned long addr = (unsigned long)range;

	for (unsigned int i = 0; i < 10; i++)
		flush_tlb_kernel_range(addr, addr + (1 + 20 * i) * PAGE_SIZE);
}

/* In an interrupt, where a CPU does not take the others' requests as interrupts. */
static void all_cpus_flush_in_interrupts(struct kunit *test)
{
	struct use use = { .pages = 200 };

	another_cpu(test);
	use.at = vmalloc(use.pages * PAGE_SIZE);
	KUNIT_ASSERT_NOT_NULL(test, use.at);
	memset(use.at, 0, use.pages * PAGE_SIZE);
	for (unsigned long i = kunit_scaled(50); i; i--)
		on_each_cpu(flush_here, use.at, 1);
	KUNIT_EXPECT_TRUE(test, others_find(&use, use.pages));
	vfree(use.at);
}

/* What a CPU held before it went must not be there when it is back. */
static void cpu_that_was_away_holds_nothing_old(struct kunit *test)
{
	unsigned int cpu = another_cpu(test);
	struct use use = { .pages = 1 };
	struct page *page;

	page = alloc_page(GFP_KERNEL | __GFP_ZERO);
	KUNIT_ASSERT_NOT_NULL(test, page);
	for (unsigned int i = 0; i < 5; i++) {
		use.at = vmap(&page, 1, VM_MAP, PAGE_KERNEL);
		KUNIT_ASSERT_NOT_NULL(test, use.at);
		KUNIT_EXPECT_TRUE(test, others_find(&use, 1));
		KUNIT_ASSERT_EQ(test, cpu_down(cpu), 0);
		vunmap(use.at);
		vm_unmap_aliases();
		KUNIT_ASSERT_EQ(test, cpu_up(cpu), 0);
		KUNIT_EXPECT_TRUE(test, others_find(&use, 0));
	}
	__free_page(page);
}

static struct kunit_case port_tlb_cases[] = {
	KUNIT_CASE(unmapped_page_faults_on_every_other_cpu),
	KUNIT_CASE_PARAM(unmapped_range_faults_at_every_page, range_gen_params),
	KUNIT_CASE(changed_translation_is_seen_by_every_cpu),
	KUNIT_CASE(protected_page_refuses_writes_of_every_cpu),
	KUNIT_CASE(flush_of_everything_reaches_every_cpu),
	KUNIT_CASE(reader_meets_no_translation_after_the_flush),
	KUNIT_CASE(all_cpus_flush_at_once),
	KUNIT_CASE(all_cpus_flush_in_interrupts),
	KUNIT_CASE(cpu_that_was_away_holds_nothing_old),
	{}
};

static struct kunit_suite port_tlb_suite = {
	.name = "port.tlb",
	.test_cases = port_tlb_cases,
};
kunit_test_suite(port_tlb_suite);
