/* SPDX-License-Identifier: MIT */
/*
 * base.h - what the files of kernel/base share
 */
#ifndef KERNEL_BASE_H
#define KERNEL_BASE_H

#include <linux/types.h>
#include <linux/moduleparam.h>

/** stack_report() - who runs here ("CPU: PID: Comm:") and the calls that led
 * here, each line at @level; @fp: frame of the function that reports, the
 * list begins with its caller */
void stack_report(const char *level, unsigned long fp);
#define report_frame() ((unsigned long)__builtin_frame_address(0))

/* param_help.c */

/** param_accepts() - in words, what @kp takes; never NULL */
const char *param_accepts(const struct kernel_param *kp);
/** param_example_value() - a value that it takes; "" if the name alone does */
const char *param_example_value(const struct kernel_param *kp);
/** param_tell_unknown() - report a word of the boot line that nobody takes, the
 * one that is most like it, and an example */
void param_tell_unknown(const char *doing, const char *name);

#endif
