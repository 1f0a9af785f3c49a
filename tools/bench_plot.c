// SPDX-License-Identifier: MIT
/*
 * bench_plot.c - the ratios as a picture, drawn by gnuplot
 *
 * One line a row, in the table's order; the dot is ours over the best Linux on
 * a logarithmic axis, so what lies left of the line at 1 is ahead. Rows that
 * zero memory have a second, hollow dot for the ratio without the zeroing.
 */
#include "bench.h"

#include <errno.h>
#include <fnmatch.h>
#include <string.h>
#include <stdlib.h>
#include <unistd.h>

bool bench_selected(const char *filter, const char *op)
{
	return !filter || strstr(op, filter) || !fnmatch(filter, op, 0);
}

static const char script[] =
	"set terminal svg size 1000,%zu dynamic enhanced font 'sans-serif,10' background 'white'\n"
	"set termoption noenhanced\n"
	"set title 'Quarry over the best Linux: instructions of the guest, the same source, the "
	"same emulator'\n"
	"set logscale x\n"
	"set xlabel 'ratio; below 1 Quarry is ahead (instructions are not cycles)'\n"
	"set grid x\n"
	"set yrange [%zu:-1]\n"
	"set ytics scale 0\n"
	"set key top right opaque box\n"
	"set arrow from 1, graph 0 to 1, graph 1 nohead lw 2 lc rgb '#606060'\n"
	"plot $rows using ($2 < 1 ? $2 : 1/0):0:ytic(1) pt 7 ps 0.6 lc rgb '#1a7f37' title "
	"'ahead', \\\n"
	"     $rows using ($2 >= 1 ? $2 : 1/0):0 pt 7 ps 0.6 lc rgb '#cf222e' title 'behind', \\\n"
	"     $rows using ($4 == 1 ? $3 : 1/0):0 pt 6 ps 0.8 lc rgb '#0969da' title 'zeroing taken "
	"off'\n";

static size_t count_rows(const struct bench_table *table, const char *filter)
{
	size_t nr = 0;

	for (size_t i = 0; i < table->nr; i++)
		nr += table->rows[i].ours.known && bench_selected(filter, table->rows[i].op);
	return nr;
}

static void write_script(FILE *to, const struct bench_table *table, const char *filter)
{
	size_t nr = count_rows(table, filter);

	fputs("$rows << END\n", to);
	for (size_t i = 0; i < table->nr; i++) {
		const struct bench_row *row = &table->rows[i];
		struct comparison c;

		if (!row->ours.known || !bench_selected(filter, row->op))
			continue;
		c = bench_compare(table, row);
		fprintf(to, "%s %.4f %.4f %d\n", row->op, c.ratio, c.pure_ratio, c.zeroing);
	}
	fputs("END\n", to);
	fprintf(to, script, 160 + 14 * nr, nr);
}

static int write_file(const char *path, const char *text)
{
	FILE *to = fopen(path, "w");
	bool good = to && fputs(text, to) >= 0;

	if (to && fclose(to))
		good = false;
	return good ? STATUS_OK : fail(STATUS_FAILED, "%s: %s", path, strerror(errno));
}

int bench_plot(const struct bench_table *table, const char *filter, const char *path)
{
	char *commands = format("%s.gnuplot", path);
	char *argv[] = { "gnuplot", commands, NULL };
	struct captured got;
	FILE *to = fopen(commands, "w");
	int status;

	if (!to) {
		status = fail(STATUS_FAILED, "%s: %s", commands, strerror(errno));
		free(commands);
		return status;
	}
	write_script(to, table, filter);
	fclose(to);
	got = run_captured(argv, STDOUT_FILENO);
	if (!got.status)
		status = write_file(path, got.text);
	else if (got.status == 127)
		status = fail(STATUS_FAILED,
			      "no plot: gnuplot is missing; scripts/setup installs it");
	else
		status = fail(STATUS_FAILED, "no plot: gnuplot failed");
	unlink(commands);
	free(got.text);
	free(commands);
	return status;
}
