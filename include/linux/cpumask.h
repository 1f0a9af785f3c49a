/* SPDX-License-Identifier: MIT */
/*
 * cpumask.h - sets of CPUs
 *
 * possible: can ever run here, fixed at boot; present: plugged in; online:
 * runs now; active: takes tasks. nr_cpu_ids is the highest possible CPU + 1.
 * The masks are in kernel/base/cpu.c.
 */
#ifndef _LINUX_CPUMASK_H
#define _LINUX_CPUMASK_H

#include <linux/kernel.h>
#include <linux/bitmap.h>
#include <linux/threads.h>
#include <linux/numa.h>
#include <linux/atomic.h>
#include <linux/gfp_types.h>

typedef struct cpumask {
	DECLARE_BITMAP(bits, NR_CPUS);
} cpumask_t;

#define cpumask_bits(maskp)    ((maskp)->bits)
#define cpumask_pr_args(maskp) nr_cpu_ids, cpumask_bits(maskp)

extern unsigned int nr_cpu_ids;
#define nr_cpumask_bits	   ((unsigned int)NR_CPUS)
#define small_cpumask_bits nr_cpumask_bits
#define large_cpumask_bits nr_cpumask_bits

extern struct cpumask __cpu_possible_mask;
extern struct cpumask __cpu_online_mask;
extern struct cpumask __cpu_present_mask;
extern struct cpumask __cpu_active_mask;
#define cpu_possible_mask ((const struct cpumask *)&__cpu_possible_mask)
#define cpu_online_mask	  ((const struct cpumask *)&__cpu_online_mask)
#define cpu_present_mask  ((const struct cpumask *)&__cpu_present_mask)
#define cpu_active_mask	  ((const struct cpumask *)&__cpu_active_mask)

#define num_possible_cpus() cpumask_weight(cpu_possible_mask)
#define num_online_cpus()   cpumask_weight(cpu_online_mask)
#define num_present_cpus()  cpumask_weight(cpu_present_mask)
#define num_active_cpus()   cpumask_weight(cpu_active_mask)
#define cpu_possible(cpu)   cpumask_test_cpu((cpu), cpu_possible_mask)
#define cpu_online(cpu)	    cpumask_test_cpu((cpu), cpu_online_mask)
#define cpu_present(cpu)    cpumask_test_cpu((cpu), cpu_present_mask)
#define cpu_active(cpu)	    cpumask_test_cpu((cpu), cpu_active_mask)
#define cpu_is_offline(cpu) unlikely(!cpu_online(cpu))

/* ---- one CPU ------------------------------------------------------------ */

static __always_inline void cpumask_set_cpu(unsigned int cpu, struct cpumask *dstp)
{
	set_bit(cpu, cpumask_bits(dstp));
}
static __always_inline void __cpumask_set_cpu(unsigned int cpu, struct cpumask *dstp)
{
	__set_bit(cpu, cpumask_bits(dstp));
}
static __always_inline void cpumask_clear_cpu(unsigned int cpu, struct cpumask *dstp)
{
	clear_bit(cpu, cpumask_bits(dstp));
}
static __always_inline void __cpumask_clear_cpu(unsigned int cpu, struct cpumask *dstp)
{
	__clear_bit(cpu, cpumask_bits(dstp));
}
static __always_inline void cpumask_assign_cpu(unsigned int cpu, struct cpumask *dstp, bool value)
{
	assign_bit(cpu, cpumask_bits(dstp), value);
}
static __always_inline bool cpumask_test_cpu(int cpu, const struct cpumask *cpumask)
{
	return (unsigned int)cpu < nr_cpumask_bits && test_bit(cpu, cpumask_bits(cpumask));
}
static __always_inline bool cpumask_test_and_set_cpu(int cpu, struct cpumask *cpumask)
{
	return test_and_set_bit(cpu, cpumask_bits(cpumask));
}
static __always_inline bool cpumask_test_and_clear_cpu(int cpu, struct cpumask *cpumask)
{
	return test_and_clear_bit(cpu, cpumask_bits(cpumask));
}

static inline void set_cpu_possible(unsigned int cpu, bool possible)
{
	cpumask_assign_cpu(cpu, &__cpu_possible_mask, possible);
}
static inline void set_cpu_present(unsigned int cpu, bool present)
{
	cpumask_assign_cpu(cpu, &__cpu_present_mask, present);
}
static inline void set_cpu_online(unsigned int cpu, bool online)
{
	cpumask_assign_cpu(cpu, &__cpu_online_mask, online);
}
static inline void set_cpu_active(unsigned int cpu, bool active)
{
	cpumask_assign_cpu(cpu, &__cpu_active_mask, active);
}

/* ---- searching ---------------------------------------------------------- */
/* A value of nr_cpu_ids or more: there is none. */

