#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Check that zoneinfo, buddyinfo and meminfo of one machine agree with each
other and with its RAM in MiB, the argument. Reads `quarry show` on stdin."""
import re, sys

text = sys.stdin.read()
parts = dict(re.findall(r"==> (\w+) <==\n(.*?)(?=\n==> |\Z)", text, re.S))
ram_pages = int(sys.argv[1]) * 256

zones = re.findall(r"Node (\d+), zone +(\w+)\n(.*?)(?=Node \d+, zone|\Z)", parts["zoneinfo"], re.S)
present = managed = zone_free = pcp = 0
for node, zone, body in zones:
    def number(name):
        found = re.search(rf"{name} +(\d+)", body)
        return int(found.group(1)) if found else 0
    present += number("present")
    managed += number("managed")
    zone_free += number("nr_free_pages") or number("pages free")
    pcp += sum(int(n) for n in re.findall(r"count: +(\d+)", body))
buddy_free = 0
for line in parts["buddyinfo"].splitlines():
    found = re.match(r"Node +\d+, zone +\w+ +(.*)", line)
    if found:
        buddy_free += sum(int(n) << order for order, n in enumerate(found.group(1).split()))
mem = {k: int(v) for k, v in re.findall(r"(\w+(?:\(\w+\))?): +(\d+) kB", parts["meminfo"])}

errors = []
if not ram_pages - 256 <= present <= ram_pages:
    errors.append(f"present pages {present}, RAM {ram_pages}")
if managed * 4 != mem["MemTotal"]:
    errors.append(f"managed {managed * 4} kB, MemTotal {mem['MemTotal']} kB")
if managed > present:
    errors.append(f"managed {managed} more than present {present}")
# Reports are printed one after the other: each may take or give a page or two.
if abs(buddy_free - zone_free) > 64 + pcp:
    errors.append(f"buddyinfo has {buddy_free} free pages, zoneinfo {zone_free}")
if abs(zone_free * 4 - mem["MemFree"]) > 256 + pcp * 4:
    errors.append(f"zoneinfo has {zone_free * 4} kB free, MemFree is {mem['MemFree']} kB")
used = mem["MemTotal"] - mem["MemFree"]
known = mem.get("Slab", 0) + mem.get("PageTables", 0) + mem.get("KernelStack", 0) + \
    mem.get("VmallocUsed", 0) + pcp * 4 + mem.get("Percpu", 0)
print(f"RAM {ram_pages * 4} kB = {(ram_pages - managed) * 4} reserved + {mem['MemFree']} free + "
      f"{used} used (of which {known} known)")
for e in errors:
    print(e)
print("they do not" if errors else "the numbers add up")
sys.exit(1 if errors else 0)
