/* SPDX-License-Identifier: MIT */
/*
 * tracepoint.h - trace_*() calls compile to nothing
 *
 * The macros declare a probe as an empty inline function, so that code with
 * tracepoints builds. TRACE_EVENT() takes the same arguments as Linux's.
 */
#ifndef _LINUX_TRACEPOINT_H
#define _LINUX_TRACEPOINT_H

#include <linux/types.h>
#include <linux/compiler.h>
#include <linux/errno.h>

#define TP_PROTO(args...)	args
#define TP_ARGS(args...)	args
#define TP_CONDITION(args...)	args
#define TP_STRUCT__entry(args...)
#define TP_fast_assign(args...)
#define TP_printk(fmt, args...)
#define PARAMS(args...)		args

#define DECLARE_TRACE(name, proto, args)					\
	static inline void trace_##name(proto) { }				\
	static inline void trace_##name##_rcuidle(proto) { }			\
	static inline bool trace_##name##_enabled(void) { return false; }	\
	static inline int register_trace_##name(void (*probe)(void *, proto), void *data)	\
	{ return -ENOSYS; }							\
	static inline int unregister_trace_##name(void (*probe)(void *, proto), void *data)	\
	{ return -ENOSYS; }
#define DECLARE_TRACE_CONDITION(name, proto, args, cond) DECLARE_TRACE(name, PARAMS(proto), args)
#define DEFINE_TRACE(name, proto, args)
#define DEFINE_TRACE_FN(name, reg, unreg, proto, args)
#define EXPORT_TRACEPOINT_SYMBOL(name)
#define EXPORT_TRACEPOINT_SYMBOL_GPL(name)
#define DECLARE_TRACEPOINT(tp)
#define tracepoint_enabled(tp)	false
#define tracepoint_string(str)	(str)
#define tracepoint_synchronize_unregister() do { } while (0)

#define TRACE_EVENT(name, proto, args, strct, assign, print)			\
	DECLARE_TRACE(name, PARAMS(proto), PARAMS(args))
#define TRACE_EVENT_CONDITION(name, proto, args, cond, strct, assign, print)	\
	DECLARE_TRACE(name, PARAMS(proto), PARAMS(args))
#define DECLARE_EVENT_CLASS(name, proto, args, strct, assign, print)
#define DEFINE_EVENT(tmpl, name, proto, args)					\
	DECLARE_TRACE(name, PARAMS(proto), PARAMS(args))
#define DEFINE_EVENT_PRINT(tmpl, name, proto, args, print)			\
	DECLARE_TRACE(name, PARAMS(proto), PARAMS(args))
#define TRACE_DEFINE_ENUM(a)
#define TRACE_DEFINE_SIZEOF(a)

#endif
