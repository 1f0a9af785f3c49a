/* SPDX-License-Identifier: MIT */
/*
 * boot.S - from a loader's 32-bit protected mode to x86_start() in long mode
 *
 * Two loaders know us. PVH (QEMU's -kernel, Xen) jumps to the address in the
 * ELF note with EBX = hvm_start_info. Multiboot2 (GRUB) jumps to the address
 * in its header with EAX = its magic number, EBX = its information. Both leave
 * paging off and flat segments. The ELF loader has zeroed .bss.
 *
 * The early tables map the first 4 GiB by leaves of 2 MiB, at 0 (this code runs
 * there), at PAGE_OFFSET and, the first GiB, at KERNEL_BASE. mmu.c replaces what
 * is at KERNEL_BASE by the sections' own protections; the rest goes when the
 * core activates its own tables.
 *
 * .boot is linked at its physical address, everything else at KERNEL_BASE +
 * its physical address.
 */
#include <asm/page_types.h>
#include "x86.h"

#define PHYS(symbol)	((symbol) - KERNEL_BASE)
#define TABLE		0x63			/* present, writable, accessed, dirty */
#define LEAF		0xe3			/* the same, large */
#define LOW_STACK	0x7000			/* in RAM when the image is not */
#define PGD_INDEX(addr, shift)	(((addr) >> (shift)) & 511)

	.section .note.pvh, "a", @note
	.p2align 2
	.long 4, 8, 18			/* sizes of name and value, XEN_ELFNOTE_PHYS32_ENTRY */
	.asciz "Xen"
	.quad x86_pvh_entry

	.section .boot.header, "a", @progbits
	.p2align 3
multiboot2_header:
	.long 0xe85250d6, 0, 1f - multiboot2_header
	.long -(0xe85250d6 + 0 + (1f - multiboot2_header))
	.p2align 3
	.word 3, 0				/* entry address, in place of the ELF's */
	.long 12, x86_multiboot2_entry
	.p2align 3
	.word 6, 0				/* modules page-aligned */
	.long 8
	.p2align 3
	.word 0, 0				/* end */
	.long 8
1:

	.section .boot, "ax", @progbits
	.code32
	.globl x86_pvh_entry
x86_pvh_entry:
	movl $X86_PVH_MAGIC, %eax
x86_multiboot2_entry:
	cli
	cld
	movl $PHYS(x86_boot_stack_top), %esp
	movl %eax, %edi				/* to x86_start()'s arguments */
	movl %ebx, %esi

	/* The loader may have put us where there is no memory: is the last word any? */
	movl $PHYS(x86_image_end) - 4, %edx
	movl $0x5a0ff0a5, (%edx)
	movl $no_ram, %ebp
	cmpl $0x5a0ff0a5, (%edx)
	jne stop
	movl $0, (%edx)

	/* What we cannot do without: long mode, no-execute, five levels if built for them. */
	movl $0x80000000, %eax
	cpuid
	cmpl $0x80000001, %eax
	movl $no_long_mode, %ebp
	jb stop
	movl $0x80000001, %eax
	cpuid
	btl $29, %edx
	jnc stop
	movl $no_nx, %ebp
	btl $20, %edx
	jnc stop
#if CONFIG_PGTABLE_LEVELS == 5
	movl $no_la57, %ebp
	xorl %eax, %eax
	cpuid
	cmpl $7, %eax
	jb stop
	movl $7, %eax
	xorl %ecx, %ecx
	cpuid
	btl $16, %ecx
	jnc stop
#endif

	movl $PHYS(early_pd), %edx
	movl $LEAF, %eax
	movl $2048, %ecx
1:	movl %eax, (%edx)
	addl $0x200000, %eax
	addl $8, %edx
	loop 1b
	movl $PHYS(early_pd) + TABLE, %eax
	movl $PHYS(early_pdpt), %edx
	movl $4, %ecx
2:	movl %eax, (%edx)
	addl $PAGE_SIZE, %eax
	addl $8, %edx
	loop 2b
	movl $PHYS(early_pd) + TABLE, PHYS(x86_top_pud) + 510 * 8

