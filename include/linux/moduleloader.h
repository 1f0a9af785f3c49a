/* SPDX-License-Identifier: MIT */
/*
 * moduleloader.h - what the loader needs of the machine: see <asm/module.h>
 */
#ifndef _LINUX_MODULELOADER_H
#define _LINUX_MODULELOADER_H

#include <linux/module.h>
#include <linux/elf.h>
#include <asm/module.h>
#include <asm/nofault.h>

#endif
