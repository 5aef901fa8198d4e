#!/usr/bin/env bash
# Installs the system packages that building and testing need on Debian 12 and 13 (root). Quick when they are there
# already; elsewhere it says in one sentence what has to be installed by hand.
set -euo pipefail

needed=3.40 # metadata.txt's qgisMinimumVersion
packages=(make python3-venv xvfb xauth fonts-open-sans ca-certificates qttools5-dev-tools)
qgis_packages=(qgis python3-qgis qgis-providers)
os_release=${OS_RELEASE:-/etc/os-release}

fail() {
    echo "$*" >&2
    exit 1
}

of_system() { # of_system NAME: what the system says of itself, or nothing
    [ -f "$os_release" ] || return 0
    (. "$os_release" && eval "echo \"\${$1:-}\"")
}

installed_version() {
    { dpkg-query -W -f '${Status} ${Version}\n' "$1" 2>/dev/null || true; } | sed -n 's/^install ok installed //p'
}

candidate() { # candidate [-t SUITE]: the version of QGIS that apt would install
    apt-cache "$@" policy python3-qgis 2>/dev/null | awk '/Candidate:/ { print $2 }'
}

new_enough() {
    [ -n "$1" ] && [ "$1" != "(none)" ] && dpkg --compare-versions "$1" ge "$needed"
}

name=$(of_system PRETTY_NAME)
if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
    # No Debian: whoever has what is needed may go on.
    version=$(qgis_process --version 2>/dev/null | sed -n 's/^QGIS \([0-9]*\.[0-9]*\).*/\1/p' || true)
    if [ -n "$version" ] && [ "$(printf '%s\n' "$needed" "$version" | sort -V | head -n 1)" = "$needed" ] &&
        command -v xvfb-run >/dev/null && /usr/bin/python3 -c 'import ensurepip, qgis.core' 2>/dev/null; then
        exit 0
    fi
    fail "${name:-This system} has no apt-get: install QGIS $needed or newer with its Python bindings and providers," \
        "Python's venv module, Qt 5's lrelease and xvfb-run with its package manager, then run make again."
fi

missing=()
for package in "${packages[@]}"; do
    [ -n "$(installed_version "$package")" ] || missing+=("$package")
done
for package in "${qgis_packages[@]}"; do
    version=$(installed_version "$package")
    if [ -z "$version" ]; then
        missing+=("$package")
    elif ! new_enough "$version"; then
        missing+=("$package (is $version, needs $needed or newer)")
    fi
done
[ ${#missing[@]} -eq 0 ] && exit 0

if [ "$(id -u)" -ne 0 ]; then
    listed=$(printf ', %s' "${missing[@]}")
    fail "These system packages are missing or too old: ${listed:2}; install them as root, or run make as root."
fi

export DEBIAN_FRONTEND=noninteractive
apt-get update -q
suite=()
if ! new_enough "$(candidate)"; then
    [ "$(of_system ID)" = debian ] || fail "${name:-This system} offers QGIS $(candidate), and $needed or newer is" \
        "needed: add the package source that QGIS's download page names for it, then run make again."
    # The source of the backports is this machine's own Debian entry with another suite name.
    release=$(of_system VERSION_CODENAME)
    backports=/etc/apt/sources.list.d/socmap-backports.sources
    if ! grep -rqs "$release-backports" /etc/apt/sources.list /etc/apt/sources.list.d; then
        if [ -f /etc/apt/sources.list.d/debian.sources ]; then
            awk -v suite="$release-backports" -v release="$release" '
                BEGIN { RS = ""; FS = "\n" }
                $0 ~ "Suites:[^\n]*(^| )" release "( |\n|$)" {
                    for (i = 1; i <= NF; i++) print ($i ~ /^Suites:/ ? "Suites: " suite : $i)
                    exit
                }' /etc/apt/sources.list.d/debian.sources >"$backports"
        else
            sed -n "s/^\(deb .*\) $release \(.*\)$/\1 $release-backports \2/p" /etc/apt/sources.list | head -n 1 \
                >"${backports%.sources}.list"
        fi
        apt-get update -q
    fi
    suite=(-t "$release-backports")
    new_enough "$(candidate "${suite[@]}")" || fail "${name:-This system} and its backports offer QGIS" \
        "$(candidate "${suite[@]}"), and $needed or newer is needed: use a newer Debian."
fi
apt-get install -qy --no-install-recommends "${packages[@]}"
apt-get install -qy --no-install-recommends "${suite[@]}" "${qgis_packages[@]}"
