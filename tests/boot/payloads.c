// SPDX-License-Identifier: MIT
/*
 * payloads.c - machines that end badly on purpose, for the scripts here
 *
 * Kernel parameters of quarry-tests.elf:
 *
 *	test.die=HOW	do one thing that is fatal; the names are below
 *	test.walk=N	print where N addresses lie (walk.c), test.seed=N
 *	test.nodes=1		show the nodes (nodes.c)
 *
 * What is fatal happens in functions that are exported, so that reports can
 * name them without a symbol table.
 */
#define KBUILD_MODNAME "test"
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/mm.h>
#include <linux/moduleparam.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/smp.h>
#include <linux/string.h>
#include <linux/vmalloc.h>
#include <quarry/params.h>
#include <quarry/port.h>
#include "../../arch/x86/x86.h"
#include "payloads.h"

static char *die;
static unsigned int walk;
static bool nodes;
static unsigned long long seed = 1;
module_param(die, charp, 0);
module_param(walk, uint, 0);
module_param(nodes, bool, 0);
module_param(seed, ullong, 0);
PARAM_HELP(test_die, "test.die", "a way for the machine to end", "test.die=null");
PARAM_HELP(test_walk, "test.walk", "how many addresses to look up", "test.walk=1000");
PARAM_HELP(test_nodes, "test.nodes", "show the nodes", "test.nodes=1");
PARAM_HELP(test_seed, "test.seed", "base of the random addresses", "test.seed=7");

static volatile unsigned long sink;

/* ---- stacks ----------------------------------------------------------------------- */

/* A prototype each: exported functions are not static. */
unsigned long payload_recurse(unsigned long depth);
void *payload_takes_area(void);
void payload_write(unsigned long addr);

noinline unsigned long payload_recurse(unsigned long depth)
{
	volatile char frame[200];

	frame[depth % sizeof(frame)] = depth;
	if (depth != ~0ul)
		sink += payload_recurse(depth + 1);
	return frame[0];
}
EXPORT_SYMBOL_GPL(payload_recurse);

static int recurse_in_thread(void *unused)
{
	return payload_recurse(0);
}

static void thread_stack(void)
{
	kthread_run(recurse_in_thread, NULL, "recursive");
	for (;;)
		schedule_timeout_uninterruptible(1);
}

static void boot_stack(void)
{
	payload_recurse(0);
}

static void recurse_in_interrupt(void *unused)
{
	payload_recurse(0);
}

/* An idle CPU is interrupted on a stack of its own. */
static void cpu_stack(void)
{
	smp_call_function_single(1, recurse_in_interrupt, NULL, 1);
}

static void recurse_in_nmi(struct x86_regs *regs)
{
	payload_recurse(0);
}

static void nmi_stack(void)
{
	x86_set_nmi_hook(recurse_in_nmi);
	x86_send_nmi(0);
	for (;;)
		cpu_relax();
}

/* A stack pointer that points to nothing; the push after it cannot be made. */
static void lost_stack(void)
{
	__asm__ volatile("movq %0, %%rsp\n\tpushq %%rax" : : "r"(VMALLOC_END - 64) : "memory");
}

/* ---- addresses ---------------------------------------------------------------------- */

noinline void *payload_takes_area(void)
{
	return vmalloc(3 * PAGE_SIZE);
}
EXPORT_SYMBOL_GPL(payload_takes_area);

noinline void payload_write(unsigned long addr)
{
	*(volatile char *)addr = 1;
}
EXPORT_SYMBOL_GPL(payload_write);

static void guard(void)
{
	payload_write((unsigned long)payload_takes_area() + 3 * PAGE_SIZE);
}

static void freed(void)
{
	void *area = payload_takes_area();

	vfree(area);
	vm_unmap_aliases();
	payload_write((unsigned long)area);
}

static void null(void)
{
	payload_write(0x10);
}

static void text(void)
{
	payload_write((unsigned long)payload_write);
}

static void wild(void)
{
	payload_write(0x123456789000);
}

static void noncanonical(void)
{
	payload_write(0x5a5a5a5a5a5a5a5a);
}

/* Physical memory that is none: behind the last frame. */
static void hole(void)
{
	payload_write((unsigned long)__va(PFN_PHYS(max_pfn) + PMD_SIZE));
}

static void data(void)
{
	static char code[] = { 0xc3 };

	((void (*)(void))(unsigned long)code)();
}

/* ---- the rest ------------------------------------------------------------------------- */

static void divide(void)
{
	__asm__ volatile("xorl %%ecx, %%ecx\n\tdivl %%ecx" : : : "rax", "rcx", "rdx");
}

static void invalid(void)
{
	__asm__ volatile("ud2");
}

static void bug(void)
{
	BUG();
}

static void do_panic(void)
{
	panic("on purpose");
}

static const struct {
	const char *name;
	void (*fn)(void);
} ways[] = {
	{ "stack", thread_stack },
	{ "boot_stack", boot_stack },
	{ "cpu_stack", cpu_stack },
	{ "nmi_stack", nmi_stack },
	{ "lost_stack", lost_stack },
	{ "guard", guard },
	{ "freed", freed },
	{ "null", null },
	{ "text", text },
	{ "wild", wild },
	{ "hole", hole },
	{ "data", data },
	{ "divide", divide },
	{ "invalid", invalid },
	{ "bug", bug },
	{ "panic", do_panic },
	{ "noncanonical", noncanonical },
};

int payload_die(const char *how)
{
	for (unsigned int i = 0; i < ARRAY_SIZE(ways); i++)
		if (!strcmp(how, ways[i].name))
			ways[i].fn();
	pr_err("test.die=%s: no such way, or it went well\n", how);
	return PORT_EXIT_OK;
}

bool test_payload(int *status)
{
	if (die)
		*status = payload_die(die);
	else if (walk)
		*status = payload_walk(walk, seed);
	else if (nodes)
		*status = payload_nodes();
	return die || walk || nodes;
}
