// SPDX-License-Identifier: MIT
/*
 * machine.c - the machine line: any machine, made up
 *
 *   mem=SIZE[@BASE][:nodeN],...   RAM; without @BASE after the range before
 *   memmap=SIZE$BASE,...          reserved; wins over RAM
 *   cpus=N | cpus=N:nodeK,...     CPUs; without a node spread over the nodes
 *   distance=A,B,...              SLIT, row by row, nodes * nodes numbers
 *   sched=replay seed=N           all CPUs on one host thread, chosen by N
 *   alias=on                      library mode: shared RAM, true aliases
 *
 * Ranges may be unsorted, ragged and overlapping: making sense of them is the
 * core's business, and these lines are how that is tested. Words that are not
 * named here are kernel parameters and pass by. A "--" ends the line for us.
 */
#include <linux/init.h>
#include "host.h"

struct host_machine host_machine;

/* One word of the line while it is parsed; @at moves. */
struct word {
	const char *start, *at, *end;
};

static void say_range(const char *from, const char *to)
{
	os_error(from, (unsigned long)(to - from));
}

/* "quarry: mem=16X: bad size at `X'; accepted: ...; for example ..." */
static int refuse(const struct word *word, const char *what, const char *usage)
{
	host_say("quarry: in `");
	say_range(word->start, word->end);
	host_say("': ");
	host_say(what);
	if (word->at < word->end) {
		host_say(" at `");
		say_range(word->at, word->end);
		host_say("'");
	}
	host_say("\n        accepted: ");
	host_say(usage);
	host_say("\n");
	return -EINVAL;
}

static const char mem_usage[] =
	"mem=SIZE[@BASE][:nodeN],... with K, M, G or T, for example mem=16M@0,2G@4G:node1";
static const char memmap_usage[] =
	"memmap=SIZE$BASE,... (reserved ranges), for example memmap=64K$640K";
static const char cpus_usage[] =
	"cpus=N or cpus=N:nodeK,..., for example cpus=4 or cpus=2:node0,2:node1";
static const char distance_usage[] =
	"distance= nodes x nodes numbers 10-255, row by row, for example distance=10,20,20,10";
static const char sched_usage[] = "sched=replay (with seed=N), for example sched=replay seed=7";
static const char seed_usage[] = "seed=N, for example seed=7";
static const char alias_usage[] = "alias=on or alias=off";

static int digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if ((c | 32) >= 'a' && (c | 32) <= 'f')
		return (c | 32) - 'a' + 10;
	return 99;
}

static bool parse_number(struct word *word, u64 *out)
{
	unsigned int base = 10;
	const char *first;
	u64 value = 0;

	if (word->end - word->at > 2 && word->at[0] == '0' && (word->at[1] | 32) == 'x') {
		base = 16;
		word->at += 2;
	}
	first = word->at;
	for (; word->at < word->end && digit(*word->at) < base; word->at++)
		if (__builtin_mul_overflow(value, (u64)base, &value) ||
		    __builtin_add_overflow(value, (u64)digit(*word->at), &value))
			return false;
	*out = value;
	return word->at > first;
}

static bool parse_size(struct word *word, u64 *out)
{
	unsigned int shift = 0;

	if (!parse_number(word, out))
		return false;
	if (word->at == word->end)
		return true;
	switch (*word->at | 32) {
	case 't':
		shift += 10;
		fallthrough;
	case 'g':
		shift += 10;
		fallthrough;
	case 'm':
		shift += 10;
		fallthrough;
	case 'k':
		shift += 10;
		word->at++;
		break;
	}
	return !__builtin_mul_overflow(*out, 1ull << shift, out);
}

static bool parse_char(struct word *word, char c)
{
	if (word->at == word->end || *word->at != c)
		return false;
	word->at++;
	return true;
}

/* ":nodeN", optional. False: present but wrong. */
static bool parse_node(struct word *word, int *nid)
{
	static const char name[] = "node";
	u64 value;

	*nid = -1;
	if (!parse_char(word, ':'))
		return true;
	for (const char *c = name; *c; c++)
		if (!parse_char(word, *c))
			return false;
	if (!parse_number(word, &value) || value >= CONFIG_MAX_NUMNODES)
		return false;
	*nid = (int)value;
	return true;
}

