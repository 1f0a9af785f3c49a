/* SPDX-License-Identifier: MIT */
/*
 * sched/mm.h - what a task may ask of the allocators, by scope
 *
 * memalloc_*_save() narrows (or widens) every allocation of the task until the
 * matching restore; scopes nest.
 */
#ifndef _LINUX_SCHED_MM_H
#define _LINUX_SCHED_MM_H

#include <linux/sched.h>
#include <linux/gfp_types.h>

/** current_gfp_context() - @flags as the task's scopes leave them */
static inline gfp_t current_gfp_context(gfp_t flags)
{
	unsigned int pflags = READ_ONCE(current->flags);

	if (unlikely(pflags & (PF_MEMALLOC_NOIO | PF_MEMALLOC_NOFS | PF_MEMALLOC_PIN))) {
		if (pflags & PF_MEMALLOC_NOIO)
			flags &= ~(__GFP_IO | __GFP_FS);
		else if (pflags & PF_MEMALLOC_NOFS)
			flags &= ~__GFP_FS;
		if (pflags & PF_MEMALLOC_PIN)
			flags &= ~__GFP_MOVABLE;
	}
	return flags;
}

void __might_sleep(const char *file, int line);

/** might_alloc() - report an allocation that may sleep where sleeping is not allowed */
#define might_alloc(gfp_mask) do {						\
	if ((gfp_mask) & __GFP_DIRECT_RECLAIM)					\
		__might_sleep(__FILE__, __LINE__);				\
} while (0)

static inline void fs_reclaim_acquire(gfp_t gfp_mask)
{
}
static inline void fs_reclaim_release(gfp_t gfp_mask)
{
}

static inline unsigned int memalloc_flags_save(unsigned int flags)
{
	unsigned int had = current->flags & flags;

	current->flags |= flags;
	return flags & ~had;
}

static inline void memalloc_flags_restore(unsigned int flags)
{
	current->flags &= ~flags;
}

/* The older forms give back the bits that were set before. */
#define __MEMALLOC_SCOPE(name, bit)						\
static inline unsigned int memalloc_##name##_save(void)			\
{										\
	unsigned int had = current->flags & (bit);				\
										\
	current->flags |= (bit);						\
	return had;								\
}										\
static inline void memalloc_##name##_restore(unsigned int had)			\
{										\
	current->flags = (current->flags & ~(bit)) | had;			\
}
__MEMALLOC_SCOPE(noio, PF_MEMALLOC_NOIO)
__MEMALLOC_SCOPE(nofs, PF_MEMALLOC_NOFS)
__MEMALLOC_SCOPE(noreclaim, PF_MEMALLOC)
__MEMALLOC_SCOPE(pin, PF_MEMALLOC_PIN)
#undef __MEMALLOC_SCOPE

#endif
