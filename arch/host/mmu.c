// SPDX-License-Identifier: MIT
/*
 * mmu.c - the host's mappings, driven by the core's page tables
 *
 * The host's mappings of our ranges are a cache of the page tables, like a
 * TLB. They are filled in runs of frames that are contiguous and have the same
 * permissions: ahead by flush_cache_vmap(), on demand by a fault. They are
 * taken away by flush_tlb_kernel_range(), which puts one mapping without
 * access over the range: nothing of it survives on any CPU.
 *
 * The host bounds the number of mappings (vm.max_map_count). When it refuses
 * one, all of the vmalloc area's are dropped, faults bring back what is used,
 * and we say so once.
 *
 * Direct map: RAM is mapped there from the start by ranges, without looking at
 * tables (there are none yet); a flush makes it follow them like the rest.
 *
 * Locking: fill_lock makes "walk, then map" one step against "unmap": a walk
 * that saw an entry before it was cleared has its mapping in place before the
 * flush that follows the clearing. Held with interrupts off; nothing is called
 * under it but the host's mmap. The holder's own stack may lie in a range that
 * it flushes: its next push faults, and the handler, on the signal stack, is
 * let in again. Any point of the holder's section is good enough for that.
 */
#include <linux/export.h>
#include <asm/pgtable.h>
#include <asm/tlbflush.h>
#include "host.h"

/* A fault brings in at most this many pages, a fill that many a mapping. */
#define REFILL_PAGES 512ul
#define FILL_PAGES   (1ul << 18)

unsigned long vmalloc_span = VMALLOC_SPAN;
EXPORT_SYMBOL(vmalloc_span);
struct host_tlb_stats host_tlb_stats;

static unsigned long *top_table;
static u32 fill_lock;
static bool ram_is_private;

/* struct leaf - a translation: frame, effective permissions, pages it covers from here */
struct leaf {
	unsigned long pfn, nr_pages;
	int prot;
};

static unsigned long lock_fill(void)
{
	unsigned long flags = arch_local_irq_save();

	if (!host_thread.fill_depth)
		while (__atomic_exchange_n(&fill_lock, 1, __ATOMIC_ACQUIRE))
			__builtin_ia32_pause();
	host_thread.fill_depth++;
	return flags;
}

static void unlock_fill(unsigned long flags)
{
	if (!--host_thread.fill_depth)
		__atomic_store_n(&fill_lock, 0, __ATOMIC_RELEASE);
	arch_local_irq_restore(flags);
}

static bool within(unsigned long addr, unsigned long start, unsigned long bytes)
{
	return addr - start < bytes;
}

bool host_addr_is_ours(unsigned long addr)
{
	return within(addr, PAGE_OFFSET, 1ul << PHYS_ADDR_MAX_BITS) ||
	       within(addr, VMALLOC_BASE, VMALLOC_SPAN) ||
	       within(addr, VMEMMAP_START, VMEMMAP_SPAN) ||
	       within(addr, FRAMETAB_START, FRAMETAB_SPAN) ||
	       within(addr, host_modules_start, host_modules_end - host_modules_start);
}

/* Tables lie in RAM; an entry that points elsewhere is corrupt and not followed. */
static bool phys_is_ram(phys_addr_t phys)
{
	for (unsigned int i = 0; i < host_machine.info.nr_mem; i++) {
		const struct boot_mem *mem = &host_machine.mem[i];

		if (mem->type == BOOT_MEM_RAM && phys - mem->base < mem->size)
			return true;
	}
	return false;
}

static int entry_prot(unsigned long all)
{
	return OS_PROT_READ | (all & _PAGE_RW ? OS_PROT_WRITE : 0) |
	       (all & _PAGE_NX ? 0 : OS_PROT_EXEC);
}

/* RW must be set, NX clear, in every entry on the way: keep @all so that this holds. */
static unsigned long combine(unsigned long all, unsigned long entry)
{
	return ((all & entry) & ~_PAGE_NX) | ((all | entry) & _PAGE_NX);
}

