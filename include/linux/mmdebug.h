/* SPDX-License-Identifier: MIT */
/* mmdebug.h - assertions of the allocators: compiled in with -Dmm_debug=true only */
#ifndef _LINUX_MMDEBUG_H
#define _LINUX_MMDEBUG_H

#include <linux/bug.h>
#include <linux/kconfig.h>

struct page;
void dump_page(struct page *page, const char *reason);

#ifdef CONFIG_DEBUG_VM
#define VM_BUG_ON(cond)			BUG_ON(cond)
#define VM_BUG_ON_PAGE(cond, page) do {						\
	if (unlikely(cond)) {							\
		dump_page(page, "VM_BUG_ON_PAGE(" #cond ")");			\
		BUG();								\
	}									\
} while (0)
#define VM_WARN_ON(cond)		(void)WARN_ON(cond)
#define VM_WARN_ON_ONCE(cond)		WARN_ON_ONCE(cond)
#define VM_WARN_ON_ONCE_PAGE(cond, page) WARN_ON_ONCE(cond)
#define VM_WARN_ONCE(cond, fmt...)	WARN_ONCE(cond, fmt)
#define MM_CHECK(cond)			BUG_ON(!(cond))
#else
#define VM_BUG_ON(cond)			BUILD_BUG_ON_INVALID(cond)
#define VM_BUG_ON_PAGE(cond, page)	VM_BUG_ON(cond)
#define VM_WARN_ON(cond)		BUILD_BUG_ON_INVALID(cond)
#define VM_WARN_ON_ONCE(cond)		BUILD_BUG_ON_INVALID(cond)
#define VM_WARN_ON_ONCE_PAGE(cond, page) BUILD_BUG_ON_INVALID(cond)
#define VM_WARN_ONCE(cond, fmt...)	BUILD_BUG_ON_INVALID(cond)
#define MM_CHECK(cond)			BUILD_BUG_ON_INVALID(cond)
#endif
#define VM_BUG_ON_FOLIO(cond, folio)	VM_BUG_ON_PAGE(cond, &(folio)->page)
#define VIRTUAL_BUG_ON(cond)		VM_BUG_ON(cond)

#endif
