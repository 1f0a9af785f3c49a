/* SPDX-License-Identifier: MIT */
/*
 * nodemask.h - sets of nodes, and the states nodes are in
 *
 * node_states[] is filled at boot by mm/page/zones.c. nr_node_ids is the
 * highest possible node + 1.
 */
#ifndef _LINUX_NODEMASK_H
#define _LINUX_NODEMASK_H

#include <linux/threads.h>
#include <linux/bitmap.h>
#include <linux/minmax.h>
#include <linux/numa.h>

typedef struct nodemask {
	DECLARE_BITMAP(bits, MAX_NUMNODES);
} nodemask_t;

/** enum node_states - why a node is in a set */
enum node_states {
	N_POSSIBLE,	 /* could come */
	N_ONLINE,	 /* is here */
	N_NORMAL_MEMORY, /* has memory below highmem */
	N_HIGH_MEMORY = N_NORMAL_MEMORY,
	N_MEMORY, /* has memory */
	N_CPU,	  /* has CPUs */
	N_GENERIC_INITIATOR,
	NR_NODE_STATES
};
extern nodemask_t node_states[NR_NODE_STATES];
extern unsigned int nr_node_ids;
extern unsigned int nr_online_nodes;

#define nodemask_pr_args(maskp) __nodemask_pr_numnodes(maskp), __nodemask_pr_bits(maskp)
static inline unsigned int __nodemask_pr_numnodes(const nodemask_t *m)
{
	return m ? MAX_NUMNODES : 0;
}
static inline const unsigned long *__nodemask_pr_bits(const nodemask_t *m)
{
	return m ? m->bits : NULL;
}

/* Sets are named as values, not by pointers, in these macros. */
#define node_set(node, dst)		  set_bit((node), (dst).bits)
#define __node_set(node, dstp)		  set_bit((node), (dstp)->bits)
#define node_clear(node, dst)		  clear_bit((node), (dst).bits)
#define nodes_setall(dst)		  bitmap_fill((dst).bits, MAX_NUMNODES)
#define nodes_clear(dst)		  bitmap_zero((dst).bits, MAX_NUMNODES)
#define node_isset(node, nodemask)	  test_bit((node), (nodemask).bits)
#define node_test_and_set(node, nodemask) test_and_set_bit((node), (nodemask).bits)
#define nodes_and(dst, a, b)		  bitmap_and((dst).bits, (a).bits, (b).bits, MAX_NUMNODES)
#define nodes_or(dst, a, b)		  bitmap_or((dst).bits, (a).bits, (b).bits, MAX_NUMNODES)
#define nodes_xor(dst, a, b)		  bitmap_xor((dst).bits, (a).bits, (b).bits, MAX_NUMNODES)

#define nodes_andnot(dst, a, b) bitmap_andnot((dst).bits, (a).bits, (b).bits, MAX_NUMNODES)

#define nodes_complement(dst, src) bitmap_complement((dst).bits, (src).bits, MAX_NUMNODES)
#define nodes_copy(dst, src)	   bitmap_copy((dst).bits, (src).bits, MAX_NUMNODES)
#define nodes_equal(a, b)	   bitmap_equal((a).bits, (b).bits, MAX_NUMNODES)
#define nodes_intersects(a, b)	   bitmap_intersects((a).bits, (b).bits, MAX_NUMNODES)
#define nodes_subset(a, b)	   bitmap_subset((a).bits, (b).bits, MAX_NUMNODES)
#define nodes_empty(src)	   bitmap_empty((src).bits, MAX_NUMNODES)
#define nodes_full(nodemask)	   bitmap_full((nodemask).bits, MAX_NUMNODES)
#define nodes_weight(nodemask)	   bitmap_weight((nodemask).bits, MAX_NUMNODES)
#define nodelist_parse(buf, dst)   bitmap_parselist((buf), (dst).bits, MAX_NUMNODES)

