/* SPDX-License-Identifier: MIT */
/*
 * params.h - the command line as a whole, and help for its words
 *
 * Each word must be known: as early_param(), __setup(), core_param() or
 * module_param() of built-in code. One that is not, or whose value is bad,
 * is an error that names it, says what is accepted and gives an example.
 * PARAM_HELP() supplies the two texts for __setup() and early_param() words;
 * the types of module_param() know their own.
 */
#ifndef QUARRY_PARAMS_H
#define QUARRY_PARAMS_H

#include <linux/compiler.h>

/**
 * struct param_help - one line of help
 * @name: the word before '='
 * @accepts: what may follow: "bytes with K, M or G behind"
 * @example: "vmalloc=512M"
 */
struct param_help {
	const char *name, *accepts, *example;
};

extern const struct param_help __start_param_help[] __weak;
extern const struct param_help __stop_param_help[] __weak;

#define PARAM_HELP(uid, param_name, param_accepts, param_example)		\
	static const struct param_help __param_help_##uid			\
	__used __section("param_help") __aligned(8) =				\
		{ param_name, param_accepts, param_example }

/**
 * params_parse() - obey the whole command line
 * @cmdline: not changed; at most COMMAND_LINE_SIZE - 1 characters
 *
 * Early parameters first, then the others, each left to right. Every bad word
 * is reported by a line at KERN_ERR. Words behind "--" are left alone.
 * Context: boot CPU, before any allocator. Return: 0, or -EINVAL.
 */
int params_parse(const char *cmdline);

/** params_parse_copies() - the same for two copies of a line, which are cut up;
 * text parameters point into @late afterwards */
int params_parse_copies(char *early, char *late);

/** params_for_each() - every word that is known: @fn gets its name, what it
 * accepts and an example ("" where nobody has said) */
void params_for_each(void (*fn)(const struct param_help *help, void *arg), void *arg);

#endif
