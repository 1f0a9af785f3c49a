// SPDX-License-Identifier: MIT
/*
 * param_help.c - what would have been right
 *
 * Types of module_param() are told apart by their operations. For a word that
 * nobody knows, the known word with the smallest edit distance (Levenshtein
 * 1966) is offered if it is near enough to be a slip.
 */
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/moduleparam.h>
#include <linux/printk.h>
#include <linux/string.h>
#include <quarry/params.h>
#include "base.h"

struct type_help {
	const struct kernel_param_ops *ops;
	const char *accepts, *example;
};

static const struct type_help type_helps[] = {
	{ &param_ops_byte, "a number from 0 to 255", "16" },
	{ &param_ops_short, "a number from -32768 to 32767", "16" },
	{ &param_ops_ushort, "a number from 0 to 65535", "16" },
	{ &param_ops_int, "a number from -2147483648 to 2147483647", "16" },
	{ &param_ops_uint, "a number from 0 to 4294967295", "16" },
	{ &param_ops_long, "a 64-bit number, decimal or 0x hexadecimal", "16" },
	{ &param_ops_ulong, "a 64-bit number of 0 or more, decimal or 0x hexadecimal", "0x1000" },
	{ &param_ops_ullong, "a 64-bit number of 0 or more, decimal or 0x hexadecimal", "0x1000" },
	{ &param_ops_hexint, "a number from 0 to 0xffffffff", "0x10" },
	{ &param_ops_charp, "a text", "text" },
	{ &param_ops_bool, "y, n, 1, 0, on or off", "y" },
	{ &param_ops_invbool, "y, n, 1, 0, on or off", "n" },
	{ &param_ops_bint, "y, n, 1, 0, on or off", "y" },
	{ &param_ops_bool_enable_only, "y, 1 or on", "y" },
};

static const struct type_help *find_type(const struct kernel_param *kp)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(type_helps); i++)
		if (type_helps[i].ops == kp->ops)
			return &type_helps[i];
	return NULL;
}

const char *param_accepts(const struct kernel_param *kp)
{
	const struct type_help *type = find_type(kp);

	if (type)
		return type->accepts;
	if (kp->ops == &param_array_ops)
		return "values separated by commas";
	return kp->ops == &param_ops_string ? "a text that fits" : "a value of its own kind";
}

const char *param_example_value(const struct kernel_param *kp)
{
	const struct type_help *type = find_type(kp);

	if (type)
		return type->example;
	return kp->ops == &param_array_ops ? "1,2,3" : "text";
}

/* ---- the machine, which the port reads from the line before the core runs ------------ */

PARAM_HELP(mem, "mem", "SIZE[@BASE][:nodeN],... with K, M, G or T", "mem=16M@0,2G@4G:node1");
PARAM_HELP(memmap, "memmap", "SIZE$BASE,... of reserved ranges", "memmap=64K$640K");
PARAM_HELP(cpus, "cpus", "N, or N:nodeK,...", "cpus=2:node0,2:node1");
PARAM_HELP(distance, "distance", "nodes x nodes numbers of 10 to 255, row by row",
	   "distance=10,20,20,10");
PARAM_HELP(sched, "sched", "replay", "sched=replay seed=7");
PARAM_HELP(seed, "seed", "a number", "seed=7");

/* ---- all known words ------------------------------------------------------------- */

static bool has_help(const char *name)
{
	const struct param_help *help;

	for (help = __start_param_help; help < __stop_param_help; help++)
		if (parameq(help->name, name))
			return true;
	return false;
}

static void each_setup(void (*fn)(const struct param_help *help, void *arg), void *arg)
{
	const struct setup_param *p;
	struct param_help help;
	char name[64];

	for (p = __start_setup_params; p < __stop_setup_params; p++) {
		strscpy(name, p->str, sizeof(name));
		strreplace(name, '=', '\0');
		help = (struct param_help){ .name = name, .accepts = "", .example = name };
		if (!has_help(name))
			fn(&help, arg);
	}
}

static void each_kernel_param(void (*fn)(const struct param_help *help, void *arg), void *arg)
{
	const struct kernel_param *kp;
	struct param_help help;
	char example[96];

	for (kp = __start_kernel_params; kp < __stop_kernel_params; kp++) {
		snprintf(example, sizeof(example), "%s=%s", kp->name, param_example_value(kp));
		help = (struct param_help){ kp->name, param_accepts(kp), example };
		if (!has_help(kp->name))
			fn(&help, arg);
	}
}

void params_for_each(void (*fn)(const struct param_help *help, void *arg), void *arg)
{
	const struct param_help *help;

	for (help = __start_param_help; help < __stop_param_help; help++)
		fn(help, arg);
	each_setup(fn, arg);
	each_kernel_param(fn, arg);
}

/* ---- the nearest one ---------------------------------------------------------------- */

#define NAME_MAX_LEN  32
#define NEAR_DISTANCE 2

/* One row of the table at a time: row[j] is the distance of a's first i and b's first j. */
static unsigned int edit_distance(const char *a, const char *b)
{
	unsigned int row[NAME_MAX_LEN + 1], i, j, diagonal, above;
	size_t len_a = strlen(a), len_b = strlen(b);

	if (len_a > NAME_MAX_LEN || len_b > NAME_MAX_LEN)
		return NAME_MAX_LEN;
	for (j = 0; j <= len_b; j++)
		row[j] = j;
	for (i = 1; i <= len_a; i++) {
		diagonal = row[0];
		row[0] = i;
		for (j = 1; j <= len_b; j++) {
			above = row[j];
			row[j] = min3(above + 1, row[j - 1] + 1, diagonal + (a[i - 1] != b[j - 1]));
			diagonal = above;
		}
	}
	return row[len_b];
}

#define NAMES_A_LINE 8

struct nearest {
	const char *wanted;
	unsigned int distance;
	char name[64], accepts[128], example[96];
};

static void consider(const struct param_help *help, void *arg)
{
	struct nearest *n = arg;
	unsigned int distance = edit_distance(n->wanted, help->name);

	if (distance >= n->distance)
		return;
	n->distance = distance;
	strscpy(n->name, help->name, sizeof(n->name));
	strscpy(n->accepts, help->accepts, sizeof(n->accepts));
	strscpy(n->example, help->example, sizeof(n->example));
}

static void tell_name(const struct param_help *help, void *arg)
{
	unsigned int *nr = arg;

	pr_cont("%s%s", *nr ? *nr % NAMES_A_LINE ? ", " : ",\n  " : " ", help->name);
	++*nr;
}

void param_tell_unknown(const char *doing, const char *name)
{
	struct nearest n = { .wanted = name, .distance = NEAR_DISTANCE + 1 };
	unsigned int nr = 0;

	pr_err("%s: Unknown parameter `%s'\n", doing, name);
	params_for_each(consider, &n);
	if (n.distance <= NEAR_DISTANCE) {
		pr_err("%s: did you mean %s? It takes %s; for example %s\n", doing, n.name,
		       n.accepts[0] ? n.accepts : "no value", n.example);
		return;
	}
	pr_err("%s: accepted are", doing);
	params_for_each(tell_name, &nr);
	pr_cont("; for example mem=256M loglevel=4\n");
}
