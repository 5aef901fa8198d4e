"""Just enough of PDF to ask what is in a page that Qt wrote: its size, and its texts by their maps to Unicode."""

from __future__ import annotations

import re
import zlib
from pathlib import Path

MM_OF_A_POINT = 25.4 / 72


def _objects(data):
    """Return the objects of a file by their numbers, with what their streams hold."""
    found = {}
    for number, body in re.findall(rb"(?:^|\n)(\d+) 0 obj\s(.*?)\nendobj", data, re.DOTALL):
        head, _, rest = body.partition(b"stream\n")
        if rest and b"FlateDecode" in head:
            rest = zlib.decompressobj().decompress(rest)
        found[int(number)] = (head, rest)
    return found


def page_sizes_mm(path):
    """Return width and height of every page."""
    pages = [head for head, _ in _objects(Path(path).read_bytes()).values() if re.search(rb"/Type /Page\s", head)]
    boxes = [re.search(rb"/MediaBox \[([^\]]+)\]", page)[1] for page in pages]
    corners = [[float(number) for number in box.split()] for box in boxes]
    return [((x1 - x0) * MM_OF_A_POINT, (y1 - y0) * MM_OF_A_POINT) for x0, y0, x1, y1 in corners]


def texts_of(path):
    """Return the texts of a file in the order of drawing, without the ends of lines."""
    objects = _objects(Path(path).read_bytes())
    fonts = {}
    for head, _ in objects.values():
        unicode = re.search(rb"/ToUnicode (\d+) 0 R", head)
        if unicode:
            maps = objects[int(unicode[1])][1]
            fonts[id(head)] = (head, _letters(maps))
    names = {}
    for head, _ in objects.values():
        for name, number in re.findall(rb"/(F\d+) (\d+) 0 R", head):
            known = fonts.get(id(objects[int(number)][0]))
            if known:
                names[name] = known[1]
    said, letters = [], {}
    for stream in (stream for _, stream in objects.values() if b" Tf" in stream):
        for font, hexed in re.findall(rb"/(F\d+) [\d.]+ Tf|<([0-9a-fA-F]+)>", stream):
            if font:
                letters = names.get(font, {})
            else:
                codes = [int(hexed[i : i + 4], 16) for i in range(0, len(hexed), 4)]
                said.append("".join(letters.get(code, "") for code in codes))
    return "".join(said).replace("\t", " ")  # of one glyph with two meanings Qt names the first


def _letters(maps):
    """Return the letters of the glyphs in a map to Unicode."""
    found = {}
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", maps, re.DOTALL):
        for first, last, values in re.findall(rb"<(\w+)>\s*<(\w+)>\s*\[(.*?)\]", block, re.DOTALL):
            letters = re.findall(rb"<(\w+)>", values)
            found.update(zip(range(int(first, 16), int(last, 16) + 1), map(_text, letters)))
        for first, last, value in re.findall(rb"<(\w+)>\s*<(\w+)>\s*<(\w+)>", re.sub(rb"\[.*?\]", b"", block)):
            start = int(first, 16)
            found.update((code, chr(int(value, 16) + code - start)) for code in range(start, int(last, 16) + 1))
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", maps, re.DOTALL):
        found.update((int(code, 16), _text(value)) for code, value in re.findall(rb"<(\w+)>\s*<(\w+)>", block))
    return found


def _text(hexed):
    return bytes.fromhex(hexed.decode()).decode("utf-16-be")
