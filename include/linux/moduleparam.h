/* SPDX-License-Identifier: MIT */
/*
 * moduleparam.h - parameters of modules and of built-in code
 *
 * module_param(nr, int, 0444) makes one struct kernel_param in the section
 * kernel_params of its object. For built-in code the kernel command line sets
 * it as "name=value" or "file.name=value"; for a module the loader does, from
 * the words behind the module's name on the insmod line.
 *
 * A type TYPE stands for three names: param_ops_TYPE, param_check_TYPE(name, p)
 * and, for users, the word in module_param(). Callbacks give their own ops.
 */
#ifndef _LINUX_MODULEPARAM_H
#define _LINUX_MODULEPARAM_H

#include <linux/types.h>
#include <linux/compiler.h>
#include <linux/stringify.h>
#include <linux/build_bug.h>
#include <linux/init.h>

struct module;
struct kernel_param;

/* Built-in names are "file.param"; a module's are "param". */
#ifdef MODULE
#define MODULE_PARAM_PREFIX
#else
#ifndef KBUILD_MODNAME
#define KBUILD_MODNAME "kernel"
#endif
#define MODULE_PARAM_PREFIX KBUILD_MODNAME "."
#endif

#define __MODULE_INFO_PREFIX MODULE_PARAM_PREFIX
#define MAX_PARAM_PREFIX_LEN (64 - sizeof(unsigned long))

/* "tag=text" into .modinfo; read by the loader and by `quarry lsmod`. */
#define __MODULE_INFO(tag, name, info)						\
	static const char __UNIQUE_ID(name)[]					\
		__used __section(".modinfo") __aligned(1)			\
		= __MODULE_INFO_PREFIX __stringify(tag) "=" info

