/* SPDX-License-Identifier: MIT */
/* topology.h - from boot_info */
#ifndef _ASM_DEFAULT_TOPOLOGY_H
#define _ASM_DEFAULT_TOPOLOGY_H
#include <linux/topology.h>
#endif
