// SPDX-License-Identifier: MIT
/*
 * other.c - the other half
 */
#include "other.h"

int other_value(void)
{
	return 7;
}
