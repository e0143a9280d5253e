# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Sourced by installer/run and tests/run: says what happens, installs what is missing, builds one preset.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

say() { printf '%s\n' "-- $*" >&2; }
fail() {
    printf '%s\n' "error: $1" "       $2" >&2
    exit 1
}

# packagesOf SECTION...: the names in these sections of installer/packages.
packagesOf() {
    awk -v wanted=" $* " '{ sub(/#.*/, "") } /^\[.*\]/ { section = substr($1, 2, length($1) - 2); next }
        NF && index(wanted, " " section " ") { print $1 }' "$root/installer/packages"
}

asRoot() {
    if [ "$(id -u)" -eq 0 ]; then
        env DEBIAN_FRONTEND=noninteractive "$@"
    elif command -v sudo >/dev/null; then
        sudo env DEBIAN_FRONTEND=noninteractive "$@"
    else
        fail "Packages are missing, and this is neither root nor a machine with sudo." "As root, run: apt-get install ${missing[*]}"
    fi
}

# installPackages SECTION...: installs what is missing; asks apt nothing when all is there.
installPackages() {
    command -v dpkg-query >/dev/null || fail "This is no Debian system: dpkg is missing." \
        "Install the counterparts of the packages in installer/packages by hand, then run again with --no-install."
    local wanted missing=() name
    mapfile -t wanted < <(packagesOf "$@")
    for name in "${wanted[@]}"; do
        [ "$(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null)" = installed ] || missing+=("$name")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    say "Installing ${#missing[@]} packages: ${missing[*]}"
    asRoot apt-get update -qq >&2 || fail "apt-get update failed." "Look at the lines above; the package sources must be reachable."
    asRoot apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2 ||
        fail "apt-get install failed." "Look at the lines above, mend it, and run this again; it goes on where it stopped."
}

# buildPreset PRESET: configures and builds it; a second time it only builds what changed.
buildPreset() {
    local log="$root/build/$1.configure.log"
    cd "$root" || exit
    mkdir -p build
    say "Configuring build/$1"
    cmake --preset "$1" >"$log" 2>&1 || {
        cat "$log" >&2
        fail "cmake could not configure the preset $1." \
            "A package may be missing (installer/packages); after a change of compiler delete build/$1."
    }
    say "Building build/$1 (some minutes the first time)"
    cmake --build --preset "$1" >&2 ||
        fail "The build failed." "The first error above is the cause; 'cmake --build --preset $1' repeats it."
}
