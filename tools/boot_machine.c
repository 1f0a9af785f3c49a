// SPDX-License-Identifier: MIT
/*
 * boot_machine.c - the machine line, for QEMU
 *
 * The line is the one of the hosted machine, parsed by the same code. QEMU
 * decides itself where RAM lies, so a size is all it takes: several ranges of a
 * node are added up. With more than one node each gets a memory back end and
 * its CPUs; distances are given for each pair, as QEMU takes all or none.
 */
#include "boot.h"
#include "kernel_side.h"

#include <stdlib.h>
#include <string.h>

#define LOCAL_DISTANCE 10
#define PAGE_BYTES     4096
#define IMAGE_BASE     (1ull << 20) /* where the kernel is loaded */

static bool is_word(const char *word, const char *name)
{
	size_t len = strlen(name);

	return !strncmp(word, name, len) && (word[len] == '=' || !word[len]);
}

/* "mem=16M@0,2G@4G:node1" to "mem=16M,2G:node1". The caller frees it. */
static char *without_addresses(const char *word)
{
	char *text = format("%s", word), *to = text;
	bool in_address = false;

	for (const char *c = word; *c; c++) {
		if (*c == '@')
			in_address = true;
		else if (*c == ',' || *c == ':')
			in_address = false;
		if (!in_address)
			*to++ = *c;
	}
	*to = '\0';
	return text;
}

/* Words that make sense for a machine in a process only. */
static bool refuse_hosted(const char *word)
{
	static const char *const hosted[] = { "sched", "seed", "alias" };

	if (is_word(word, "mem") && strchr(word, '@')) {
		char *better = without_addresses(word);

		fail(0, "in `%s': QEMU decides itself where memory lies, so no address is accepted",
		     word);
		fprintf(stderr, "        write the sizes alone: %s\n", better);
		free(better);
		return true;
	}
	for (size_t i = 0; i < sizeof(hosted) / sizeof(hosted[0]); i++) {
		if (!is_word(word, hosted[i]))
			continue;
		fail(0, "`%s' is for the machine in a process only", word);
		fprintf(stderr, "        accepted here: mem=SIZE[:nodeN],... cpus=N[:nodeK],... "
				"distance=A,B,... memmap=SIZE$BASE,... and kernel parameters\n"
				"        for example: mem=256M,256M:node1 cpus=2\n");
		return true;
	}
	return false;
}

static bool is_machine_word(const char *word)
{
	return is_word(word, "mem") || is_word(word, "cpus") || is_word(word, "distance");
}

/* Reserved ranges are the kernel's business; it takes one a word. */
static void append_ranges(struct words *machine, struct words *append, const char *word)
{
	char *list = format("%s", strchr(word, '=') + 1), *rest = list, *range;

	words_add(machine, "%s", word);
	while ((range = strsep(&rest, ",")))
		words_add(append, "memmap=%s", range);
	free(list);
}

/* What the parser could not know: limits of the bare kernel's build and of QEMU. */
static bool check_limits(const struct ks_machine *m)
{
	long cpus = target_config(&target_x86, "CONFIG_NR_CPUS");
	long nodes = target_config(&target_x86, "CONFIG_MAX_NUMNODES");
	unsigned long long bytes = 0;

	if (cpus > 0 && m->nr_cpus > cpus) {
		fail(0, "%u CPUs: the bare kernel was built for at most %ld (meson option nr_cpus)",
		     m->nr_cpus, cpus);
		return false;
	}
	if (nodes > 0 && m->nr_nodes > nodes) {
		fail(0,
		     "%u nodes: the bare kernel was built for at most %ld (meson option "
		     "max_numnodes)",
		     m->nr_nodes, nodes);
		return false;
	}
	for (unsigned int n = 0; n < m->nr_nodes; n++) {
		bytes += m->node_bytes[n];
		if (m->node_bytes[n] % PAGE_BYTES) {
			fail(0, "node %u: %llu bytes of memory are not whole pages of 4K", n,
			     m->node_bytes[n]);
			return false;
		}
		if (m->distance && m->distance[n * m->nr_nodes + n] != LOCAL_DISTANCE) {
			fail(0, "distance=: from a node to itself it is 10 in QEMU, not %u",
			     m->distance[n * m->nr_nodes + n]);
			return false;
		}
	}
	/* The firmware would wait for ever, and the kernel never say why. */
	if (bytes <= IMAGE_BASE) {
		fail(0, "%lluK of memory: the kernel is loaded at 1M and needs some behind it",
		     bytes >> 10);
		fprintf(stderr, "        for example: mem=64M\n");
		return false;
	}
	return true;
}

