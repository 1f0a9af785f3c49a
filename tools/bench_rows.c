// SPDX-License-Identifier: MIT
/*
 * bench_rows.c - rows, figures, and how they are compared
 *
 * linux.tsv names its columns KERNEL_least and KERNEL_mean; kernels whose name
 * ends in "_default" are left out: they zero memory that was not asked for.
 *
 * What counts is the least batch, for bursts and for rows that include a lazy
 * purge the mean: there the rare dear turn belongs to the price.
 *
 * Taking the zeroing off. Under -icount a rep stos counts one instruction for
 * each unit it stores, a byte or a word as the kernel chose, so the figures of
 * rows that zero memory say more about that choice than about the allocator. A
 * byte's price is measured for each system by itself: what kzalloc of 8,192 bytes
 * costs more than of 4,096, a byte. Taken off is that price times the bytes
 * zeroed, but never more than the row costs above its twin that does not zero,
 * so whatever asking for zeroed memory costs beside the stores stays in.
 */
#include "bench.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define LEAST "_least"
#define MEAN  "_mean"

struct bench_row *bench_row_find(const struct bench_table *table, const char *op)
{
	for (size_t i = 0; i < table->nr; i++)
		if (!strcmp(table->rows[i].op, op))
			return &table->rows[i];
	return NULL;
}

/* ---- linux.tsv ---------------------------------------------------------------- */

static bool ends_with(const char *text, const char *end)
{
	size_t len = strlen(text), end_len = strlen(end);

	return len >= end_len && !strcmp(text + len - end_len, end);
}

/* struct columns - for each column behind the first: whose, and least or mean? */
struct columns {
	struct {
		size_t kernel;
		bool used, mean;
	} at[4 * MAX_KERNELS];
	size_t nr;
};

static size_t kernel_index(struct bench_table *table, const char *name)
{
	size_t i = 0;

	while (i < table->nr_kernels && strcmp(table->kernels[i], name))
		i++;
	if (i == table->nr_kernels)
		table->kernels[table->nr_kernels++] = format("%s", name);
	return i;
}

static bool read_header(struct bench_table *table, char *line, struct columns *columns)
{
	char *word = strsep(&line, "\t");

	if (!word || strcmp(word, "op"))
		return false;
	for (; (word = strsep(&line, "\t")); columns->nr++) {
		bool mean = ends_with(word, MEAN);

		if (columns->nr == sizeof(columns->at) / sizeof(columns->at[0]))
			return false;
		if (!mean && !ends_with(word, LEAST))
			return false;
		word[strlen(word) - strlen(mean ? MEAN : LEAST)] = '\0';
		if (ends_with(word, "_default"))
			continue;
		columns->at[columns->nr].kernel = kernel_index(table, word);
		columns->at[columns->nr].used = true;
		columns->at[columns->nr].mean = mean;
		if (table->nr_kernels == MAX_KERNELS)
			return false;
	}
	return table->nr_kernels > 0;
}

static bool read_row(struct bench_table *table, char *line, const struct columns *columns)
{
	struct bench_row *row;
	char *word, *end;

	table->rows = realloc(table->rows, (table->nr + 1) * sizeof(*table->rows));
	if (!table->rows)
		exit(fail(STATUS_FAILED, "the host has no memory left"));
	row = &table->rows[table->nr];
	memset(row, 0, sizeof(*row));
	word = strsep(&line, "\t");
	for (size_t i = 0; i < columns->nr; i++) {
		const char *text = strsep(&line, "\t");
		struct figure *figure = &row->kernels[columns->at[i].kernel];
		double value = text ? strtod(text, &end) : 0;

		if (!text || end == text || *end)
			return false;
		if (!columns->at[i].used)
			continue;
		if (columns->at[i].mean)
			figure->mean = value;
		else
			figure->least = value;
		figure->known = true;
	}
	row->op = format("%s", word);
	table->nr++;
	return true;
}

bool bench_read_table(const char *path, struct bench_table *table)
{
	char *text = path ? read_file(path, NULL) : NULL, *rest = text, *line;
	struct columns columns = { 0 };
	size_t number = 0;
	bool good = text;

	memset(table, 0, sizeof(*table));
	if (!text) {
		fail(0, "%s: %s", path ?: "bench/linux/linux.tsv", strerror(path ? errno : ENOENT));
		return false;
	}
	while (good && (line = strsep(&rest, "\n"))) {
		number++;
		if (!*line || *line == '#')
			continue;
		good = columns.nr ? read_row(table, line, &columns)
				  : read_header(table, line, &columns);
	}
	if (!good)
		fail(0, "%s:%zu: not a line of the table", path, number);
	free(text);
	return good;
}