static inline unsigned int cpumask_first(const struct cpumask *srcp)
{
	return find_first_bit(cpumask_bits(srcp), nr_cpumask_bits);
}
static inline unsigned int cpumask_first_zero(const struct cpumask *srcp)
{
	return find_first_zero_bit(cpumask_bits(srcp), nr_cpumask_bits);
}
static inline unsigned int cpumask_first_and(const struct cpumask *a, const struct cpumask *b)
{
	return find_first_and_bit(cpumask_bits(a), cpumask_bits(b), nr_cpumask_bits);
}
static inline unsigned int cpumask_last(const struct cpumask *srcp)
{
	return find_last_bit(cpumask_bits(srcp), nr_cpumask_bits);
}
/* The CPU after @n; @n is -1 at first. */
static inline unsigned int cpumask_next(int n, const struct cpumask *srcp)
{
	return find_next_bit(cpumask_bits(srcp), nr_cpumask_bits, n + 1);
}
static inline unsigned int cpumask_next_zero(int n, const struct cpumask *srcp)
{
	return find_next_zero_bit(cpumask_bits(srcp), nr_cpumask_bits, n + 1);
}
static inline unsigned int cpumask_next_and(int n, const struct cpumask *a, const struct cpumask *b)
{
	return find_next_and_bit(cpumask_bits(a), cpumask_bits(b), nr_cpumask_bits, n + 1);
}
static inline unsigned int cpumask_nth(unsigned int cpu, const struct cpumask *srcp)
{
	return find_nth_bit(cpumask_bits(srcp), nr_cpumask_bits, cpu);
}
static inline unsigned int cpumask_any_but(const struct cpumask *mask, unsigned int cpu)
{
	unsigned int i = cpumask_first(mask);

	return i == cpu ? cpumask_next(i, mask) : i;
}
#define cpumask_any(srcp)		   cpumask_first(srcp)
#define cpumask_any_and(m1, m2)		   cpumask_first_and((m1), (m2))
#define cpumask_any_distribute(srcp)	   cpumask_first(srcp)
#define cpumask_any_and_distribute(m1, m2) cpumask_first_and((m1), (m2))

#define for_each_cpu(cpu, mask)	    for_each_set_bit(cpu, cpumask_bits(mask), nr_cpumask_bits)
#define for_each_cpu_not(cpu, mask) for_each_clear_bit(cpu, cpumask_bits(mask), nr_cpu_ids)
#define for_each_cpu_and(cpu, mask1, mask2)                                                        \
	for_each_and_bit(cpu, cpumask_bits(mask1), cpumask_bits(mask2), nr_cpumask_bits)
#define for_each_cpu_andnot(cpu, mask1, mask2)                                                     \
	for_each_andnot_bit(cpu, cpumask_bits(mask1), cpumask_bits(mask2), nr_cpumask_bits)
#define for_each_cpu_or(cpu, mask1, mask2)                                                         \
	for_each_or_bit(cpu, cpumask_bits(mask1), cpumask_bits(mask2), nr_cpumask_bits)
#define for_each_cpu_wrap(cpu, mask, start)                                                        \
	for_each_set_bit_wrap(cpu, cpumask_bits(mask), nr_cpumask_bits, start)
#define for_each_possible_cpu(cpu) for_each_cpu((cpu), cpu_possible_mask)
#define for_each_online_cpu(cpu)   for_each_cpu((cpu), cpu_online_mask)
#define for_each_present_cpu(cpu)  for_each_cpu((cpu), cpu_present_mask)

/* ---- whole sets ----------------------------------------------------------- */

