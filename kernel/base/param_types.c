// SPDX-License-Identifier: MIT
/*
 * param_types.c - how each type of parameter is set and shown
 *
 * Numbers are decimal, 0x hexadecimal or 0 octal and must fit their type.
 * Texts are not copied: they point into the line, which stays.
 */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/moduleparam.h>
#include <linux/string.h>

/* What a get function may fill: a page, as in /sys. */
#define SHOW_SIZE 4096

/* ---- numbers ---------------------------------------------------------------- */

#define NUMBER_TYPE(name, type, format, parse)                                                     \
	int param_set_##name(const char *val, const struct kernel_param *kp)                       \
	{                                                                                          \
		return val ? parse(val, 0, (type *)kp->arg) : -EINVAL;                             \
	}                                                                                          \
	EXPORT_SYMBOL(param_set_##name);                                                           \
	int param_get_##name(char *buffer, const struct kernel_param *kp)                          \
	{                                                                                          \
		return scnprintf(buffer, SHOW_SIZE, format "\n", *(type *)kp->arg);                \
	}                                                                                          \
	EXPORT_SYMBOL(param_get_##name);                                                           \
	const struct kernel_param_ops param_ops_##name = {                                         \
		.set = param_set_##name,                                                           \
		.get = param_get_##name,                                                           \
	};                                                                                         \
	EXPORT_SYMBOL(param_ops_##name)

NUMBER_TYPE(byte, unsigned char, "%hhu", kstrtou8);
NUMBER_TYPE(short, short, "%hi", kstrtos16);
NUMBER_TYPE(ushort, unsigned short, "%hu", kstrtou16);
NUMBER_TYPE(int, int, "%i", kstrtoint);
NUMBER_TYPE(uint, unsigned int, "%u", kstrtouint);
NUMBER_TYPE(long, long, "%li", kstrtol);
NUMBER_TYPE(ulong, unsigned long, "%lu", kstrtoul);
NUMBER_TYPE(ullong, unsigned long long, "%llu", kstrtoull);
NUMBER_TYPE(hexint, unsigned int, "%#08x", kstrtouint);

int param_set_uint_minmax(const char *val, const struct kernel_param *kp, unsigned int min,
			  unsigned int max)
{
	unsigned int num;
	int err = val ? kstrtouint(val, 0, &num) : -EINVAL;

	if (err)
		return err;
	if (num < min || num > max)
		return -EINVAL;
	*(unsigned int *)kp->arg = num;
	return 0;
}
EXPORT_SYMBOL(param_set_uint_minmax);

/* ---- texts -------------------------------------------------------------------- */

int param_set_charp(const char *val, const struct kernel_param *kp)
{
	if (!val)
		return -EINVAL;
	*(const char **)kp->arg = val;
	return 0;
}
EXPORT_SYMBOL(param_set_charp);

int param_get_charp(char *buffer, const struct kernel_param *kp)
{
	return scnprintf(buffer, SHOW_SIZE, "%s\n", *(char **)kp->arg);
}
EXPORT_SYMBOL(param_get_charp);

void param_free_charp(void *arg)
{
}
EXPORT_SYMBOL(param_free_charp);

const struct kernel_param_ops param_ops_charp = {
	.set = param_set_charp,
	.get = param_get_charp,
	.free = param_free_charp,
};
EXPORT_SYMBOL(param_ops_charp);

int param_set_copystring(const char *val, const struct kernel_param *kp)
{
	if (!val)
		return -EINVAL;
	if (strlen(val) + 1 > kp->str->maxlen)
		return -ENOSPC;
	strcpy(kp->str->string, val);
	return 0;
}
EXPORT_SYMBOL(param_set_copystring);

int param_get_string(char *buffer, const struct kernel_param *kp)
{
	return scnprintf(buffer, SHOW_SIZE, "%s\n", kp->str->string);
}
EXPORT_SYMBOL(param_get_string);

const struct kernel_param_ops param_ops_string = {
	.set = param_set_copystring,
	.get = param_get_string,
};
EXPORT_SYMBOL(param_ops_string);

/* ---- yes and no ------------------------------------------------------------------ */

int param_set_bool(const char *val, const struct kernel_param *kp)
{
	return kstrtobool(val ?: "1", kp->arg);
}
EXPORT_SYMBOL(param_set_bool);

int param_get_bool(char *buffer, const struct kernel_param *kp)
{
	return scnprintf(buffer, SHOW_SIZE, "%c\n", *(bool *)kp->arg ? 'Y' : 'N');
}
EXPORT_SYMBOL(param_get_bool);

const struct kernel_param_ops param_ops_bool = {
	.flags = KERNEL_PARAM_OPS_FL_NOARG,
	.set = param_set_bool,
	.get = param_get_bool,
};
EXPORT_SYMBOL(param_ops_bool);

int param_set_invbool(const char *val, const struct kernel_param *kp)
{
	bool value;
	int err = kstrtobool(val ?: "1", &value);

	if (!err)
		*(bool *)kp->arg = !value;
	return err;
}
EXPORT_SYMBOL(param_set_invbool);

int param_get_invbool(char *buffer, const struct kernel_param *kp)
{
	return scnprintf(buffer, SHOW_SIZE, "%c\n", *(bool *)kp->arg ? 'N' : 'Y');
}
EXPORT_SYMBOL(param_get_invbool);

const struct kernel_param_ops param_ops_invbool = {
	.set = param_set_invbool,
	.get = param_get_invbool,
};
EXPORT_SYMBOL(param_ops_invbool);

int param_set_bint(const char *val, const struct kernel_param *kp)
{
	bool value;
	int err = kstrtobool(val ?: "1", &value);

	if (!err)
		*(int *)kp->arg = value;
	return err;
}
EXPORT_SYMBOL(param_set_bint);

const struct kernel_param_ops param_ops_bint = {
	.flags = KERNEL_PARAM_OPS_FL_NOARG,
	.set = param_set_bint,
	.get = param_get_int,
};
EXPORT_SYMBOL(param_ops_bint);

/* Once on, it stays on. */
int param_set_bool_enable_only(const char *val, const struct kernel_param *kp)
{
	bool value;
	int err = kstrtobool(val ?: "1", &value);

	if (err)
		return err;
	if (!value && *(bool *)kp->arg)
		return -EROFS;
	*(bool *)kp->arg = value;
	return 0;
}
EXPORT_SYMBOL(param_set_bool_enable_only);

const struct kernel_param_ops param_ops_bool_enable_only = {
	.flags = KERNEL_PARAM_OPS_FL_NOARG,
	.set = param_set_bool_enable_only,
	.get = param_get_bool,
};
EXPORT_SYMBOL(param_ops_bool_enable_only);

/* ---- arrays ------------------------------------------------------------------------ */

static void *element_at(const struct kparam_array *arr, unsigned int i)
{
	return arr->elem + (size_t)arr->elemsize * i;
}

static int set_element(const struct kernel_param *kp, unsigned int i, const char *val)
{
	struct kernel_param element = {
		.name = kp->name,
		.mod = kp->mod,
		.ops = kp->arr->ops,
		.perm = kp->perm,
		.level = kp->level,
		.arg = element_at(kp->arr, i),
	};

	return element.ops->set(val, &element);
}

static int get_element(const struct kernel_param *kp, unsigned int i, char *buffer)
{
	struct kernel_param element = {
		.name = kp->name,
		.mod = kp->mod,
		.ops = kp->arr->ops,
		.perm = kp->perm,
		.level = kp->level,
		.arg = element_at(kp->arr, i),
	};

	return element.ops->get(buffer, &element);
}

/* The commas are cut out for good: text elements point into the line. */
static int param_array_set(const char *val, const struct kernel_param *kp)
{
	unsigned int *num = kp->arr->num, nr = 0;
	char *at = (char *)val, *comma;
	int err;

	if (!val)
		return -EINVAL;
	do {
		if (nr == kp->arr->max)
			return -EINVAL;
		comma = strchr(at, ',');
		if (comma)
			*comma = '\0';
		err = set_element(kp, nr++, at);
		at = comma + 1;
	} while (!err && comma);
	if (num)
		*num = nr;
	return err;
}

static int param_array_get(char *buffer, const struct kernel_param *kp)
{
	unsigned int i, nr = kp->arr->num ? *kp->arr->num : kp->arr->max;
	int used = 0, len;

	for (i = 0; i < nr; i++) {
		/* The element before ended in a newline. */
		if (i)
			buffer[used - 1] = ',';
		len = get_element(kp, i, buffer + used);
		if (len < 0)
			return len;
		used += len;
	}
	buffer[used] = '\0';
	return used;
}

static void param_array_free(void *arg)
{
	const struct kparam_array *arr = arg;
	unsigned int i, nr = arr->num ? *arr->num : arr->max;

	for (i = 0; arr->ops->free && i < nr; i++)
		arr->ops->free(element_at(arr, i));
}

const struct kernel_param_ops param_array_ops = {
	.set = param_array_set,
	.get = param_array_get,
	.free = param_array_free,
};
EXPORT_SYMBOL(param_array_ops);
