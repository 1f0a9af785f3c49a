/* SPDX-License-Identifier: MIT */
/*
 * try-catch.h - run a function in a thread of its own that may give up
 *
 * kunit_try_catch_run() runs @try in a kernel thread and waits for its end.
 * kunit_try_catch_throw(), called in that thread, ends it at once: so a failed
 * assertion leaves no frame of the test behind, and a test that sleeps or
 * spins cannot take the runner with it.
 */
#ifndef _KUNIT_TRY_CATCH_H
#define _KUNIT_TRY_CATCH_H

#include <linux/types.h>
#include <linux/compiler.h>

struct kunit;
struct completion;

typedef void (*kunit_try_catch_func_t)(void *);

/**
 * struct kunit_try_catch - one protected run
 * @try_completion: the runner waits on it
 * @try_result: 0, -EFAULT after a throw, or the errno that stopped the thread
 * @try: what runs; @catch: what runs after a throw, in the runner's thread
 */
struct kunit_try_catch {
	struct kunit *test;
	struct completion *try_completion;
	int try_result;
	kunit_try_catch_func_t try;
	kunit_try_catch_func_t catch;
	void *context;
};

void kunit_try_catch_init(struct kunit_try_catch *try_catch, struct kunit *test,
			  kunit_try_catch_func_t try, kunit_try_catch_func_t catch);
void kunit_try_catch_run(struct kunit_try_catch *try_catch, void *context);
void kunit_try_catch_throw(struct kunit_try_catch *try_catch) __noreturn;

static inline int kunit_try_catch_get_result(struct kunit_try_catch *try_catch)
{
	return try_catch->try_result;
}

#endif