/* MAX_NUMNODES: there is none. */
#define first_node(src)	       __first_node(&(src))
#define next_node(n, src)      __next_node((n), &(src))
#define next_node_in(n, src)   __next_node_in((n), &(src))
#define first_unset_node(mask) __first_unset_node(&(mask))
static inline unsigned int __first_node(const nodemask_t *srcp)
{
	return min_t(unsigned int, MAX_NUMNODES, find_first_bit(srcp->bits, MAX_NUMNODES));
}
static inline unsigned int __next_node(int n, const nodemask_t *srcp)
{
	return min_t(unsigned int, MAX_NUMNODES, find_next_bit(srcp->bits, MAX_NUMNODES, n + 1));
}
/* Starts again at the first. */
static inline unsigned int __next_node_in(int node, const nodemask_t *srcp)
{
	unsigned int next = __next_node(node, srcp);

	return next == MAX_NUMNODES ? __first_node(srcp) : next;
}
static inline unsigned int __first_unset_node(const nodemask_t *maskp)
{
	return min_t(unsigned int, MAX_NUMNODES, find_first_zero_bit(maskp->bits, MAX_NUMNODES));
}
static inline void init_nodemask_of_node(nodemask_t *mask, int node)
{
	nodes_clear(*mask);
	node_set(node, *mask);
}
#define nodemask_of_node(node)                                                                     \
	({                                                                                         \
		nodemask_t nm_set__;                                                               \
		init_nodemask_of_node(&nm_set__, (node));                                          \
		nm_set__;                                                                          \
	})

#define NODE_MASK_NONE ((nodemask_t){ { 0 } })
#define NODE_MASK_ALL                                                                              \
	((nodemask_t){                                                                             \
		{ [0 ... BITS_TO_LONGS(MAX_NUMNODES) - 1] = ~0UL,                                  \
		  [BITS_TO_LONGS(MAX_NUMNODES) - 1] = BITMAP_LAST_WORD_MASK(MAX_NUMNODES) } })
#define nodes_addr(src) ((src).bits)

#define for_each_node_mask(node, mask)                                                             \
	for ((node) = first_node(mask); (node) < MAX_NUMNODES; (node) = next_node((node), (mask)))

static inline int node_state(int node, enum node_states state)
{
	return node_isset(node, node_states[state]);
}
static inline void node_set_state(int node, enum node_states state)
{
	__node_set(node, &node_states[state]);
}
static inline void node_clear_state(int node, enum node_states state)
{
	node_clear(node, node_states[state]);
}
static inline int num_node_state(enum node_states state)
{
	return nodes_weight(node_states[state]);
}
#define for_each_node_state(node, state) for_each_node_mask((node), node_states[state])
#define first_online_node		 first_node(node_states[N_ONLINE])
#define first_memory_node		 first_node(node_states[N_MEMORY])
static inline unsigned int next_online_node(int nid)
{
	return next_node(nid, node_states[N_ONLINE]);
}
static inline unsigned int next_memory_node(int nid)
{
	return next_node(nid, node_states[N_MEMORY]);
}
static inline void node_set_online(int nid)
{
	node_set_state(nid, N_ONLINE);
	nr_online_nodes = num_node_state(N_ONLINE);
}
static inline void node_set_offline(int nid)
{
	node_clear_state(nid, N_ONLINE);
	nr_online_nodes = num_node_state(N_ONLINE);
}
#define node_online_map		   node_states[N_ONLINE]
#define node_possible_map	   node_states[N_POSSIBLE]
#define num_online_nodes()	   num_node_state(N_ONLINE)
#define num_possible_nodes()	   num_node_state(N_POSSIBLE)
#define node_online(node)	   node_state((node), N_ONLINE)
#define node_possible(node)	   node_state((node), N_POSSIBLE)
#define for_each_node(node)	   for_each_node_state(node, N_POSSIBLE)
#define for_each_online_node(node) for_each_node_state(node, N_ONLINE)
#define node_random(maskp)	   __first_node(maskp)

#define NODEMASK_ALLOC(type, name, gfp_flags) type _##name, *name = &_##name
#define NODEMASK_FREE(m)                                                                           \
	do {                                                                                       \
	} while (0)

#endif
