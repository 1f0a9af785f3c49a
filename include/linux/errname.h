/* SPDX-License-Identifier: MIT */
/* errname.h - error numbers by name; lib/errname.c */
#ifndef _LINUX_ERRNAME_H
#define _LINUX_ERRNAME_H

/** errname() - "-ENOMEM" for -12, "ENOMEM" for 12; NULL if there is no such error */
const char *errname(int err);

#endif
