// SPDX-License-Identifier: MIT
/*
 * nmi_test.c - real interrupts and real NMIs, sent by this CPU to itself: what
 * vfree() and printk() do in them
 */
#include <kunit/test.h>
#include <linux/gfp.h>
#include <linux/hardirq.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/smp.h>
#include <linux/vmalloc.h>
#include <quarry/log.h>
#include <quarry/mm_check.h>
#include <quarry/verdict.h>
#include "../../../arch/x86/x86.h"
#include "../../../mm/vmalloc/area.h"
#include "step.h"

static void *mem[3];
static struct page *page;
static bool went_on;
static unsigned int taken;

static void wait_for_it(struct kunit *test, unsigned int want)
{
	unsigned int turns = 10000000;

	while (READ_ONCE(taken) != want && --turns)
		cpu_relax();
	KUNIT_ASSERT_EQ(test, READ_ONCE(taken), want);
}

static void interrupt_myself(struct kunit *test, void (*fn)(void))
{
	taken = 0;
	x86_set_test_irq_hook(fn);
	x86_self_ipi(X86_VEC_TEST);
	wait_for_it(test, 1);
}

static void nmi_myself(struct kunit *test, void (*fn)(struct x86_regs *regs))
{
	taken = 0;
	x86_set_nmi_hook(fn);
	x86_send_nmi(raw_smp_processor_id());
	wait_for_it(test, 1);
}

static void tidy_up(struct kunit *test)
{
	unsigned int i;

	x86_set_nmi_hook(NULL);
	x86_set_test_irq_hook(NULL);
	vmalloc_any_context = false;
	for (i = 0; i < ARRAY_SIZE(mem); i++) {
		vfree(mem[i]);
		mem[i] = NULL;
	}
}

static void vfree_it(void)
{
	vfree(mem[0]);
	mem[0] = NULL;
	taken++;
}

static void vfree_by_interrupt(struct kunit *test)
{
	interrupt_myself(test, vfree_it);
}

/* Of what is freed there, the pages go at the next drain. */
static void expect_vfree_put_off(struct kunit *test, void (*vfree_there)(struct kunit *test))
{
	unsigned long had;

	vfree_drain();
	had = vmalloc_nr_pages();
	mem[0] = vmalloc(2 * PAGE_SIZE);
	KUNIT_ASSERT_NOT_NULL(test, mem[0]);
	vfree_there(test);
	KUNIT_EXPECT_EQ(test, vmalloc_nr_pages(), had + 2);
	KUNIT_EXPECT_EQ(test, vfree_drain(), 1u);
	KUNIT_EXPECT_EQ(test, vmalloc_nr_pages(), had);
}

static void vfree_in_an_interrupt_is_put_off(struct kunit *test)
{
	expect_vfree_put_off(test, vfree_by_interrupt);
}

static void vmalloc_it(void)
{
	mem[0] = vmalloc(PAGE_SIZE);
	taken++;
}

static void vmalloc_in_an_interrupt_is_reported(struct kunit *test)
{
	interrupt_myself(test, vmalloc_it);
	KUNIT_EXPECT_NULL(test, mem[0]);
	KUNIT_EXPECT_GE(test, kunit_reports_seen(test), 1ul);
	kunit_expect_reports(test, kunit_reports_seen(test));
}

static void vfree_it_in_nmi(struct x86_regs *regs)
{
	vfree_it();
}

static void vfree_by_nmi(struct kunit *test)
{
	vmalloc_any_context = true;
	nmi_myself(test, vfree_it_in_nmi);
}

static void vfree_in_an_nmi_is_put_off_where_any_context_will_do(struct kunit *test)
{
	expect_vfree_put_off(test, vfree_by_nmi);
}

/* After the report of a BUG the NMI goes on here, as if its handler had returned. */
static void *after_bug[5];

static void resume_after_bug(void)
{
	__builtin_longjmp(after_bug, 1);
}

static void vfree_until_bug(struct x86_regs *regs)
{
	if (!__builtin_setjmp(after_bug)) {
		vfree(mem[0]);
		went_on = true;
	}
	taken++;
}

