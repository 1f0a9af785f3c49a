// SPDX-License-Identifier: MIT
/*
 * tm_params.c - a parameter of each kind, shown to the test by exports
 */
#include <linux/module.h>
#include <linux/string.h>

static int tm_number = 3;
module_param(tm_number, int, 0444);
MODULE_PARM_DESC(tm_number, "a number");

static char *tm_word = "none";
module_param_named(word, tm_word, charp, 0);

static bool tm_flag;
module_param_named(flag, tm_flag, bool, 0);

static unsigned int tm_list[4];
static unsigned int tm_list_len;
module_param_array_named(list, tm_list, uint, &tm_list_len, 0);

static char tm_text[8];
module_param_string(text, tm_text, sizeof(tm_text), 0);

static int tm_half;
static int tm_half_set(const char *val, const struct kernel_param *kp)
{
	int err = param_set_int(val, kp);

	tm_half /= 2;
	return err;
}

static const struct kernel_param_ops tm_half_ops = { .set = tm_half_set, .get = param_get_int };
module_param_cb(half, &tm_half_ops, &tm_half, 0);

/* "number word flag list text half" */
int tm_params_show(char *buf, size_t len);
int tm_params_show(char *buf, size_t len)
{
	return snprintf(buf, len, "%d %s %d %u:%u,%u %s %d", tm_number, tm_word, tm_flag,
			tm_list_len, tm_list[0], tm_list[1], tm_text, tm_half);
}
EXPORT_SYMBOL(tm_params_show);

static int __init tm_params_init(void)
{
	return 0;
}

static void __exit tm_params_exit(void)
{
}

module_init(tm_params_init);
module_exit(tm_params_exit);
MODULE_LICENSE("GPL");
