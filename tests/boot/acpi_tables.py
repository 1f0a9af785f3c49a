#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""ACPI tables of a made-up machine, for a kernel that boots with acpi_rsdp=ADDRESS.

    acpi_tables.py FILE ADDRESS [--cpus N] [--nodes N] [--mem MIB] [--break TABLE[:HOW]]

FILE is what memory holds at ADDRESS: RSDP, RSDT, XSDT, MADT, SRAT, SLIT (ACPI 6.4,
5.2). CPUs and memory are shared out evenly among the nodes, node a is 10 + 10 *
|a - b| from node b. TABLE is broken on purpose, in the way HOW says:

    sum      one byte is wrong (the default)
    length   the length in the header is absurd
    absent   the table is not there
"""
import argparse, struct

RSDP_SIZE, PAGE = 36, 4096

def summed(data, at):
    """data with the byte at `at` such that all bytes add up to 0."""
    data = bytearray(data)
    data[at] = 0
    data[at] = -sum(data) & 0xff
    return bytes(data)

def table(signature, revision, body):
    length = 36 + len(body)
    header = struct.pack("<4sIBB6s8sI4sI", signature, length, revision, 0, b"QUARRY", b"TESTTABL",
                         1, b"QRRY", 1)
    return summed(header + body, 9)

def madt(args):
    cpus = b"".join(struct.pack("<BBBBI", 0, 8, i, i, 1) for i in range(args.cpus))
    return table(b"APIC", 3, struct.pack("<II", 0xfee00000, 1) + cpus)

def srat(args):
    body = struct.pack("<IQ", 1, 0)
    for i in range(args.cpus):
        body += struct.pack("<BBBBI8x", 0, 16, i * args.nodes // args.cpus, i, 1)
    share = (args.mem << 20) // args.nodes
    for node in range(args.nodes):
        body += struct.pack("<BBIHQQIIQ", 1, 40, node, 0, node * share, share, 0, 1, 0)
    return table(b"SRAT", 3, body)

def slit(args):
    n = args.nodes
    return table(b"SLIT", 1, struct.pack("<Q", n) +
                 bytes(10 + 10 * abs(a - b) for a in range(n) for b in range(n)))

def break_it(data, how):
    data = bytearray(data)
    if how == "length":
        data[4:8] = struct.pack("<I", 0x7fffffff)
    else:
        data[-1] ^= 0x55
    return bytes(data)

def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("file")
    parser.add_argument("address", type=lambda text: int(text, 0))
    parser.add_argument("--cpus", type=int, default=2)
    parser.add_argument("--nodes", type=int, default=2)
    parser.add_argument("--mem", type=int, default=256)
    parser.add_argument("--break", dest="broken", default="")
    args = parser.parse_args()
    broken, _, how = args.broken.partition(":")

    image, places = bytearray(PAGE), {}
    def place(name, data):
        if name == broken:
            if how == "absent":
                return
            data = break_it(data, how)
        places[name] = args.address + len(image)
        image.extend(data + bytes(-len(data) % 64))

    for name, make in ("madt", madt), ("srat", srat), ("slit", slit):
        place(name, make(args))
    tables = list(places.values())
    place("rsdt", table(b"RSDT", 1, b"".join(struct.pack("<I", p) for p in tables)))
    place("xsdt", table(b"XSDT", 1, b"".join(struct.pack("<Q", p) for p in tables)))

    rsdp = summed(struct.pack("<8sB6sBI", b"RSD PTR ", 0, b"QUARRY", 2, places.get("rsdt", 0)), 8)
    rsdp = summed(rsdp + struct.pack("<IQB3x", RSDP_SIZE, places.get("xsdt", 0), 0), 32)
    if broken == "rsdp":
        rsdp = bytes([rsdp[0]]) + bytes([rsdp[1] ^ 1]) + rsdp[2:] if how == "signature" \
            else rsdp[:10] + bytes([rsdp[10] ^ 0x55]) + rsdp[11:]
    image[:len(rsdp)] = rsdp
    with open(args.file, "wb") as out:
        out.write(image)

main()
