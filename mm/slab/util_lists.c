// SPDX-License-Identifier: MIT
/*
 * util_lists.c - allocating forms of what lib/ has: bitmaps, lists of pointers and words
 *
 * lib/ allocates nothing, so those of its API's functions that do are here.
 * Records name the caller of these functions, not the functions.
 *
 * Locking: none. Context: as the flags say.
 */
#include "slab_internal.h"
#include <linux/bitmap.h>
#include <linux/ctype.h>
#include <linux/export.h>
#include <linux/overflow.h>
#include <linux/string.h>

static size_t bitmap_bytes(unsigned int nbits)
{
	return array_size(BITS_TO_LONGS(nbits), sizeof(unsigned long));
}

/** bitmap_alloc() - room for @nbits bits, or NULL; bitmap_free() it */
unsigned long *bitmap_alloc(unsigned int nbits, gfp_t flags)
{
	return kmalloc_track_caller(bitmap_bytes(nbits), flags);
}
EXPORT_SYMBOL(bitmap_alloc);

unsigned long *bitmap_zalloc(unsigned int nbits, gfp_t flags)
{
	return kmalloc_track_caller(bitmap_bytes(nbits), flags | __GFP_ZERO);
}
EXPORT_SYMBOL(bitmap_zalloc);

unsigned long *bitmap_alloc_node(unsigned int nbits, gfp_t flags, int node)
{
	return kmalloc_node_track_caller(bitmap_bytes(nbits), flags, node);
}
EXPORT_SYMBOL(bitmap_alloc_node);

unsigned long *bitmap_zalloc_node(unsigned int nbits, gfp_t flags, int node)
{
	return kmalloc_node_track_caller(bitmap_bytes(nbits), flags | __GFP_ZERO, node);
}
EXPORT_SYMBOL(bitmap_zalloc_node);

void bitmap_free(const unsigned long *bitmap)
{
	kfree(bitmap);
}
EXPORT_SYMBOL(bitmap_free);

/** kmemdup_array() - a copy of @count elements; NULL also when their size overflows */
void *kmemdup_array(const void *src, size_t count, size_t element_size, gfp_t gfp)
{
	size_t len = size_mul(count, element_size);
	void *copy = kmalloc_track_caller(len, gfp);

	if (copy)
		memcpy(copy, src, len);
	return copy;
}
EXPORT_SYMBOL(kmemdup_array);

static size_t count_pointers(void **list)
{
	size_t n = 0;

	while (list[n])
		n++;
	return n;
}

/** __memcat_p() - two arrays that end with NULL into a new one; memcat_p() keeps the type */
void **__memcat_p(void **a, void **b)
{
	size_t na = count_pointers(a), nb = count_pointers(b);
	void **both = kmalloc_track_caller(array_size(na + nb + 1, sizeof(void *)), GFP_KERNEL);

	if (!both)
		return NULL;
	memcpy(both, a, na * sizeof(void *));
	memcpy(both + na, b, (nb + 1) * sizeof(void *));
	return both;
}
EXPORT_SYMBOL(__memcat_p);

static int count_words(const char *str)
{
	int n = 0;

	for (str = skip_spaces(str); *str; str = skip_spaces(str)) {
		n++;
		while (*str && !isspace(*str))
			str++;
	}
	return n;
}

/**
 * argv_split() - a text into its words
 * @argcp: NULL, or where their number goes
 *
 * Return: an array of the words, ended by NULL; or NULL. argv_free() it. The
 * copied text is behind the element before the first one.
 */
char **argv_split(gfp_t gfp, const char *str, int *argcp)
{
	char *copy = kstrndup(str, KMALLOC_MAX_SIZE - 1, gfp);
	char **argv, *word;
	int argc, i;

	if (!copy)
		return NULL;
	argc = count_words(copy);
	argv = kmalloc_track_caller(array_size(argc + 2, sizeof(*argv)), gfp);
	if (!argv) {
		kfree(copy);
		return NULL;
	}
	*argv++ = copy;
	for (word = skip_spaces(copy), i = 0; i < argc; i++) {
		argv[i] = word;
		while (*word && !isspace(*word))
			word++;
		if (*word)
			*word++ = '\0';
		word = skip_spaces(word);
	}
	argv[argc] = NULL;
	if (argcp)
		*argcp = argc;
	return argv;
}
EXPORT_SYMBOL(argv_split);

void argv_free(char **argv)
{
	kfree(argv[-1]);
	kfree(argv - 1);
}
EXPORT_SYMBOL(argv_free);
