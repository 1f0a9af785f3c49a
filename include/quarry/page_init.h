/* SPDX-License-Identifier: MIT */
/* page_init.h - for mm/init.c: bringing the page allocator up */
#ifndef QUARRY_PAGE_INIT_H
#define QUARRY_PAGE_INIT_H

#include <quarry/port.h>

void page_init(const struct boot_info *bi);
void page_init_late(void);

#endif
