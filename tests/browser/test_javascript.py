"""The stage's pure functions in the browser they are written for, and its codec against the one in Python."""

import base64

import numpy as np
import pytest

from lossviz.lessons.entropy import scene as entropy
from lossviz.live import codec

TABLE = "({name: 't', places: %s, now: %s, rows: {}, constants: {}, commit: {p: 'weights'}})"


@pytest.fixture(scope="module")
def run(site, lasting):
    """Evaluate an expression with a module of the stage's at hand as `m`, and with arguments as `a`."""
    page = lasting()
    page.goto(f"{site}/lossviz/any/stage.css")

    def evaluate(module, expression, *arguments):
        source = f"async (a) => {{ const m = await import('/lossviz/any/{module}.js'); return {expression} }}"
        return page.evaluate(source, list(arguments))

    return evaluate


@pytest.mark.parametrize(
    ("x", "written"),
    [
        (0.125, "0.125"),
        (0.469, "0.469"),
        (0.4689955935892812, "0.469"),
        (1, "1.00"),
        (6, "6.00"),
        (0.00492, "0.00492"),
        (1.9999, "2.00"),
        (9.995, "9.99"),
        (0.9999, "1.00"),
        (99.96, "100"),
        (12.345, "12.3"),
        (999.4, "999"),
        (999.5, "1,000"),
        (3425, "3,425"),
        (9999, "9,999"),
        (9999.4, "9,999"),
        (9999.5, "1.0e4"),
        (12345, "1.2e4"),
        (12_000_000, "1.2e7"),
        (0, "0"),
        (-0.0, "0"),
        (-1.5, "−1.50"),
        (0.0001, "0.000100"),
        (0.00001234, "1.2e−5"),
        (5e-324, "4.9e−324"),
    ],
)
def test_what_was_computed_has_three_digits_and_keeps_its_zeros(run, x, written):
    assert run("numbers", "m.computed(a[0])", x) == written


def test_infinity_is_a_sign_in_a_formula_and_a_word_in_a_sentence(run):
    assert run("numbers", "[m.computed(1/0), m.computed(-1/0)]") == ["∞", "−∞"]
    assert run("numbers", "[m.spoken(1/0), m.spoken(-1/0)]") == ["infinite", "minus infinite"]
    assert not any(letter.isdigit() for letter in run("numbers", "m.computed(NaN)"))


@pytest.mark.parametrize(
    ("x", "written"),
    [(0.9, "0.9"), (0.335, "0.335"), (0.1 + 0.2, "0.3"), (1, "1"), (0, "0"), (2 / 3, "0.667"), (0.3684, "0.3684")],
)
def test_what_the_learner_set_is_shown_as_it_was_set(run, x, written):
    assert run("numbers", "m.set(a[0])", x) == written


@pytest.mark.parametrize(
    ("x", "spoken"),
    [
        (0.469, "0.469"),
        (12_000_000, "about 12 million"),
        (1_000_000, "about 1 million"),
        (2.5e9, "about 2.5 billion"),
        (2e11, "about 200 billion"),
        (2e18, "about 2 times 10 to the 18"),
    ],
)
def test_large_numbers_are_spoken_in_words(run, x, spoken):
    assert run("numbers", "m.spoken(a[0])", x) == spoken


def test_a_share_is_a_percentage(run):
    assert run("numbers", "m.percent(0.708)") == "70.8 %"
    assert run("numbers", "m.percent(0)") == "0 %"


FILL = """m.fill(m.compile(a[0]), {
  words: ["sun", "rain"], units: ["bit", "bits"],
  array: (name) => ({
    H: [0.469], one: [1], nearly: [0.9999], p: [0.9, 0.1], k: [1], name: [1, 0], never: [Infinity],
  })[name],
}, a[1])"""


