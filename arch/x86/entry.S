/* SPDX-License-Identifier: MIT */
/*
 * entry.S - exceptions and interrupts: from the CPU's frame to x86_trap()
 *
 * One stub of 16 bytes a vector pushes an error code where the CPU has none,
 * and the number. The registers are saved in the order of struct x86_regs, and
 * are what iretq goes back to: a handler may change them. NMI, double fault and
 * debug have stacks of their own (IST), everything else runs where it
 * interrupted.
 */
#include "x86.h"

	.text
	.globl x86_stubs
	.p2align 4
x86_stubs:
	.set vector, 0
	.rept 256
	.p2align 4
	/* 8, 10-14, 17, 21, 29, 30 push an error code. */
	.if vector >= 32
	pushq $0
	.elseif !((1 << vector) & 0x60227d00)
	pushq $0
	.endif
	pushq $vector
	jmp common
	.set vector, vector + 1
	.endr

common:
	pushq %rdi
	pushq %rsi
	pushq %rdx
	pushq %rcx
	pushq %rax
	pushq %r8
	pushq %r9
	pushq %r10
	pushq %r11
	pushq %rbx
	pushq %rbp
	pushq %r12
	pushq %r13
	pushq %r14
	pushq %r15
	movq %rsp, %rdi
	movq %rsp, %rbx
	andq $-16, %rsp
	cld
	call x86_trap
	movq %rbx, %rsp
	popq %r15
	popq %r14
	popq %r13
	popq %r12
	popq %rbp
	popq %rbx
	popq %r11
	popq %r10
	popq %r9
	popq %r8
	popq %rax
	popq %rcx
	popq %rdx
	popq %rsi
	popq %rdi
	addq $16, %rsp
	iretq

/* void x86_context_swap(void **from_sp, void *to_sp): what a call must keep, on the stack. */
	.globl x86_context_swap
x86_context_swap:
	pushq %rbp
	pushq %rbx
	pushq %r12
	pushq %r13
	pushq %r14
	pushq %r15
	movq %rsp, (%rdi)
	movq %rsi, %rsp
	popq %r15
	popq %r14
	popq %r13
	popq %r12
	popq %rbx
	popq %rbp
	ret

/* The first step of a new context: entry in r12, its argument in r13. */
	.globl x86_context_begin
x86_context_begin:
	movq %r13, %rdi
	xorl %ebp, %ebp
	call *%r12
	ud2

	.section .note.GNU-stack, "", @progbits
