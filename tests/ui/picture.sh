#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# picture.sh [BIN]: resources/pictures/console-{light,dark}.png, taken of the real console while the invoice sample waits for a
# person. BIN holds the programs (build/release/bin). Needs xvfb, imagemagick and pngquant.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
bin=${1:-$root/build/release/bin}
sample=$root/resources/samples/invoice-approval
work=$(mktemp -d)
children=()
finish() {
    [ ${#children[@]} -eq 0 ] || kill "${children[@]}" 2>/dev/null || true
    wait
    rm -rf "$work"
}
trap finish EXIT

mkdir -p "$work/data/files/invoices" "$work/beamline" "$root/resources/pictures"
printf '[window]\nwelcomed=true\n' >"$work/beamline/beamline.ini" # the run, not the page of the first start
chmod 700 "$work/data"
cp "$sample/invoices.csv" "$work/data/files/invoices/"
printf '{"file": "invoices/invoices.csv", "folder": "invoices", "limit": 1000}\n' >"$work/input.json"

Xvfb -displayfd 3 -screen 0 1440x900x24 -nolisten tcp 3>"$work/display" 2>/dev/null &
children+=($!)
until [ -s "$work/display" ]; do sleep 0.1; done
export DISPLAY=:$(<"$work/display") HOME=$work XDG_CONFIG_HOME=$work XDG_RUNTIME_DIR=$work LC_ALL=C.UTF-8

waitingRun() { "$bin/beamctl" --data-dir "$work/data" --output json list | grep -q '"waiting"'; }

# shot THEME ARGUMENT…: opens the console, waits until the run waits and the window has settled, takes the picture.
shot() {
    local theme=$1 console
    shift
    "$bin/beamline" --data-dir "$work/data" --theme "$theme" "$@" 2>/dev/null &
    console=$!
    children+=("$console")
    until [ -S "$work/data/engine.sock" ] && waitingRun; do sleep 0.5; done
    sleep 8
    import -window root "$work/$theme.png"
    kill -TERM "$console"
    wait "$console" || true
    pngquant --force --speed 1 --output "$root/resources/pictures/console-$theme.png" "$work/$theme.png"
}

shot light --start "$sample/invoice-approval.yaml" --input "$work/input.json"
run=$("$bin/beamctl" --data-dir "$work/data" list | awk '/waiting/ { print $1 }')
shot dark --open "run/$run"
ls -l "$root"/resources/pictures/console-*.png
