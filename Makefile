# SPDX-License-Identifier: MIT
# Two-line doors to meson. Everything is built in build/: host (release), debug,
# asan, tsan, clang. The command is build/quarry.
.PHONY: all demo check clean install setup
all: setup
	@scripts/build host
setup:
	@scripts/setup
demo: all
	@build/quarry demo
check: setup
	@scripts/check
install: all
	@meson install -C build/host $(if $(DESTDIR),--destdir $(DESTDIR))
clean:
	rm -rf build
