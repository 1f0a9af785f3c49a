/* SPDX-License-Identifier: MIT */
/*
 * string.S - memcpy, memmove, memset by string instructions, words first
 *
 * rdi = destination, rsi = source or byte, rdx = bytes; the result is the
 * destination. Any alignment, any context.
 */
	.text
	.globl memcpy
	.type memcpy, @function
memcpy:
	movq %rdi, %rax
	movq %rdx, %rcx
	shrq $3, %rcx
	rep movsq
	movl %edx, %ecx
	andl $7, %ecx
	rep movsb
	ret
	.size memcpy, . - memcpy

	.globl memmove
	.type memmove, @function
memmove:
	movq %rdi, %rax
	subq %rsi, %rax
	cmpq %rdx, %rax				/* the destination begins inside the source? */
	jae memcpy
	movq %rdi, %rax
	leaq -1(%rdi, %rdx), %rdi
	leaq -1(%rsi, %rdx), %rsi
	movq %rdx, %rcx
	std
	rep movsb
	cld
	ret
	.size memmove, . - memmove

	.globl memset
	.type memset, @function
memset:
	movq %rdi, %r8
	movzbl %sil, %eax
	movabsq $0x0101010101010101, %rcx
	imulq %rcx, %rax
	movq %rdx, %rcx
	shrq $3, %rcx
	rep stosq
	movl %edx, %ecx
	andl $7, %ecx
	rep stosb
	movq %r8, %rax
	ret
	.size memset, . - memset

	.section .note.GNU-stack, "", @progbits
