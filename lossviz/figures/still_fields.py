"""Fields as stills: a small PNG of their numbers, and a filter that turns its shades into colours.

The colours of a page are known to its style sheet only, so the PNG has none: of a gradient it holds how far each number
lies between the limits, of a mixture the shares. The filter adds up the colours by their shares.
"""

import base64
import struct
import zlib
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lossviz.figures import still_shapes
from lossviz.figures.svg import Frame, Ink, Read, number

Bytes = NDArray[np.uint8]
# The alpha by the share of each class: three have a channel of their own, the fourth has what they leave.
CHANNELS = ("1 0 0 0 0", "0 1 0 0 0", "0 0 1 0 0", "-1 -1 -1 0 1")
OPAQUE = len("#RRGGBB")
# A tile has at most so many places a side, and shades so many steps apart: for its few pixels.
TILE_SIDE, TILE_STEP = 11, 15
STEP = 5


def draw(trace: Mapping[str, Any], read: Read, frame: Frame, ink: Ink) -> str:
    """A field as SVG in the pixels of a frame."""
    at = {part: np.asarray(read(quantity), dtype=float) for part, quantity in trace["meta"].items()}
    if not at["z"].size:
        return ""
    name, filter_ = colouring(trace, ink)
    if trace["kind"] == "tiles":
        drawn = tiles(trace, at, frame)
    else:
        drawn = plane(picture(trace, at["z"].reshape(len(at["y"]), len(at["x"]), -1), STEP), at, frame)
    return f'{filter_}<g filter="url(#{name})">{drawn}</g>' if drawn else ""


def plane(pixels: Bytes, at: Mapping[str, Any], frame: Frame) -> str:
    """The image of a field over the plane: the middles of the outermost pixels lie at the outermost places."""
    rows, columns = pixels.shape[:2]
    (left, right), (bottom, top) = frame.pixels(at["x"][[0, -1]], at["y"][[0, -1]])
    wide, high = (right - left) / (columns - 1), (bottom - top) / (rows - 1)
    return image(pixels, left - wide / 2, top - high / 2, columns * wide, rows * high)


def tiles(trace: Mapping[str, Any], at: Mapping[str, Any], frame: Frame) -> str:
    """All tiles from one image, in which they stand one below the other."""
    there = np.isfinite(at["x"] + at["y"])
    if not there.any():
        return ""
    side = trace["side"]
    chosen = np.round(np.linspace(0, side - 1, min(side, TILE_SIDE))).astype(int)
    z = at["z"].reshape(-1, side, side)[there][:, chosen][:, :, chosen]
    pixels = np.concatenate([picture(trace, one[..., None], TILE_STEP) for one in z])
    places = len(chosen)
    name = f"lv-t{zlib.crc32(pixels.tobytes()):08x}"
    drawn = [f"<defs>{image(pixels, 0, 0, places, len(pixels), name)}</defs>"]
    long = still_shapes.square_side(at["size"], frame)
    for i, (left, top) in enumerate(zip(*frame.pixels(at["x"][there], at["y"][there]), strict=True)):
        place = " ".join(
            f'{part}="{number(pixel)}"'
            for part, pixel in (("x", left - long / 2), ("y", top - long / 2), ("width", long), ("height", long))
        )
        box = f"0.5 {i * places + 0.5} {places - 1} {places - 1}"
        drawn.append(f'<svg {place} viewBox="{box}"><use href="#{name}"/></svg>')
    return "".join(drawn)


def picture(trace: Mapping[str, Any], z: Any, step: int) -> Bytes:
    """The pixels of numbers (rows, columns, classes), from the top, with their alpha: (rows, columns, 2 or 4)."""
    z = z[::-1]
    known = ~np.isnan(z).any(axis=-1, keepdims=True)
    if trace["kind"] == "mixture":
        if z.shape[-1] > len(CHANNELS):
            raise ValueError(f"a mixture of {z.shape[-1]} classes has no still; give at most {len(CHANNELS)}")
        shares = np.where(known, z, 0) / np.maximum(np.where(known, z, 0).sum(axis=-1, keepdims=True), 1e-300)
        if trace["discrete"]:
            shares = np.eye(z.shape[-1])[shares.argmax(axis=-1)]
        shares = np.concatenate([shares, np.zeros((*z.shape[:2], 3))], axis=-1)[..., :3]
    else:
        low, high = trace["limits"]
        shares = np.clip((np.where(known, z, low) - low) / (high - low), 0, 1)
    # The first and the last shade stay what they are.
    steps = 255 // step
    shades = np.round(np.round(shares * steps) / steps * 255)
    return np.concatenate([np.where(known, shades, 0), np.where(known, 255, 0)], axis=-1).astype(np.uint8)


