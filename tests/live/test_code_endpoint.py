"""QR codes: a reader of another library reads the very address; what is no address of a page is refused."""

import re
from urllib.parse import urlencode

import numpy as np
import pytest
import zxingcpp

from lossviz.live import code_endpoint, endpoint
from tests.live.test_light_page import ask


@pytest.fixture(autouse=True)
def generous(monkeypatch):
    monkeypatch.setattr(endpoint, "allowances", endpoint.Allowances(most=1000.0, rate=1000.0))


def code(address, **headers):
    return ask("/lossviz/code.svg", urlencode({"address": address}), **headers)


def pixels(svg, scale=4):
    """The modules of a code as they are drawn: horizontal strokes of one unit, relative to each other."""
    width = int(re.search(r'viewBox="0 0 (\d+) \1"', svg)[1])
    image = np.full((width, width), 255, dtype=np.uint8)
    x = y = 0.0
    for kind, numbers in re.findall(r"([Mmh])([^Mmhz]+)", re.search(r'stroke="#000" d="([^"]+)"', svg)[1]):
        values = [float(one) for one in re.findall(r"-?[\d.]+", numbers)]
        if kind == "M":
            x, y = values
        elif kind == "m":
            x, y = x + values[0], y + values[1]
        else:
            image[int(y), int(x) : int(x + values[0])] = 0
            x += values[0]
    return np.kron(image, np.ones((scale, scale), dtype=np.uint8))


@pytest.mark.parametrize(
    "address",
    [
        "http://a.b",
        "https://host.test/lossviz/view/entropy?p=1%2C2%2C3&unit=nats",
        "https://host.test/lossviz/view/loss?points=" + "1.25%2C-3%3B" * 16,
        "https://host.test/" + "q" * (code_endpoint.LONGEST - len("https://host.test/")),
    ],
)
def test_another_library_reads_the_address_in_the_code(address):
    answer = code(address)
    assert (answer.status, answer.headers["content-type"]) == (200, "image/svg+xml")
    assert answer.text.startswith('<svg xmlns="http://www.w3.org/2000/svg"')
    (found,) = zxingcpp.read_barcodes(pixels(answer.text))
    assert found.text == address
    assert found.format == zxingcpp.BarcodeFormat.QRCode


@pytest.mark.parametrize("address", ["", "javascript:alert(1)", "data:text/html,x", "ftp://a.b", "entropy?p=1"])
def test_what_is_no_address_of_a_page_is_refused(address):
    answer = code(address)
    assert answer.status == 422
    assert "begins with http:// or https://" in answer.text


def test_an_address_that_is_too_long_is_refused_with_the_room_there_is():
    answer = code("https://" + "x" * code_endpoint.LONGEST)
    assert answer.status == 413
    assert "1,000 characters" in answer.text


def test_a_code_is_at_the_expense_of_who_asks(monkeypatch):
    monkeypatch.setattr(endpoint, "allowances", endpoint.Allowances(most=0.0, rate=1.0))
    endpoint.allowances.spend("10.0.0.1", 5.0)
    assert code("https://a.b").status == 429


def test_who_has_it_already_is_told_that_it_holds():
    tag = code("https://a.b").headers["etag"]
    assert code("https://a.b", if_none_match=tag).status == 304
    assert code("https://a.c", if_none_match=tag).status == 200