@pytest.mark.parametrize(
    ("template", "filled"),
    [
        ("no slot", "no slot"),
        ("{H}", "0.469"),
        ("a{H}b{one}c", "a0.469b1.00c"),
        ("{p[0]:set} and {p[1]:set}", "0.9 and 0.1"),
        ("{p[k]:set}", "0.1"),
        ("{name[k]:word}, {name[k]:Word}", "sun, Sun"),
        ("{name[0]:word}", "rain"),
        ("{k:count} {one:count}", "1 1"),
        ("{p[0]:percent}", "90.0 %"),
        ("{one} {one:unit}", "1.00 bit"),
        ("{nearly} {nearly:unit}", "1.00 bits"),
        ("{H:unit}", "bits"),
        ("{never}", "∞"),
    ],
)
def test_slots_are_filled_with_numbers_words_and_units(run, template, filled):
    assert run("words", FILL, template, False) == filled


def test_in_a_sentence_infinity_is_a_word(run):
    assert run("words", FILL, "{never} {H}", True) == "infinite 0.469"


def test_a_reference_without_an_index_names_all_its_numbers(run):
    numbers = "new Float64Array([0.5, 0.25])"
    view = f"{{array: () => {numbers}, piece: (_, i) => {numbers}.subarray(i, i + 1)}}"
    assert run("words", f"m.numbersOf({view}, 'p')") == [0.5, 0.25]
    assert run("words", f"m.numbersOf({view}, 'p[1]')") == [0.25]


GRID = "Float64Array.from({length: 201}, (_, i) => i / 200)"


@pytest.mark.parametrize(
    ("value", "place"),
    [(0, 0), (1, 200), (-5, 0), (7, 200), (0.5, 100), (0.5024, 100), (0.5026, 101), (0.9, -1), (0.9024, -1)],
)
def test_a_place_is_the_nearest_one_and_the_present_one_is_the_picture_as_it_stands(run, value, place):
    assert run("tables", f"m.nearest({TABLE % (GRID, 0.9)}, a[0])", value) == place


@pytest.mark.parametrize(
    ("now", "index", "steps", "value"),
    [
        (0.9, -1, 1, 0.905),
        (0.9, -1, -1, 0.895),
        (0.9, -1, 10, 0.95),
        (0.9, 181, -1, 0.9),
        (2 / 3, -1, 1, 0.67),
        (2 / 3, -1, -1, 0.665),
        (2 / 3, -1, 2, 0.675),
        (0.001, -1, -1, 0),
        (0.999, -1, 1, 1),
        (1, -1, 1, 1),
        (0, -1, -10, 0),
        (0.98, -1, 10, 1),
    ],
)
def test_steps_lead_along_the_grid_also_from_between_its_places(run, now, index, steps, value):
    table = TABLE % (GRID, now)
    expression = f"(() => {{ const t = {table}; return m.valueAt(t, m.stepped(t, a[0], a[1])) }})()"
    assert run("tables", expression, index, steps) == pytest.approx(value, abs=1e-12)


def test_a_table_of_one_place_stays_there(run):
    assert run("tables", f"m.nearest({TABLE % ('Float64Array.of(3)', 9)}, 4)") == 0


def test_a_row_gives_its_own_numbers_and_the_state_that_the_address_would_hold(run):
    scene = """{words: [], units: [], shared: {floor: [7]}}"""
    table = """{name: 't', places: [0, 1], now: 0.5, commit: {p: 'weights'}, constants: {K: [2]},
      rows: {weights: {values: Int16Array.of(1, 9, -32768, 2, 8, -32768, 5, 5, -32768), width: 3},
        H: {values: Float64Array.of(1, 2, 3), width: 1}}}"""
    view = f"new m.View({scene}, {table}, a[0])"
    for index, h, state in [(0, 1, "1,9"), (1, 2, "2,8"), (-1, 3, "5,5")]:
        assert run("tables", f"[{view}.array('H')[0], {view}.state().p]", index) == [h, state]
    assert run("tables", f"[{view}.array('K')[0], {view}.array('floor')[0]]", 0) == [2, 7]
    assert "nonsense" in run(
        "tables", f"(() => {{ try {{ {view}.array('nonsense') }} catch (e) {{ return e.message }} }})()", 0
    )


