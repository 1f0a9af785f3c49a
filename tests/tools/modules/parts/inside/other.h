/* SPDX-License-Identifier: MIT */
int other_value(void);