#define __MODULE_PARM_TYPE(name, _type)						\
	__MODULE_INFO(parmtype, name##type, #name ":" _type)

/** MODULE_PARM_DESC() - one line of help for a parameter */
#define MODULE_PARM_DESC(_parm, desc)						\
	__MODULE_INFO(parm, _parm, #_parm ":" desc)

/* struct kernel_param_ops.flags */
enum {
	KERNEL_PARAM_OPS_FL_NOARG = (1 << 0),	/* "name" alone is as good as "name=1" */
};

/* struct kernel_param.flags */
enum {
	KERNEL_PARAM_FL_UNSAFE = (1 << 0),	/* setting it taints; a notice is printed */
	KERNEL_PARAM_FL_HWPARAM = (1 << 1),
};

/**
 * struct kernel_param_ops - how one type of parameter is set and shown
 * @flags: KERNEL_PARAM_OPS_FL_*
 * @set: parse @val (NULL: the name stood alone) into @kp; 0 or -errno
 * @get: print the value into @buffer (4096 bytes), newline at the end;
 *	bytes written or -errno
 * @free: called when the module goes, for what @set allocated
 */
struct kernel_param_ops {
	unsigned int flags;
	int (*set)(const char *val, const struct kernel_param *kp);
	int (*get)(char *buffer, const struct kernel_param *kp);
	void (*free)(void *arg);
};

/** struct kparam_string - module_param_string(): where and how long */
struct kparam_string {
	unsigned int maxlen;
	char *string;
};

/**
 * struct kparam_array - module_param_array(): elements and how to parse one
 * @max: elements there are
 * @elemsize: bytes of one
 * @num: how many were given, or NULL
 * @ops: of one element
 * @elem: the first
 */
struct kparam_array {
	unsigned int max;
	unsigned int elemsize;
	unsigned int *num;
	const struct kernel_param_ops *ops;
	void *elem;
};

/**
 * struct kernel_param - one parameter
 * @name: what stands before the '='; '-' and '_' are the same
 * @mod: whose, or NULL for built-in code
 * @perm: access bits of its /sys file; 0: none
 * @level: initcall level it is parsed at (built-in), or -1
 */
struct kernel_param {
	const char *name;
	struct module *mod;
	const struct kernel_param_ops *ops;
	const u16 perm;
	s8 level;
	u8 flags;
	union {
		void *arg;
		const struct kparam_string *str;
		const struct kparam_array *arr;
	};
};

extern const struct kernel_param __start_kernel_params[] __weak;
extern const struct kernel_param __stop_kernel_params[] __weak;

#ifdef MODULE
#define __PARAM_MODULE (&__this_module)
extern struct module __this_module;
#else
#define __PARAM_MODULE NULL
#endif

#define __module_param_call(prefix, name, ops, arg, perm, level, flags)		\
	static_assert((perm) >= 0 && (perm) <= 0777);				\
	static const char __param_str_##name[] = prefix #name;			\
	static struct kernel_param __param_##name				\
	__used __section("kernel_params") __aligned(sizeof(void *))		\
	= { __param_str_##name, __PARAM_MODULE, ops,				\
	    (perm), level, flags, { arg } }

/** module_param_cb() - a parameter with ops of one's own */
#define module_param_cb(name, ops, arg, perm)					\
	__module_param_call(MODULE_PARAM_PREFIX, name, ops, arg, perm, -1, 0)
#define module_param_cb_unsafe(name, ops, arg, perm)				\
	__module_param_call(MODULE_PARAM_PREFIX, name, ops, arg, perm, -1,	\
			    KERNEL_PARAM_FL_UNSAFE)

#define __level_param_cb(name, ops, arg, perm, level)				\
	__module_param_call(MODULE_PARAM_PREFIX, name, ops, arg, perm, level, 0)
#define core_param_cb(name, ops, arg, perm)	__level_param_cb(name, ops, arg, perm, 1)
#define postcore_param_cb(name, ops, arg, perm)	__level_param_cb(name, ops, arg, perm, 2)
#define arch_param_cb(name, ops, arg, perm)	__level_param_cb(name, ops, arg, perm, 3)
#define subsys_param_cb(name, ops, arg, perm)	__level_param_cb(name, ops, arg, perm, 4)
#define fs_param_cb(name, ops, arg, perm)	__level_param_cb(name, ops, arg, perm, 5)
#define device_param_cb(name, ops, arg, perm)	__level_param_cb(name, ops, arg, perm, 6)
#define late_param_cb(name, ops, arg, perm)	__level_param_cb(name, ops, arg, perm, 7)

/* The old form: set and get functions instead of an ops structure. */
#define module_param_call(name, _set, _get, arg, perm)				\
	static const struct kernel_param_ops __param_ops_##name =		\
		{ .flags = 0, .set = _set, .get = _get };			\
	__module_param_call(MODULE_PARAM_PREFIX, name, &__param_ops_##name, arg, perm, -1, 0)

/**
 * module_param_named() - parameter @name sets the variable @value
 * @type: byte, hexint, short, ushort, int, uint, long, ulong, ullong, charp,
 *	bool, invbool, bint or bool_enable_only
 * @perm: 0 or the mode of its /sys file
 */
#define module_param_named(name, value, type, perm)				\
	param_check_##type(name, &(value));					\
	module_param_cb(name, &param_ops_##type, &value, perm);			\
	__MODULE_PARM_TYPE(name, #type)
#define module_param_named_unsafe(name, value, type, perm)			\
	param_check_##type(name, &(value));					\
	module_param_cb_unsafe(name, &param_ops_##type, &value, perm);		\
	__MODULE_PARM_TYPE(name, #type)
#define module_param(name, type, perm)		module_param_named(name, name, type, perm)
#define module_param_unsafe(name, type, perm)	module_param_named_unsafe(name, name, type, perm)
#define module_param_hw_named(name, value, type, hwtype, perm)			\
	module_param_named(name, value, type, perm)
#define module_param_hw(name, type, hwtype, perm)				\
	module_param_hw_named(name, name, type, hwtype, perm)

/** core_param() - built-in only: no prefix before the name */
#define core_param(name, var, type, perm)					\
	param_check_##type(name, &(var));					\
	__module_param_call("", name, &param_ops_##type, &var, perm, -1, 0)
#define core_param_unsafe(name, var, type, perm)				\
	param_check_##type(name, &(var));					\
	__module_param_call("", name, &param_ops_##type, &var, perm, -1,	\
			    KERNEL_PARAM_FL_UNSAFE)

/** module_param_string() - copy into a buffer of @len bytes */
#define module_param_string(name, string, len, perm)				\
	static const struct kparam_string __param_string_##name = { len, string };	\
	__module_param_call(MODULE_PARAM_PREFIX, name, &param_ops_string,	\
			    .str = &__param_string_##name, perm, -1, 0);	\
	__MODULE_PARM_TYPE(name, "string")

/** module_param_array_named() - values separated by commas */
#define module_param_array_named(name, array, type, nump, perm)			\
	param_check_##type(name, &(array)[0]);					\
	static const struct kparam_array __param_arr_##name =			\
		{ .max = sizeof(array) / sizeof((array)[0]), .num = nump,	\
		  .ops = &param_ops_##type,					\
		  .elemsize = sizeof((array)[0]), .elem = array };		\
	__module_param_call(MODULE_PARAM_PREFIX, name, &param_array_ops,	\
			    .arr = &__param_arr_##name, perm, -1, 0);		\
	__MODULE_PARM_TYPE(name, "array of " #type)
#define module_param_array(name, type, nump, perm)				\
	module_param_array_named(name, name, type, nump, perm)
#define module_param_hw_array(name, type, hwtype, nump, perm)			\
	module_param_array(name, type, nump, perm)

/* A wrong type of variable must not compile. */
#define __param_check(name, p, type)						\
	static inline type __always_unused *__check_##name(void) { return (p); }

#define __DECLARE_PARAM_TYPE(name)						\
	extern const struct kernel_param_ops param_ops_##name;			\
	int param_set_##name(const char *val, const struct kernel_param *kp);	\
	int param_get_##name(char *buffer, const struct kernel_param *kp)

__DECLARE_PARAM_TYPE(byte);
__DECLARE_PARAM_TYPE(short);
__DECLARE_PARAM_TYPE(ushort);
__DECLARE_PARAM_TYPE(int);
__DECLARE_PARAM_TYPE(uint);
__DECLARE_PARAM_TYPE(long);
__DECLARE_PARAM_TYPE(ulong);
__DECLARE_PARAM_TYPE(ullong);
__DECLARE_PARAM_TYPE(hexint);
__DECLARE_PARAM_TYPE(charp);
__DECLARE_PARAM_TYPE(bool);
__DECLARE_PARAM_TYPE(invbool);

#define param_check_byte(name, p)	__param_check(name, p, unsigned char)
#define param_check_short(name, p)	__param_check(name, p, short)
#define param_check_ushort(name, p)	__param_check(name, p, unsigned short)
#define param_check_int(name, p)	__param_check(name, p, int)
#define param_check_uint(name, p)	__param_check(name, p, unsigned int)
#define param_check_long(name, p)	__param_check(name, p, long)
#define param_check_ulong(name, p)	__param_check(name, p, unsigned long)
#define param_check_ullong(name, p)	__param_check(name, p, unsigned long long)
#define param_check_hexint(name, p)	param_check_uint(name, p)
#define param_check_charp(name, p)	__param_check(name, p, char *)
#define param_check_bool(name, p)	__param_check(name, p, bool)
#define param_check_invbool(name, p)	__param_check(name, p, bool)

extern const struct kernel_param_ops param_ops_bool_enable_only;
int param_set_bool_enable_only(const char *val, const struct kernel_param *kp);
#define param_check_bool_enable_only param_check_bool

/* An int that is set by a bool's words. */
extern const struct kernel_param_ops param_ops_bint;
int param_set_bint(const char *val, const struct kernel_param *kp);
#define param_get_bint param_get_int
#define param_check_bint param_check_int

extern const struct kernel_param_ops param_array_ops;
extern const struct kernel_param_ops param_ops_string;
int param_set_copystring(const char *val, const struct kernel_param *kp);
int param_get_string(char *buffer, const struct kernel_param *kp);
int param_set_uint_minmax(const char *val, const struct kernel_param *kp,
			  unsigned int min, unsigned int max);
void param_free_charp(void *arg);

/** parameq() - are the names equal, '-' and '_' being one character? */
bool parameq(const char *name1, const char *name2);
bool parameqn(const char *name1, const char *name2, size_t n);

/**
 * parse_args() - set parameters from a line of words
 * @doing: who asks, for messages ("Booting kernel", a module's name)
 * @args: the line; changed: words are cut out of it, quotes removed
 * @params: @num of them
 * @min_level: @max_level: only parameters whose level lies between
 * @arg: handed to @unknown
 * @unknown: called for a word that no parameter takes, or NULL (an error then)
 *
 * Each error is printed and names the parameter.
 * Return: what follows a word "--", NULL at the end, or ERR_PTR.
 */
char *parse_args(const char *doing, char *args, const struct kernel_param *params,
		 unsigned int num, s16 min_level, s16 max_level, void *arg,
		 int (*unknown)(char *param, char *val, const char *doing, void *arg));

/** kernel_param_lock() - keep a module's parameters from being written */
static inline void kernel_param_lock(struct module *mod) { }
static inline void kernel_param_unlock(struct module *mod) { }

#endif
