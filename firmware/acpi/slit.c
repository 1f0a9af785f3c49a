// SPDX-License-Identifier: MIT
/*
 * slit.c - how far the nodes are from each other
 *
 * The SLIT is a square of bytes, one row for each proximity domain from 0 on:
 * 10 is the cost of memory in the own domain, 20 costs twice that, 255 means no
 * way. It is read after the SRAT, which says which domains are nodes. A node
 * whose domain lies outside of the square keeps the distance 20 to all others.
 */
#include <linux/unaligned.h>
#include "acpi_internal.h"

#define SLIT_NR	    36 /* u64: rows, and bytes in each */
#define SLIT_MATRIX 44

bool acpi_slit_check(const struct acpi_table *t)
{
	u64 nr = get_unaligned_le64(t->data + SLIT_NR), i, j;
	const u8 *at = t->data + SLIT_MATRIX;

	/* nr is compared first: its square must not wrap. */
	if (!nr || nr > t->length || nr * nr > t->length - SLIT_MATRIX) {
		acpi_refuse(t, "%u bytes do not hold %llu localities", t->length, nr);
		return false;
	}
	for (i = 0; i < nr; i++) {
		for (j = 0; j < nr; j++, at++) {
			if (i == j ? *at == ACPI_LOCAL_DISTANCE : *at >= ACPI_LOCAL_DISTANCE)
				continue;
			acpi_refuse(t, "distance %u from %llu to %llu", *at, i, j);
			return false;
		}
	}
	return true;
}

void acpi_slit_read(const struct acpi_table *t, struct acpi_machine *m)
{
	u64 nr = get_unaligned_le64(t->data + SLIT_NR);
	unsigned int a, b;

	if (!m->have_srat) {
		acpi_refuse(t, "no SRAT to say what is where");
		return;
	}
	for (a = 0; a < m->nr_nodes; a++) {
		if (m->domain[a] >= nr) {
			acpi_say(t, "no row for domain %#x: node %u is %u from all others",
				 m->domain[a], a, ACPI_REMOTE_DISTANCE);
			continue;
		}
		for (b = 0; b < m->nr_nodes; b++)
			if (m->domain[b] < nr)
				m->distance[a * m->nr_nodes + b] =
					t->data[SLIT_MATRIX + m->domain[a] * nr + m->domain[b]];
	}
	m->have_slit = true;
}
