#!/bin/sh
# SPDX-License-Identifier: MIT
# Machines that end badly: what the console says of it, and the status. What is
# done is in payloads.c.
. "$(dirname "$0")/lib.sh"

# dies HOW STATUS: registers and a trace are there at every end but panic's.
dies() {
	run "ends.$1" "$2" payload -m 128M -smp 2 -- loglevel=4 "test.die=$1"
	matches 'Call Trace:'
	matches 'Comm: '
	[ "$2" != 1 ] || [ "$1" = bug ] || {
		matches 'RIP: .*RFLAGS: [0-9a-f]{16}'
		matches 'RAX: [0-9a-f]{16} RBX: [0-9a-f]{16}'
		matches 'CR2: [0-9a-f]{16} CR3: [0-9a-f]{16}'
	}
}

# ---- stacks ----

for stack in stack:recursive boot_stack:init cpu_stack:swapper/1 nmi_stack:NMIs; do
	dies "${stack%:*}" 1
	matches 'BUG: unable to handle page fault for address: [0-9a-f]{16}'
	says "in the guard page below the stack of ${stack#*:}: the stack is full"
	says 'payload_recurse+0x'
done

dies lost_stack 1
matches 'BUG: double fault: the stack pointer points to no stack: ffff[0-9a-f]{12}'
says 'no vmalloc area is there'

# ---- addresses ----

dies guard 1
matches '#PF: write access in kernel mode, not-present page'
matches 'in the guard page after the vmalloc area .* \(12288 bytes\) of .*payload_takes_area'
matches 'RIP: payload_write'

dies freed 1
says 'no vmalloc area is there'

dies null 1
says 'BUG: kernel NULL pointer dereference, address: 0000000000000010'

dies text 1
says '#PF: write access in kernel mode, permissions violation'
says "in the core's own memory, payload_write"

dies data 1
says '#PF: instruction fetch access in kernel mode, permissions violation'

dies wild 1
says 'address: 0000123456789000'
says 'outside of everything that the machine maps'

dies hole 1
matches 'physical address 0x[0-9a-f]+ is no RAM: a hole of the memory map'

dies noncanonical 1
says 'general protection fault, probably for an address that is not canonical'
says '5a5a5a5a5a5a5a5a'

# ---- the rest ----

dies divide 1
says 'BUG: divide error (vector 0'
dies invalid 1
says 'BUG: invalid opcode (vector 6'
dies bug 1
matches 'kernel BUG at .*payloads.c:[0-9]+ in bug\(\)!'
dies panic 3
says 'Kernel panic - not syncing: on purpose'

finish
