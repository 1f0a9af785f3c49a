/* SPDX-License-Identifier: MIT */
/*
 * probe.h - one access that may trap, and what the CPU said about it
 *
 * probe() makes the access in kernel mode, probe_user() in user mode, on the
 * CPU that calls and with interrupts off. An exception at the access itself is
 * taken by a trap hook, which notes it and returns from the access as if it had
 * been made; any other exception is fatal as ever. A suite sets the hook with
 * probe_suite_init() and takes it away with probe_suite_exit().
 */
#ifndef TESTS_PORT_X86_PROBE_H
#define TESTS_PORT_X86_PROBE_H

#include <kunit/test.h>
#include <linux/mm.h>
#include <linux/pgtable.h>
#include "../../../arch/x86/x86.h"

#define X86_VEC_UD 6
#define X86_VEC_GP 13

/* Error code of a page fault (Intel SDM vol. 3, 4.7). */
#define PF_PRESENT  0x01ull
#define PF_WRITE    0x02ull
#define PF_USER	    0x04ull
#define PF_RESERVED 0x08ull
#define PF_EXEC	    0x10ull

/** enum probe_access - read or write a byte, or run the code there (it returns) */
enum probe_access { PROBE_READ, PROBE_WRITE, PROBE_EXEC, NR_PROBES };

/**
 * struct probe - what became of an access
 * @trapped: an exception came instead
 * @vector: @error: that one, at @ip; @addr: the address it names, when a page fault
 * @value: the byte read
 */
struct probe {
	bool trapped;
	u64 vector, error, ip, addr;
	u8 value;
};

int probe_suite_init(struct kunit_suite *suite);
void probe_suite_exit(struct kunit_suite *suite);

struct probe probe(enum probe_access access, unsigned long addr);

/** probe_cpu() - probe() on @cpu */
struct probe probe_cpu(unsigned int cpu, enum probe_access access, unsigned long addr);

/** probe_expect() - the access must trap with this error code, at its address */
void probe_expect(struct kunit *test, enum probe_access access, unsigned long addr, u64 error,
		  const char *what);

/* A byte that a probe writes: nothing else has it. */
#define PROBE_BYTE 0xa5

/* ---- user mode -------------------------------------------------------------------- */

/** enum user_insn - what user code does: the accesses, then privileged instructions */
enum user_insn {
	USER_READ, USER_WRITE, USER_EXEC,
	USER_CLI, USER_HLT, USER_OUT, USER_RDMSR, USER_READ_CR3, USER_LIDT, NR_USER_INSNS,
};

/** user_insn_offset() - where in user_code the instruction is */
unsigned long user_insn_offset(enum user_insn insn);

/* What runs in user mode, to be copied to a page of its own. */
extern const u8 user_code[], user_code_end[];

/**
 * probe_user() - run one instruction of a copy of user_code in user mode
 * @code: user address of the copy; @stack: top of a user stack
 * @addr: the operand
 */
struct probe probe_user(unsigned long code, unsigned long stack, enum user_insn insn,
			unsigned long addr);

#endif
