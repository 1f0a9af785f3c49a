// SPDX-License-Identifier: MIT
/*
 * sort.c - sort an array in place, and find in a sorted one
 *
 * Heapsort: the array is made into a heap (each element is not smaller than
 * its children at 2i + 1 and 2i + 2), then the first, which is the largest, is
 * exchanged with the last and the heap, one shorter, is repaired. At most
 * about 2 n log2 n comparisons, no stack, no memory. Not stable.
 *
 * Repairing goes down to a leaf along the larger children first and then up
 * to where the element belongs, which is seldom far: nearly one comparison a
 * level instead of two (Floyd; Knuth 5.2.3 exercise 18).
 *
 * Locking: none.
 */
#include <linux/bsearch.h>
#include <linux/export.h>
#include <linux/sort.h>
#include <linux/types.h>

/**
 * struct sort_job - the array and how to handle it
 * @cmp: @swap: one of each pair is set; @cmp_r and @swap_r are given @priv
 */
struct sort_job {
	char *base;
	size_t size;
	cmp_func_t cmp;
	cmp_r_func_t cmp_r;
	swap_func_t swap;
	swap_r_func_t swap_r;
	const void *priv;
};

static char *element(const struct sort_job *job, size_t i)
{
	return job->base + i * job->size;
}

static int compare(const struct sort_job *job, size_t i, size_t j)
{
	if (job->cmp)
		return job->cmp(element(job, i), element(job, j));
	return job->cmp_r(element(job, i), element(job, j), job->priv);
}

static void swap_elements(const struct sort_job *job, size_t i, size_t j)
{
	char *a = element(job, i), *b = element(job, j);
	size_t n = job->size;

	if (job->swap) {
		job->swap(a, b, job->size);
		return;
	}
	if (job->swap_r) {
		job->swap_r(a, b, job->size, job->priv);
		return;
	}
	if (((unsigned long)a | n) % sizeof(u64) == 0) {
		for (; n; n -= sizeof(u64), a += sizeof(u64), b += sizeof(u64)) {
			u64 t = *(u64 *)a;

			*(u64 *)a = *(u64 *)b;
			*(u64 *)b = t;
		}
		return;
	}
	for (; n; n--, a++, b++) {
		char t = *a;

		*a = *b;
		*b = t;
	}
}

/* Element @top may be too small for its place in the heap of @num elements. */
static void sift_down(const struct sort_job *job, size_t top, size_t num)
{
	size_t leaf = top, child;

	while ((child = 2 * leaf + 1) < num) {
		if (child + 1 < num && compare(job, child, child + 1) < 0)
			child++;
		leaf = child;
	}
	while (leaf != top && compare(job, top, leaf) >= 0)
		leaf = (leaf - 1) / 2;

	/* What lies between moves up one level, @top's element goes to @leaf. */
	for (child = leaf; child != top; child = (child - 1) / 2)
		swap_elements(job, top, child);
}

static void heapsort(const struct sort_job *job, size_t num)
{
	size_t i;

	for (i = num / 2; i-- > 0;)
		sift_down(job, i, num);
	for (i = num; i-- > 1;) {
		swap_elements(job, 0, i);
		sift_down(job, 0, i);
	}
}

/**
 * sort() - sort @num elements of @size bytes at @base, ascending
 * @cmp_func: negative, 0 or positive as the first is smaller, equal, larger
 * @swap_func: exchanges two elements; NULL: their bytes are exchanged
 */
void sort(void *base, size_t num, size_t size, cmp_func_t cmp_func, swap_func_t swap_func)
{
	struct sort_job job = { .base = base, .size = size, .cmp = cmp_func, .swap = swap_func };

	heapsort(&job, num);
}
EXPORT_SYMBOL(sort);

/** sort_r() - the same; the functions are given @priv too */
void sort_r(void *base, size_t num, size_t size, cmp_r_func_t cmp_func, swap_r_func_t swap_func,
	    const void *priv)
{
	struct sort_job job = {
		.base = base, .size = size, .cmp_r = cmp_func, .swap_r = swap_func, .priv = priv
	};

	heapsort(&job, num);
}
EXPORT_SYMBOL(sort_r);

/** bsearch() - an element equal to @key in a sorted array, or NULL */
void *bsearch(const void *key, const void *base, size_t num, size_t size, cmp_func_t cmp)
{
	return __inline_bsearch(key, base, num, size, cmp);
}
EXPORT_SYMBOL(bsearch);
