"""The public face: which name is a function, which a module, and what comes along on import."""

import inspect
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import lossviz
from lossviz import theory
from tests.theory.cases import each_case

ROOT = Path(lossviz.__file__).parents[1]
PUBLIC = {
    *("surprise", "entropy", "gini", "perplexity", "information_gain", "mutual_information"),
    *("cross_entropy", "kl_divergence", "jensen_shannon_divergence"),
    *("mean_squared_error", "mean_absolute_error", "huber"),
    *("binary_cross_entropy", "binary_cross_entropy_with_logits"),
    *("softmax", "log_softmax", "softmax_cross_entropy"),
    *("sigmoid", "relu", "leaky_relu", "tanh", "gelu"),
}


def fresh(code):
    """What the code prints, as JSON, in an interpreter that has imported nothing yet."""
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def test_the_promised_names_are_functions():
    assert set(lossviz.__all__) >= PUBLIC
    for name in PUBLIC:
        assert inspect.isfunction(getattr(lossviz, name)), name


def test_every_public_name_exists_and_the_list_is_sorted():
    assert lossviz.__all__ == sorted(lossviz.__all__)
    assert all(hasattr(lossviz, name) for name in lossviz.__all__)
    assert all(hasattr(theory, name) for name in theory.__all__)


@each_case("name", list(theory.LOSSES))
def test_the_flat_name_of_a_loss_is_the_function_in_the_module_of_that_name(name):
    module = theory.LOSSES[name]
    assert isinstance(module, ModuleType)
    assert getattr(theory, name) is module
    assert sys.modules[f"lossviz.theory.{name}"] is module
    assert getattr(lossviz, name) is module.loss


def test_the_logit_form_lives_in_the_same_module():
    assert lossviz.binary_cross_entropy_with_logits is theory.binary_cross_entropy.loss_from_logits


@pytest.mark.slow
@each_case(
    "first",
    [
        "import lossviz",
        "import lossviz.theory",
        "from lossviz import huber, mean_squared_error",
        "from lossviz.theory import huber",
        "import lossviz.theory.binary_cross_entropy",
        "from lossviz.theory.softmax_cross_entropy import loss",
    ],
)
def test_a_module_stays_a_module_whatever_is_imported_first(first):
    code = f"""
{first}
import json, inspect, lossviz, lossviz.theory as theory
print(json.dumps([[inspect.ismodule(getattr(theory, n)), inspect.isfunction(getattr(lossviz, n))]
                  for n in theory.LOSSES]))
"""
    assert fresh(code) == [[True, True]] * len(theory.LOSSES)


def test_importing_the_mathematics_brings_no_page_and_no_plot():
    loaded = fresh("import json, sys, lossviz; print(json.dumps(sorted(sys.modules)))")
    roots = {name.split(".")[0] for name in loaded}
    assert "numpy" in roots
    assert not roots & {"streamlit", "plotly", "scipy", "sklearn", "pandas", "mpmath"}


def test_every_public_function_says_what_it_means_in_its_first_line():
    for name in PUBLIC:
        first_line = (getattr(lossviz, name).__doc__ or "").splitlines()[0]
        assert len(first_line.split()) >= 4, name


def test_options_are_given_by_name():
    for name in PUBLIC:
        for parameter in inspect.signature(getattr(lossviz, name)).parameters.values():
            has_default = parameter.default is not inspect.Parameter.empty
            assert has_default == (parameter.kind is inspect.Parameter.KEYWORD_ONLY), (name, parameter)