#if CONFIG_PGTABLE_LEVELS == 5
	movl $PHYS(early_pdpt) + TABLE, PHYS(early_p4d)
	movl $PHYS(x86_top_pud) + TABLE, PHYS(x86_top_p4d) + 511 * 8
	movl $PHYS(early_p4d) + TABLE, PHYS(early_pgd)
	movl $PHYS(early_p4d) + TABLE, PHYS(early_pgd) + PGD_INDEX(PAGE_OFFSET, 48) * 8
	movl $PHYS(x86_top_p4d) + TABLE, PHYS(early_pgd) + 511 * 8
#else
	movl $PHYS(early_pdpt) + TABLE, PHYS(early_pgd)
	movl $PHYS(early_pdpt) + TABLE, PHYS(early_pgd) + PGD_INDEX(PAGE_OFFSET, 39) * 8
	movl $PHYS(x86_top_pud) + TABLE, PHYS(early_pgd) + 511 * 8
#endif

	movl $PHYS(early_pgd), %eax
	movl %eax, %cr3
	movl %cr4, %eax
	orl $0x20, %eax				/* PAE */
#if CONFIG_PGTABLE_LEVELS == 5
	orl $0x1000, %eax			/* LA57 */
#endif
	movl %eax, %cr4
	movl $0xc0000080, %ecx
	rdmsr
	orl $0x901, %eax			/* SCE | LME | NXE */
	wrmsr
	movl %cr0, %eax
	andl $0x9fffffff, %eax			/* caches on */
	orl $0x80010001, %eax			/* PG | WP | PE */
	movl %eax, %cr0
	lgdt early_gdtr
	ljmp $X86_KERNEL_CS, $long_mode

/* A line on the serial port, then the machine ends as failed. EBP: the text. */
stop:
	movl $LOW_STACK, %esp
	movl $start_of_line, %esi
	call put
	movl %ebp, %esi
	call put
	movb $1, %al
	outb %al, $0xf4
1:	hlt
	jmp 1b

put:
	movw $0x3f8 + 5, %dx
1:	inb %dx, %al
	testb $0x20, %al
	jz 1b
	lodsb
	testb %al, %al
	jz 2f
	movw $0x3f8, %dx
	outb %al, %dx
	jmp put
2:	ret

start_of_line:	.asciz "Quarry: "
no_ram:
	.asciz "too little RAM: the image does not fit; give the machine more (QEMU: -m 64M)\r\n"
no_long_mode:	.asciz "this CPU has no 64-bit mode, and this is the x86-64 kernel\r\n"
no_nx:		.asciz "this CPU has no no-execute bit (NX), which the page tables rely on\r\n"
no_la57:
	.ascii "built for five levels of page tables, but this CPU has no LA57: "
	.asciz "use QEMU's -cpu max, or a build with -Dpgtable_levels=4\r\n"

	.code64
long_mode:
	movl $X86_KERNEL_DS, %eax
	movl %eax, %ds
	movl %eax, %es
	movl %eax, %ss
	xorl %eax, %eax
	movl %eax, %fs
	movl %eax, %gs
	movq $x86_boot_stack_top, %rsp
	xorl %ebp, %ebp
	movq $x86_start, %rax
	call *%rax
1:	hlt
	jmp 1b

	.p2align 3
early_gdt:
	.quad 0
	.quad 0x00af9b000000ffff		/* 64-bit code */
	.quad 0x00cf93000000ffff		/* data */
	.quad 0x00cf9b000000ffff		/* 32-bit code */
early_gdtr:
	.word . - early_gdt - 1
	.quad early_gdt

	.section .bss.tables, "aw", @nobits
	.p2align 12
early_pgd:	.fill 4096, 1, 0
early_pdpt:	.fill 4096, 1, 0
early_pd:	.fill 4 * 4096, 1, 0
#if CONFIG_PGTABLE_LEVELS == 5
early_p4d:	.fill 4096, 1, 0
	.globl x86_top_p4d
x86_top_p4d:	.fill 4096, 1, 0
#endif
/* The top 512 GiB, for ever. */
	.globl x86_top_pud
x86_top_pud:	.fill 4096, 1, 0

	.globl x86_boot_guard, x86_boot_stack, x86_boot_stack_top
x86_boot_guard:	.fill 4096, 1, 0		/* mmu.c unmaps it */
x86_boot_stack:	.fill 32768, 1, 0
x86_boot_stack_top:

	.section .note.GNU-stack, "", @progbits