void bench_table_free(struct bench_table *table)
{
	for (size_t i = 0; i < table->nr; i++)
		free(table->rows[i].op);
	for (size_t i = 0; i < table->nr_kernels; i++)
		free(table->kernels[i]);
	free(table->rows);
	memset(table, 0, sizeof(*table));
}

/* ---- a log -------------------------------------------------------------------- */

/* MMB|op|mean_x100|least_x100|batches|operations a batch; "FAILED n" for a mean. */
struct bench_row *bench_read_line(struct bench_table *table, const char *line)
{
	char *copy, *rest, *op, *mean, *least, *end;
	const char *at = strstr(line, "MMB|");
	struct bench_row *row = NULL;

	if (!at)
		return NULL;
	copy = rest = format("%s", at + strlen("MMB|"));
	op = strsep(&rest, "|");
	mean = strsep(&rest, "|");
	least = strsep(&rest, "|");
	if (least && rest)
		row = bench_row_find(table, op);
	if (row) {
		row->failed = !strncmp(mean, "FAILED", strlen("FAILED"));
		row->ours.mean = strtod(mean, &end) / 100;
		row->ours.least = strtod(least, NULL) / 100;
		row->ours.known = !row->failed && end != mean;
	}
	free(copy);
	return row;
}

/* ---- comparing ---------------------------------------------------------------- */

double figure_used(const char *op, const struct figure *figure)
{
	return strstr(op, "burst") || ends_with(op, "_with_purge") ? figure->mean : figure->least;
}

#define PAGE_BYTES 4096

/* The bytes that @op zeroes, and its twin that does not; 0: none. */
static unsigned long zeroed_bytes(const char *op, char **twin)
{
	static const char kzalloc[] = "kzalloc_kfree_pair_";

	if (!strncmp(op, kzalloc, strlen(kzalloc))) {
		*twin = format("kmalloc_kfree_pair_%s", op + strlen(kzalloc));
		return strtoul(op + strlen(kzalloc), NULL, 10);
	}
	if (!strcmp(op, "alloc_page_zero_pair_order0")) {
		*twin = format("alloc_pages_pair_order0");
		return PAGE_BYTES;
	}
	return 0;
}

/* System @kernel's figure of @op; -1: ours. Negative: it is not known. */
static double figure_of(const struct bench_table *table, const char *op, int kernel)
{
	const struct bench_row *row = bench_row_find(table, op);
	const struct figure *figure;

	if (!row)
		return -1;
	figure = kernel < 0 ? &row->ours : &row->kernels[kernel];
	return figure->known ? figure_used(op, figure) : -1;
}

/* What the zeroing costs of @op's figure on system @kernel. */
static double zeroing_share(const struct bench_table *table, const char *op, int kernel)
{
	double large = figure_of(table, "kzalloc_kfree_pair_8192", kernel);
	double small = figure_of(table, "kzalloc_kfree_pair_4096", kernel);
	double above, share;
	char *twin = NULL;
	unsigned long bytes = zeroed_bytes(op, &twin);

	if (!bytes)
		return 0;
	above = figure_of(table, op, kernel) - figure_of(table, twin, kernel);
	free(twin);
	share = bytes * (large - small) / 4096;
	if (share > above)
		share = above;
	return share > 0 ? share : 0;
}

struct comparison bench_compare(const struct bench_table *table, const struct bench_row *row)
{
	struct comparison c = { .ours = figure_used(row->op, &row->ours), .best = -1 };
	char *twin = NULL;

	c.zeroing = zeroed_bytes(row->op, &twin);
	free(twin);
	c.pure_ours = c.ours - zeroing_share(table, row->op, -1);
	for (size_t k = 0; k < table->nr_kernels; k++) {
		double figure = figure_used(row->op, &row->kernels[k]);
		double pure = figure - zeroing_share(table, row->op, (int)k);

		if (c.best < 0 || figure < c.best) {
			c.best = figure;
			c.best_of = k;
		}
		if (k == 0 || pure < c.pure_best) {
			c.pure_best = pure;
			c.pure_of = k;
		}
	}
	c.ratio = c.ours / c.best;
	c.pure_ratio = c.pure_ours / c.pure_best;
	return c;
}
