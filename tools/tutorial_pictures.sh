#!/usr/bin/env bash
# Takes the tutorial's pictures: a real QGIS on a virtual screen goes through it, from Open the Demo to the validated map.
# usage: tools/tutorial_pictures.sh [FOLDER]      after make env; SOCMAP_PYTHON names the worker's interpreter
set -euo pipefail
cd "$(dirname "$0")/.."

pictures=${1:-resources/pictures/tutorial}
limit_s=1200
mkdir -p "$pictures"
/usr/bin/python3 tools/stage.py >/dev/null

# At 96 dots per inch, or Qt would scale the window beyond the screen.
# Not in the folder for temporary files: QGIS marks layers there as temporary.
work=$(mktemp -d build/tutorial.XXXXXX)
work=$(realpath "$work")
trap 'rm -rf "$work"' EXIT
mkdir -m 700 "$work/runtime" "$work/home"
printf '{"pictures": "%s", "steps": ["buildpatchdataset", "crossvalidate", "traincnnlstm", "predictsocraster", "validatemap"], "found": "%s"}' \
    "$(realpath "$pictures")" "$work/found.json" >"$work/job.json"
export HOME=$work/home XDG_RUNTIME_DIR=$work/runtime QGIS_CUSTOM_CONFIG_PATH=$work/profile QGIS_PLUGINPATH=$PWD/build
export PYTHONPATH=$PWD/tools SOCMAP_PYTHON=${SOCMAP_PYTHON:-$PWD/.worker/bin/python} SOCMAP_WINDOW_JOB=$work/job.json

QT_QPA_PLATFORM=offscreen qgis_process plugins enable socmap_plugin >/dev/null 2>&1
env -u QT_QPA_PLATFORM timeout "$limit_s" xvfb-run --auto-servernum --server-args="-screen 0 1400x900x24 -dpi 96" \
    qgis --nologo --noversioncheck --lang en --code tools/tutorial_window.py
"$SOCMAP_PYTHON" tools/smaller_pictures.py "$pictures"/*.png
[ -s "$work/found.json" ] || { echo "The tutorial did not come to its end." >&2; exit 1; }