def image(pixels: Bytes, left: float, top: float, width: float, height: float, name: str = "") -> str:
    """An image element."""
    place = f'x="{left:.4g}" y="{top:.4g}" width="{width:.4g}" height="{height:.4g}"'
    data = base64.b64encode(png(pixels)).decode()
    named = f' id="{name}"' if name else ""
    return f'<image{named} {place} preserveAspectRatio="none" href="data:image/png;base64,{data}"/>'


def png(pixels: Bytes) -> bytes:
    """An 8-bit PNG of grey and alpha or of red, green, blue and alpha; without the alpha where all is opaque.

    References:
        Portable Network Graphics (PNG) Specification, W3C, 2003.
    """
    rows, columns, parts = pixels.shape
    kind = {2: 4, 4: 6}[parts]
    if pixels[..., -1].min() == np.iinfo(np.uint8).max:
        pixels, kind = pixels[..., :-1], kind - 4
    lines = pixels.reshape(rows, -1)
    each = pixels.shape[-1]
    before = np.zeros_like(lines)
    before[:, each:] = lines[:, :-each]
    above = np.zeros_like(lines)
    above[1:] = lines[:-1]
    filtered = (np.insert(lines - other, 0, code, axis=1) for code, other in ((0, 0), (1, before), (2, above)))
    data = min((zlib.compress(one.astype(np.uint8).tobytes(), 9) for one in filtered), key=len)
    header = struct.pack(">IIBBBBB", columns, rows, 8, kind, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + tag + body + struct.pack(">I", zlib.crc32(tag + body))
        for tag, body in ((b"IHDR", header), (b"IDAT", data), (b"IEND", b""))
    )


def colouring(trace: Mapping[str, Any], ink: Ink) -> tuple[str, str]:
    """A filter from shades to colours, and its name: the sum of all colours, each by its share, where there is any."""
    colours, mixed = trace["colours"], trace["kind"] == "mixture"
    steps = ['<feColorMatrix in="SourceGraphic" values="0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 1 0 0 0 0" result="n"/>']
    for k, colour in enumerate(colours):
        if mixed:
            share = f'<feColorMatrix in="SourceGraphic" values="{"0 " * 15}{CHANNELS[k]}" result="a"/>'
        else:
            # The share of a colour is 1 where the number is its own, and 0 where it is that of the next.
            table = " ".join(
                str(int(k == other)) for other in ((0, len(colours) - 1) if trace["discrete"] else range(len(colours)))
            )
            how = "discrete" if trace["discrete"] else "table"
            function = f'<feFuncA type="{how}" tableValues="{table}"/>'
            share = f'<feComponentTransfer in="n" result="a">{function}</feComponentTransfer>'
        alpha = f' flood-opacity="{int(colour[7:], 16) / 255:.3f}"' if len(colour) > OPAQUE else ""
        result = "" if k else ' result="s"'
        steps += [
            share,
            f'<feFlood flood-color="{ink(colour[:OPAQUE])}"{alpha}/>',
            f'<feComposite in2="a" operator="in"{result}/>',
        ]
        if k:
            steps.append('<feComposite in2="s" operator="arithmetic" k2="1" k3="1" result="s"/>')
    steps.append('<feComposite in="s" in2="SourceGraphic" operator="in"/>')
    body = "".join(steps)
    name = f"lv-f{zlib.crc32(body.encode()):08x}"
    region = 'x="0" y="0" width="1" height="1" color-interpolation-filters="sRGB"'
    return name, f'<filter id="{name}" {region}>{body}</filter>'
