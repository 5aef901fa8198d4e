#!/usr/bin/env bash
# Takes the README's pictures: a real QGIS on a virtual screen runs Predict SOC Raster on the demo data.
# usage: tools/window_pictures.sh [MODEL [FOLDER]]      after make demo; SOCMAP_PYTHON names the worker's interpreter
set -euo pipefail
cd "$(dirname "$0")/.."

model=$(realpath "${1:-demo_output/cnnlstm.socmodel}")
pictures=${2:-resources/pictures}
limit_s=300

[ -f "$model" ] || { echo "There is no model $model; run make demo, or name one." >&2; exit 1; }
mkdir -p "$pictures"
/usr/bin/python3 tools/stage.py >/dev/null

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -m 700 "$work/runtime"
export XDG_RUNTIME_DIR=$work/runtime QGIS_CUSTOM_CONFIG_PATH=$work/profile QGIS_PLUGINPATH=$PWD/build
export PYTHONPATH=$PWD/tools SOCMAP_PYTHON=${SOCMAP_PYTHON:-$PWD/.worker/bin/python}
export PICTURE_MODEL=$model PICTURE_FOLDER=$(realpath "$pictures") PICTURE_DEMO=$PWD/resources/demo PICTURE_WORK=$work

QT_QPA_PLATFORM=offscreen qgis_process plugins enable socmap_plugin >/dev/null 2>&1
env -u QT_QPA_PLATFORM timeout "$limit_s" xvfb-run --auto-servernum --server-args="-screen 0 1400x900x24" \
    qgis --nologo --noversioncheck --lang en --code tools/window_pictures.py