FRAME = "m.frame({margin: {l: 40, r: 10, t: 20, b: 30}, xaxis: {range: [0, 1]}, yaxis: {range: [0, 4]}}, 250, 150)"


def test_numbers_become_pixels_and_pixels_become_numbers(run):
    # A frame of 200 x 100 pixels; the y axis points up.
    assert run("place", f"m.pixels({FRAME}, 0, 0)") == [40, 120]
    assert run("place", f"m.pixels({FRAME}, 1, 4)") == [240, 20]
    assert run("place", f"m.pixels({FRAME}, 0.25, 1)") == [90, 95]
    assert run("place", f"m.value({FRAME}, 'x', 90)") == 0.25
    assert run("place", f"m.value({FRAME}, 'y', 95)") == 1


def test_a_point_outside_the_frame_stands_at_its_edge(run):
    assert run("place", f"m.pixels({FRAME}, -3, Infinity)") == [40, 20]
    assert run("place", f"m.pixels({FRAME}, 9, -1)") == [240, 120]


def test_a_figure_without_room_still_has_a_frame(run):
    assert (
        run(
            "place",
            "m.frame({margin: {l: 9, r: 9, t: 9, b: 9}, xaxis: {range: [0, 1]}, yaxis: {range: [0, 1]}}, 0, 0).width",
        )
        >= 1
    )


UNPACK = """(() => {
  const raw = Uint8Array.from(atob(a[0]), (c) => c.charCodeAt(0))
  const moved = new Uint8Array(raw.length + a[1])
  moved.set(raw, a[1])
  const { header, arrays } = m.decode(moved.subarray(a[1]))
  const two = (b) => b.toString(16).padStart(2, "0")
  const hex = (values) => Array.from(new Uint8Array(values.slice().buffer), two).join("")
  const read = {}
  for (const [name, { values, shape }] of Object.entries(arrays)) {
    read[name] = [values.constructor.name, shape, hex(values)]
  }
  return [header, read]
})()"""
NAMES = {"f8": "Float64", "f4": "Float32", "i4": "Int32", "i2": "Int16", "u2": "Uint16", "u1": "Uint8"}


def same_on_both_sides(run, header, arrays, offset):
    message = codec.encode(header, arrays)
    ours, unpacked = codec.decode(message)
    theirs, read = run("codec", UNPACK, base64.b64encode(message).decode(), offset)
    assert theirs == ours
    assert set(read) == set(unpacked)
    for name, array in unpacked.items():
        kind, shape, bits = read[name]
        assert kind == NAMES[array.dtype.str[1:]] + "Array", name
        assert shape == list(array.shape), name
        theirs_bits = bytes.fromhex(bits)
        if array.dtype == np.float32:
            other = np.frombuffer(theirs_bits, "<f4").reshape(array.shape)
            assert np.array_equal(other, array, equal_nan=True), name
        else:
            assert theirs_bits == np.ascontiguousarray(array).tobytes(), name


@pytest.mark.parametrize("offset", [0, 1, 3, 4, 8])
def test_both_codecs_read_the_same_message_bit_for_bit_wherever_it_begins(run, offset):
    odd = np.array([np.inf, -np.inf, np.nan, -0.0, 0.0, 5e-324, -5e-324, 1.7976931348623157e308, 0.1])
    wide = np.tile(odd, (60, 1))
    wide[7, 3] = 0.3
    random = np.random.default_rng(1)
    grid = np.vstack([random.integers(0, 1001, (200, 2)) / 1000, [[1 / 3, 2 / 3]]])
    arrays = {
        "odd": odd,
        "wide": wide,
        "echo": -wide,
        "p": grid,
        "surprise": np.where(grid > 0, 1 / np.maximum(grid, 1e-9), np.inf),
        "holed": np.where(grid > 0.5, np.nan, -grid),
        "apart": random.normal(size=(50, 3)),
        "line": random.normal(size=99),
        "same": np.full((40, 5), -0.0),
        "geometry": random.normal(size=(90, 2)).astype(np.float32),
        "holes": np.where(random.random(300) < 0.2, np.nan, random.random(300)).astype(np.float32),
        "flat": np.full(300, np.nan, dtype=np.float32),
        "walls": np.array([np.inf, 1.5] * 100, dtype=np.float32),
        "long": np.array([-(2**31), 2**31 - 1], dtype=np.int64),
        "short": np.arange(-300, 300, dtype=np.int16).reshape(200, 3),
        "decimals": np.vstack([random.integers(-30_000, 30_000, (90, 3)) / 10_000, [[1 / 3, np.nan, -0.0]]]),
        "places": np.append(np.arange(-10, 111) / 10, 2 / 3),
        "far": np.append(random.integers(-(2**31), 2**31, 200) / 100, np.inf),
        "small": np.arange(256, dtype=np.uint8),
        "none": np.zeros((0, 3)),
        "one": np.array([3.5]),
    }
    same_on_both_sides(run, {"words": "Σ p · log₂(1/p) — ∞", "list": [1, 2.5, None, True]}, arrays, offset)


