// SPDX-License-Identifier: MIT
/*
 * fault.c - what a page fault means, and what it prints when it means the end
 *
 * handle_fault() is called when an access has no translation and the port
 * found none to refill. In this order:
 *
 *   exception table   the instruction said where to go on (copy_from_kernel_nofault)
 *   fault handlers    registered functions that may repair the mapping
 *   report            what was touched, what lies there and whose it is, where
 *                     the code stood; then the machine ends with status 1
 *
 * Exception tables: the core's own, and one a module while it is loaded.
 *
 * Locking: handlers are changed under a spinlock and read without one.
 */
#include <linux/export.h>
#include <linux/extable.h>
#include <linux/kallsyms.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/panic.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/uaccess.h>
#include <linux/vmalloc.h>
#include <quarry/port.h>
#include <quarry/verdict.h>
#include "run.h"

extern const struct exception_table_entry __start___ex_table[] __weak;
extern const struct exception_table_entry __stop___ex_table[] __weak;

#define MAX_HANDLERS 8

static DEFINE_SPINLOCK(handlers_lock);
static bool (*handlers[MAX_HANDLERS])(struct fault *fault);

/* ---- exception tables ------------------------------------------------------- */

static const struct exception_table_entry *search_core(unsigned long ip)
{
	const struct exception_table_entry *entry;

	for (entry = __start___ex_table; entry < __stop___ex_table; entry++)
		if (ex_entry_insn(entry) == ip)
			return entry;
	return NULL;
}

static unsigned long find_fixup(unsigned long ip)
{
	const struct exception_table_entry *entry = search_core(ip) ?: search_module_extables(ip);

	return entry ? ex_entry_fixup(entry) : 0;
}

/* ---- repair -------------------------------------------------------------------- */

/**
 * register_fault_handler() - let @fn look at faults before they are fatal
 * @fn: true if it has repaired the mapping; called on the faulting stack with
 *	interrupts as they were
 * Return: 0 or -ENOSPC.
 */
int register_fault_handler(bool (*fn)(struct fault *fault))
{
	int i, err = -ENOSPC;

	spin_lock(&handlers_lock);
	for (i = 0; i < MAX_HANDLERS && err; i++) {
		if (handlers[i])
			continue;
		WRITE_ONCE(handlers[i], fn);
		err = 0;
	}
	spin_unlock(&handlers_lock);
	return err;
}
EXPORT_SYMBOL(register_fault_handler);

void unregister_fault_handler(bool (*fn)(struct fault *fault))
{
	int i;

	spin_lock(&handlers_lock);
	for (i = 0; i < MAX_HANDLERS; i++)
		if (handlers[i] == fn)
			WRITE_ONCE(handlers[i], NULL);
	spin_unlock(&handlers_lock);
}
EXPORT_SYMBOL(unregister_fault_handler);

static bool repaired(struct fault *fault)
{
	bool (*fn)(struct fault *);
	int i;

	for (i = 0; i < MAX_HANDLERS; i++) {
		fn = READ_ONCE(handlers[i]);
		if (fn && fn(fault))
			return true;
	}
	return false;
}

/* ---- the report ------------------------------------------------------------------ */

static void describe_vmalloc(unsigned long addr)
{
	struct vm_struct *area = find_vm_area((void *)addr);
	const char *where = "inside";

	if (area && addr >= (unsigned long)area->addr + get_vm_area_size(area))
		where = "in the guard page after";
	if (!area) {
		pr_alert("  no vmalloc area is there\n");
		return;
	}
	pr_alert("  %s the vmalloc area %px-%px (%lu bytes) of %pS\n", where, area->addr,
		 area->addr + get_vm_area_size(area), get_vm_area_size(area), area->caller);
}

static void describe_direct_map(unsigned long addr)
{
	unsigned long pfn = __pa(addr) >> PAGE_SHIFT;

	if (!pfn_valid(pfn))
		pr_alert("  physical address %#lx is no RAM: a hole of the memory map\n",
			 (unsigned long)__pa(addr));
	else
		pr_alert("  page frame %#lx of the direct map\n", pfn);
}

