/* SPDX-License-Identifier: MIT */
/*
 * page.h - pages of the hosted machine: addresses, clearing, copying
 *
 * The direct map is one addition: virtual = PAGE_OFFSET + physical. RAM is
 * mapped there by the host from the start, so __va() of any RAM is usable
 * before the core has built its page tables.
 */
#ifndef _ASM_HOST_PAGE_H
#define _ASM_HOST_PAGE_H

#include <asm/page_types.h>

#ifndef __ASSEMBLY__
#include <asm-generic/page.h>
#endif /* __ASSEMBLY__ */
#endif
