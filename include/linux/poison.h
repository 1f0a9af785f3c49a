/* SPDX-License-Identifier: MIT */
/* poison.h - bytes and pointers that stand for "not in use" */
#ifndef _LINUX_POISON_H
#define _LINUX_POISON_H

/* Not canonical on x86-64: touching one always faults. */
#if __SIZEOF_POINTER__ == 8
#define POISON_POINTER_DELTA 0xdead000000000000UL
#else
#define POISON_POINTER_DELTA 0
#endif
#define LIST_POISON1	   ((void *)(0x100 + POISON_POINTER_DELTA))
#define LIST_POISON2	   ((void *)(0x122 + POISON_POINTER_DELTA))
#define TIMER_ENTRY_STATIC ((void *)(0x300 + POISON_POINTER_DELTA))

#define PAGE_POISON	    0xaa
#define SLUB_RED_INACTIVE   0xbb
#define SLUB_RED_ACTIVE	    0xcc
#define RED_INACTIVE	    0x09F911029D74E35BULL /* the word beside a free object */
#define RED_ACTIVE	    0xD84156C5635688C0ULL /* beside one in use */
#define POISON_INUSE	    0x5a		  /* a new object */
#define POISON_FREE	    0x6b		  /* a free one */
#define POISON_END	    0xa5		  /* its last byte */
#define POISON_FREE_INITMEM 0xcc
#define MUTEX_DEBUG_INIT    0x11
#define MUTEX_DEBUG_FREE    0x22
#define KEY_DESTROY	    0xbd

#endif
