// SPDX-License-Identifier: MIT
/*
 * pair.c - kmem_cache_alloc + kmem_cache_free of 64 bytes through libquarry
 *
 * The pair and the floor (bench/floor.c) take turns in short chunks, A B A B,
 * in one run; medians and minima of the chunks are printed, and the ratio. A
 * chunk that was preempted is an outlier and moves neither.
 *
 *   pair            nanoseconds
 *   icount ./pair quarry|floor     exact instructions of 1000 pairs
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "quarry.h"
#include "api.h"

#define CHUNK  2000
#define CHUNKS 2001

struct floor_cache;
struct floor_cache *floor_cache_create(unsigned int size);
void *floor_alloc(struct floor_cache *cache);
void floor_free(struct floor_cache *cache, void *object);

static uint64_t now_ns(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * 1000000000ull + ts.tv_nsec;
}

static __attribute__((noinline)) void quarry_pairs(struct kmem_cache *cache, int n)
{
	for (int i = 0; i < n; i++) {
		char *p = kmem_cache_alloc(cache, GFP_KERNEL);

		*p = 1;
		kmem_cache_free(cache, p);
	}
}

static __attribute__((noinline)) void floor_pairs(struct floor_cache *cache, int n)
{
	for (int i = 0; i < n; i++) {
		char *p = floor_alloc(cache);

		*p = 1;
		floor_free(cache, p);
	}
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

static void count_instructions(const char *which, struct kmem_cache *cache,
			       struct floor_cache *floor)
{
	quarry_pairs(cache, 1000);
	floor_pairs(floor, 1000);
	__asm__ volatile("int3" ::: "memory");
	if (!strcmp(which, "quarry"))
		quarry_pairs(cache, 1000);
	else
		floor_pairs(floor, 1000);
	__asm__ volatile("int3" ::: "memory");
}

int main(int argc, char **argv)
{
	static double ours[CHUNKS], least[CHUNKS];
	struct kmem_cache *cache;
	struct floor_cache *floor = floor_cache_create(64);

	if (quarry_start("mem=64M"))
		return 1;
	cache = kmem_cache_create("bench-64", 64, 0, 0, NULL);
	if (!cache)
		return 1;
	if (argc > 1) {
		count_instructions(argv[1], cache, floor);
		return 0;
	}
	for (int i = 0; i < CHUNKS; i++) {
		uint64_t t0 = now_ns(), t1, t2;

		quarry_pairs(cache, CHUNK);
		t1 = now_ns();
		floor_pairs(floor, CHUNK);
		t2 = now_ns();
		ours[i] = (t1 - t0) / (double)CHUNK;
		least[i] = (t2 - t1) / (double)CHUNK;
	}
	qsort(ours, CHUNKS, sizeof(*ours), compare);
	qsort(least, CHUNKS, sizeof(*least), compare);
	printf("kmem_cache pair 64 B, library: median %.2f ns (minimum %.2f)\n", ours[CHUNKS / 2],
	       ours[0]);
	printf("floor, library:                median %.2f ns (minimum %.2f)\n", least[CHUNKS / 2],
	       least[0]);
	printf("ratio: median %.2f (minimum %.2f)\n", ours[CHUNKS / 2] / least[CHUNKS / 2],
	       ours[0] / least[0]);
	kmem_cache_destroy(cache);
	return 0;
}
