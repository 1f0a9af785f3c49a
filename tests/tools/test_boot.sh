#!/bin/sh
# SPDX-License-Identifier: MIT
# The bare kernel in QEMU: modules, verdicts, machines, an image, and wrong use.
# Needs build/x86 (scripts/build x86) and QEMU.
. "$(dirname "$0")/tap.sh"
. "$(dirname "$0")/fetch.sh"
begin "$@"
cd "$sources" || exit 1
modules=tests/tools/modules
kernel=build/x86/tools/boot/quarry.elf

[ "$5" != thread ] || skip_all "the command has one thread"
command -v qemu-system-x86_64 >/dev/null || skip_all "qemu-system-x86_64 is not installed"
[ -s $kernel ] || skip_all "the bare kernel is not built: scripts/build x86"

line_of() {
	grep -n -F "$2" "$1" | head -n 1 | cut -d: -f1
}

# ---- modules and verdicts ----

run boot.log_and_verdicts 0 "$quarry" boot --cpus 2 -m mem=512M samples/hello_slab.c samples/hello_vmalloc.c
says 'hello_slab: object of 64 bytes: greeting 1, "hello from a slab"'
says 'hello_slab: cache destroyed'
says 'hello_vmalloc: 20 KiB at 0x'
says 'hello_slab: init 0, 0 warnings, 0 leaks'
says 'hello_vmalloc: init 0, 0 warnings, 0 leaks'
matches 'Command line: track=on'
matches 'Brought up 2 CPUs'

# Its own time is that of the instructions then.
run boot.up_in_a_second_of_its_own_time 0 "$quarry" boot --icount -m mem=512M samples/hello_slab.c
matches '^\[    0\.[0-9]{6}\] hello_slab: object'

run boot.image_is_small 0 strip -o "$work/stripped.elf" $kernel
check 'less than 300 KiB' test "$(stat -c %s "$work/stripped.elf")" -lt $((300 * 1024))

run boot.stripped_kernel_runs_too 0 "$quarry" boot --kernel "$work/stripped.elf" samples/hello_slab.c
says 'hello_slab: init 0, 0 warnings, 0 leaks'

run boot.without_modules_it_ends_well 0 "$quarry" boot
matches '^\[ *[0-9]+\.[0-9]{6}\] Quarry '

run boot.same_verdict_as_insmod 1 "$quarry" boot samples/leaky.c
says 'leaky: init 0, 0 warnings, 7 leaks'
l=$(line_of samples/leaky.c 'names[i] = kmalloc(100')
matches "^  100 bytes .*3 blocks.* at leaky.c:$l in leaky_init\+0x"
matches "leaky: 3 blocks of 100 bytes \(kmalloc-128\) held, taken at leaky_init\+0x[0-9a-f]+ \[leaky\] \(leaky.c:$l\)"
verdict() {
	sed -n '/^leaky: init/,$ s/ in leaky_init.*//p' | sort
}
verdict <"$work/output" >"$work/bare"
"$quarry" insmod samples/leaky.c | verdict >"$work/hosted"
check 'the same lines' cmp "$work/bare" "$work/hosted"

run boot.modules_by_export 0 "$quarry" boot $modules/giver.c $modules/taker.c
says 'taker: the giver gives 42'
says 'giver: init 0, 0 warnings, 0 leaks'
says 'taker: init 0, 0 warnings, 0 leaks'

run boot.folders_and_parameters 0 "$quarry" boot samples $modules/parts greeting=hi kib=64
says 'hello_vmalloc: 64 KiB at 0x'
says 'parts: hi, 7 from the other file, flags 42'

run boot.waits_for_threads 0 "$quarry" boot --cpus 2 $modules/threads.c
says 'threads: the thread is done'
says 'threads: init 0, 0 warnings, 0 leaks'

run boot.kunit_suites_run 1 "$quarry" boot $modules/suite.c
matches '^ok 1 - sample.two_and_two_are_four'
matches '^not ok 2 - sample.two_and_two_are_five'
says 'suite: init 0, 0 warnings, 0 leaks'
says '1 test cases failed'

run boot.warning_counts 1 "$quarry" boot $modules/warner.c
says 'warner: init 0, 1 warnings, 0 leaks'
matches 'WARNING: .*warner.c:[0-9]+'
matches 'module_start\+0x|ks_module_load\+0x'

run boot.failed_init_is_told 1 "$quarry" boot $modules/again.c
says 'again: init -11, 0 warnings, 0 leaks'

run boot.crash_names_the_line 1 "$quarry" boot $modules/crash.c
says 'crash: about to write'
says '0000000000000010'
says "crash.c:$(line_of $modules/crash.c 'the line that crashes')"
says 'crash_init'
lacks 'crash: init'

run boot.missing_symbols 1 "$quarry" boot $modules/unlinked.c
says 'unlinked: Unknown symbol pci_enable_device'
says 'unlinked: not loaded'

run boot.bad_parameter_of_a_module 2 "$quarry" boot samples/hello_vmalloc.c kib=many
says 'many'
says 'hello_vmalloc: not loaded'

run boot.bad_parameter_of_the_kernel 2 "$quarry" boot -- nonsense=1
says 'nonsense'

run boot.clang_builds_too 1 env CC=clang "$quarry" boot samples/leaky.c
matches "^  100 bytes .*3 blocks.* at leaky.c:$l"

# Its words are fixed; the figures of time are, when instructions are counted.
"$quarry" boot --icount samples/leaky.c >"$work/first" 2>&1
run boot.icount_is_the_same_each_time 1 "$quarry" boot --icount samples/leaky.c
check 'the same to the last letter' cmp "$work/first" "$work/output"

# ---- machines ----

