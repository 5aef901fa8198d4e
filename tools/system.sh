#!/usr/bin/env bash
# Installs the system packages that building and testing need on Debian 12 (root). Quick when they are there already.
set -euo pipefail

packages=(python3-venv xvfb xauth fonts-open-sans ca-certificates qttools5-dev-tools)
qgis_packages=(qgis python3-qgis qgis-providers)

missing=()
for package in "${packages[@]}" "${qgis_packages[@]}"; do
    dpkg-query -W -f '${Status}\n' "$package" 2>/dev/null | grep -q '^install ok installed$' || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

if [ "$(id -u)" -ne 0 ]; then
    echo "These system packages are missing: ${missing[*]}. Install them as root, or run make as root." >&2
    exit 1
fi

# QGIS 3.40 is in the backports suite; its source is this machine's own Debian entry with another suite name.
release=$(. /etc/os-release && echo "$VERSION_CODENAME")
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
fi

export DEBIAN_FRONTEND=noninteractive
apt-get update -q
apt-get install -qy --no-install-recommends "${packages[@]}"
apt-get install -qy --no-install-recommends -t "$release-backports" "${qgis_packages[@]}"
