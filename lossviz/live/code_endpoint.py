"""The endpoint for a QR code: an address as a picture that a camera reads."""

import asyncio

import segno
from starlette.requests import Request
from starlette.responses import Response

from lossviz.live import endpoint, freshness

LONGEST = 1000  # characters: a code of more has modules that are too fine for a camera at some distance
QUIET_ZONE = 4  # modules around it, as the standard asks
SHORT = 200  # up to so many characters there is room for more redundancy
SCHEMES = ("http://", "https://")


async def answer(request: Request) -> Response:
    """The code of the address that is asked about, as SVG; or a word about why there is none."""
    own = freshness.headers(request)
    if same := freshness.unchanged(request, own):
        return same
    address = request.query_params.get("address", "")
    if not address.startswith(SCHEMES):
        return endpoint.refusal(422, "not understood: the address of a page begins with http:// or https://")
    if len(address) > LONGEST:
        return endpoint.refusal(413, f"the address is too long for a QR code; there is room for {LONGEST:,} characters")
    client = endpoint.client_of(request)
    if wait := endpoint.allowances.wait(client):
        return endpoint.refusal(429, endpoint.SPENT, retry_after=wait)
    code = await asyncio.to_thread(endpoint.charged, client, lambda: svg(address))
    return Response(code, media_type="image/svg+xml", headers=own)


def svg(address: str) -> str:
    """A QR code, black on white, as wide as it is shown.

    Source: ISO/IEC 18004; error correction M up to 200 characters (15 % of it may be lost), else L (7 %).
    """
    code = segno.make(address, micro=False, error="m" if len(address) <= SHORT else "l", boost_error=False)
    drawn: str = code.svg_inline(border=QUIET_ZONE, omitsize=True, light="#fff")
    return drawn.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