run boot.four_nodes_with_distances 0 "$quarry" boot -v --cpus 4 -m 'mem=128M,128M:node1,64M:node2,192M:node3 distance=10,20,30,40,20,10,40,30,30,40,10,20,40,30,20,10' samples/hello_slab.c
says 'node,nodeid=3,cpus=3,memdev=node3'
says 'dist,src=0,dst=3,val=40'
matches 'Brought up 4 CPUs'

run boot.reports_are_shown 0 "$quarry" boot --cpus 4 -m 'mem=128M,128M:node1,64M:node2,192M:node3 distance=10,20,30,40,20,10,40,30,30,40,10,20,40,30,20,10' samples/hello_slab.c -- show=buddyinfo,zoneinfo
for node in 0 1 2 3; do
	matches "^Node $node, zone +(DMA32|Normal)( +[0-9]+){11}"
done
says 'Fallback order for Node 1: 1 0 3 2'
says 'Fallback order for Node 3: 3 2 1 0'
matches '^ +pages free +[0-9]+'

run boot.no_such_report 1 "$quarry" boot -- show=buddyinfo,nonsense
matches 'show=nonsense: no such report; there are:.* buddyinfo'

run boot.q35_with_memory_above_4g 0 "$quarry" boot --board q35 -m mem=6G samples/hello_slab.c
says 'hello_slab: init 0, 0 warnings, 0 leaks'

run boot.microvm 0 "$quarry" boot --board microvm samples/hello_slab.c
says 'hello_slab: init 0, 0 warnings, 0 leaks'

fetch_meminit "$3" && run boot.meminit_all_checks_pass 0 "$quarry" boot "$store/test_meminit.c" init_on_alloc=1 init_on_free=1 && {
	says 'all 131 tests passed'
	says 'test_meminit: init 0, 0 warnings, 0 leaks'
}

# ---- the suites, by the same means ----

run boot.suites_run_on_six_machines 0 "$quarry" test --port x86_64 'lib.cpio*'
says '# machine: mem=64M cpus=1'
says '# machine: mem=128M cpus=1 on microvm'
matches '^[1-9][0-9]* passed, 0 failed$'

run boot.suites_by_machine_and_seed 0 "$quarry" test --port x86_64 --icount --seed 7 -m 'mem=64M cpus=2' 'lib.code_tables*'
says '# seed 0x7'
matches '^[1-9][0-9]* passed, 0 failed$'

run boot.suites_bad_port 2 "$quarry" test --port sparc
says 'accepted: host, x86_64'

# ---- an image ----

if command -v grub-mkrescue >/dev/null; then
	run boot.iso_is_written 0 "$quarry" boot --iso "$work/quarry.iso" -m mem=128M samples/hello_vmalloc.c kib=64 -- 'memmap=64K$640K'
	command=$(sed -n 's/^  qemu/qemu/p' "$work/output")
	run boot.iso_boots 1 sh -c "$command"
	says 'hello_vmalloc: 64 KiB at 0x'
	says 'hello_vmalloc: init 0, 0 warnings, 0 leaks'
fi

# ---- wrong use, and what is not there ----

run boot.no_such_file 2 "$quarry" boot nothing.c
says 'nothing.c: No such file'
run boot.no_such_kernel 2 "$quarry" boot --kernel nothing.elf
says 'nothing.elf: No such file'
run boot.bad_option 2 "$quarry" boot --nonsense
says 'nonsense'
run boot.bad_arch 2 "$quarry" boot --arch sparc
says 'accepted: x86_64'
run boot.bad_machine_word 2 "$quarry" boot -m ram=16M
says "unknown parameter \`ram=16M'"
says 'for example'
run boot.bad_size 2 "$quarry" boot -m mem=16X
says 'mem=16X'
says 'for example'
run boot.too_little_for_firmware 2 "$quarry" boot -m mem=1M samples/hello_slab.c
says '1024K of memory: the kernel is loaded at 1M and needs some behind it'
says 'for example'

run boot.address 2 "$quarry" boot -m 'mem=16M@0,2G@4G:node1'
says 'write the sizes alone: mem=16M,2G:node1'
run boot.too_many_cpus 2 "$quarry" boot --cpus 1000
says 'cpus=1000'
says 'more CPUs than this build supports'
run boot.unknown_parameter 2 "$quarry" boot samples/hello_vmalloc.c kilobytes=3
says "unknown parameter \`kilobytes=3'"
says 'module hello_vmalloc accepts: kib (uint)'
run boot.hosted_word 2 "$quarry" boot -m sched=replay
says 'for the machine in a process only'

mkdir "$work/bin"
run boot.no_qemu 1 env PATH="$work/bin" "$quarry" boot
says 'apt-get install qemu-system-x86'
cp "$quarry" "$XDG_RUNTIME_DIR/quarry" # out of the build folder: as if installed
run boot.no_kernel 1 "$XDG_RUNTIME_DIR/quarry" boot
says 'scripts/build x86'
run boot.qemu_refuses 1 "$quarry" boot --qemu-args '-nonsense'
says 'QEMU did not start the machine'
run boot.ends_when_it_takes_too_long 1 "$quarry" boot --timeout 0.001
says 'did not end within 0.001 seconds'

# A machine whose CPUs are held; its name tells whether its QEMU is still there.
run boot.interrupt_ends_qemu 130 timeout --preserve-status -s INT 1 "$quarry" boot --qemu-args "-S -name held-$$"
says 'interrupted'
check 'QEMU has gone' sh -c "! grep -lsa '[h]eld-$$' /proc/[0-9]*/cmdline"

mkdir "$work/tmp"
run boot.nothing_temporary_is_left 0 env TMPDIR="$work/tmp" "$quarry" boot samples/hello_slab.c
check 'the folder is empty' rmdir "$work/tmp"

finish
