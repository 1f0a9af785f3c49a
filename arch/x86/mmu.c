// SPDX-License-Identifier: MIT
/*
 * mmu.c - the mappings that are the port's, and the switch to the core's tables
 *
 * The core maps RAM, its arrays and the vmalloc area in tables of its own. The
 * port owns the top GiBs of the address space (asm/page_types.h): the image,
 * protected section by section, the CPUs' stacks, the local APIC. They hang
 * under x86_top_pud, which is entered into the core's top table when that is
 * activated; from then on the core adds modules there through its own walk.
 *
 * Text is executable and read-only, rodata read-only, everything else not
 * executable. The image's frames have a second, writable address in the direct
 * map, as all RAM; its leaves are not executable either.
 *
 * Locking: none; all before other CPUs run.
 */
#include <linux/export.h>
#include <linux/kernel.h>
#include <asm/pgtable.h>
#include "x86.h"

extern u64 x86_top_pud[], x86_top_p4d[];

unsigned long vmalloc_span = VMALLOC_SPAN;
EXPORT_SYMBOL(vmalloc_span);
unsigned long x86_boot_pgd_phys;
unsigned long x86_nr_tables = CONFIG_PGTABLE_LEVELS - 3; /* those of boot.S */
bool x86_has_gbpages;

#define GB_PAGES_BIT (1u << 26) /* CPUID 0x80000001, EDX */

static void detect_features(void)
{
	u32 regs[4];

	x86_cpuid(0x80000001, 0, regs);
	x86_has_gbpages = regs[3] & GB_PAGES_BIT;
}

/* The table that @entry names, made if there is none. */
static u64 *table_at(u64 *entry)
{
	if (!(*entry & _PAGE_PRESENT)) {
		*entry = __pa(x86_boot_alloc(PAGE_SIZE)) | _PAGE_TABLE;
		x86_nr_tables++;
	}
	return __va(*entry & PTE_PFN_MASK);
}

/* @pud: the entry of the GiB that @addr lies in. */
static void map_page(u64 *pud, unsigned long addr, phys_addr_t phys, pgprot_t prot)
{
	u64 *pmd = table_at(pud);
	u64 *pte = table_at(&pmd[(addr >> PMD_SHIFT) & 511]);

	pte[(addr >> PAGE_SHIFT) & 511] = phys | pgprot_val(prot);
}

static u64 *top_entry(unsigned long addr)
{
	return &x86_top_pud[(addr >> PUD_SHIFT) & 511];
}

void x86_map_fixed(unsigned long addr, phys_addr_t phys, pgprot_t prot)
{
	map_page(top_entry(addr), addr, phys, prot);
}

static void map_image(u64 *pud, const char *start, const char *end, pgprot_t prot)
{
	unsigned long addr;

	for (addr = (unsigned long)start; addr < (unsigned long)end; addr += PAGE_SIZE)
		if (addr != (unsigned long)x86_boot_guard)
			map_page(pud, addr, __pa_symbol(addr), prot);
}

/*
 * The image's GiB is mapped by large leaves that run this very code: new
 * tables are filled first and put in their place by one store.
 */
void x86_mmu_init(void)
{
	u64 image = 0;

	detect_features();
	map_image(&image, x86_image_start, x86_text_end, PAGE_KERNEL_ROX);
	map_image(&image, x86_text_end, x86_rodata_end, PAGE_KERNEL_RO);
	map_image(&image, x86_rodata_end, x86_image_end, PAGE_KERNEL);
	WRITE_ONCE(*top_entry(KERNEL_BASE), image);
	x86_map_fixed(X86_LAPIC_VA, x86_rdmsr(X86_MSR_APIC_BASE) & PTE_PFN_MASK,
		      PAGE_KERNEL_NOCACHE);
	x86_write_cr3(x86_read_cr3());
}

void port_activate_pgd(void *pgd)
{
#if CONFIG_PGTABLE_LEVELS == 5
	u64 top = __pa_symbol(x86_top_p4d) | _PAGE_TABLE;
#else
	u64 top = __pa_symbol(x86_top_pud) | _PAGE_TABLE;
#endif
	((u64 *)pgd)[PTRS_PER_PGD - 1] = top;
	x86_boot_pgd_phys = __pa(pgd);
	/* The early tables' translations may be global: off and on drops them all. */
	x86_write_cr3(x86_boot_pgd_phys);
	x86_write_cr4(x86_read_cr4() & ~X86_CR4_PGE);
	x86_write_cr4(x86_read_cr4() | X86_CR4_PGE);
}

void port_module_window(unsigned long *start, unsigned long *end)
{
	*start = MODULES_VADDR;
	*end = MODULES_END;
}

/* The core has set the protections (asm/set_memory.h); caches of instructions are coherent. */
void port_set_text(unsigned long start, unsigned long end)
{
}
