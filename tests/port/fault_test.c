// SPDX-License-Identifier: MIT
/*
 * fault_test.c - the MMU: what a translation allows, and what happens without
 *
 * Accesses that may fault go through copy_from_kernel_nofault() and
 * copy_to_kernel_nofault(); a registered fault handler sees the rest.
 */
#include <kunit/test.h>
#include <linux/extable.h>
#include <linux/mm.h>
#include <linux/pgtable.h>
#include <linux/set_memory.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <linux/vmalloc.h>
#include <quarry/port.h>

static bool can_read(const void *at)
{
	u8 byte;

	return !copy_from_kernel_nofault(&byte, at, 1);
}

static bool can_write(void *at)
{
	u8 byte = 1;

	return !copy_to_kernel_nofault(at, &byte, 1);
}

static void unmapped_addresses_fault_for_reads_and_writes(struct kunit *test)
{
	void *in_vmalloc = (void *)(VMALLOC_END - PAGE_SIZE);

	KUNIT_EXPECT_FALSE(test, can_read(NULL));
	KUNIT_EXPECT_FALSE(test, can_write((void *)8));
	KUNIT_EXPECT_FALSE(test, can_read(in_vmalloc));
	KUNIT_EXPECT_FALSE(test, can_write(in_vmalloc));
}

static void accesses_of_every_width_report_a_fault(struct kunit *test)
{
	char buf[64];

	for (size_t n = 1; n <= sizeof(buf); n++)
		KUNIT_EXPECT_EQ(test, copy_from_kernel_nofault(buf, (void *)8, n), -EFAULT);
}

static void address_that_is_no_address_faults(struct kunit *test)
{
	if (sizeof(long) == 4)
		kunit_skip(test, "every 32-bit number is an address");
	KUNIT_EXPECT_FALSE(test, can_read((void *)0x5a5a5a5a5a5a5a5aul));
}

static void one_page_at_two_addresses_is_one_memory(struct kunit *test)
{
	struct page *page = alloc_page(GFP_KERNEL);
	u64 *low, *high;

	KUNIT_ASSERT_NOT_NULL(test, page);
	low = page_address(page);
	high = vmap(&page, 1, VM_MAP, PAGE_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, high);
	WRITE_ONCE(low[3], 0x1122);
	KUNIT_EXPECT_EQ(test, READ_ONCE(high[3]), 0x1122ull);
	WRITE_ONCE(high[511], 0x3344);
	KUNIT_EXPECT_EQ(test, READ_ONCE(low[511]), 0x3344ull);
	vunmap(high);
	__free_page(page);
}

static void read_only_mapping_reads_and_refuses_writes(struct kunit *test)
{
	struct page *page = alloc_page(GFP_KERNEL | __GFP_ZERO);
	void *at;

	KUNIT_ASSERT_NOT_NULL(test, page);
	at = vmap(&page, 1, VM_MAP, PAGE_KERNEL_RO);
	KUNIT_ASSERT_NOT_NULL(test, at);
	KUNIT_EXPECT_TRUE(test, can_read(at));
	KUNIT_EXPECT_FALSE(test, can_write(at));
	KUNIT_EXPECT_EQ(test, *(u8 *)page_address(page), 0);
	vunmap(at);
	__free_page(page);
}

static void unmapped_page_faults_after_the_flush(struct kunit *test)
{
	struct page *page = alloc_page(GFP_KERNEL);
	void *at;

	KUNIT_ASSERT_NOT_NULL(test, page);
	at = vmap(&page, 1, VM_MAP, PAGE_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, at);
	KUNIT_EXPECT_TRUE(test, can_write(at));
	vunmap(at);
	vm_unmap_aliases();
	KUNIT_EXPECT_FALSE(test, can_read(at));
	__free_page(page);
}

/* ---- a handler that repairs ------------------------------------------------- */

static struct {
	unsigned long addr;
	struct page *page;
	pte_t *entry;
	pgprot_t prot;
	struct fault seen;
	unsigned int nr;
} repair;

static bool repair_fault(struct fault *fault)
{
	if ((fault->addr & PAGE_MASK) != repair.addr)
		return false;
	repair.seen = *fault;
	repair.nr++;
	set_pte(repair.entry, pfn_pte(page_to_pfn(repair.page), repair.prot));
	flush_tlb_kernel_range(repair.addr, repair.addr + PAGE_SIZE);
	return true;
}

static pte_t *entry_of(unsigned long addr)
{
	return pte_offset_kernel(
		pmd_offset(pud_offset(p4d_offset(pgd_offset_k(addr), addr), addr), addr), addr);
}