/* What lies at the address, in one line. */
static void describe_address(const struct fault *fault)
{
	unsigned long addr = fault->addr, start, end;

	port_module_window(&start, &end);
	if (fault->on_stack_guard)
		pr_alert("  in the guard page below the stack of %s: the stack is full\n",
			 in_nmi() ? "NMIs" : current->comm);
	else if (addr < PAGE_SIZE)
		pr_alert("  NULL pointer dereference (offset %#lx)\n", addr);
	else if (is_vmalloc_addr((void *)addr))
		describe_vmalloc(addr);
	else if (addr >= start && addr < end)
		pr_alert("  in the module window, %pS\n", (void *)addr);
	else if (addr >= PAGE_OFFSET && addr - PAGE_OFFSET < 1ul << PHYS_ADDR_MAX_BITS)
		describe_direct_map(addr);
	else if (fault->present)
		pr_alert("  in the core's own memory, %pS\n", (void *)addr);
	else
		pr_alert("  outside of everything that the machine maps\n");
}

static void print_frame(unsigned long pc, unsigned long look)
{
	char line[128];

	if (port_source_line(look, line, sizeof(line)))
		pr_alert(" %pS (%s)\n", (void *)pc, line);
	else
		pr_alert(" %pS\n", (void *)pc);
}

static void print_trace(const struct fault *fault)
{
	unsigned long pcs[16];
	unsigned int i, nr;

	pr_alert("Call Trace:\n");
	print_frame(fault->ip, fault->ip);
	nr = port_backtrace(fault->fp, pcs, ARRAY_SIZE(pcs));
	/* A return address is after its call: one less is in the call's line. */
	for (i = 0; i < nr; i++)
		print_frame(pcs[i], pcs[i] - 1);
}

static const char *const access_name[] = {
	[FAULT_READ] = "read",
	[FAULT_WRITE] = "write",
	[FAULT_EXEC] = "instruction fetch",
};

static void describe_access(const struct fault *fault)
{
	if (fault->no_addr) {
		pr_alert("BUG: general protection fault, probably for an address that "
			 "is not canonical\n");
		return;
	}
	if (fault->stack_lost) {
		pr_alert("BUG: double fault: the stack pointer points to no stack: %016lx\n",
			 fault->addr);
		describe_address(fault);
		return;
	}
	if (fault->addr < PAGE_SIZE)
		pr_alert("BUG: kernel NULL pointer dereference, address: %016lx\n", fault->addr);
	else
		pr_alert("BUG: unable to handle page fault for address: %016lx\n", fault->addr);
	pr_alert("#PF: %s access in kernel mode, %s\n", access_name[fault->access],
		 fault->present ? "permissions violation" : "not-present page");
	describe_address(fault);
}

static void report(const struct fault *fault)
{
	console_verbose();
	describe_access(fault);
	pr_alert("CPU: %d PID: %d Comm: %s\n", raw_smp_processor_id(), current->pid, current->comm);
	pr_alert("RIP: %pS\n", (void *)fault->ip);
	pr_alert("RSP: %016lx RBP: %016lx\n", fault->sp, fault->fp);
	port_show_regs(fault);
	print_trace(fault);
}

static bool only_report(const struct fault *fault)
{
	return fault->on_stack_guard || fault->stack_lost;
}

/** handle_fault() - see quarry/port.h: an upcall */
enum fault_verdict handle_fault(struct fault *fault)
{
	static int dying;
	unsigned long fixup;

	fixup = only_report(fault) ? 0 : find_fixup(fault->ip);
	if (fixup) {
		fault->resume_ip = fixup;
		return FAULT_RESUME;
	}
	if (!only_report(fault) && !fault->no_addr && repaired(fault))
		return FAULT_RETRY;
	/* A fault while reporting a fault: nothing more can be told. */
	if (__atomic_exchange_n(&dying, 1, __ATOMIC_SEQ_CST))
		port_shutdown(PORT_EXIT_PANIC);
	verdict_count(bugs);
	report(fault);
	port_shutdown(PORT_EXIT_FAILED);
}
