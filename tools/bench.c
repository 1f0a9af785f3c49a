// SPDX-License-Identifier: MIT
/*
 * bench.c - quarry bench: how much an operation costs, against others
 *
 * `bench linux` boots the same core on the bare machine in QEMU, counts the
 * instructions of each operation of bench/linux/mmbase.c, and sets them beside
 * what Linux needs for the same source in the same emulator (linux.tsv). With
 * --baseline Linux's own side is measured again and set beside what is recorded.
 */
#include "bench.h"

#include <argp.h>
#include <json-c/json.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/**
 * struct bench_job - a command line
 * @what: linux; @filter: of rows, or NULL
 * @svg: where the plot goes, NULL: the folder of results
 * @log: a saved console to read instead of booting, or NULL
 */
struct bench_job {
	const char *what, *filter, *svg, *log;
	bool json, baseline;
	int reps;
};

enum { OPT_JSON = 256, OPT_SVG, OPT_BASELINE, OPT_REPS, OPT_LOG };

static const struct argp_option options[] = {
	{ "json", OPT_JSON, NULL, 0, "an array of objects instead of the table", 0 },
	{ "svg", OPT_SVG, "FILE", 0, "where the plot goes (build/bench/linux.svg)", 0 },
	{ "reps", OPT_REPS, "N", 0, "measure N times as many batches (1)", 0 },
	{ "log", OPT_LOG, "FILE", 0, "read a console log saved earlier instead of booting", 0 },
	{ "baseline", OPT_BASELINE, NULL, 0,
	  "measure Linux's side again: Debian's kernel, downloaded and unpacked in the build "
	  "folder, booted in the same emulator",
	  0 },
	{ 0 },
};

static void take_argument(struct bench_job *job, char *arg, struct argp_state *state)
{
	if (job->filter)
		argp_error(state, "'%s': one filter is enough", arg);
	else if (job->what)
		job->filter = arg;
	else if (!strcmp(arg, "peers") || !strcmp(arg, "core"))
		argp_error(state, "'%s' is not there yet; accepted: linux", arg);
	else if (strcmp(arg, "linux"))
		argp_error(state, "'%s' is no comparison; accepted: linux", arg);
	job->what = job->what ?: arg;
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct bench_job *job = state->input;
	char *end;

	switch (key) {
	case OPT_JSON:
		job->json = true;
		return 0;
	case OPT_SVG:
		job->svg = arg;
		return 0;
	case OPT_BASELINE:
		job->baseline = true;
		return 0;
	case OPT_LOG:
		job->log = arg;
		return 0;
	case OPT_REPS:
		job->reps = (int)strtol(arg, &end, 10);
		if (*end || job->reps < 1 || job->reps > 1000)
			argp_error(state, "--reps: '%s' is no number from 1 to 1000", arg);
		return 0;
	case ARGP_KEY_ARG:
		take_argument(job, arg, state);
		return 0;
	case ARGP_KEY_END:
		if (!job->what)
			argp_error(state, "what to compare with? accepted: linux");
		return 0;
	}
	return ARGP_ERR_UNKNOWN;
}

static const struct argp parser = {
	.options = options,
	.parser = parse,
	.args_doc = "linux [FILTER]",
	.doc = "Count the instructions of each operation on the bare machine and compare them "
	       "with Linux's.\vFILTER is a part of the rows' names or a pattern like "
	       "'vmalloc_*_pages'. Status 0: every row has a figure.",
};

/* ---- the table ---------------------------------------------------------------- */

#define NAME_WIDTH 42

static void print_number(double value)
{
	printf(" %9.*f", value < 1000 ? 1 : 0, value);
}

static void print_header(const struct bench_table *table)
{
	printf("%-*s %9s", NAME_WIDTH, "instructions per operation", "Quarry");
	for (size_t k = 0; k < table->nr_kernels; k++)
		printf(" %9s", table->kernels[k]);
	printf("  %7s\n", "ratio");
}

/* struct summary - of the rows printed */
struct summary {
	size_t rows, ahead;
	double logs;
};

static void print_row(const struct bench_table *table, const struct bench_row *row,
		      const struct comparison *c)
{
	printf("%-*s", NAME_WIDTH, row->op);
	print_number(c->ours);
	for (size_t k = 0; k < table->nr_kernels; k++)
		print_number(figure_used(row->op, &row->kernels[k]));
	printf("  %7.3f", c->ratio);
	if (c->zeroing)
		printf("  without zeroing %.1f : %.1f = %.3f", c->pure_ours, c->pure_best,
		       c->pure_ratio);
	puts(c->pure_ratio < 1 ? "" : "  behind");
}

static void print_notes(void)
{
	puts("\nQuarry and Linux ran the same module, bench/linux/mmbase.c, in the same emulator:\n"
	     "QEMU TCG, -icount shift=0,sleep=off -cpu qemu64 -smp 1 -m 1G. Linux's figures are\n"
	     "recorded in bench/linux/linux.tsv; --baseline measures the 6.1 column again.\n"
	     "Instructions are not cycles: nothing here tells of cache misses or of how many\n"
	     "instructions a processor does at once. Of pairs and single operations the least\n"
	     "batch counts, of bursts and rows with_purge the mean. ratio is Quarry's figure over\n"
	     "the least of Linux's; below 1 Quarry is ahead.\n"
	     "Without zeroing: a rep stos counts one instruction for each byte or word that it\n"
	     "stores. For rows that zero memory each side's own price of a byte (what\n"
	     "kzalloc_kfree_pair_8192 needs more than _4096, by 4096) times the bytes is taken\n"
	     "off its figure, at most what the row needs more than the same row without zeroing;\n"
	     "what remains is compared, and counts below.");
}

