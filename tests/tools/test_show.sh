#!/bin/sh
# SPDX-License-Identifier: MIT
# The reports of a machine of two nodes: formats, zones, and sums that are RAM.
. "$(dirname "$0")/tap.sh"
begin "$@"
machine='mem=16M@0,240M@256M,256M@4G:node1 cpus=2'

run show.buddyinfo_has_the_zones 0 "$quarry" show buddyinfo -m "$machine"
matches '^Node 0, zone +DMA( +[0-9]+){11} *$'
matches '^Node 0, zone +DMA32( +[0-9]+){11} *$'
matches '^Node 1, zone +Normal( +[0-9]+){11} *$'

run show.all_reports_of_the_machine 0 "$quarry" show buddyinfo slabinfo vmallocinfo meminfo layout -m "$machine"
says '==> buddyinfo <=='
says 'slabinfo - version: 2.1'
says '# name            <active_objs> <num_objs> <objsize> <objperslab> <pagesperslab>'
matches '^MemTotal: +[0-9]+ kB'
matches '^kmem_cache '
matches 'direct map'

run show.numbers_add_up_to_ram 0 sh -c "'$quarry' show zoneinfo buddyinfo meminfo -m '$machine' | python3 '$sources/tests/tools/sums.py' 512"
says 'add up'

run show.list_names_reports 0 "$quarry" show --list
says 'buddyinfo'
says 'vmallocinfo'

finish
