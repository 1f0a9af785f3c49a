/* SPDX-License-Identifier: MIT */
/*
 * jump_label.h - branches on words that seldom change
 *
 * A static key is a counter read by a plain branch; no text is patched. The
 * names say which way the compiler should lay out the branch.
 */
#ifndef _LINUX_JUMP_LABEL_H
#define _LINUX_JUMP_LABEL_H

#include <linux/types.h>
#include <linux/compiler.h>

struct static_key { int enabled; };
struct static_key_true { struct static_key key; };
struct static_key_false { struct static_key key; };

#define STATIC_KEY_INIT_TRUE	{ .enabled = 1 }
#define STATIC_KEY_INIT_FALSE	{ .enabled = 0 }
#define STATIC_KEY_INIT		STATIC_KEY_INIT_FALSE
#define STATIC_KEY_TRUE_INIT	((struct static_key_true){ .key = STATIC_KEY_INIT_TRUE })
#define STATIC_KEY_FALSE_INIT	((struct static_key_false){ .key = STATIC_KEY_INIT_FALSE })

#define DEFINE_STATIC_KEY_TRUE(name)						\
	struct static_key_true name = { .key = STATIC_KEY_INIT_TRUE }
#define DEFINE_STATIC_KEY_FALSE(name)						\
	struct static_key_false name = { .key = STATIC_KEY_INIT_FALSE }
#define DEFINE_STATIC_KEY_TRUE_RO(name)		DEFINE_STATIC_KEY_TRUE(name)
#define DEFINE_STATIC_KEY_FALSE_RO(name)	DEFINE_STATIC_KEY_FALSE(name)
#define DECLARE_STATIC_KEY_TRUE(name)		extern struct static_key_true name
#define DECLARE_STATIC_KEY_FALSE(name)		extern struct static_key_false name
#define __DEFINE_STATIC_KEY_MAYBE_1(name)	DEFINE_STATIC_KEY_TRUE(name)
#define __DEFINE_STATIC_KEY_MAYBE_0(name)	DEFINE_STATIC_KEY_FALSE(name)
#define __DEFINE_STATIC_KEY_MAYBE_(on, name)	__DEFINE_STATIC_KEY_MAYBE_##on(name)
#define __DEFINE_STATIC_KEY_MAYBE(on, name)	__DEFINE_STATIC_KEY_MAYBE_(on, name)
#define DEFINE_STATIC_KEY_MAYBE(cfg, name)	__DEFINE_STATIC_KEY_MAYBE(IS_ENABLED(cfg), name)
#define DECLARE_STATIC_KEY_MAYBE(cfg, name)	extern struct static_key_false name

/* Every kind of key begins with the counter. */
#define __static_key(x)		((struct static_key *)(x))

static __always_inline int static_key_count(struct static_key *key)
{
	return __atomic_load_n(&key->enabled, __ATOMIC_RELAXED);
}

static __always_inline bool static_key_false(struct static_key *key)
{
	return unlikely(static_key_count(key) > 0);
}

static __always_inline bool static_key_true(struct static_key *key)
{
	return likely(static_key_count(key) > 0);
}

static inline void static_key_slow_inc(struct static_key *key)
{
	__atomic_fetch_add(&key->enabled, 1, __ATOMIC_SEQ_CST);
}

static inline void static_key_slow_dec(struct static_key *key)
{
	__atomic_fetch_sub(&key->enabled, 1, __ATOMIC_SEQ_CST);
}

static inline void static_key_enable(struct static_key *key)
{
	__atomic_store_n(&key->enabled, 1, __ATOMIC_SEQ_CST);
}

static inline void static_key_disable(struct static_key *key)
{
	__atomic_store_n(&key->enabled, 0, __ATOMIC_SEQ_CST);
}

#define static_key_enabled(x)		(static_key_count(__static_key(x)) > 0)
#define static_branch_likely(x)		likely(static_key_enabled(x))
#define static_branch_unlikely(x)	unlikely(static_key_enabled(x))
#define static_branch_maybe(cfg, x)	static_key_enabled(x)
#define static_branch_enable(x)		static_key_enable(__static_key(x))
#define static_branch_disable(x)	static_key_disable(__static_key(x))
#define static_branch_inc(x)		static_key_slow_inc(__static_key(x))
#define static_branch_dec(x)		static_key_slow_dec(__static_key(x))
#define static_branch_enable_cpuslocked(x)	static_branch_enable(x)
#define static_branch_disable_cpuslocked(x)	static_branch_disable(x)
#define static_branch_inc_cpuslocked(x)		static_branch_inc(x)
#define static_branch_dec_cpuslocked(x)		static_branch_dec(x)
#define jump_label_init()		do { } while (0)
#define jump_label_lock()		do { } while (0)
#define jump_label_unlock()		do { } while (0)

#endif
