"""Gives the pictures it is called with a palette: it takes a third of the bytes, and no eye sees the difference.

Needs Pillow, which the worker's environment has.
"""

from __future__ import annotations

import sys

from PIL import Image

for path in sys.argv[1:]:
    Image.open(path).convert("RGB").quantize(255, dither=Image.Dither.NONE).save(path, optimize=True)