def test_both_codecs_read_the_whole_entropy_scene_alike(run):
    for weights in ((9, 1), (1, 0), (93, 1, 1, 1, 1, 1, 1, 1)):
        scene = entropy.scene(weights)
        arrays = {
            f"{table}/{name}": values for table in scene.tables for name, values in scene.tables[table].rows.items()
        }
        same_on_both_sides(run, {}, arrays, 2)


FIELD = (
    "new m.Field('start', {low: [-5, -3], high: [5, 3], step: [0.05, 0.1], now: [%s], "
    "commit: {start: '{x},{y}', samples: '1,2;{x},{y}'}})"
)


def test_a_place_of_a_quantity_with_rows_is_its_row_and_of_one_without_its_number(run):
    arrays = """{header: {tables: {t: {now: 0, commit: {}}}}, arrays: {
        'places/t': {shape: [2], values: new Float64Array([0, 1])},
        'rows/t/k': {shape: [3], values: new Uint8Array([0, 1, 2])},
        'constants/t/loss': {shape: [3], values: new Float64Array([6, 2, 1])},
        'shared/misses': {shape: [3, 2], values: new Float32Array([1, 2, 3, 4, 5, 6])}}}"""
    view = f"(() => {{ const scene = m.unpack({arrays}); return new m.View(scene, scene.tables.t, 1) }})()"
    assert run("tables", f"[...{view}.piece('misses', 1)]") == [3, 4]
    assert run("tables", f"[...{view}.piece('loss', 1)]") == [2]


@pytest.mark.parametrize(
    ("under", "place"),
    [
        ([0.15, 0.3], [0.15, 0.3]),
        ([0.149, 0.26], [0.15, 0.3]),
        ([-9, 9], [-5, 3]),
        ([-4.001, 1.51], [-4, 1.5]),
        ([0.333, 1.0], [0.3333, 1.0]),
    ],
)
def test_a_place_in_the_plane_lies_on_its_grid_inside_its_frame_or_where_it_stands(run, under, place):
    assert run("ground", f"({FIELD % '0.3333, 1.5'}).nearest(a[0])", under) == place


def test_steps_in_the_plane_go_each_their_own_way_and_end_at_the_edge(run):
    field = f"({FIELD % '-4, 1.5'})"
    assert run("ground", f"{field}.stepped([-4, 1.5], [1, 0])") == [-3.95, 1.5]
    assert run("ground", f"{field}.stepped([-4, 1.5], [0, -10])") == [-4, 0.5]
    assert run("ground", f"{field}.stepped([4.98, 3], [2, 2])") == [5, 3]
    assert run("ground", f"{field}.stepped([0.333, 0], [-1, 0])") == [0.3, 0]
    assert run("ground", f"{field}.end([0, 1.5], true)") == [5, 1.5]


def test_a_place_in_the_plane_is_written_into_the_parameters_without_dust(run):
    field = f"({FIELD % '-4, 1.5'})"
    assert run("ground", f"{field}.state({field}.nearest([0.1500001, -0.0001]))") == {
        "start": "0.15,0",
        "samples": "1,2;0.15,0",
    }
    assert run(
        "ground", "new m.Field('h', {low: [0], high: [1], step: [1e-5], now: [0], commit: {}}).nearest([3e-5])"
    ) == [3e-5]