static inline void cpumask_clear(struct cpumask *dstp)
{
	bitmap_zero(cpumask_bits(dstp), nr_cpumask_bits);
}
static inline void cpumask_setall(struct cpumask *dstp)
{
	bitmap_fill(cpumask_bits(dstp), nr_cpumask_bits);
}
static inline bool cpumask_and(struct cpumask *dstp, const struct cpumask *a,
			       const struct cpumask *b)
{
	return bitmap_and(cpumask_bits(dstp), cpumask_bits(a), cpumask_bits(b), nr_cpumask_bits);
}
static inline void cpumask_or(struct cpumask *dstp, const struct cpumask *a,
			      const struct cpumask *b)
{
	bitmap_or(cpumask_bits(dstp), cpumask_bits(a), cpumask_bits(b), nr_cpumask_bits);
}
static inline void cpumask_xor(struct cpumask *dstp, const struct cpumask *a,
			       const struct cpumask *b)
{
	bitmap_xor(cpumask_bits(dstp), cpumask_bits(a), cpumask_bits(b), nr_cpumask_bits);
}
static inline bool cpumask_andnot(struct cpumask *dstp, const struct cpumask *a,
				  const struct cpumask *b)
{
	return bitmap_andnot(cpumask_bits(dstp), cpumask_bits(a), cpumask_bits(b), nr_cpumask_bits);
}
static inline bool cpumask_equal(const struct cpumask *a, const struct cpumask *b)
{
	return bitmap_equal(cpumask_bits(a), cpumask_bits(b), nr_cpumask_bits);
}
static inline bool cpumask_intersects(const struct cpumask *a, const struct cpumask *b)
{
	return bitmap_intersects(cpumask_bits(a), cpumask_bits(b), nr_cpumask_bits);
}
static inline bool cpumask_subset(const struct cpumask *a, const struct cpumask *b)
{
	return bitmap_subset(cpumask_bits(a), cpumask_bits(b), nr_cpumask_bits);
}
static inline bool cpumask_empty(const struct cpumask *srcp)
{
	return bitmap_empty(cpumask_bits(srcp), nr_cpumask_bits);
}
static inline bool cpumask_full(const struct cpumask *srcp)
{
	return bitmap_full(cpumask_bits(srcp), nr_cpumask_bits);
}
static inline unsigned int cpumask_weight(const struct cpumask *srcp)
{
	return bitmap_weight(cpumask_bits(srcp), nr_cpumask_bits);
}
static inline unsigned int cpumask_weight_and(const struct cpumask *a, const struct cpumask *b)
{
	return bitmap_weight_and(cpumask_bits(a), cpumask_bits(b), nr_cpumask_bits);
}
static inline void cpumask_copy(struct cpumask *dstp, const struct cpumask *srcp)
{
	bitmap_copy(cpumask_bits(dstp), cpumask_bits(srcp), nr_cpumask_bits);
}
static inline int cpumask_parse(const char *buf, struct cpumask *dstp)
{
	return bitmap_parse(buf, UINT_MAX, cpumask_bits(dstp), nr_cpumask_bits);
}
static inline int cpulist_parse(const char *buf, struct cpumask *dstp)
{
	return bitmap_parselist(buf, cpumask_bits(dstp), nr_cpumask_bits);
}
static inline unsigned int cpumask_size(void)
{
	return bitmap_size(nr_cpumask_bits);
}
static inline ssize_t cpumap_print_to_pagebuf(bool list, char *buf, const struct cpumask *mask)
{
	return bitmap_print_to_pagebuf(list, buf, cpumask_bits(mask), nr_cpu_ids);
}

static inline ssize_t cpumap_print_bitmask_to_buf(char *buf, const struct cpumask *mask, loff_t off,
						  size_t count)
{
	return bitmap_print_bitmask_to_buf(buf, cpumask_bits(mask), nr_cpu_ids, off, count);
}
static inline ssize_t cpumap_print_list_to_buf(char *buf, const struct cpumask *mask, loff_t off,
					       size_t count)
{
	return bitmap_print_list_to_buf(buf, cpumask_bits(mask), nr_cpu_ids, off, count);
}

/* The set of one CPU: a window into a table in which bit 0 is set once. */
extern const unsigned long cpu_bit_bitmap[BITS_PER_LONG + 1][BITS_TO_LONGS(NR_CPUS)];
static inline const struct cpumask *get_cpu_mask(unsigned int cpu)
{
	const unsigned long *p = cpu_bit_bitmap[1 + cpu % BITS_PER_LONG];

	return (const struct cpumask *)(p - cpu / BITS_PER_LONG);
}
#define cpumask_of(cpu) get_cpu_mask(cpu)
extern const struct cpumask __cpu_all_mask, __cpu_none_mask;
#define cpu_all_mask  (&__cpu_all_mask)
#define cpu_none_mask (&__cpu_none_mask)
#define CPU_MASK_NONE ((cpumask_t){ { 0 } })
#define CPU_BITS_NONE                                                                              \
	{                                                                                          \
		0                                                                                  \
	}

/* Masks are small enough to be part of their owner. */
typedef struct cpumask cpumask_var_t[1];
#define this_cpu_cpumask_var_ptr(x) this_cpu_ptr(x)
#define __cpumask_var_read_mostly
static __always_inline bool alloc_cpumask_var(cpumask_var_t *mask, gfp_t flags)
{
	return true;
}
static __always_inline bool zalloc_cpumask_var(cpumask_var_t *mask, gfp_t flags)
{
	cpumask_clear(*mask);
	return true;
}
static __always_inline bool alloc_cpumask_var_node(cpumask_var_t *mask, gfp_t flags, int node)
{
	return true;
}
static __always_inline bool zalloc_cpumask_var_node(cpumask_var_t *mask, gfp_t flags, int node)
{
	cpumask_clear(*mask);
	return true;
}
static inline void free_cpumask_var(cpumask_var_t mask)
{
}
static inline bool cpumask_available(cpumask_var_t mask)
{
	return true;
}

#endif
