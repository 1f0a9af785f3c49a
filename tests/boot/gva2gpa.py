#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The core's walk of the page tables against QEMU's own, address by address.

    gva2gpa.py KERNEL [NAME=QEMU OPTIONS]...

Boots KERNEL (quarry-tests.elf) with test.walk=N: it prints where N random
addresses lie by its own walk (walk.c here) and stands still. Each is then asked
of QEMU's monitor (gva2gpa), which walks from CR3 by itself; both must agree, on
what is not mapped too. One TAP case a machine; N is 100000.
"""
import json, os, re, shutil, socket, subprocess, sys, tempfile

NUMBER = int(os.environ.get("QUARRY_WALKS", 100000))
QEMU = "qemu-system-x86_64"
BATCH = 256          # commands under way at once
SHOWN = 10           # differences printed

class Monitor:
    """QEMU's monitor: human commands through QMP, many at a time."""
    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(path)
        self.lines = self.socket.makefile("rb")
        self.lines.readline()                       # the greeting
        self.send([{"execute": "qmp_capabilities"}])
        self.answer()

    def send(self, commands):
        self.socket.sendall(b"".join(json.dumps(c).encode() + b"\n" for c in commands))

    def answer(self):
        while True:
            line = self.lines.readline()
            if not line:
                raise EOFError("QEMU has gone")
            message = json.loads(line)
            if "event" not in message:
                return message

    def human(self, commands):
        """The answers to human monitor commands, in order."""
        for at in range(0, len(commands), BATCH):
            some = commands[at:at + BATCH]
            self.send([{"execute": "human-monitor-command",
                        "arguments": {"command-line": c}} for c in some])
            for _ in some:
                yield self.answer()["return"].strip()

def start(kernel, options, sock):
    return subprocess.Popen(
        [QEMU, "-accel", "tcg", "-cpu", "qemu64", "-nodefaults", "-display", "none", "-no-reboot",
         "-serial", "stdio", "-device", "isa-debug-exit,iobase=0xf4,iosize=0x04",
         "-qmp", f"unix:{sock},server=on,wait=off", *options, "-kernel", kernel,
         "-append", f"loglevel=4 test.walk={NUMBER} test.seed={os.environ.get('SEED', 1)}"],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)

def read_walks(machine):
    """What the kernel says, until it stands still: [(address, physical or None)]."""
    walks, leaves, said = [], None, []
    for line in machine.stdout:
        line = line.decode(errors="replace").rstrip()
        word = line.split()
        if line == "walk end":
            return walks, leaves, said
        if word[:1] == ["walk"]:
            walks.append((int(word[1], 16), None if word[2] == "-" else int(word[2], 16)))
        elif word[:1] == ["leaves"]:
            leaves = [int(n) for n in word[1:]]
        else:
            said.append(line)
    return [], leaves, said

def physical(answer):
    if answer.startswith("gpa: "):
        return int(answer[5:], 16)
    return None if answer == "Unmapped" else answer

def show(value):
    return "unmapped" if value is None else f"{value:#x}" if isinstance(value, int) else value

def compare(kernel, options, sock):
    """Differences, as lines; empty: none."""
    machine = start(kernel, options, sock)
    try:
        walks, leaves, said = read_walks(machine)
        if len(walks) != NUMBER:
            return [f"{len(walks)} addresses of {NUMBER}, status {machine.wait()}"] + said[-20:]
        monitor = Monitor(sock)
        bad, mapped = [], 0
        answers = monitor.human([f"gva2gpa {addr:#x}" for addr, _ in walks])
        for number, ((addr, ours), answer) in enumerate(zip(walks, answers), 1):
            theirs = physical(answer)
            mapped += theirs is not None
            if ours != theirs:
                bad.append(f"{addr:#018x}: the core says {show(ours)}, QEMU {show(theirs)}")
            if number % 25000 == 0:
                print(f"# {number} of {NUMBER}, {mapped} mapped, {len(bad)} differ", flush=True)
        print(f"# direct map: {leaves[0]} leaves of 4 KiB, {leaves[1]} of 2 MiB, {leaves[2]} of 1 GiB")
        if not NUMBER // 5 < mapped < NUMBER - NUMBER // 5:
            bad.append(f"{mapped} of {NUMBER} are mapped: the sample is one-sided")
        if not leaves[1] or leaves[2] != (leaves[3] if "max" in options else 0):
            bad.append(f"leaves of the direct map: {leaves[:3]}, {leaves[3]} GiB are whole")
        return bad
    finally:
        machine.kill()
        machine.wait()

def main():
    kernel, machines = sys.argv[1], sys.argv[2:] or ["plain="]
    if not shutil.which(QEMU):
        print(f"1..0 # SKIP {QEMU} is not installed")
        return 0
    print(f"TAP version 13\n1..{len(machines)}", flush=True)
    failed = 0
    for number, machine in enumerate(machines, 1):
        name, _, options = machine.partition("=")
        with tempfile.TemporaryDirectory() as folder:
            bad = compare(kernel, options.split(), os.path.join(folder, "qmp"))
        for line in bad[:SHOWN]:
            print(f"# {line}")
        if len(bad) > SHOWN:
            print(f"# and {len(bad) - SHOWN} more")
        failed += bool(bad)
        print(f"{'not ok' if bad else 'ok'} {number} - boot.gva2gpa.{name}", flush=True)
    return 1 if failed else 0

sys.exit(main())
