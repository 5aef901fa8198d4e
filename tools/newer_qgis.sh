#!/usr/bin/env bash
# Runs a command in a Debian 13 that has the newest QGIS of its backports, in .chroot/ (root). Made once, in minutes;
# made anew when its packages change. The repository and the worker's environment are those outside.
# usage: tools/newer_qgis.sh COMMAND...      the command runs in the repository
set -euo pipefail
cd "$(dirname "$0")/.."

repository=$PWD
suite=trixie
root=$repository/.chroot/$suite
packages=ca-certificates,make,python3,python3-venv,xvfb,xauth,fonts-open-sans,qttools5-dev-tools
qgis_packages="qgis python3-qgis qgis-providers"
tools=$(grep -E '^(pytest|hypothesis|pyhdf)' tests/requirements.txt | tr '\n' ' ')
tools_need="execnet iniconfig packaging pluggy pygments sortedcontainers"

[ "$(id -u)" -eq 0 ] || { echo "A newer QGIS runs in a chroot, and only root can make one: run make as root." >&2; exit 1; }

worker=$(.worker/bin/python -c 'import sys; print("python%d.%d" % sys.version_info[:2])')

make_root() {
    if ! command -v mmdebstrap >/dev/null; then
        apt-get update -q
        DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends mmdebstrap
    fi
    rm -rf "$root" "$root.partial"
    mkdir -p "$(dirname "$root")"
    # The mirror is the one that this machine's own packages come from.
    local mirror
    mirror=$(apt-get indextargets --format '$(REPO_URI)' | grep -v security | sort | uniq -c | sort -rn |
        awk 'NR == 1 { print $2 }')
    mmdebstrap --quiet --variant=apt --mode=root \
        --aptopt='Acquire::Check-Valid-Until "false"' --aptopt='APT::Install-Recommends "false"' \
        --aptopt='Acquire::Languages "none"' --dpkgopt=force-unsafe-io \
        --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/doc/*' \
        --dpkgopt='path-exclude=/usr/share/locale/*' --include="$packages" \
        --customize-hook="chroot \"\$1\" apt-get install -qy -t $suite-backports $qgis_packages" \
        "$suite" "$root.partial" "deb $mirror $suite main" "deb $mirror $suite-backports main"
    echo "$packages $qgis_packages" >"$root.partial/packages"
    mv "$root.partial" "$root"
}

# By this machine's pip, whose settings need not hold in there. NumPy and the like are those of that Debian.
add_tools() {
    local python
    python=$(chroot "$root" python3 -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    # shellcheck disable=SC2086 - a list of words
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --only-binary=:all: --upgrade \
        --python-version "$python" --target "$root/usr/local/lib/python$python/dist-packages" $tools $tools_need
    echo "$tools $tools_need" >"$root/tools"
}

[ "$(cat "$root/packages" 2>/dev/null)" = "$packages $qgis_packages" ] || make_root
[ "$(cat "$root/tools" 2>/dev/null)" = "$tools $tools_need" ] || add_tools

# A namespace of its own for mounts and processes: nothing of it is left when the command ends.
exec unshare --mount --propagation private --pid --fork --kill-child bash -euc '
    root=$1 repository=$2 worker=$3
    shift 3
    bind() {
        if [ -d "$1" ]; then mkdir -p "$root$1"; else touch "$root$1"; fi
        mount --bind "$1" "$root$1"
    }
    mount --bind /dev "$root/dev"
    mount -t proc proc "$root/proc"
    mount -t tmpfs tmpfs "$root/dev/shm"
    mount -t tmpfs tmpfs "$root/tmp"
    bind "$repository"
    [ ! -d "$repository/../shared/data" ] || bind "$(realpath "$repository/../shared/data")"
    # The worker is a process of its own, so that its Python need not be the one of this QGIS: the environment outside
    # serves, with the interpreter that it was made from.
    [ -e "$root/usr/lib/$worker/os.py" ] || { bind "/usr/lib/$worker"; bind "/usr/bin/$worker"; }
    packages=$(realpath "$repository/.worker/lib/$worker/site-packages")
    [ "${packages#"$repository"}" != "$packages" ] || bind "$packages"
    inside() { chroot "$root" env -i HOME=/root LANG=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin "$@"; }
    inside "$worker" -m venv --without-pip /tmp/worker
    echo "$packages" >"$root/tmp/worker/lib/$worker/site-packages/worker.pth"
    inside QT_QPA_PLATFORM=offscreen SOCMAP_PYTHON=/tmp/worker/bin/python PYTHONDONTWRITEBYTECODE=1 \
        bash -c "cd \"\$0\" && exec \"\$@\"" "$repository" "$@"
' _ "$root" "$repository" "$worker" "$@"
