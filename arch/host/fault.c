// SPDX-License-Identifier: MIT
/*
 * fault.c - what a host fault means to the machine
 *
 *   the page tables have a translation       refill, run again
 *   a CPU's thread, or one of our addresses  handle_fault() on the stack that
 *                                            faulted: exception table, repair, report
 *   the same, no room on that stack          on the signal stack: it has run
 *                                            into its guard
 *   none of this                             the program's earlier handler
 *
 * When the host cannot write an interrupt's frame because the stack's own
 * translation is missing, the fault has no address, as that of an address that
 * is none: the pages below the stack pointer are touched, which brings them in,
 * and the interrupt is sent again. If it was the other kind, it comes again too.
 */
#include "host.h"

static bool sp_in_known_stack(unsigned long sp)
{
	return sp >= host_thread.stack_lo && sp <= host_thread.stack_hi &&
	       host_thread.stack_lo != host_thread.stack_hi;
}

/* Can OS_FAULT_STACK bytes below @sp be written? */
static bool stack_has_room(unsigned long sp)
{
	if (sp_in_known_stack(sp) && sp - host_thread.stack_lo < OS_FAULT_STACK)
		return false;
	for (unsigned long at = sp - OS_FAULT_STACK; at < sp + PAGE_SIZE; at += PAGE_SIZE)
		if (host_addr_is_ours(at) && !host_mmu_writable(at))
			return false;
	return true;
}

/* True when a page of the stack was missing and is there now. */
static bool stack_brought_in(unsigned long sp)
{
	unsigned long refills = host_thread.refills;

	if (!host_addr_is_ours(sp) || !stack_has_room(sp))
		return false;
	for (unsigned long at = sp - OS_FAULT_STACK; at < sp; at += PAGE_SIZE)
		(void)*(volatile char *)at;
	(void)*(volatile char *)(sp - 1);
	return host_thread.refills != refills;
}

enum os_fault_action host_fault(const struct os_fault *fault)
{
	bool ours = !fault->general && host_addr_is_ours(fault->addr);

	if (ours && !fault->bus && host_mmu_refill(fault->addr, fault->write, fault->exec)) {
		host_thread.refills++;
		return OS_FAULT_RETRY;
	}
	if (fault->general && stack_brought_in(fault->sp)) {
		os_kick(os_gettid());
		return OS_FAULT_RETRY;
	}
	if (!ours && (port_library || host_thread.cpu == HOST_NO_CPU))
		return OS_FAULT_CHAIN;
	return stack_has_room(fault->sp) ? OS_FAULT_CALL : OS_FAULT_REPORT;
}

unsigned long host_fault_call(const struct os_fault *host)
{
	struct fault fault = {
		.addr = host->addr,
		.ip = host->ip,
		.sp = host->sp,
		.fp = host->fp,
		.access = host->write  ? FAULT_WRITE
			  : host->exec ? FAULT_EXEC
				       : FAULT_READ,
		.present = host_addr_is_ours(host->addr) && host_mmu_present(host->addr),
	};

	fault.on_stack_guard = !stack_has_room(host->sp) &&
			       host->addr - (host->sp - PAGE_SIZE) < THREAD_SIZE;
	if (host->bus)
		host_say("quarry: the host has no page for the machine's RAM (SIGBUS)\n");
	return handle_fault(&fault) == FAULT_RESUME ? fault.resume_ip : 0;
}

/* The signal frame has them, but only the three that the report prints are kept. */
void port_show_regs(const struct fault *fault)
{
}

/* A process is handed files by name, no archive. */
const void *port_boot_archive(size_t *size)
{
	*size = 0;
	return NULL;
}
