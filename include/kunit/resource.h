/* SPDX-License-Identifier: MIT */
/*
 * resource.h - what a test case must give back, in reverse order
 *
 * A resource is anything with a free function. It hangs on the test that
 * allocated it and is freed when the case ends, however it ends, the newest
 * first. Resources are counted: who finds one holds a reference.
 */
#ifndef _KUNIT_RESOURCE_H
#define _KUNIT_RESOURCE_H

#include <linux/types.h>
#include <linux/compiler.h>
#include <linux/list.h>
#include <linux/kref.h>
#include <linux/slab.h>

struct kunit;
struct kunit_resource;

typedef int (*kunit_resource_init_t)(struct kunit_resource *, void *);
typedef void (*kunit_resource_free_t)(struct kunit_resource *);
typedef bool (*kunit_resource_match_t)(struct kunit *test, struct kunit_resource *res,
				       void *match_data);
typedef void (kunit_action_t)(void *);

/**
 * struct kunit_resource - one thing to give back
 * @data: the user's
 * @name: for kunit_find_named_resource(), or NULL
 * @free: gives @data back; may be NULL
 * @should_kfree: the structure itself came from kunit_alloc_resource()
 */
struct kunit_resource {
	void *data;
	const char *name;
	kunit_resource_free_t free;
	struct kref refcount;
	struct list_head node;
	bool should_kfree;
};

/** kunit_release_resource() - the last reference is gone; for kref_put() */
void kunit_release_resource(struct kref *kref);

static inline void kunit_get_resource(struct kunit_resource *res)
{
	kref_get(&res->refcount);
}

static inline void kunit_put_resource(struct kunit_resource *res)
{
	kref_put(&res->refcount, kunit_release_resource);
}

/**
 * __kunit_add_resource() - hang @res on @test
 * @init: makes res->data from @data; NULL: @data itself
 * Return: 0 or @init's error (@res is then not added).
 */
int __kunit_add_resource(struct kunit *test, kunit_resource_init_t init,
			 kunit_resource_free_t free, struct kunit_resource *res, void *data);

int kunit_add_resource(struct kunit *test, kunit_resource_init_t init,
		       kunit_resource_free_t free, struct kunit_resource *res, void *data);

/** kunit_add_named_resource() - the same with a name; -EEXIST if it is taken */
int kunit_add_named_resource(struct kunit *test, kunit_resource_init_t init,
			     kunit_resource_free_t free, struct kunit_resource *res,
			     const char *name, void *data);

/** kunit_alloc_and_get_resource() - allocate the structure too; the caller
 * holds a reference. NULL: no memory or @init failed. */
struct kunit_resource *kunit_alloc_and_get_resource(struct kunit *test,
						    kunit_resource_init_t init,
						    kunit_resource_free_t free, gfp_t gfp,
						    void *context);

/** kunit_alloc_resource() - the same without a reference. Return: its data. */
void *kunit_alloc_resource(struct kunit *test, kunit_resource_init_t init,
			   kunit_resource_free_t free, gfp_t gfp, void *context);

/** kunit_find_resource() - the newest that @match accepts, with a reference */
struct kunit_resource *kunit_find_resource(struct kunit *test, kunit_resource_match_t match,
					   void *match_data);

/** kunit_resource_instance_match() - is @match_data the resource's data? */
bool kunit_resource_instance_match(struct kunit *test, struct kunit_resource *res,
				   void *match_data);
bool kunit_resource_name_match(struct kunit *test, struct kunit_resource *res, void *match_name);

static inline struct kunit_resource *kunit_find_named_resource(struct kunit *test, const char *name)
{
	return kunit_find_resource(test, kunit_resource_name_match, (void *)name);
}

/** kunit_remove_resource() - free it now */
void kunit_remove_resource(struct kunit *test, struct kunit_resource *res);

/** kunit_destroy_resource() - find and free now. Return: 0 or -ENOENT. */
int kunit_destroy_resource(struct kunit *test, kunit_resource_match_t match, void *match_data);

static inline int kunit_destroy_named_resource(struct kunit *test, const char *name)
{
	return kunit_destroy_resource(test, kunit_resource_name_match, (void *)name);
}

/** kunit_cleanup() - free all resources of @test, newest first */
void kunit_cleanup(struct kunit *test);

/** kunit_add_action() - call @action(@ctx) when the case ends. 0 or -ENOMEM. */
int kunit_add_action(struct kunit *test, kunit_action_t *action, void *ctx);
/** kunit_add_action_or_reset() - the same; on failure @action runs at once */
int kunit_add_action_or_reset(struct kunit *test, kunit_action_t *action, void *ctx);
/** kunit_remove_action() - forget the newest such action */
void kunit_remove_action(struct kunit *test, kunit_action_t *action, void *ctx);
/** kunit_release_action() - run the newest such action now */
void kunit_release_action(struct kunit *test, kunit_action_t *action, void *ctx);

#define KUNIT_DEFINE_ACTION_WRAPPER(wrapper, orig, arg_type)			\
	static void wrapper(void *in)						\
	{									\
		arg_type arg = (arg_type)in;					\
		orig(arg);							\
	}

#endif