/* As QEMU takes it. The caller frees it. */
static char *size_text(unsigned long long bytes)
{
	return bytes % (1ull << 20) ? format("%lluK", bytes >> 10) : format("%lluM", bytes >> 20);
}

static void add_node(const struct ks_machine *m, unsigned int node, struct words *qemu)
{
	char *cpus = format("%s", ""), *memory = format("%s", ""), *size;

	for (unsigned int cpu = 0; cpu < m->nr_cpus; cpu++)
		if (m->cpu_node[cpu] == (int)node) {
			char *more = format("%s,cpus=%u", cpus, cpu);

			free(cpus);
			cpus = more;
		}
	if (m->node_bytes[node]) {
		size = size_text(m->node_bytes[node]);
		words_add(qemu, "-object");
		words_add(qemu, "memory-backend-ram,id=node%u,size=%s", node, size);
		free(size);
		free(memory);
		memory = format(",memdev=node%u", node);
	}
	words_add(qemu, "-numa");
	words_add(qemu, "node,nodeid=%u%s%s", node, cpus, memory);
	free(memory);
	free(cpus);
}

static void add_distances(const struct ks_machine *m, struct words *qemu)
{
	for (unsigned int from = 0; from < m->nr_nodes; from++)
		for (unsigned int to = 0; to < m->nr_nodes; to++)
			if (from != to) {
				words_add(qemu, "-numa");
				words_add(qemu, "dist,src=%u,dst=%u,val=%u", from, to,
					  m->distance[from * m->nr_nodes + to]);
			}
}

static void add_options(const struct ks_machine *m, struct words *qemu)
{
	unsigned long long bytes = 0;
	char *size;

	for (unsigned int node = 0; node < m->nr_nodes; node++)
		bytes += m->node_bytes[node];
	size = size_text(bytes);
	words_add(qemu, "-m");
	words_add(qemu, "%s", size);
	free(size);
	words_add(qemu, "-smp");
	if (m->nr_nodes == 1) {
		words_add(qemu, "%u", m->nr_cpus);
		return;
	}
	words_add(qemu, "%u,sockets=%u,cores=1,threads=1", m->nr_cpus, m->nr_cpus);
	for (unsigned int node = 0; node < m->nr_nodes; node++)
		add_node(m, node, qemu);
	if (m->distance)
		add_distances(m, qemu);
}

bool boot_machine(const struct words *line, struct words *qemu, struct words *append)
{
	struct words machine = { 0 };
	struct ks_machine parsed;
	char *text = words_join(line);
	bool good = machine_line_check(text);

	free(text);
	for (size_t i = 0; i < line->nr && good; i++) {
		good = !refuse_hosted(line->at[i]);
		if (is_machine_word(line->at[i]))
			words_add(&machine, "%s", line->at[i]);
		else if (!strncmp(line->at[i], "memmap=", 7))
			append_ranges(&machine, append, line->at[i]);
		else
			append_param(append, line->at[i]);
	}
	text = words_join(&machine);
	good = good && ks_machine_parse(text, &parsed) && check_limits(&parsed);
	if (good)
		add_options(&parsed, qemu);
	free(text);
	words_free(&machine);
	return good;
}