static void note_node(int nid)
{
	if (nid >= 0 && (unsigned int)nid >= host_machine.info.nr_nodes)
		host_machine.info.nr_nodes = (unsigned int)nid + 1;
}

static int add_range(const struct word *word, struct boot_mem range, const char *usage)
{
	struct boot_info *info = &host_machine.info;
	u64 end;

	if (!range.size)
		return refuse(word, "a range of 0 bytes", usage);
	if (__builtin_add_overflow(range.base, range.size, &end) || end >> PHYS_ADDR_MAX_BITS)
		return refuse(word,
			      PHYS_ADDR_MAX_BITS == 38
				      ? "a range ends above 256G, the highest physical address"
				      : "a range ends above 8G, the highest physical address of "
					"this build",
			      usage);
	if (info->nr_mem == HOST_MAX_MEM)
		return refuse(word, "more than 256 ranges", usage);
	host_machine.mem[info->nr_mem++] = range;
	note_node(range.nid);
	end = (end + PAGE_SIZE - 1) & PAGE_MASK;
	if (range.type == BOOT_MEM_RAM && end > host_machine.ram_end)
		host_machine.ram_end = end;
	return 0;
}

static int parse_mem(struct word *word)
{
	u64 next = 0;

	do {
		struct boot_mem range = { .base = next, .type = BOOT_MEM_RAM };

		if (!parse_size(word, &range.size))
			return refuse(word, "no valid size", mem_usage);
		if (parse_char(word, '@') && !parse_size(word, &range.base))
			return refuse(word, "no valid base address", mem_usage);
		if (!parse_node(word, &range.nid))
			return refuse(word,
				      "no valid node (this build has too few, or it is not"
				      " `:nodeN')",
				      mem_usage);
		if (add_range(word, range, mem_usage))
			return -EINVAL;
		next = range.base + range.size;
	} while (parse_char(word, ','));
	return word->at < word->end ? refuse(word, "what follows is not understood", mem_usage) : 0;
}

static int parse_memmap(struct word *word)
{
	do {
		struct boot_mem range = { .nid = -1, .type = BOOT_MEM_RESERVED };

		if (!parse_size(word, &range.size))
			return refuse(word, "no valid size", memmap_usage);
		if (!parse_char(word, '$') || !parse_size(word, &range.base))
			return refuse(word, "no valid $BASE", memmap_usage);
		if (add_range(word, range, memmap_usage))
			return -EINVAL;
	} while (parse_char(word, ','));
	return word->at < word->end ? refuse(word, "what follows is not understood", memmap_usage)
				    : 0;
}

static int parse_cpus(struct word *word)
{
	struct boot_info *info = &host_machine.info;
	u64 nr;
	int nid;

	info->nr_cpus = 0;
	do {
		if (!parse_number(word, &nr) || !nr)
			return refuse(word, "no valid number of CPUs", cpus_usage);
		if (!parse_node(word, &nid))
			return refuse(word, "no valid node", cpus_usage);
		if (nr > CONFIG_NR_CPUS - info->nr_cpus)
			return refuse(word,
				      "more CPUs than this build supports (meson option"
				      " nr_cpus)",
				      cpus_usage);
		note_node(nid);
		for (; nr; nr--) {
			host_machine.cpus[info->nr_cpus].hw_id = info->nr_cpus;
			host_machine.cpus[info->nr_cpus++].nid = nid;
		}
	} while (parse_char(word, ','));
	return word->at < word->end ? refuse(word, "what follows is not understood", cpus_usage)
				    : 0;
}

static unsigned int nr_distances;

static int parse_distance(struct word *word)
{
	u64 value;

	nr_distances = 0;
	do {
		if (!parse_number(word, &value) || value < 10 || value > 255)
			return refuse(word, "no number from 10 to 255", distance_usage);
		if (nr_distances == ARRAY_SIZE(host_machine.distance))
			return refuse(word, "too many numbers", distance_usage);
		host_machine.distance[nr_distances++] = (u8)value;
	} while (parse_char(word, ','));
	return word->at < word->end ? refuse(word, "what follows is not understood", distance_usage)
				    : 0;
}

