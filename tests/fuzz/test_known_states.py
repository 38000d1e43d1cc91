"""States that could not be drawn, or not be read back, once."""

from urllib.parse import parse_qsl, urlsplit

import pytest

from tests.fuzz import laws
from tests.lessons.cases import Place

LINKS = (
    "/entropy?p=1,123456789.123456789",
    "/entropy?p=999999999.5,1",
    "/cross-entropy?p=1,1&q=99999999999999,1",
    "/cross-entropy-loss?y=99999999999999,1,3",
    "/cross-entropy-loss?batch.samples=,&open=batch",
    "/cross-entropy-loss?batch.samples=:;:&open=batch",
    "/sgd?points=1e17,1",
    "/sgd?points=5e-324,1",
    "/sgd?points=-1e150,-1e150&rate=7.1&schedule=step",
    "/loss?loss=huber&delta=5e-324",
    "/loss?points=5e-324,0;0,0",
    "/loss?points=5e-324,0;0,1&loss=huber",
    "/loss?points=0,1e-9;1e-12,1e150",
    "/loss?line=1e-300,1e9&delta=1e150",
    "/loss?line=-1e150@-2.97:9.61",
    "/training-loop?points=1e17,1",
    "/training-loop?points=5e-324,1",
    "/training-loop?start=4,-1e150&guess=-1e150",
    "/training-loop?rate=1e150&guess=-9.7",
    "/training-loop?start=0,1&guess=-1e150&points=-2.773e149,1e-9;-6.809e149,1e-9;1.747e149,1e-9;4.746e149,1e17",
    "/gradient-descent?surface=points_mse&points=1e-88,1e150",
    "/gradient-descent?surface=points_mse&points=-4.73e17,3.991e17;-4.73e17,3.991e17",
    "/gradient-descent?surface=points_bce&points=-3.98e-300,2e-300;-6.02e-301,2e-300;9.6e-300,2e-300",
    "/gradient-descent?surface=points_mse&points=5e149,-5e148;-1e149,-5e148&open=race",
    "/gradient-descent?surface=rosenbrock&rate=+",
    "/gradient-descent?surface=-inf&predict=2",
    "/binary-cross-entropy?y=0.5&logit=-744",
    "/relu?target=own&curve=" + ",".join("0" * 17) + "&descent.rate=0&open=descent",
    "/relu?units=,",
)


@pytest.mark.slow
@pytest.mark.parametrize("link", LINKS)
def test_a_state_that_failed_once_keeps_the_laws(link):
    parts = urlsplit(link)
    address = dict(parse_qsl(parts.query, keep_blank_values=True))
    place = Place(parts.path[1:], address.pop("open", ""))
    laws.check(place, address)