/* A page at repair.addr with @prot now and PAGE_KERNEL after the first fault. */
static void *repair_setup(struct kunit *test, pgprot_t prot, pgprot_t after)
{
	void *at;

	repair.page = alloc_page(GFP_KERNEL | __GFP_ZERO);
	KUNIT_ASSERT_NOT_NULL(test, repair.page);
	at = vmap(&repair.page, 1, VM_MAP, PAGE_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, at);
	repair.addr = (unsigned long)at;
	repair.entry = entry_of(repair.addr);
	repair.prot = after;
	repair.nr = 0;
	set_pte(repair.entry,
		pgprot_val(prot) ? pfn_pte(page_to_pfn(repair.page), prot) : __pte(0));
	flush_tlb_kernel_range(repair.addr, repair.addr + PAGE_SIZE);
	KUNIT_ASSERT_EQ(test, register_fault_handler(repair_fault), 0);
	return at;
}

static void repair_cleanup(void)
{
	unregister_fault_handler(repair_fault);
	vunmap((void *)repair.addr);
	__free_page(repair.page);
}

static void handler_repairs_a_missing_translation(struct kunit *test)
{
	volatile u32 *at = repair_setup(test, __pgprot(0), PAGE_KERNEL);

	at[5] = 7;
	KUNIT_EXPECT_EQ(test, repair.nr, 1);
	KUNIT_EXPECT_EQ(test, repair.seen.addr, (unsigned long)&at[5]);
	KUNIT_EXPECT_EQ(test, repair.seen.access, FAULT_WRITE);
	KUNIT_EXPECT_FALSE(test, repair.seen.present);
	KUNIT_EXPECT_EQ(test, ((u32 *)page_address(repair.page))[5], 7);
	repair_cleanup();
}

static void handler_sees_a_forbidden_write_as_present(struct kunit *test)
{
	volatile u32 *at = repair_setup(test, PAGE_KERNEL_RO, PAGE_KERNEL);

	KUNIT_EXPECT_EQ(test, at[1], 0);
	KUNIT_EXPECT_EQ(test, repair.nr, 0);
	at[1] = 9;
	KUNIT_EXPECT_EQ(test, repair.nr, 1);
	KUNIT_EXPECT_EQ(test, repair.seen.access, FAULT_WRITE);
	KUNIT_EXPECT_TRUE(test, repair.seen.present);
	repair_cleanup();
}

static void handler_sees_the_context_that_faulted(struct kunit *test)
{
	volatile u32 *at = repair_setup(test, __pgprot(0), PAGE_KERNEL);
	unsigned long here = (unsigned long)__builtin_frame_address(0);
	register u64 kept = 0x0123456789abcdef;
	u32 value;
	bool same;

	__asm__ volatile("" : "+r"(kept));
	value = at[2];
	__asm__ volatile("" : "+r"(kept));
	same = kept == 0x0123456789abcdef;
	KUNIT_EXPECT_EQ(test, value, 0);
	KUNIT_EXPECT_TRUE(test, same);
	KUNIT_EXPECT_EQ(test, repair.seen.access, FAULT_READ);
	KUNIT_EXPECT_LE(test, repair.seen.sp, here);
	KUNIT_EXPECT_GT(test, repair.seen.sp, here - THREAD_SIZE);
	KUNIT_EXPECT_NE(test, repair.seen.ip, 0);
	repair_cleanup();
}

/* Machine code that returns, by architecture of the port. */
#if defined(__x86_64__) || defined(__i386__)
static const u8 code_that_returns[] = { 0xc3 };
#else
static const u8 code_that_returns[0];
#endif

static void handler_sees_execution_of_data(struct kunit *test)
{
	void (*code)(void);
	void *at;

	if (!sizeof(code_that_returns))
		kunit_skip(test, "no machine code for this architecture");
	at = repair_setup(test, PAGE_KERNEL_RO, PAGE_KERNEL_ROX);
	memcpy(page_address(repair.page), code_that_returns, sizeof(code_that_returns));
	code = (void (*)(void))at;
	code();
	KUNIT_EXPECT_EQ(test, repair.nr, 1);
	KUNIT_EXPECT_EQ(test, repair.seen.access, FAULT_EXEC);
	repair_cleanup();
}

static struct kunit_case port_fault_cases[] = {
	KUNIT_CASE(unmapped_addresses_fault_for_reads_and_writes),
	KUNIT_CASE(accesses_of_every_width_report_a_fault),
	KUNIT_CASE(address_that_is_no_address_faults),
	KUNIT_CASE(one_page_at_two_addresses_is_one_memory),
	KUNIT_CASE(read_only_mapping_reads_and_refuses_writes),
	KUNIT_CASE(unmapped_page_faults_after_the_flush),
	KUNIT_CASE(handler_repairs_a_missing_translation),
	KUNIT_CASE(handler_sees_a_forbidden_write_as_present),
	KUNIT_CASE(handler_sees_the_context_that_faulted),
	KUNIT_CASE(handler_sees_execution_of_data),
	{}
};

static struct kunit_suite port_fault_suite = {
	.name = "port.fault",
	.test_cases = port_fault_cases,
};
kunit_test_suite(port_fault_suite);
