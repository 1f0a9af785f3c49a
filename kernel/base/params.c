// SPDX-License-Identifier: MIT
/*
 * params.c - words "name=value" set parameters
 *
 * A line is cut in place into words at blanks outside double quotes; quotes
 * around a value are removed. Two users: the module loader, by parse_args()
 * with a module's own table, and boot, by params_parse() with all tables of
 * the core. Nothing is guessed: a word that nobody takes, or whose value
 * nobody understands, is reported with what would be right.
 *
 * Text parameters (charp) point into the line, which therefore stays: boot
 * keeps its copy, the loader keeps a module's.
 *
 * Locking: none. Boot is alone; the loader holds its mutex.
 */
#include <linux/err.h>
#include <linux/export.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/moduleparam.h>
#include <linux/panic.h>
#include <linux/printk.h>
#include <linux/string.h>
#include <asm/setup.h>
#include <quarry/params.h>
#include "base.h"

char boot_command_line[COMMAND_LINE_SIZE];
char *saved_command_line = boot_command_line;

/* ---- words -------------------------------------------------------------------- */

struct word {
	char *name;
	char *val; /* NULL: no '=' */
};

static char dash_to_underscore(char c)
{
	return c == '-' ? '_' : c;
}

bool parameqn(const char *name1, const char *name2, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (dash_to_underscore(name1[i]) != dash_to_underscore(name2[i]))
			return false;
	return true;
}

bool parameq(const char *name1, const char *name2)
{
	size_t len = strlen(name1);

	return len == strlen(name2) && parameqn(name1, name2, len);
}

/* Cut the first word off @line. False: there is none. */
static bool next_word(char **line, struct word *word)
{
	char *at = skip_spaces(*line);

	if (!*at)
		return false;
	*line = next_arg(at, &word->name, &word->val);
	return true;
}

/* ---- reports --------------------------------------------------------------------- */

static const struct param_help *find_help(const char *name)
{
	const struct param_help *help;

	for (help = __start_param_help; help < __stop_param_help; help++)
		if (parameq(help->name, name))
			return help;
	return NULL;
}

static void tell_help(const char *doing, const char *name)
{
	const struct param_help *help = find_help(name);

	if (help)
		pr_err("%s: %s takes %s; for example %s\n", doing, name, help->accepts,
		       help->example);
}

static void tell_bad_value(const char *doing, const struct word *word,
			   const struct kernel_param *kp, int err)
{
	if (err == -ENOSPC)
		pr_err("%s: `%s' too large for parameter `%s'\n", doing, word->val ?: "",
		       word->name);
	else
		pr_err("%s: `%s' invalid for parameter `%s'\n", doing, word->val ?: "", word->name);
	if (!kp || find_help(word->name))
		tell_help(doing, word->name);
	else
		pr_err("%s: %s takes %s; for example %s=%s\n", doing, word->name, param_accepts(kp),
		       word->name, param_example_value(kp));
}

static void tell_unknown(const char *doing, const struct word *word,
			 const struct kernel_param *params, unsigned int num)
{
	unsigned int i;

	pr_err("%s: Unknown parameter `%s'\n", doing, word->name);
	if (!num) {
		pr_err("%s: no parameters are accepted\n", doing);
		return;
	}
	pr_err("%s: accepted are", doing);
	for (i = 0; i < num; i++)
		pr_cont("%s %s", i ? "," : "", params[i].name);
	pr_cont("; for example %s=%s\n", params[0].name, param_example_value(&params[0]));
}

/* ---- tables of struct kernel_param ------------------------------------------------- */

/* Built-in code without a file name of its own: "kernel.x" is also plain "x". */
static bool name_matches(const struct kernel_param *kp, const char *name)
{
	static const char prefix[] = "kernel.";

	if (parameq(kp->name, name))
		return true;
	return !kp->mod && !strncmp(kp->name, prefix, sizeof(prefix) - 1) &&
	       parameq(kp->name + sizeof(prefix) - 1, name);
}

static const struct kernel_param *find_param(const char *name, const struct kernel_param *params,
					     unsigned int num)
{
	unsigned int i;

	for (i = 0; i < num; i++)
		if (name_matches(&params[i], name))
			return &params[i];
	return NULL;
}

static int set_param(const struct kernel_param *kp, const char *val, const char *doing)
{
	if (!val && !(kp->ops->flags & KERNEL_PARAM_OPS_FL_NOARG))
		return -EINVAL;
	if (!kp->ops->set)
		return -EPERM;
	if (kp->flags & KERNEL_PARAM_FL_UNSAFE) {
		pr_notice("%s: setting dangerous option %s - tainting kernel\n", doing, kp->name);
		add_taint(TAINT_USER, LOCKDEP_STILL_OK);
	}
	return kp->ops->set(val, kp);
}

struct parse {
	const char *doing;
	const struct kernel_param *params;
	unsigned int num;
	s16 min_level, max_level;
	void *arg;
	int (*unknown)(char *param, char *val, const char *doing, void *arg);
};

