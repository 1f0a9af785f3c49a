/* SPDX-License-Identifier: MIT */
/*
 * kmalloc-sizes.h - the one list of kmalloc's size classes
 *
 * Include it with CACHE(index, bytes, name) defined; it undefines it again.
 * The index is what kmalloc_index() gives: 1 and 2 are the two odd sizes, all
 * others log2 of the size. In ascending order of size. Where the list ends is
 * a build option: KMALLOC_SHIFT_HIGH (13: 8 KiB).
 *
 * No include guard: it is a table, included where one is wanted.
 */
#ifndef KMALLOC_SHIFT_HIGH
#error "include <linux/slab.h> first"
#endif

CACHE(3, 8, "8")
CACHE(4, 16, "16")
CACHE(5, 32, "32")
CACHE(6, 64, "64")
CACHE(1, 96, "96")
CACHE(7, 128, "128")
#if KMALLOC_HAS_192
CACHE(2, 192, "192")
#endif
CACHE(8, 256, "256")
CACHE(9, 512, "512")
CACHE(10, 1024, "1k")
CACHE(11, 2048, "2k")
CACHE(12, 4096, "4k")
#if KMALLOC_SHIFT_HIGH >= 13
CACHE(13, 8192, "8k")
#endif
#if KMALLOC_SHIFT_HIGH >= 14
CACHE(14, 16384, "16k")
#endif
#if KMALLOC_SHIFT_HIGH >= 15
CACHE(15, 32768, "32k")
#endif
#if KMALLOC_SHIFT_HIGH >= 16
CACHE(16, 65536, "64k")
#endif
#if KMALLOC_SHIFT_HIGH >= 17
CACHE(17, 131072, "128k")
#endif
#if KMALLOC_SHIFT_HIGH >= 18
CACHE(18, 262144, "256k")
#endif
#if KMALLOC_SHIFT_HIGH >= 19
CACHE(19, 524288, "512k")
#endif
#if KMALLOC_SHIFT_HIGH >= 20
CACHE(20, 1048576, "1M")
#endif
#if KMALLOC_SHIFT_HIGH >= 21
CACHE(21, 2097152, "2M")
#endif
#if KMALLOC_SHIFT_HIGH >= 22
CACHE(22, 4194304, "4M")
#endif
#if KMALLOC_SHIFT_HIGH >= 23
CACHE(23, 8388608, "8M")
#endif
#if KMALLOC_SHIFT_HIGH >= 24
CACHE(24, 16777216, "16M")
#endif
#if KMALLOC_SHIFT_HIGH >= 25
CACHE(25, 33554432, "32M")
#endif

#undef CACHE
