/* SPDX-License-Identifier: MIT */
/*
 * trampoline.S - where a CPU starts: from real mode to x86_ap_main()
 *
 * smp.c copies this page to physical X86_TRAMPOLINE and sends the CPU there. It
 * switches to long mode with a top table of smp.c's, which has the kernel's
 * entries and the first 2 MiB at their physical addresses as well, and jumps to
 * the image. All addresses below are the copy's.
 */
#include <asm/page_types.h>
#include "x86.h"

#define COPY(symbol)	(X86_TRAMPOLINE + (symbol) - x86_trampoline)

	.section .rodata
	.p2align 4
	.globl x86_trampoline, x86_trampoline_end, x86_trampoline_pgd
x86_trampoline:
	.code16
	cli
	cld
	xorw %ax, %ax
	movw %ax, %ds
	lgdtl COPY(gdtr)
	movl %cr0, %eax
	orl $1, %eax
	movl %eax, %cr0
	ljmpl $X86_CODE32_CS, $COPY(protected_mode)

	.code32
protected_mode:
	movl $X86_KERNEL_DS, %eax
	movl %eax, %ds
	movl %eax, %es
	movl %eax, %ss
	movl %cr4, %eax
	orl $0x20, %eax				/* PAE */
#if CONFIG_PGTABLE_LEVELS == 5
	orl $0x1000, %eax			/* LA57 */
#endif
	movl %eax, %cr4
	movl COPY(x86_trampoline_pgd), %eax
	movl %eax, %cr3
	movl $0xc0000080, %ecx
	rdmsr
	orl $0x901, %eax			/* SCE | LME | NXE */
	wrmsr
	movl %cr0, %eax
	andl $0x9fffffff, %eax			/* caches on */
	orl $0x80010001, %eax			/* PG | WP | PE */
	movl %eax, %cr0
	ljmp $X86_KERNEL_CS, $COPY(long_mode)

	.code64
long_mode:
	movq $high, %rax
	jmp *%rax

	.p2align 3
gdt:
	.quad 0
	.quad 0x00af9b000000ffff		/* 64-bit code */
	.quad 0x00cf93000000ffff		/* data */
	.quad 0x00cf9b000000ffff		/* 32-bit code */
gdtr:
	.word . - gdt - 1
	.long COPY(gdt)
	.p2align 2
x86_trampoline_pgd:
	.long 0					/* physical address, filled in by smp.c */
x86_trampoline_end:

	.text
/* In the image: the kernel's own table, the CPU's stack, C. */
high:
	movq x86_boot_pgd_phys, %rax
	movq %rax, %cr3
	xorl %eax, %eax
	movl %eax, %fs
	movl %eax, %gs
	movq x86_ap_sp, %rsp
	movl x86_ap_cpu, %edi
	xorl %ebp, %ebp
	call x86_ap_main
	ud2

	.section .note.GNU-stack, "", @progbits
