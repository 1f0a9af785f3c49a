/* SPDX-License-Identifier: MIT */
/*
 * probe.S - instructions that may trap, for probe.c
 *
 * Each of the three is a function of one instruction that may fault, with the
 * return address on top of the stack: the trap hook returns from it.
 */
#include "../../../arch/x86/x86.h"

	.text
	.globl probe_read_insn, probe_write_insn, probe_exec_insn
probe_read_insn:
	movzbl (%rdi), %eax
	ret
probe_write_insn:
	movb %sil, (%rdi)
	ret
probe_exec_insn:
	jmp *%rdi

/* void user_enter(ip, sp, arg): returns when the trap hook goes on at user_leave. */
	.globl user_enter, user_leave, user_kernel_sp
user_enter:
	pushq %rbp
	pushq %rbx
	pushq %r12
	pushq %r13
	pushq %r14
	pushq %r15
	movq %rsp, user_kernel_sp
	pushq $X86_USER_DS
	pushq %rsi
	pushq $2				/* flags: interrupts stay off */
	pushq $X86_USER_CS
	pushq %rdi
	movq %rdx, %rdi
	iretq
user_leave:
	popq %r15
	popq %r14
	popq %r13
	popq %r12
	popq %rbx
	popq %rbp
	ret

/* An instruction every 16 bytes; ud2 says that it went through. */
	.section .rodata
	.globl user_code, user_code_end
	.p2align 4
user_code:
	movzbl (%rdi), %eax
	ud2
	.p2align 4
	movb $0xa5, (%rdi)
	ud2
	.p2align 4
	jmp *%rdi
	.p2align 4
	cli
	ud2
	.p2align 4
	hlt
	ud2
	.p2align 4
	outb %al, $0x80
	ud2
	.p2align 4
	rdmsr
	ud2
	.p2align 4
	movq %cr3, %rax
	ud2
	.p2align 4
	lidt (%rdi)
	ud2
	.p2align 4
user_code_end:

	.bss
	.p2align 3
user_kernel_sp:
	.quad 0

	.section .note.GNU-stack, "", @progbits
