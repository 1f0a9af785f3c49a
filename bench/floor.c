// SPDX-License-Identifier: MIT
/*
 * floor.c - the least an object cache behind a library call can cost
 *
 * A thread-local array of pointers and nothing else: no checks, no refill
 * worth the name. Built as a shared library of its own, so that calls to it
 * cost what calls to libquarry cost. It is the yardstick of bench/pair.c, not
 * an allocator.
 */
#include <stdlib.h>

#define CAPACITY 60
#define TLS	 __thread __attribute__((tls_model("initial-exec")))

struct floor_cache {
	unsigned int id;
	unsigned int size;
};

struct magazine {
	unsigned int count;
	void *object[CAPACITY];
};

static TLS struct magazine magazine[4];

struct floor_cache *floor_cache_create(unsigned int size);
void *floor_alloc(struct floor_cache *cache);
void floor_free(struct floor_cache *cache, void *object);

struct floor_cache *floor_cache_create(unsigned int size)
{
	static struct floor_cache cache;

	cache.size = size;
	return &cache;
}

void *floor_alloc(struct floor_cache *cache)
{
	struct magazine *m = &magazine[cache->id];
	unsigned int n = m->count;

	if (__builtin_expect(!n, 0))
		return malloc(cache->size);
	m->count = --n;
	return m->object[n];
}

void floor_free(struct floor_cache *cache, void *object)
{
	struct magazine *m = &magazine[cache->id];
	unsigned int n = m->count;

	if (__builtin_expect(n == CAPACITY, 0)) {
		free(object);
		return;
	}
	m->object[n] = object;
	m->count = n + 1;
}
