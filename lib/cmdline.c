// SPDX-License-Identifier: MIT
/*
 * cmdline.c - pieces of the kernel command line
 *
 * Integers and lists of them, sizes with a suffix, words of the form
 * name=value. Nothing is copied: next_arg() cuts the text it is given.
 *
 * Locking: none. Any context.
 */
#include <linux/ctype.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/string.h>

/**
 * get_option() - an integer at *@str
 * @str: stepped over a minus, the integer and a comma behind it
 * @pint: where it goes; NULL: only step over it
 *
 * Return: 0 there is none, 1 it is the last, 2 a comma followed, 3 a hyphen
 * follows: the start of a range (*@str is left on the hyphen).
 */
int get_option(char **str, int *pint)
{
	char *digits = *str;
	bool negative;
	int value;

	if (!digits || !*digits)
		return 0;
	negative = *digits == '-';
	if (negative)
		digits++;
	value = simple_strtoull(digits, str, 0);
	if (pint)
		*pint = negative ? -value : value;
	if (*str == digits)
		return 0;
	if (**str == ',') {
		(*str)++;
		return 2;
	}
	return **str == '-' ? 3 : 1;
}
EXPORT_SYMBOL(get_option);

/**
 * get_options() - a list of integers and ranges, "1,4-6"
 * @nints: elements of @ints; 0: only count (ints[0] is then the count)
 * @ints: ints[0] becomes the number, ints[1] … the values
 *
 * The last number of a range is read as the next integer of the list. A range
 * that runs backwards ends the list and does not count, though its first number
 * is stored.
 * Return: the first character that does not belong to the list.
 */
char *get_options(const char *str, int nints, int *ints)
{
	int count = 0, first, last, kind;
	bool only_count = nints == 0;
	char *cur = (char *)str;

	while (only_count || count < nints - 1) {
		kind = get_option(&cur, &first);
		if (!kind)
			break;
		if (kind != 3) {
			count++;
			if (!only_count)
				ints[count] = first;
			if (kind == 1)
				break;
			continue;
		}
		last = simple_strtol(++cur, NULL, 0);
		if (!only_count)
			ints[count + 1] = first;
		if (last < first)
			break;
		for (; first < last && (only_count || count < nints - 1); first++) {
			count++;
			if (!only_count)
				ints[count] = first;
		}
	}
	ints[0] = count;
	return cur;
}
EXPORT_SYMBOL(get_options);

/**
 * memparse() - a number with a suffix: K, M, G, T, P or E, powers of 1024
 * @retptr: NULL, or set to what follows
 */
unsigned long long memparse(const char *ptr, char **retptr)
{
	static const char suffixes[] = "kmgtpe";
	unsigned long long value;
	const char *suffix;
	char *end;

	value = simple_strtoull(ptr, &end, 0);
	suffix = *end ? strchr(suffixes, tolower(*end)) : NULL;
	if (suffix) {
		value <<= 10 * (suffix - suffixes + 1);
		end++;
	}
	if (retptr)
		*retptr = end;
	return value;
}
EXPORT_SYMBOL(memparse);

/** parse_option_str() - is @option one of the words of "a,b,c"? */
bool parse_option_str(const char *str, const char *option)
{
	size_t len = strlen(option);

	while (*str) {
		if (!strncmp(str, option, len) && (!str[len] || str[len] == ','))
			return true;
		str = strchrnul(str, ',');
		if (*str == ',')
			str++;
	}
	return false;
}
EXPORT_SYMBOL(parse_option_str);

/**
 * next_arg() - cut the first word off
 * @args: starts with a word, not with a blank; is changed
 * @param: its name; @val: what is behind '=', or NULL
 *
 * Double quotes around the value or around the whole word keep blanks and are
 * taken away. Return: the next word, or "".
 */
char *next_arg(char *args, char **param, char **val)
{
	bool quoted = *args == '"', in_quotes = quoted;
	size_t i, equals = 0;
	char *next;

	if (quoted)
		args++;
	for (i = 0; args[i]; i++) {
		if (isspace(args[i]) && !in_quotes)
			break;
		if (args[i] == '=' && !equals)
			equals = i;
		if (args[i] == '"')
			in_quotes = !in_quotes;
	}
	next = args[i] ? args + i + 1 : args + i;
	args[i] = '\0';
	if (quoted && i && args[i - 1] == '"')
		args[i - 1] = '\0';
	*param = args;
	*val = NULL;
	if (equals) {
		args[equals] = '\0';
		*val = args + equals + 1;
		if (**val == '"') {
			(*val)++;
			if (i && args[i - 1] == '"')
				args[i - 1] = '\0';
		}
	}
	return skip_spaces(next);
}
EXPORT_SYMBOL(next_arg);
