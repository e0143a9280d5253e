#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# keyring.sh PROGRAM [ARGUMENT…]: runs it on a session bus of its own, with an unlocked keyring of its own. Home, data and
# runtime directory are new and go with it: the user's keyring is out of reach.
set -euo pipefail

home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
mkdir -m 700 "$home/run"
export HOME=$home XDG_DATA_HOME=$home/data XDG_CONFIG_HOME=$home/config XDG_CACHE_HOME=$home/cache XDG_RUNTIME_DIR=$home/run
unset DBUS_SESSION_BUS_ADDRESS DISPLAY WAYLAND_DISPLAY

# shellcheck disable=SC2016 # "$@" is the inner shell's
dbus-run-session -- bash -c \
    'printf password | gnome-keyring-daemon --unlock --components=secrets --daemonize >/dev/null; "$@"' _ "$@"