static void vfree_in_an_nmi_is_a_bug(struct kunit *test)
{
	void (*hook)(void) = bug_hook;

	mem[0] = vmalloc(PAGE_SIZE);
	KUNIT_ASSERT_NOT_NULL(test, mem[0]);
	went_on = false;
	kunit_expect_reports(test, 1);
	bug_hook = resume_after_bug;
	nmi_myself(test, vfree_until_bug);
	bug_hook = hook;
	KUNIT_EXPECT_FALSE(test, went_on);
	KUNIT_EXPECT_EQ(test, kunit_reports_seen(test), 1ul);
	KUNIT_EXPECT_EQ(test, preempt_count(), 0);
}

static void free_blocks(struct x86_regs *regs)
{
	KUNIT_EXPECT_TRUE(kunit_get_current_test(), in_nmi());
	kfree(mem[1]);
	kfree(mem[2]);
	__free_pages(page, 5);
	mem[1] = mem[2] = NULL;
	taken++;
}

static void frees_in_an_nmi_come_back(struct kunit *test)
{
	unsigned long had;

	slab_shrink_all();
	drain_all_pages(NULL);
	had = nr_free_pages();
	mem[1] = kmalloc(200, GFP_KERNEL);
	mem[2] = kmalloc(100 << 10, GFP_KERNEL);
	page = alloc_pages(GFP_KERNEL, 5);
	KUNIT_ASSERT_NOT_NULL(test, mem[1]);
	KUNIT_ASSERT_NOT_NULL(test, mem[2]);
	KUNIT_ASSERT_NOT_NULL(test, page);
	nmi_myself(test, free_blocks);
	slab_drain_requests();
	slab_shrink_all();
	drain_all_pages(NULL);
	KUNIT_EXPECT_EQ(test, nr_free_pages(), had);
	KUNIT_EXPECT_TRUE(test, slab_check_all());
	KUNIT_EXPECT_TRUE(test, page_alloc_check_all());
}

/* ---- printing ------------------------------------------------------------------------- */

static struct step step;
static unsigned long lines_said;

static void say_nothing(const char *text, size_t len)
{
	lines_said++;
}

static void print_lines(void *unused)
{
	pr_info("singlestep: one line of %d\n", 2);
	pr_info("singlestep: begun");
	pr_cont(" and ended\n");
}

static void print_in_handler(void)
{
	pr_info("singlestep: within, %lu\n", step.steps);
}

/* One that was begun ends by itself when others came in between. */
static bool is_ours(const char *text)
{
	return !strncmp(text, "singlestep: ", 12) || !strncmp(text, " and ended", 10);
}

/* The log is whole: every record is one of ours. */
static void printing_waits_for_nobody(struct kunit *test)
{
	log_console_fn console;
	struct log_record record;
	unsigned long ours = 0;
	u64 seq = log_next_seq();

	step = (struct step){ .with = STEP_NMI | STEP_IRQ };
	step.on_nmi = step.on_irq = print_in_handler;
	lines_said = 0;
	console = log_set_console_hook(say_nothing);
	step_through(&step, print_lines, NULL);
	log_set_console_hook(console);
	kunit_info(test, "%s: %lu steps, %lu interrupts, %lu NMIs", test->name, step.steps,
		   step.irqs, step.nmis);
	KUNIT_EXPECT_EQ(test, step.nmis, step.steps);
	KUNIT_EXPECT_EQ(test, step.irqs, step.irqs_due);
	for (seq = max(seq, log_first_seq()); log_read(seq, &record); seq = record.seq + 1) {
		ours++;
		KUNIT_ASSERT_TRUE(test, is_ours(record.text));
	}
	KUNIT_EXPECT_GT(test, ours, 3ul);
	KUNIT_EXPECT_EQ(test, preempt_count(), 0);
}

static struct kunit_case cases[] = { KUNIT_CASE(vfree_in_an_interrupt_is_put_off),
				     KUNIT_CASE(vmalloc_in_an_interrupt_is_reported),
				     KUNIT_CASE(
					     vfree_in_an_nmi_is_put_off_where_any_context_will_do),
				     KUNIT_CASE(vfree_in_an_nmi_is_a_bug),
				     KUNIT_CASE(frees_in_an_nmi_come_back),
				     KUNIT_CASE(printing_waits_for_nobody),
				     {} };

static struct kunit_suite suite = {
	.name = "port.nmi",
	.exit = tidy_up,
	.test_cases = cases,
};
kunit_test_suite(suite);
