/* SPDX-License-Identifier: MIT */
/*
 * page.h - addresses, clearing and copying pages
 *
 * The direct map is one addition (asm-generic/page.h).
 *
 * EDIT: define here, before the include,
 *   __pa_symbol(x)	if the image is mapped elsewhere than in the direct map:
 *			the physical address of something in the image
 *   clear_page(page), copy_page(to, from)
 *			if the CPU has instructions for it
 */
#ifndef _ASM_TEMPLATE_PAGE_H
#define _ASM_TEMPLATE_PAGE_H

#include <asm/page_types.h>

#ifndef __ASSEMBLY__
#include <asm-generic/page.h>
#endif /* __ASSEMBLY__ */
#endif