# A frame of 100 x 200 pixels for 10 x 40 units: a pixel is 0.1 across and 0.2 up.
SHEET = {"left": 0, "top": 0, "width": 100, "height": 200, "x": [0, 10], "y": [0, 40]}


def test_a_square_is_as_wide_in_pixels_as_the_miss_is_long(run):
    drawn = run("shapes", "m.squares({x: [2], y: [10], foot: [4]}, a[0])", SHEET)
    # 6 up are 30 pixels; 30 pixels across are 3.
    assert drawn["x"][:5] == pytest.approx([2, 2, 5, 5, 2])
    assert drawn["y"][:5] == pytest.approx([10, 4, 4, 10, 10])
    left = run("shapes", "m.squares({x: [2], y: [10], foot: [4], side: [-1]}, a[0])", SHEET)
    assert left["x"][2] == pytest.approx(-1)


def test_an_arrow_ends_at_its_tip_with_a_head_of_equal_sides_in_pixels(run):
    drawn = run("shapes", "m.arrows({x: [1], y: [0], tip_x: [5], tip_y: [16]}, a[0])", SHEET)
    x, y = np.array(drawn["x"][:5]) / 0.1, np.array(drawn["y"][:5]) / 0.2
    assert (drawn["x"][1], drawn["y"][1]) == (5, 16)
    sides = [np.hypot(x[k] - x[1], y[k] - y[1]) for k in (2, 4)]
    assert sides == pytest.approx([9, 9])
    assert run("shapes", "m.arrows({x: [1], y: [1], tip_x: [1], tip_y: [1]}, a[0]).x.slice(0, 5)", SHEET) == [1] * 5


PLOT = {
    "layout": {
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "scene": {"xaxis": {"range": [0, 10]}, "yaxis": {"range": [0, 10]}, "zaxis": {"range": [0, 1]}},
    }
}
SIZE = {"width": 400, "height": 300}


def test_the_surface_seen_from_the_side_stays_in_its_picture_at_every_turn(run):
    corners = (
        "[0, 10].flatMap((x) => [0, 10].flatMap((y) => [0, 1].map((z) => m.looker(a[0], turn, a[1]).pixel(x, y, z))))"
    )
    spots = np.array(run("space", f"[0, 45, 100, 225, 300].flatMap((turn) => {corners})", PLOT, SIZE))
    assert (spots >= -1e-9).all()
    assert (spots[:, 0] <= 400 + 1e-9).all()
    assert (spots[:, 1] <= 300 + 1e-9).all()


def test_a_wall_hides_what_lies_behind_it_and_nothing_else(run):
    # A ridge along the middle of x; from turn 0 the eye looks along y, from 90 along x.
    grid = {
        "x": list(range(11)),
        "y": list(range(11)),
        "z": [1.0 if x == 5 else 0.0 for _ in range(11) for x in range(11)],
    }
    hidden = "m.looker(a[0], %d, a[1]).hidden(a[2], %f, 5, 0)"
    assert run("space", hidden % (90, 7), PLOT, SIZE, grid) is True
    assert run("space", hidden % (90, 3), PLOT, SIZE, grid) is False
    assert run("space", hidden % (270, 3), PLOT, SIZE, grid) is True
    assert run("space", hidden % (0, 7), PLOT, SIZE, grid) is False
    assert run("space", "m.looker(a[0], 90, a[1]).hidden(a[2], 7, 5, 5)", PLOT, SIZE, grid) is False


def test_numbers_in_a_product_stand_in_brackets_where_they_are_negative(run):
    filled = "m.fill(m.compile(a[0]), {array: (name) => ({g: [-4], w: [0.18]})[name]})"
    assert run("words", filled, "{w:setfactor} × {g:factor} and {g:setfactor}") == "0.18 × (−4.00) and (−4)"
