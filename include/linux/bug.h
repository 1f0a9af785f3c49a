/* SPDX-License-Identifier: MIT */
/*
 * bug.h - what must not be
 *
 * WARN*() report where and how one came there, count in kernel_verdict
 * (quarry/verdict.h) and go on; their value is the condition's truth. BUG*()
 * report and end the machine, or the test case that announced them.
 */
#ifndef _LINUX_BUG_H
#define _LINUX_BUG_H

#include <linux/compiler.h>
#include <linux/build_bug.h>
#include <linux/printk.h>
#include <linux/panic.h>

/** bug_report() - what BUG() does */
void bug_report(const char *file, int line, const char *func) __noreturn __cold;
/** warn_report() - what WARN() does; @fmt NULL: no message of its own */
void warn_report(const char *file, int line, unsigned int taint, const char *fmt, ...)
	__printf(4, 5) __cold;

#define BUG()		bug_report(__FILE__, __LINE__, __func__)
#define BUG_ON(condition) do {							\
	if (unlikely(condition))						\
		BUG();								\
} while (0)

#define __WARN()	warn_report(__FILE__, __LINE__, TAINT_WARN, NULL)
#define __WARN_printf(taint, fmt...)						\
	warn_report(__FILE__, __LINE__, taint, fmt)

#define WARN_ON(condition) ({							\
	int __ret_warn_on = !!(condition);					\
	if (unlikely(__ret_warn_on))						\
		__WARN();							\
	unlikely(__ret_warn_on);						\
})

#define WARN(condition, fmt...) ({						\
	int __ret_warn_on = !!(condition);					\
	if (unlikely(__ret_warn_on))						\
		__WARN_printf(TAINT_WARN, fmt);					\
	unlikely(__ret_warn_on);						\
})

#define WARN_TAINT(condition, taint, fmt...) ({					\
	int __ret_warn_on = !!(condition);					\
	if (unlikely(__ret_warn_on))						\
		__WARN_printf(taint, fmt);					\
	unlikely(__ret_warn_on);						\
})

/* First time only. True whenever the condition is. */
#define __WARN_FIRST(condition, report) ({					\
	static bool __warned;							\
	int __ret_warn_once = !!(condition);					\
	if (unlikely(__ret_warn_once) &&					\
	    !__atomic_exchange_n(&__warned, true, __ATOMIC_RELAXED))		\
		report;								\
	unlikely(__ret_warn_once);						\
})
#define WARN_ON_ONCE(condition)		__WARN_FIRST(condition, __WARN())
#define WARN_ONCE(condition, fmt...)						\
	__WARN_FIRST(condition, __WARN_printf(TAINT_WARN, fmt))
#define WARN_TAINT_ONCE(condition, taint, fmt...)				\
	__WARN_FIRST(condition, __WARN_printf(taint, fmt))
#define WARN_ON_SMP(condition)		WARN_ON(condition)

/** CHECK_DATA_CORRUPTION() - WARN with a message; value: is it corrupt? */
#define CHECK_DATA_CORRUPTION(condition, fmt, ...)				\
	unlikely(WARN(condition, fmt, ##__VA_ARGS__))

#endif
