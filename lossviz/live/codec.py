"""The binary format of a message to the browser: a JSON header, and arrays as their bytes.

The message is: the length of the JSON header (4 bytes, little-endian), the header, padding to a multiple of
8, and the arrays, each aligned to 8 bytes. Numbers that are read (float64, integers) arrive as they left:
infinity, NaN, minus zero and the smallest float too. How they are packed is in `lossviz.live.packing`.
"""

import json
from collections.abc import Mapping
from typing import Any

import numpy as np
import orjson

from lossviz.live.packing import NOT_A_NUMBER, THOUSAND, Array, Body


def encode(header: Mapping[str, Any], arrays: Mapping[str, Array]) -> bytes:
    """Pack words and arrays into the one value that is sent to the browser.

    Raises:
        ValueError: if an array is of a type that the wire does not carry, or the header holds a NaN or an
            infinity (those live in arrays only).
    """
    body = Body()
    # Tables share many of their constants: what is the very same array is described once.
    seen: dict[int, list[Any]] = {}
    described = {}
    for name, array in arrays.items():
        described[name] = seen.get(id(array)) or seen.setdefault(id(array), body.add(name, array))
    body.finish()
    words = as_json({**header, "arrays": described})
    words += b" " * (-(len(words) + 4) % 8)
    return b"".join([len(words).to_bytes(4, "little"), words, *body.pieces])


def as_json(value: Any) -> bytes:
    """Words, plain numbers and objects of ours (by their fields) as JSON.

    Raises:
        ValueError: for a NaN or an infinity.
    """
    text = orjson.dumps(value, default=vars, option=orjson.OPT_SERIALIZE_NUMPY)
    # It writes NaN and infinity as null: where there is a null, the library that refuses them decides.
    if b"null" in text:
        json.dumps(value, default=vars, allow_nan=False)
    return text


def decode(message: bytes) -> tuple[dict[str, Any], dict[str, Array]]:
    """Unpack what `encode` packed; the browser does the same, and the tests compare the two."""
    length = int.from_bytes(message[:4], "little")
    header = json.loads(message[4 : 4 + length])
    body = message[4 + length :]

    def piece(place: list[Any]) -> Array:
        kind, start, size = place
        return np.frombuffer(body, f"<{kind}", size, start)

    def unpacked(description: list[Any]) -> Array:
        shape, place, *packing = description
        values = piece(place)
        match packing:
            case ["same"]:
                values = np.repeat(values, int(np.prod(shape)))
            case ["thousandths", last]:
                values = np.concatenate([values / THOUSAND, piece(last)])
            case ["decimals", scale, last]:
                values = np.concatenate([values / scale, piece(last)])
            case ["lookup", index, last]:
                values = np.concatenate([values[piece(index)], piece(last)])
            case ["steps", low, step, *wide]:
                known = np.where(values == NOT_A_NUMBER, np.nan, values)
                values = (low + step * known).astype(*wide or ["f4"])
            case ["runs", lengths]:
                values = np.repeat(values, piece(lengths))
            case ["columns", columns, own]:
                values = np.array(np.broadcast_to(values.reshape(-1, shape[1]), shape))
                values[:, columns] = unpacked(own)
        return values.reshape(shape)

    arrays = {name: unpacked(description) for name, description in header.pop("arrays").items()}
    return header, arrays