static int print_table(const struct bench_table *table, const struct bench_job *job)
{
	struct summary sum = { 0 };

	print_header(table);
	for (size_t i = 0; i < table->nr; i++) {
		const struct bench_row *row = &table->rows[i];
		struct comparison c;

		if (!row->ours.known || !bench_selected(job->filter, row->op))
			continue;
		c = bench_compare(table, row);
		print_row(table, row, &c);
		sum.rows++;
		sum.ahead += c.pure_ratio < 1;
		sum.logs += log(c.pure_ratio);
	}
	print_notes();
	printf("rows %zu, ahead in %zu, geometric mean %.3f\n", sum.rows, sum.ahead,
	       sum.rows ? exp(sum.logs / sum.rows) : 0);
	return STATUS_OK;
}

static struct json_object *rounded(double value)
{
	char *text = format("%.4f", value);
	struct json_object *number = json_object_new_double_s(strtod(text, NULL), text);

	free(text);
	return number;
}

static struct json_object *json_row(const struct bench_table *table, const struct bench_row *row)
{
	struct comparison c = bench_compare(table, row);
	struct json_object *object = json_object_new_object();

	json_object_object_add(object, "op", json_object_new_string(row->op));
	json_object_object_add(object, "ours", rounded(c.ours));
	json_object_object_add(object, "best", rounded(c.best));
	json_object_object_add(object, "best_of",
			       json_object_new_string(table->kernels[c.best_of]));
	json_object_object_add(object, "ratio", rounded(c.ratio));
	if (c.zeroing)
		json_object_object_add(object, "ratio_without_zeroing", rounded(c.pure_ratio));
	return object;
}

static int print_json(const struct bench_table *table, const struct bench_job *job)
{
	struct json_object *array = json_object_new_array();

	for (size_t i = 0; i < table->nr; i++)
		if (table->rows[i].ours.known && bench_selected(job->filter, table->rows[i].op))
			json_object_array_add(array, json_row(table, &table->rows[i]));
	puts(json_object_to_json_string_ext(array,
					    JSON_C_TO_STRING_PRETTY | JSON_C_TO_STRING_SPACED));
	json_object_put(array);
	return STATUS_OK;
}

/* ---- Linux now, and as recorded ----------------------------------------------- */

/* The kernel that Debian's is: the table's first. */
#define RECORDED 0

static void print_difference(double now, double then)
{
	/* What the recorded figures do not show is none. */
	if (fabs(now - then) < 0.05)
		puts("  none");
	else
		printf("  %+.1f (%+.1f %%)\n", now - then, 100 * (now - then) / then);
}

static int print_baseline(const struct bench_table *table, const struct bench_job *job)
{
	size_t rows = 0, equal = 0;

	printf("%-*s %9s %9s  %s\n", NAME_WIDTH, "instructions per operation", "now",
	       table->kernels[RECORDED], "difference");
	for (size_t i = 0; i < table->nr; i++) {
		const struct bench_row *row = &table->rows[i];
		double now = figure_used(row->op, &row->ours);
		double then = figure_used(row->op, &row->kernels[RECORDED]);

		if (!row->ours.known || !bench_selected(job->filter, row->op))
			continue;
		printf("%-*s", NAME_WIDTH, row->op);
		print_number(now);
		print_number(then);
		print_difference(now, then);
		rows++;
		equal += fabs(now - then) <= then / 100;
	}
	printf("rows %zu, within 1 %% in %zu\n", rows, equal);
	return STATUS_OK;
}

/* ---- the verb ----------------------------------------------------------------- */

static int plot(const struct bench_table *table, const struct bench_job *job)
{
	char *folder = job->svg ? NULL : bench_folder();
	char *path = job->svg ? format("%s", job->svg) : format("%s/linux.svg", folder ?: ".");
	int status = bench_plot(table, job->filter, path);

	if (!status && !job->json)
		printf("plot: %s\n", path);
	free(path);
	free(folder);
	/* Only who asked for the file by name is failed by its absence. */
	return job->svg ? status : STATUS_OK;
}

static int compare(struct bench_table *table, const struct bench_job *job)
{
	int status;

	if (job->log)
		status = bench_read_log(table, job->log);
	else if (job->baseline)
		status = bench_run_baseline(table, job->reps);
	else
		status = bench_run_ours(table, job->reps);
	if (status == STATUS_USAGE)
		return status;
	if (job->baseline)
		return status | (job->json ? print_json : print_baseline)(table, job);
	status |= (job->json ? print_json : print_table)(table, job);
	return status | plot(table, job);
}

int cmd_bench(int argc, char **argv)
{
	struct bench_job job = { .reps = 1 };
	struct bench_table table;
	char *path;
	bool any = false;
	int status;

	argp_parse(&parser, argc, argv, 0, NULL, &job);
	path = data_file("bench/linux/linux.tsv");
	if (!bench_read_table(path, &table)) {
		free(path);
		return STATUS_FAILED;
	}
	for (size_t i = 0; i < table.nr; i++)
		any |= bench_selected(job.filter, table.rows[i].op);
	if (any)
		status = compare(&table, &job);
	else
		status = fail(STATUS_USAGE,
			      "no row is called '%s'; for example: quarry bench linux kmalloc",
			      job.filter);
	bench_table_free(&table);
	free(path);
	return status;
}
