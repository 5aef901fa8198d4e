"""Seeded damage: bytes, JSON and XML as accidents and strangers change them."""

from __future__ import annotations

import copy
import math

STRANGE = (
    None, True, False, 0, -1, 1, 2**31, 2**63, -(2**63), 10**30, 0.5, -0.0, 1e-308, 1e308, math.inf, -math.inf,
    math.nan, "", " ", "0", "x" * 5000, "a\0b", "k\udcfcste", "a\nb", "\x1b[2J", "..", "é" * 3, "[", "{}", "NaN",
    "/vsicurl/http://127.0.0.1:9/a.tif", "http://127.0.0.1:9/a.tif", "<GDAL_WMS><Service name='TMS'/></GDAL_WMS>",
    "WMS:http://127.0.0.1:9/", 'NETCDF:"http://127.0.0.1:9/a.nc":x', "vrt://a.tif", "PROJCS[",
    'LOCAL_CS["x",UNIT["m",1]]', "(?P<time>",
    "tls://127.0.0.1:9", '{"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}',
    [], {}, [[]], [None], {"name": "a"}, [1e308] * 6, [0] * 6, ["a"] * 40,
)  # fmt: skip


def damaged_bytes(rng, content):
    """Return bytes with some changed, cut, repeated, moved or filled."""
    out = bytearray(content)
    for _ in range(int(rng.integers(1, 5))):
        if not out:
            break
        place, length = int(rng.integers(len(out))), int(rng.integers(1, 65))
        kind = rng.integers(6)
        if kind == 0:
            out[place] ^= 1 << int(rng.integers(8))
        elif kind == 1:
            out[place : place + length] = rng.bytes(length)
        elif kind == 2:
            out[place : place + length] = bytes([int(rng.choice([0, 255, 32]))]) * length
        elif kind == 3:
            del out[place : place + length]
        elif kind == 4:
            del out[place:]
        else:
            out[place:place] = out[place : place + length]
    return bytes(out)


def damaged_json(rng, value):
    """Return a value of JSON with one to three of its parts replaced, removed, repeated, added or exchanged."""
    value = copy.deepcopy(value)
    for _ in range(int(rng.integers(1, 4))):
        places = list(_places(value))
        if not places:
            break
        owner, key = places[rng.integers(len(places))]
        kind = rng.integers(6)
        if kind == 0:
            del owner[key]
        elif kind == 1 and isinstance(owner, list):
            owner.insert(key, copy.deepcopy(owner[key]))
        elif kind == 1:
            owner[str(STRANGE[rng.integers(len(STRANGE))])[:60]] = owner[key]
        elif kind == 2:
            other, name = places[rng.integers(len(places))]
            owner[key] = copy.deepcopy(other[name])
        elif kind == 3 and type(owner[key]) in (int, float):
            owner[key] = owner[key] * float(rng.choice([-1, 0, 1e-9, 1e9, 1e300, 1.5]))
        else:
            owner[key] = copy.deepcopy(STRANGE[rng.integers(len(STRANGE))])
    return value


def _places(value):
    """Yield (container, key) of every part, few of a long list."""
    keys = list(value) if isinstance(value, dict) else list(range(len(value)))[:12]
    for key in keys:
        yield value, key
        if isinstance(value[key], (dict, list)):
            yield from _places(value[key])
