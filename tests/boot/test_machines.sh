#!/bin/sh
# SPDX-License-Identifier: MIT
# Odd machines: each boots with what it has, or ends with one clear line.
. "$(dirname "$0")/lib.sh"

# ---- RAM ----

run machines.image_does_not_fit 1 machine -m 1280K
says 'Quarry: too little RAM: the image does not fit; give the machine more'

run machines.two_mib 0 machine -m 2M
says 'mm ready'

run machines.sixty_four_mib 0 machine -m 64M
matches 'Memory: [0-9]+K/65[0-9]{3}K available'

run machines.no_ram 3 machine -m 64M -- memmap=exactmap
says 'Kernel panic - not syncing: no RAM: the memory map has not one whole page of it'

run machines.all_ram_is_reserved 3 machine -m 64M -- 'memmap=64M$0'
matches 'Kernel panic - not syncing: no memory for the per-CPU areas \([0-9]+ bytes\)'

run machines.map_with_ram_that_is_not_there 1 machine -m 64M -- memmap=exactmap memmap=4M@0 memmap=1M@1T
matches 'BUG: unable to handle page fault for address: ffff8980000[0-9a-f]{5}'
says 'is no RAM: a hole of the memory map'

run machines.overlaps_and_holes 0 machine -m 64M -- memmap=exactmap memmap=1M@0 memmap=20M@1M memmap=8M@12M memmap=1M@60M memmap=4K@2M 'memmap=1M$40M'
matches 'node   0: \[mem 0x0+-0x00000000014fffff\]'
matches 'node   0: \[mem 0x0000000003c00000-0x0000000003cfffff\]'
matches 'Memory: [0-9]+K/22528K available'

run machines.bad_size 2 machine -m 64M -- mem=5X
says '`5X'"' invalid for parameter \`mem'"
says 'for example mem=256M'

run machines.bad_range 2 machine -m 64M -- memmap=nonsense
says 'memmap takes exactmap, SIZE@BASE (RAM) or SIZE$BASE (reserved)'

# ---- CPUs ----

run machines.more_cpus_than_the_build_has 0 machine -m 128M -smp 66
says '66 CPUs found, 64 used: the build supports that many (-Dnr_cpus=)'
says 'Brought up 64 CPUs'

run machines.cpu_without_long_mode 1 machine -m 64M -cpu qemu32
says 'Quarry: this CPU has no 64-bit mode, and this is the x86-64 kernel'

run machines.cpu_without_nx 1 machine -m 64M -cpu qemu64,-nx
says 'Quarry: this CPU has no no-execute bit (NX)'

# ---- nodes ----

four_nodes() {
	sizes="128 64 64 192"
	options="-m 448M -smp 4"
	for i in 0 1 2 3; do
		size=${sizes%% *} sizes=${sizes#* }
		options="$options -object memory-backend-ram,id=m$i,size=${size}M -numa node,nodeid=$i,cpus=$i,memdev=m$i"
	done
	row=0
	for distances in "10 20 30 40" "20 10 40 30" "30 40 10 20" "40 30 20 10"; do
		column=0
		for d in $distances; do
			[ $row = $column ] || options="$options -numa dist,src=$row,dst=$column,val=$d"
			column=$((column + 1))
		done
		row=$((row + 1))
	done
	# shellcheck disable=SC2086 # options are words
	payload $options -- "$@"
}

run machines.four_nodes_with_distances 0 four_nodes test.nodes=1
for node in 0 1 2 3; do
	matches "node   $node: \[mem 0x[0-9a-f]+-0x[0-9a-f]+\]"
	matches "^Node $node, zone +(DMA32|Normal)( +[0-9]+)+"
done
matches 'Brought up 4 CPUs'
# What the log says is what happens.
for order in '0: 0 1 2 3' '1: 1 0 3 2' '2: 2 3 0 1' '3: 3 2 1 0'; do
	says "Fallback order for Node $order"
	says "node ${order%%:*} is served by ${order#*: }"
done

run machines.nodes_switched_off 0 machine -m 128M -smp 2 -object memory-backend-ram,id=m0,size=64M -object memory-backend-ram,id=m1,size=64M -numa node,nodeid=0,cpus=0,memdev=m0 -numa node,nodeid=1,cpus=1,memdev=m1 -- numa=off
says 'Nodes=1'
lacks 'Fallback order'

# ---- firmware ----

# with_acpi WHAT: tables with WHAT broken, two CPUs and two nodes
with_acpi() {
	acpi --mem 128 ${1:+--break "$1"} && machine -m 128M -smp 2 -device "loader,file=$tables,addr=$tables_at,force-raw=on" -- acpi_rsdp=$tables_at
}

run machines.acpi_tables_of_our_own 0 with_acpi
lacks 'ACPI:'
says 'Fallback order for Node 1: 1 0'
says 'Brought up 2 CPUs'

# breaks TABLE[:HOW] NODES CPUS LINE
breaks() {
	run "machines.acpi_$(printf '%s' "$1" | sed 's/:/_/')" 0 with_acpi "$1"
	matches "$4"
	says "Nodes=$2"
	[ "$3" = 1 ] && lacks 'Brought up 2' || says 'Brought up 2 CPUs'
}

breaks madt 2 1 'ACPI: MADT at 0x[0-9a-f]+: bad checksum \(sum 0x55\): ignored, only the boot CPU is used'
breaks madt:length 2 1 'ACPI: MADT at 0x[0-9a-f]+: 2147483647 bytes long, not .*: ignored, only the boot CPU'
breaks madt:absent 2 1 'ACPI: no MADT: only the boot CPU is used'
breaks srat 1 2 'ACPI: SRAT at 0x[0-9a-f]+: bad checksum .*: ignored, all memory is node 0'
breaks srat:length 1 2 'ACPI: SRAT at 0x[0-9a-f]+: 2147483647 bytes long, not .*: ignored, all memory is node 0'
breaks slit 2 2 'ACPI: SLIT at 0x[0-9a-f]+: bad checksum .*: ignored, all nodes are 20 from each other'
breaks xsdt 2 2 'ACPI: XSDT at 0x[0-9a-f]+: bad checksum .*: ignored, the RSDT counts'
breaks rsdp 1 1 'ACPI: RSDP at 0x[0-9a-f]+: bad checksum .*: ignored, only the boot CPU and one node are used'
breaks rsdp:signature 1 1 'ACPI: RSDP at 0x[0-9a-f]+: no signature "RSD PTR ": ignored'

run machines.acpi_off 0 machine -m 128M -smp 2 -- acpi=off
says 'Nodes=1'
lacks 'Brought up 2'

finish