/* The hardware walk. @leaf may be half-written when there is no translation. */
static bool walk(unsigned long addr, struct leaf *leaf)
{
	unsigned long nr = PTRS_PER_PGD, all = _PAGE_RW;
	unsigned long *table = top_table;
	int shift = PGDIR_SHIFT;

	if (!table)
		return false;
	for (;; shift -= 9, nr = 512) {
		unsigned long entry =
			__atomic_load_n(&table[(addr >> shift) & (nr - 1)], __ATOMIC_ACQUIRE);
		phys_addr_t phys = entry & PTE_PFN_MASK;

		if (!(entry & _PAGE_PRESENT) || phys >> PHYS_ADDR_MAX_BITS)
			return false;
		all = combine(all, entry);
		if (shift == PAGE_SHIFT || (entry & _PAGE_PSE)) {
			unsigned long page = (addr & ((1ul << shift) - 1)) >> PAGE_SHIFT;

			leaf->pfn = (phys >> PAGE_SHIFT) + page;
			leaf->nr_pages = (1ul << (shift - PAGE_SHIFT)) - page;
			leaf->prot = entry_prot(all);
			return true;
		}
		if (!phys_is_ram(phys))
			return false;
		table = __va(phys);
	}
}

/* The longest run from @addr, below @end and @max pages, that one mapping can serve. */
static bool walk_run(unsigned long addr, unsigned long end, unsigned long max, struct leaf *run)
{
	unsigned long limit = (end - addr) >> PAGE_SHIFT;
	struct leaf next;

	if (!walk(addr, run))
		return false;
	if (limit > max)
		limit = max;
	while (run->nr_pages < limit) {
		if (!walk(addr + (run->nr_pages << PAGE_SHIFT), &next) ||
		    next.pfn != run->pfn + run->nr_pages || next.prot != run->prot)
			break;
		run->nr_pages += next.nr_pages;
	}
	if (run->nr_pages > limit)
		run->nr_pages = limit;
	return true;
}

static int map_run(unsigned long addr, const struct leaf *run, bool populate)
{
	return os_map_ram(addr, run->pfn << PAGE_SHIFT, run->nr_pages << PAGE_SHIFT, run->prot,
			  populate);
}

/* Too many mappings: start again with an empty "TLB". Under fill_lock. */
static int map_run_evicting(unsigned long addr, const struct leaf *run, bool populate)
{
	int err = map_run(addr, run, populate);

	if (err != -ENOMEM || ram_is_private)
		return err;
	os_drop(VMALLOC_BASE, VMALLOC_SPAN);
	__atomic_fetch_add(&host_tlb_stats.evictions, 1, __ATOMIC_RELAXED);
	return map_run(addr, run, populate);
}

static void tell_evictions(unsigned long before)
{
	static bool told;

	if (host_tlb_stats.evictions == before ||
	    __atomic_exchange_n(&told, true, __ATOMIC_RELAXED))
		return;
	host_say("quarry: the host's limit of memory mappings is reached (vm.max_map_count = ");
	host_say_dec(os_max_map_count());
	host_say(").\n        All mappings of the vmalloc area were dropped and come back by"
		 " faults, slowly;\n        scattered areas this large want: sysctl -w"
		 " vm.max_map_count=1048576\n");
}

bool host_mmu_present(unsigned long addr)
{
	struct leaf leaf;

	return walk(addr, &leaf);
}

bool host_mmu_writable(unsigned long addr)
{
	struct leaf leaf;

	if (walk(addr, &leaf))
		return leaf.prot & OS_PROT_WRITE;
	return within(addr, PAGE_OFFSET, 1ul << PHYS_ADDR_MAX_BITS) && phys_is_ram(__pa(addr));
}

/* Where the range that @addr is in ends: a run must not leave it. */
static unsigned long range_end(unsigned long addr)
{
	if (within(addr, PAGE_OFFSET, 1ul << PHYS_ADDR_MAX_BITS))
		return PAGE_OFFSET + (1ul << PHYS_ADDR_MAX_BITS);
	if (within(addr, VMALLOC_BASE, VMALLOC_SPAN))
		return VMALLOC_BASE + VMALLOC_SPAN;
	if (within(addr, VMEMMAP_START, VMEMMAP_SPAN))
		return VMEMMAP_START + VMEMMAP_SPAN;
	if (within(addr, FRAMETAB_START, FRAMETAB_SPAN))
		return FRAMETAB_START + FRAMETAB_SPAN;
	return host_modules_end;
}

bool host_mmu_refill(unsigned long addr, bool write, bool exec)
{
	const int wanted = write ? OS_PROT_WRITE : exec ? OS_PROT_EXEC : OS_PROT_READ;
	unsigned long evictions = host_tlb_stats.evictions, flags;
	bool done = false;
	struct leaf run;

	addr &= PAGE_MASK;
	flags = lock_fill();
	if (walk_run(addr, range_end(addr), REFILL_PAGES, &run) && (run.prot & wanted))
		done = !map_run_evicting(addr, &run, false);
	if (done)
		host_tlb_stats.refills++;
	unlock_fill(flags);
	tell_evictions(evictions);
	return done;
}

