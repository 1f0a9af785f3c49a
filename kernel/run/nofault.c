// SPDX-License-Identifier: MIT
/*
 * nofault.c - copying to and from addresses that may not be there
 *
 * Word by word where both sides are aligned, else byte by byte; each access
 * has an entry in the exception table. Never sleeps, never repairs a mapping
 * of user memory: what is not mapped gives -EFAULT.
 */
#include <linux/export.h>
#include <linux/extable.h>
#include <linux/uaccess.h>

static bool words(const void *dst, const void *src, size_t size)
{
	return !(((unsigned long)dst | (unsigned long)src | size) & 7);
}

/**
 * copy_from_kernel_nofault() - read @size bytes at @src, which may fault
 * Context: any. Return: 0 or -EFAULT; then @dst is undefined.
 */
long copy_from_kernel_nofault(void *dst, const void *src, size_t size)
{
	int err = 0;

	if (words(dst, src, size)) {
		for (; size && !err; size -= 8, dst += 8, src += 8)
			err = load_nofault64(dst, src);
	} else {
		for (; size && !err; size--, dst++, src++)
			err = load_nofault8(dst, src);
	}
	return err;
}
EXPORT_SYMBOL(copy_from_kernel_nofault);

/** copy_to_kernel_nofault() - write @size bytes at @dst, which may fault. Return: 0 or -EFAULT. */
long copy_to_kernel_nofault(void *dst, const void *src, size_t size)
{
	int err = 0;

	if (words(dst, src, size)) {
		for (; size && !err; size -= 8, dst += 8, src += 8)
			err = store_nofault64(dst, *(const u64 *)src);
	} else {
		for (; size && !err; size--, dst++, src++)
			err = store_nofault8(dst, *(const u8 *)src);
	}
	return err;
}
EXPORT_SYMBOL(copy_to_kernel_nofault);
