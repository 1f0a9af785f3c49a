/* SPDX-License-Identifier: MIT */
/*
 * kernel.h - the header that everybody includes: it includes the others, and
 * declares lib/cmdline.c and the sleep checks
 */
#ifndef _LINUX_KERNEL_H
#define _LINUX_KERNEL_H

#include <linux/stdarg.h>
#include <linux/align.h>
#include <linux/array_size.h>
#include <linux/limits.h>
#include <linux/linkage.h>
#include <linux/stddef.h>
#include <linux/types.h>
#include <linux/compiler.h>
#include <linux/container_of.h>
#include <linux/bitops.h>
#include <linux/hex.h>
#include <linux/kstrtox.h>
#include <linux/log2.h>
#include <linux/math.h>
#include <linux/minmax.h>
#include <linux/typecheck.h>
#include <linux/panic.h>
#include <linux/printk.h>
#include <linux/build_bug.h>
#include <linux/sprintf.h>
#include <linux/instruction_pointer.h>
#include <asm/byteorder.h>

#define STACK_MAGIC    0xdeadbeef
#define REPEAT_BYTE(x) ((~0ul / 0xff) * (x))
#define READ	       0
#define WRITE	       1

#define PTR_IF(cond, ptr)  ((cond) ? (ptr) : NULL)
#define u64_to_user_ptr(x) ((void __user *)(uintptr_t)(u64)(x))

#define upper_32_bits(n) ((u32)(((n) >> 16) >> 16))
#define lower_32_bits(n) ((u32)((n)&0xffffffff))
#define upper_16_bits(n) ((u16)((n) >> 16))
#define lower_16_bits(n) ((u16)((n)&0xffff))

#define FIELD_SIZEOF(t, f) sizeof_field(t, f)

/* Sleeping here must be allowed: reports if it is not. In kernel/run. */
/* How far the machine is: set by kernel/run/main.c. */
enum system_states {
	SYSTEM_BOOTING,
	SYSTEM_SCHEDULING,
	SYSTEM_FREEING_INITMEM,
	SYSTEM_RUNNING,
	SYSTEM_HALT,
	SYSTEM_POWER_OFF,
	SYSTEM_RESTART,
	SYSTEM_SUSPEND,
};
extern enum system_states system_state;

void __might_sleep(const char *file, int line);
void __might_resched(const char *file, int line, unsigned int offsets);
#define might_resched()                                                                            \
	do {                                                                                       \
	} while (0)
#define might_sleep() __might_sleep(__FILE__, __LINE__)
#define might_sleep_if(cond)                                                                       \
	do {                                                                                       \
		if (cond)                                                                          \
			might_sleep();                                                             \
	} while (0)
#define might_fault()                                                                              \
	do {                                                                                       \
	} while (0)
#define cant_sleep()                                                                               \
	do {                                                                                       \
	} while (0)
#define cant_sleep_if(cond)                                                                        \
	do {                                                                                       \
	} while (0)
#define cant_migrate()                                                                             \
	do {                                                                                       \
	} while (0)
#define non_block_start()                                                                          \
	do {                                                                                       \
	} while (0)
#define non_block_end()                                                                            \
	do {                                                                                       \
	} while (0)
int __cond_resched(void);

/* ---- lib/cmdline.c ---------------------------------------------------------- */

/** get_option() - an integer at *@str; steps over it and a comma.
 * Return: 0 no integer, 1 the last, 2 a comma follows, 3 a range "-" follows */
int get_option(char **str, int *pint);
/** get_options() - "1,4-6" to ints[1…]; ints[0] is their number, at most @nints - 1
 * Return: where the text stopped being one */
char *get_options(const char *str, int nints, int *ints);
/** memparse() - "64K" to 65536; K M G T P E. *@retptr: what follows */
unsigned long long memparse(const char *ptr, char **retptr);
/** parse_option_str() - is @option one of the words of "a,b,c"? */
bool parse_option_str(const char *str, const char *option);
/** next_arg() - cut the next word "name" or "name=value" off; quotes protect
 * blanks. Return: what follows. */
char *next_arg(char *args, char **param, char **val);

/* ---- tracing goes to the log ------------------------------------------------ */

#define trace_printk(fmt, ...)                                                                     \
	do {                                                                                       \
		if (0)                                                                             \
			no_printk(fmt, ##__VA_ARGS__);                                             \
	} while (0)
#define trace_puts(str) (0)
#define tracing_on()                                                                               \
	do {                                                                                       \
	} while (0)
#define tracing_off()                                                                              \
	do {                                                                                       \
	} while (0)
#define tracing_is_on() 0
#define ftrace_dump(oops_dump_mode)                                                                \
	do {                                                                                       \
	} while (0)

/* Permissions of a parameter or file, in octal. */
#define VERIFY_OCTAL_PERMISSIONS(perms)                                                            \
	(BUILD_BUG_ON_ZERO((perms) < 0) + BUILD_BUG_ON_ZERO((perms) > 0777) + (perms))

#endif
