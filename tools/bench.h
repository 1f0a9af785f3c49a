/* SPDX-License-Identifier: MIT */
/*
 * bench.h - what the files of `quarry bench` share
 *
 * A row is one operation of bench/linux/mmbase.c. A figure is what one system
 * needs for it, in instructions: the least batch and the mean of all. Which of
 * the two counts follows from the row's name.
 */
#ifndef TOOLS_BENCH_H
#define TOOLS_BENCH_H

#include "tool.h"

/** struct figure - of one row on one system; @known: it was measured */
struct figure {
	double least, mean;
	bool known;
};

#define MAX_KERNELS 8

/**
 * struct bench_row - one operation
 * @op: its name
 * @ours: our figure; @kernels: those of the table's kernels, in its order
 * @failed: our run says that it could not be done
 */
struct bench_row {
	char *op;
	struct figure ours, kernels[MAX_KERNELS];
	bool failed;
};

/** struct bench_table - all rows, in the order of linux.tsv, and the kernels' names */
struct bench_table {
	struct bench_row *rows;
	size_t nr;
	char *kernels[MAX_KERNELS];
	size_t nr_kernels;
};

/**
 * struct comparison - a row, ours against the best Linux
 * @ours: @best: the figures that count; @best_of: index of the kernel
 * @ratio: ours / best
 * @zeroing: the row zeroes memory; then @pure_ours, @pure_best, @pure_of and
 *	@pure_ratio are the same after taking the zeroing off, else the same
 */
struct comparison {
	double ours, best, ratio;
	double pure_ours, pure_best, pure_ratio;
	size_t best_of, pure_of;
	bool zeroing;
};

/* bench_rows.c */

/** bench_read_table() - linux.tsv. False: what is wrong has been printed */
bool bench_read_table(const char *path, struct bench_table *table);
void bench_table_free(struct bench_table *table);
/** bench_read_line() - if @line of a console log is a figure, enter it as ours.
 * Return: the row, or NULL */
struct bench_row *bench_read_line(struct bench_table *table, const char *line);
struct bench_row *bench_row_find(const struct bench_table *table, const char *op);
/** figure_used() - the figure of @op that counts */
double figure_used(const char *op, const struct figure *figure);
/** bench_compare() - @row must have a figure of ours and one of a kernel */
struct comparison bench_compare(const struct bench_table *table, const struct bench_row *row);

/* bench_run.c */

/** bench_folder() - where logs and plots go; made if needed. NULL (printed). The
 * caller frees it. */
char *bench_folder(void);
/** bench_run_ours() - boot the module on the bare port; fills @table. STATUS_* */
int bench_run_ours(struct bench_table *table, int reps);
/** bench_read_log() - the same from a log saved earlier. STATUS_* */
int bench_read_log(struct bench_table *table, const char *path);
/** bench_run_baseline() - measure Linux's side again; its figures become ours in
 * @table. STATUS_* */
int bench_run_baseline(struct bench_table *table, int reps);

/* bench_plot.c */

/** bench_plot() - ratios of the rows that @filter lets through, as SVG at @path.
 * Return: STATUS_*, what is wrong has been printed */
int bench_plot(const struct bench_table *table, const char *filter, const char *path);
/** bench_selected() - does @filter (a part of the name, or a pattern) name @op? */
bool bench_selected(const char *filter, const char *op);

#endif
