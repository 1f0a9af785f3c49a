/* SPDX-License-Identifier: MIT */
/*
 * local_guard.h - one context at a time in a CPU's own data, without a lock
 *
 * Two forms (doc/architecture.md, "Locks and contexts"):
 *
 * 1. The slab arrays. Each CPU has a table of object arrays, indexed by cache
 *    number. irq_enter() points the CPU at the table of dead arrays (always
 *    empty, always full), irq_exit() points it back: the fast path pays
 *    nothing, an interrupt takes the node path. A thread that is not a CPU
 *    yet sees the dead table too, and its first miss brings it on line.
 *
 * 2. local_guard_t: a local trylock of one byte for other per-CPU data. Sound
 *    because one context at a time runs on a CPU and interrupts nest
 *    strictly: whoever interrupts between test and set finishes before the
 *    interrupted goes on. Who finds it taken goes to the next rung.
 */
#ifndef QUARRY_LOCAL_GUARD_H
#define QUARRY_LOCAL_GUARD_H

#include <linux/percpu-defs.h>
#include <linux/compiler.h>

struct array_cache;

/* What this CPU's fast paths use now: slab_task_arrays or slab_dead_arrays. */
DECLARE_PER_CPU(struct array_cache **, slab_arrays);
/* What it uses in task context. Written by slab code when a CPU comes or goes. */
DECLARE_PER_CPU(struct array_cache **, slab_task_arrays);
/* Every entry is &slab_dead_array. Static at first, replaced by kmem_cache_init(). */
extern struct array_cache **slab_dead_arrays;

typedef struct { u8 taken; } local_guard_t;

static __always_inline bool local_guard_tryenter(local_guard_t *guard)
{
	if (unlikely(READ_ONCE(guard->taken)))
		return false;
	WRITE_ONCE(guard->taken, 1);
	barrier();
	return true;
}

static __always_inline void local_guard_exit(local_guard_t *guard)
{
	barrier();
	WRITE_ONCE(guard->taken, 0);
}

#endif