static int parse_word(const struct parse *p, struct word *word)
{
	const struct kernel_param *kp = find_param(word->name, p->params, p->num);
	int err;

	if (!kp) {
		if (p->unknown)
			return p->unknown(word->name, word->val, p->doing, p->arg);
		tell_unknown(p->doing, word, p->params, p->num);
		return -ENOENT;
	}
	if (kp->level < p->min_level || kp->level > p->max_level)
		return 0;
	err = set_param(kp, word->val, p->doing);
	if (err)
		tell_bad_value(p->doing, word, kp, err);
	return err;
}

char *parse_args(const char *doing, char *args, const struct kernel_param *params, unsigned int num,
		 s16 min_level, s16 max_level, void *arg,
		 int (*unknown)(char *param, char *val, const char *doing, void *arg))
{
	struct parse p = {
		.doing = doing,
		.params = params,
		.num = num,
		.min_level = min_level,
		.max_level = max_level,
		.arg = arg,
		.unknown = unknown,
	};
	struct word word;
	int err = 0, ret;

	while (next_word(&args, &word)) {
		if (!word.val && !strcmp(word.name, "--"))
			return err ? ERR_PTR(err) : args;
		ret = parse_word(&p, &word);
		err = err ?: ret;
	}
	return err ? ERR_PTR(err) : NULL;
}
EXPORT_SYMBOL(parse_args);

/* ---- early_param() and __setup() ------------------------------------------------------ */

/* Length of the name in "name" or "name=". */
static size_t setup_name_len(const struct setup_param *p)
{
	size_t len = strlen(p->str);

	return len && p->str[len - 1] == '=' ? len - 1 : len;
}

static bool setup_matches(const struct setup_param *p, const struct word *word)
{
	size_t len = setup_name_len(p);

	if (strlen(word->name) != len || !parameqn(p->str, word->name, len))
		return false;
	return p->str[len] != '=' || word->val;
}

/* What follows @p->str: __setup("name") of "name=x" sees "=x". The '=' (or a
 * quote behind it) before the value is put (back) for the time of the call. */
static int call_setup(const struct setup_param *p, struct word *word)
{
	char nothing[] = "", *before, was;
	int ret;

	if (p->early)
		return p->setup_func(word->val);
	if (!word->val)
		return p->setup_func(nothing) == 1 ? 0 : -EINVAL;
	if (p->str[setup_name_len(p)] == '=')
		return p->setup_func(word->val) == 1 ? 0 : -EINVAL;
	before = word->val - 1;
	was = *before;
	*before = '=';
	ret = p->setup_func(before) == 1 ? 0 : -EINVAL;
	*before = was;
	return ret;
}

/* Return: how many took the word; *@err: set if one did not understand it. */
static unsigned int parse_setup(struct word *word, bool early, int *err)
{
	const struct setup_param *p;
	unsigned int taken = 0;

	for (p = __start_setup_params; p < __stop_setup_params; p++) {
		if (!setup_matches(p, word))
			continue;
		taken++;
		if (!!p->early == early && call_setup(p, word)) {
			tell_bad_value("Booting kernel", word, NULL, -EINVAL);
			*err = -EINVAL;
		}
	}
	return taken;
}

/* ---- boot ---------------------------------------------------------------------------------- */

#define NR_KERNEL_PARAMS (__stop_kernel_params - __start_kernel_params)

static int parse_late(struct word *word)
{
	const struct kernel_param *kp;
	unsigned int taken;
	int err = 0, ret;

	taken = parse_setup(word, false, &err);
	kp = find_param(word->name, __start_kernel_params, NR_KERNEL_PARAMS);
	if (kp) {
		ret = set_param(kp, word->val, "Booting kernel");
		if (ret)
			tell_bad_value("Booting kernel", word, kp, ret);
		return ret ?: err;
	}
	if (!taken) {
		param_tell_unknown("Booting kernel", word->name);
		return -ENOENT;
	}
	return err;
}

static int parse_early(struct word *word)
{
	int err = 0;

	parse_setup(word, true, &err);
	return err;
}

static int parse_line(char *line, int (*parse)(struct word *word))
{
	struct word word;
	int err = 0;

	while (next_word(&line, &word)) {
		if (!word.val && !strcmp(word.name, "--"))
			break;
		if (parse(&word))
			err = -EINVAL;
	}
	return err;
}

int params_parse_copies(char *early, char *late)
{
	int err = parse_line(early, parse_early);

	return parse_line(late, parse_late) ?: err;
}

int params_parse(const char *cmdline)
{
	static char early[COMMAND_LINE_SIZE], late[COMMAND_LINE_SIZE];

	if (strlen(cmdline) >= COMMAND_LINE_SIZE) {
		pr_err("Booting kernel: the command line is longer than %d characters\n",
		       COMMAND_LINE_SIZE - 1);
		return -EINVAL;
	}
	strscpy(boot_command_line, cmdline, COMMAND_LINE_SIZE);
	strscpy(early, cmdline, COMMAND_LINE_SIZE);
	strscpy(late, cmdline, COMMAND_LINE_SIZE);
	return params_parse_copies(early, late);
}