static bool rest_is(struct word *word, const char *text)
{
	size_t len = strlen(text);

	return (size_t)(word->end - word->at) == len && !memcmp(word->at, text, len);
}

static int parse_sched(struct word *word)
{
	if (!rest_is(word, "replay"))
		return refuse(word, "not a way to schedule", sched_usage);
	host_machine.replay = true;
	return 0;
}

static int parse_seed(struct word *word)
{
	if (!parse_number(word, &host_machine.seed) || word->at < word->end)
		return refuse(word, "no valid number", seed_usage);
	return 0;
}

static int parse_alias(struct word *word)
{
	host_machine.alias = rest_is(word, "on");
	if (!host_machine.alias && !rest_is(word, "off"))
		return refuse(word, "neither on nor off", alias_usage);
	return 0;
}

static const struct {
	const char *name;
	int (*parse)(struct word *word);
} parameters[] = {
	{ "mem=", parse_mem },		 { "memmap=", parse_memmap }, { "cpus=", parse_cpus },
	{ "distance=", parse_distance }, { "sched=", parse_sched },   { "seed=", parse_seed },
	{ "alias=", parse_alias },
};

static int parse_word(struct word *word)
{
	for (size_t i = 0; i < ARRAY_SIZE(parameters); i++) {
		size_t len = strlen(parameters[i].name);

		if ((size_t)(word->end - word->start) < len ||
		    memcmp(word->start, parameters[i].name, len))
			continue;
		word->at = word->start + len;
		return parameters[i].parse(word);
	}
	return 0;
}

static int parse_line(const char *line)
{
	struct word word = { .end = line };

	for (;;) {
		bool quoted = false;

		for (word.start = word.end;
		     *word.start == ' ' || *word.start == '\t' || *word.start == '\n'; word.start++)
			;
		for (word.end = word.start;
		     *word.end &&
		     (quoted || (*word.end != ' ' && *word.end != '\t' && *word.end != '\n'));
		     word.end++)
			if (*word.end == '"')
				quoted = !quoted;
		if (word.start == word.end)
			return 0;
		if (word.end - word.start == 2 && !memcmp(word.start, "--", 2))
			return 0;
		if (parse_word(&word))
			return -EINVAL;
	}
}

/* CPUs whose node was not said: in blocks over the nodes that there are. */
static void spread_cpus(void)
{
	struct boot_info *info = &host_machine.info;

	for (unsigned int cpu = 0; cpu < info->nr_cpus; cpu++)
		if (host_machine.cpus[cpu].nid < 0 && info->nr_nodes > 1)
			host_machine.cpus[cpu].nid = (int)(cpu * info->nr_nodes / info->nr_cpus);
}

int host_machine_parse(const char *cmdline)
{
	struct boot_info *info = &host_machine.info;
	struct word all = { .start = cmdline, .at = cmdline, .end = cmdline + strlen(cmdline) };

	info->mem = host_machine.mem;
	info->cpus = host_machine.cpus;
	info->nr_nodes = 1;
	info->cmdline = cmdline;
	nr_distances = 0;
	if (parse_line(cmdline))
		return -EINVAL;
	if (!host_machine.ram_end) {
		struct boot_mem range = { .size = 256ul << 20, .nid = -1, .type = BOOT_MEM_RAM };

		add_range(&all, range, mem_usage);
	}
	if (!info->nr_cpus) {
		info->nr_cpus = 1;
		host_machine.cpus[0].nid = -1;
	}
	spread_cpus();
	if (nr_distances && nr_distances != info->nr_nodes * info->nr_nodes) {
		all.at = all.end;
		return refuse(&all, "distance= does not have nodes x nodes numbers",
			      distance_usage);
	}
	info->distance = nr_distances ? host_machine.distance : NULL;
	return 0;
}

/* The core looks at the whole line too: these words are known, and done with. */
static int machine_word(char *arg)
{
	return 0;
}

__setup_param("mem", machine_mem, machine_word, 1);
__setup_param("memmap", machine_memmap, machine_word, 1);
__setup_param("cpus", machine_cpus, machine_word, 1);
__setup_param("distance", machine_distance, machine_word, 1);
__setup_param("sched", machine_sched, machine_word, 1);
__setup_param("seed", machine_seed, machine_word, 1);
__setup_param("alias", machine_alias, machine_word, 1);
