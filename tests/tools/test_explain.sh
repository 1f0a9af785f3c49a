#!/bin/sh
# SPDX-License-Identifier: MIT
# explain does the thing and tells the steps with their numbers.
. "$(dirname "$0")/tap.sh"
begin "$@"

run explain.kmalloc_goes_down_the_ladder 0 "$quarry" explain kmalloc 100
says 'kmalloc(100, GFP_KERNEL)'
matches 'kmalloc: 100 bytes: cache kmalloc-[0-9]+'
matches 'new slab on node 0'
matches 'zeroed, [0-9]+ bytes'
matches '= 0x[0-9a-f]+: frame [0-9]+ of node 0'

run explain.kmalloc_large 0 "$quarry" explain kmalloc 100K
says 'more than the largest cache has'

run explain.kmalloc_zero 0 "$quarry" explain kmalloc 0
says 'ZERO_SIZE_PTR'

run explain.boot_tells_the_order 0 "$quarry" explain boot
matches 'memblock|direct map'
matches 'slab'

for step in 'memblock:' 'direct map' 'frames handed over to the buddy system' 'kmem_cache is static' \
	'arrays can be allocated now' 'node structures can be allocated now' \
	'static array replaced' 'lock made anew' 'kmalloc-8k: arrays of' 'callbacks for CPUs'; do
	says "$step"
done

run explain.buddy_draws_zones 0 "$quarry" explain buddy -m 'mem=16M@0,240M@256M,256M@4G:node1 cpus=2'
matches 'node 1'
matches 'zone DMA32: frames'
matches 'tried in this order: node 1 Normal -> node 0'

run explain.vmalloc_shows_frames 0 "$quarry" explain vmalloc 64K
matches 'pages 0 to [0-9]+ are frames [0-9]+ to [0-9]+'

run explain.walk_goes_level_by_level 0 "$quarry" explain walk vmalloc
matches '[Pp][Gg][Dd]'
matches '[Pp][Tt][Ee]'

run explain.kfree 0 "$quarry" explain kfree
says 'kfree(NULL)'

run explain.bad_size 2 "$quarry" explain kmalloc lots
says "\`lots' is no size"
run explain.bad_subject 2 "$quarry" explain life
says "\`life' cannot be explained"

finish