void flush_cache_vmap(unsigned long start, unsigned long end)
{
	unsigned long evictions = host_tlb_stats.evictions, flags;
	unsigned long addr = start & PAGE_MASK;
	struct leaf run;

	end = (end + PAGE_SIZE - 1) & PAGE_MASK;
	flags = lock_fill();
	while (addr < end) {
		if (!walk_run(addr, end, FILL_PAGES, &run)) {
			addr += PAGE_SIZE;
			continue;
		}
		/* A refusal is not lost: the first access faults and says so. */
		map_run_evicting(addr, &run, true);
		host_tlb_stats.fills++;
		addr += run.nr_pages << PAGE_SHIFT;
	}
	unlock_fill(flags);
	tell_evictions(evictions);
}

/*
 * Private RAM: unmapping loses what is in it, so a page that the tables still
 * have only gets its permissions anew.
 */
static void flush_private(unsigned long start, unsigned long end)
{
	unsigned long addr, next;
	struct leaf run;

	for (addr = start; addr < end; addr = next) {
		if (walk_run(addr, end, FILL_PAGES, &run)) {
			next = addr + (run.nr_pages << PAGE_SHIFT);
			map_run(addr, &run, false);
			continue;
		}
		for (next = addr + PAGE_SIZE; next < end && !host_mmu_present(next);)
			next += PAGE_SIZE;
		os_unmap(addr, next - addr);
	}
}

void flush_tlb_kernel_range(unsigned long start, unsigned long end)
{
	unsigned long flags;

	start &= PAGE_MASK;
	end = (end + PAGE_SIZE - 1) & PAGE_MASK;
	if (start >= end || !host_addr_is_ours(start))
		return;
	if (end > range_end(start))
		end = range_end(start);
	flags = lock_fill();
	if (ram_is_private)
		flush_private(start, end);
	else
		os_unmap(start, end - start);
	host_tlb_stats.flushes++;
	unlock_fill(flags);
}

void flush_tlb_all(void)
{
	flush_tlb_kernel_range(VMALLOC_BASE, VMALLOC_BASE + VMALLOC_SPAN);
	flush_tlb_kernel_range(host_modules_start, host_modules_end);
}
EXPORT_SYMBOL(flush_tlb_kernel_range);
EXPORT_SYMBOL(flush_cache_vmap);

void port_activate_pgd(void *pgd)
{
	__atomic_store_n(&top_table, pgd, __ATOMIC_RELEASE);
}

/* The last-level entry of a page in the module window, or NULL. */
static pte_t *window_entry(unsigned long addr)
{
	unsigned long nr = PTRS_PER_PGD, *table = top_table;

	for (int shift = PGDIR_SHIFT; table; shift -= 9, nr = 512) {
		unsigned long *entry = &table[(addr >> shift) & (nr - 1)];

		if (!(*entry & _PAGE_PRESENT) || (shift > PAGE_SHIFT && (*entry & _PAGE_PSE)))
			return NULL;
		if (shift == PAGE_SHIFT)
			return (pte_t *)entry;
		table = __va(*entry & PTE_PFN_MASK);
	}
	return NULL;
}

void port_set_text(unsigned long start, unsigned long end)
{
	for (unsigned long addr = start & PAGE_MASK; addr < end; addr += PAGE_SIZE) {
		pte_t *ptep = window_entry(addr);

		if (ptep)
			set_pte(ptep, pte_mkexec(pte_wrprotect(*ptep)));
	}
	flush_tlb_kernel_range(start, end);
	flush_cache_vmap(start, end);
}

/* Ranges may be ragged and overlap: whole pages, mapping again is harmless. */
int host_mmu_init(bool private)
{
	ram_is_private = private;
	for (unsigned int i = 0; i < host_machine.info.nr_mem; i++) {
		const struct boot_mem *mem = &host_machine.mem[i];
		unsigned long start = mem->base & PAGE_MASK;
		unsigned long end = (mem->base + mem->size + PAGE_SIZE - 1) & PAGE_MASK;

		if (mem->type == BOOT_MEM_RAM && os_map_ram(PAGE_OFFSET + start, start, end - start,
							    OS_PROT_READ | OS_PROT_WRITE, false))
			return -ENOMEM;
	}
	return 0;
}
