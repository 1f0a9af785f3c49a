// SPDX-License-Identifier: MIT
/*
 * stress_test.c - several CPUs at once: areas, mappings, flushes and reports
 */
#include <linux/completion.h>
#include <linux/kthread.h>
#include <linux/percpu.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <quarry/report.h>
#include "vm_test.h"

#define SLOTS	  8
#define ROUNDS	  400
#define MAX_PAGES 12

/** struct worker - one thread: what it holds is its own; addresses are shared */
struct worker {
	struct completion done;
	u64 random;
	unsigned long *slots[SLOTS];
	unsigned int pages[SLOTS];
	unsigned int damaged;
};

/* The first word of each page is its own address. */
static bool stamped(const unsigned long *mem, unsigned int pages)
{
	for (unsigned int i = 0; i < pages; i++)
		if (mem[i * PAGE_SIZE / sizeof(long)] != (unsigned long)mem + i * PAGE_SIZE)
			return false;
	return true;
}

static void turn_slot(struct worker *worker, unsigned int i)
{
	unsigned int pages = 1 + next_random(&worker->random) % MAX_PAGES;
	unsigned long *mem = worker->slots[i];

	if (mem) {
		worker->damaged += !stamped(mem, worker->pages[i]);
		vfree(mem);
	}
	mem = __vmalloc(pages * PAGE_SIZE, GFP_KERNEL | __GFP_NOWARN);
	for (unsigned int p = 0; mem && p < pages; p++)
		mem[p * PAGE_SIZE / sizeof(long)] = (unsigned long)mem + p * PAGE_SIZE;
	worker->slots[i] = mem;
	worker->pages[i] = pages;
}

/* The page of one's own area, at a second address for a moment. */
static void alias_slot(struct worker *worker, unsigned int i)
{
	unsigned long *mem = worker->slots[i], *alias;
	struct page *page;

	if (!mem)
		return;
	page = vmalloc_to_page(mem);
	if (next_random(&worker->random) % 2) {
		alias = vmap(&page, 1, VM_MAP, PAGE_KERNEL);
		worker->damaged += alias && *alias != (unsigned long)mem;
		vunmap(alias);
	} else {
		alias = vm_map_ram(&page, 1, NUMA_NO_NODE);
		worker->damaged += alias && *alias != (unsigned long)mem;
		if (alias)
			vm_unmap_ram(alias, 1);
	}
}

static void turn_percpu(struct worker *worker)
{
	unsigned long __percpu *ptr = __alloc_percpu(200, 8);

	if (!ptr)
		return;
	*per_cpu_ptr(ptr, 0) = (unsigned long)worker;
	cond_resched();
	worker->damaged += *per_cpu_ptr(ptr, 0) != (unsigned long)worker;
	free_percpu(ptr);
}

static int work(void *arg)
{
	struct worker *worker = arg;

	for (unsigned int round = 0; round < kunit_scaled(ROUNDS); round++) {
		unsigned int i = next_random(&worker->random) % SLOTS;

		turn_slot(worker, i);
		alias_slot(worker, next_random(&worker->random) % SLOTS);
		turn_percpu(worker);
		if (round % 100 == 50)
			vm_unmap_aliases();
		cond_resched();
	}
	for (unsigned int i = 0; i < SLOTS; i++)
		vfree(worker->slots[i]);
	complete(&worker->done);
	return 0;
}

static bool drop_text(struct seq_file *m, const char *text, size_t len)
{
	return true;
}

static void read_report(void)
{
	struct seq_file m;
	char buf[512];

	seq_init(&m, buf, sizeof(buf), drop_text, NULL);
	report_find("vmallocinfo")->show(&m);
	seq_flush(&m);
}

static void areas_of_several_cpus_stay_apart(struct kunit *test)
{
	unsigned int nr = 2 * num_online_cpus(), damaged = 0;
	struct worker *workers = kunit_kcalloc(test, nr, sizeof(*workers), GFP_KERNEL);
	unsigned long held = vmalloc_nr_pages();

	KUNIT_ASSERT_NOT_NULL(test, workers);
	for (unsigned int i = 0; i < nr; i++) {
		init_completion(&workers[i].done);
		workers[i].random = test->seed + i;
		KUNIT_ASSERT_FALSE(test, IS_ERR(kthread_run(work, &workers[i], "vstress/%u", i)));
	}
	for (unsigned int i = 0; i < 20; i++) {
		read_report();
		KUNIT_EXPECT_TRUE(test, vmalloc_check_all());
		cond_resched();
	}
	for (unsigned int i = 0; i < nr; i++) {
		wait_for_completion(&workers[i].done);
		damaged += workers[i].damaged;
	}
	KUNIT_EXPECT_EQ(test, damaged, 0u);
	KUNIT_EXPECT_TRUE(test, vmalloc_check_all());
	KUNIT_EXPECT_TRUE(test, percpu_check_all());
	KUNIT_EXPECT_TRUE(test, pgtable_check_all(NULL));
	/* Stacks of the threads are vmalloc's too, and go when their CPU reaps them. */
	KUNIT_EXPECT_LE(test, vmalloc_nr_pages(), held + nr * (THREAD_SIZE >> PAGE_SHIFT));
}

static struct kunit_case stress_cases[] = {
	KUNIT_CASE(areas_of_several_cpus_stay_apart),
	{},
};

static struct kunit_suite stress_suite = { .name = "vmalloc.stress", .test_cases = stress_cases };
kunit_test_suite(stress_suite);
