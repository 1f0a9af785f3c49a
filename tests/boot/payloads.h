/* SPDX-License-Identifier: MIT */
/*
 * payloads.h - what quarry-tests.elf does instead of running suites
 */
#ifndef TESTS_BOOT_PAYLOADS_H
#define TESTS_BOOT_PAYLOADS_H

#include <linux/compiler.h>
#include <linux/types.h>

/** test_payload() - do what a test.* parameter asks for; true: there was one, and
 * @status is the machine's. Weak: not every port has it. */
bool test_payload(int *status) __weak;

/** payload_die() - end the machine in the way called @how. Returns when there is
 * no such way. */
int payload_die(const char *how);

/** payload_walk() - print where @nr random addresses lie; walk.c. Does not return
 * when it could. */
int payload_walk(unsigned int nr, unsigned long long seed);

/** payload_nodes() - print the nodes' free blocks and in which order nodes help out */
int payload_nodes(void);

#endif
