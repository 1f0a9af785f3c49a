/* SPDX-License-Identifier: MIT */
/* stringhash.h - hashing texts a character at a time */
#ifndef _LINUX_STRINGHASH_H
#define _LINUX_STRINGHASH_H

#include <linux/types.h>
#include <linux/hash.h>
#include <linux/string.h>

#define init_name_hash(salt) ((unsigned long)(salt))

static inline unsigned long partial_name_hash(unsigned long c, unsigned long prevhash)
{
	return (prevhash + (c << 4) + (c >> 4)) * 11;
}
static inline unsigned int end_name_hash(unsigned long hash)
{
	return hash_long(hash, 32);
}
static inline unsigned int full_name_hash(const void *salt, const char *name, unsigned int len)
{
	unsigned long hash = init_name_hash(salt);

	while (len--)
		hash = partial_name_hash((unsigned char)*name++, hash);
	return end_name_hash(hash);
}

/* A hash and a length in one number. */
#define hashlen_hash(hashlen)	  ((u32)(hashlen))
#define hashlen_len(hashlen)	  ((u32)((hashlen) >> 32))
#define hashlen_create(hash, len) ((u64)(len) << 32 | (u32)(hash))

static inline u64 hashlen_string(const void *salt, const char *name)
{
	unsigned int len = strlen(name);

	return hashlen_create(full_name_hash(salt, name, len), len);
}

#endif
