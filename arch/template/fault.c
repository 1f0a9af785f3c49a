// SPDX-License-Identifier: MIT
/*
 * fault.c - from the CPU's exceptions to handle_fault()
 *
 * The assembly of an exception saves all registers and calls
 * template_page_fault() on the stack that was interrupted; with interrupts as
 * they were there, or off. When it returns, the registers are loaded again and
 * the instruction runs again, or the one at *@resume_ip.
 *
 * A stack that is full cannot take the frame of the fault that says so. The CPU
 * must have another stack for that case; the report is then made with
 * on_stack_guard set, and is the last that the machine does. An access that the
 * CPU refuses without saying where is reported with no_addr set.
 */
#include "template.h"

/**
 * template_page_fault() - an access had no translation, or one that forbids it
 * @addr: the address touched
 * @ip: @sp: @fp: of the interrupted context
 * @access: what was tried
 * @present: there is a translation, which forbids it
 * @resume_ip: set to where to go on, if not at @ip
 */
void template_page_fault(unsigned long addr, unsigned long ip, unsigned long sp, unsigned long fp,
			 enum fault_access access, bool present, unsigned long *resume_ip)
{
	struct fault fault = {
		.addr = addr,
		.ip = ip,
		.sp = sp,
		.fp = fp,
		.access = access,
		.present = present,
	};

	*resume_ip = ip;
	if (handle_fault(&fault) == FAULT_RESUME)
		*resume_ip = fault.resume_ip;
}

/**
 * port_show_regs() - log the registers at a fatal fault, KERN_ALERT
 *
 * A dying context. fault->regs is what the port itself put there, or NULL.
 */
void port_show_regs(const struct fault *fault)
{
}
