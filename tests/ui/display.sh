#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# display.sh COMMAND [ARGUMENT…]: runs it on an X display of its own that nobody sees, under a small window manager: only
# such a one gives the keyboard to a window that opens.
set -euo pipefail

# shellcheck disable=SC2016 # "$@" is the inner shell's
exec xvfb-run --auto-servernum --server-args='-screen 0 1920x1200x24' bash -c \
    'openbox & wm=$!; trap "kill $wm" EXIT; "$@"' _ "$@"
