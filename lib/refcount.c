// SPDX-License-Identifier: MIT
/*
 * refcount.c - what happens when a reference count goes wrong
 *
 * See linux/refcount.h. The counter is set to REFCOUNT_SATURATED, half way
 * between the smallest number and 0, from where no number of threads that are
 * inside an operation at once can bring it back to 0.
 *
 * Locking: none. Any context.
 */
#include <linux/bug.h>
#include <linux/export.h>
#include <linux/refcount.h>

/** refcount_warn_saturate() - report once for each kind, saturate */
void refcount_warn_saturate(refcount_t *r, enum refcount_saturation_type t)
{
	refcount_set(r, REFCOUNT_SATURATED);
	switch (t) {
	case REFCOUNT_ADD_NOT_ZERO_OVF:
	case REFCOUNT_ADD_OVF:
		WARN_ONCE(1, "refcount_t: saturated; leaking memory.\n");
		break;
	case REFCOUNT_ADD_UAF:
		WARN_ONCE(1, "refcount_t: addition on 0; use-after-free.\n");
		break;
	case REFCOUNT_SUB_UAF:
		WARN_ONCE(1, "refcount_t: underflow; use-after-free.\n");
		break;
	case REFCOUNT_DEC_LEAK:
		WARN_ONCE(1, "refcount_t: decrement hit 0; leaking memory.\n");
		break;
	default:
		WARN_ONCE(1, "refcount_t: unknown saturation event!?.\n");
	}
}
EXPORT_SYMBOL(refcount_warn_saturate);

bool refcount_dec_if_one(refcount_t *r)
{
	int old = 1;

	return atomic_try_cmpxchg_release(&r->refs, &old, 0);
}
EXPORT_SYMBOL(refcount_dec_if_one);

bool refcount_dec_not_one(refcount_t *r)
{
	int old = refcount_read(r);

	do {
		if (old == REFCOUNT_SATURATED)
			return true;
		if (old == 1)
			return false;
		if (old <= 0) {
			refcount_warn_saturate(r, REFCOUNT_SUB_UAF);
			return true;
		}
	} while (!atomic_try_cmpxchg_release(&r->refs, &old, old - 1));
	return true;
}
EXPORT_SYMBOL(refcount_dec_not_one);
