#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Object files as a C table, test_modules[] of module_test.h: embed.py OUTPUT OBJECT..."""
import os, sys

header = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "module_test.h")
out = ["// SPDX-License-Identifier: MIT", "/* made by embed.py */",
       f'#include "{os.path.normpath(header)}"', ""]
names = []
for path in sys.argv[2:]:
    name = os.path.splitext(os.path.basename(path))[0]
    names.append(name)
    data = open(path, "rb").read()
    out.append(f"static const unsigned char {name}_o[] __aligned(8) = {{")
    for i in range(0, len(data), 24):
        out.append("\t" + ",".join(str(b) for b in data[i:i + 24]) + ",")
    out.append("};")
out.append("const struct test_module test_modules[] = {")
out += [f'\t{{ "{n}", {n}_o, sizeof({n}_o) }},' for n in names]
out += ["\t{ NULL, NULL, 0 },", "};", ""]
open(sys.argv[1], "w").write("\n".join(out))
