#!/bin/sh
# SPDX-License-Identifier: MIT
# quarry bench: figures, ratios and what counts as ahead, from a log whose
# figures are known; then for real on the bare machine, where that is built.
. "$(dirname "$0")/tap.sh"
begin "$@"
build=$4
table=$sources/bench/linux/linux.tsv

# The console of a machine that needs half of what Linux 6.1 does, in every row.
awk -F'\t' '/^#/ || $1 == "op" { next }
	{ printf "[    1.000000] MMB|%s|%d|%d|50|200\n", $1, $3 * 50, $2 * 50 }' "$table" >"$work/half.log"
# One of Linux 6.1 itself.
awk -F'\t' '/^#/ || $1 == "op" { next }
	{ printf "MMB|%s|%d|%d|50|200\r\n", $1, $3 * 100, $2 * 100 }' "$table" >"$work/same.log"

run bench.table_has_every_row 0 "$quarry" bench linux --log "$work/half.log" --svg "$work/half.svg"
for op in $(awk -F'\t' '/^#/ || $1 == "op" { next } { print $1 }' "$table"); do
	says "$op "
done
says 'Instructions are not cycles'
matches '^rows 123, ahead in [0-9]+, geometric mean 0\.[0-9]+$'
# least for pairs, mean for bursts and with_purge, over the best of three.
matches '^kmalloc_kfree_pair_64 +128\.5 +257\.0 +185\.0 +205\.0 +0\.695$'
matches '^kmem_cache_burst10000_64_fifo_alloc +163\.8 +327\.6 +292\.1 +300\.5 +0\.561$'
matches '^vmalloc_vfree_pair_1024_pages_with_purge +239893 +479787 +574575 +336881 +0\.712$'
check 'a plot' grep -q '<svg' "$work/half.svg"

# A page's zeroing is 512 of 6.1's 789 instructions and 704 of 6.12's 915.
run bench.zeroing_is_taken_off_both_sides 0 "$quarry" bench linux --log "$work/same.log" --svg "$work/z.svg" kzalloc_kfree_pair_4096
matches '^kzalloc_kfree_pair_4096 .* without zeroing 277\.0 : 211\.0 = 1\.313  behind$'
says 'rows 1, ahead in 0, geometric mean 1.313'

run bench.the_same_figures_are_not_ahead 0 "$quarry" bench linux --log "$work/same.log" --svg "$work/s.svg" 'alloc_page_burst*'
says 'rows 6, ahead in 0, geometric mean 1.000'

run bench.json_has_the_documented_fields 0 sh -c "'$quarry' bench linux --json --log '$work/half.log' --svg '$work/j.svg' | python3 -c '
import json, sys
rows = json.load(sys.stdin)
assert len(rows) == 123
for r in rows:
    assert abs(r[\"ratio\"] - r[\"ours\"] / r[\"best\"]) < 0.001, r
r = {r[\"op\"]: r for r in rows}[\"kmalloc_kfree_pair_64\"]
print(r[\"ours\"], r[\"best\"], r[\"best_of\"], r[\"ratio\"])'"
says '128.5 185.0 6.12 0.6946'

run bench.baseline_sets_both_columns_side_by_side 0 "$quarry" bench linux --baseline --log "$work/same.log"
matches '^vmap_1_pages +1190 +1190 +none$'
says 'rows 123, within 1 % in 123'

sed 's/|alloc_pages_pair_order10|[^|]*/|alloc_pages_pair_order10|FAILED 3/; /|vmap_4_pages|/d' "$work/half.log" >"$work/bad.log"
run bench.missing_rows_are_named_and_fail 1 "$quarry" bench linux --log "$work/bad.log" --svg "$work/b.svg"
says 'alloc_pages_pair_order10 could not be done'
says '2 of 123 rows have no figure (1 could not be done)'
says 'rows 121,'

run bench.other_comparisons_are_not_there 2 "$quarry" bench peers
says "'peers' is not there yet; accepted: linux"
run bench.no_comparison 2 "$quarry" bench
says 'accepted: linux'
run bench.filter_without_a_row 2 "$quarry" bench linux --log "$work/half.log" no_such_row
says "no row is called 'no_such_row'"
run bench.bad_repetitions 2 "$quarry" bench linux --reps many
says "'many' is no number"
run bench.no_such_log 2 "$quarry" bench linux --log "$work/nothing.log"
says 'nothing.log'

# Hosted the figures mean nothing, but every operation must be possible.
run bench.module_runs_hosted 0 "$quarry" insmod -m 'mem=1G' "$sources/bench/linux/mmbase.c"
says 'mmbase: init 0, 0 warnings, 0 leaks'
lacks 'FAILED'
check 'a line for each row' test "$(grep -c 'MMB|[a-z]' "$work/output")" = 123

if [ "$5" = none ] && [ -e "$sources/build/x86/tools/boot/quarry.elf" ] && command -v qemu-system-x86_64 >/dev/null; then
	run bench.ours_on_the_bare_machine 0 "$quarry" bench linux --svg "$work/linux.svg"
	matches '^rows 123, ahead in [0-9]+, geometric mean 0\.[0-9]+$'
	ahead=$(sed -n 's/^rows 123, ahead in \([0-9]*\).*/\1/p' "$work/output")
	check "ahead in at least 100 rows" test "${ahead:-0}" -ge 100
fi

rm -f "$work"/*.log
finish
