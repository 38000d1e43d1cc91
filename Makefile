# make run       open the app on http://localhost:8501 (PORT=... for another)
# make check     lint, types, and the fast tests that need no browser: a minute
# make test      lint, types, all tests that need no browser, with a sample of all cases, and a sample in Chromium
# make test-all  the full counts, torch as a referee, Firefox and WebKit too
# make fuzz      50,000 random states of all lessons: a quarter of an hour (SEED=... for the same ones again)
# make bench     how fast it is, beside what Streamlit does by itself
# make pins      renew the exact pins of everything that is installed
# make audit     check the pins against the known advisories

PYTHON ?= python3
PORT ?= 8501
export PIP_DISABLE_PIP_VERSION_CHECK = 1
# Two workers on two cores: more threads inside each would only wait for one another.
export OPENBLAS_NUM_THREADS = 1
# What Python and pytest compile is kept, so that a second run starts in half the time.
unexport PYTHONDONTWRITEBYTECODE
# A browser or a shell may have put its own settings for Streamlit in the environment; ours are in .streamlit.

# Whoever has nothing left to do takes half of what is left to the other, so that both end at the same time.
PYTEST = .venv/bin/python -m pytest --numprocesses 2 --dist worksteal
UNBROWSED = --ignore tests/browser --ignore tests/other_browsers
BROWSED = tests/browser

PINNED = tests/requirements.txt tests/requirements-torch.txt tests/pins/requirements.txt
PIN = UV_CUSTOM_COMPILE_COMMAND="make pins" .venv/pins/bin/uv pip compile --quiet --upgrade --no-emit-index-url \
	--python-version 3.11

.PHONY: run check test test-all fuzz bench pins audit lint clean

run: .venv/app
	@echo "lossviz is at http://localhost:$(PORT)"
	@exec .venv/bin/streamlit run app.py --server.port $(PORT)

check: .venv/dev lint
	LOSSVIZ_TESTS=quick $(PYTEST) $(UNBROWSED)

test: .venv/dev lint .venv/chromium
	$(PYTEST) $(UNBROWSED)
	$(PYTEST) $(BROWSED)

test-all: export LOSSVIZ_TESTS = full
test-all: .venv/dev .venv/chromium .venv/torch .venv/browsers lint
	$(PYTEST) $(UNBROWSED)
	$(PYTEST) $(BROWSED)
	.venv/bin/python -m pytest tests/other_browsers

lint: .venv/dev
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy app.py lossviz

fuzz: export LOSSVIZ_FUZZ_STATES = 50000
fuzz: export LOSSVIZ_FUZZ_SEED = $(SEED)
fuzz: .venv/dev
	$(PYTEST) tests/fuzz

bench: .venv/dev .venv/chromium .venv/torch
	.venv/bin/python -m tests.bench

# For every system and every Python from 3.11 on. Of torch only what all systems share: its drivers come with it.
pins: .venv/pins/bin/uv
	$(PIN) --universal --generate-hashes requirements.in --output-file requirements.txt
	$(PIN) --universal --generate-hashes tests/requirements.in --output-file tests/requirements.txt
	$(PIN) --universal --generate-hashes tests/pins/requirements.in --output-file tests/pins/requirements.txt
	$(PIN) --python-platform windows --constraint tests/requirements.in tests/requirements-torch.in \
		--output-file tests/requirements-torch.txt

audit: | .venv/bin/python
	-@$(MAKE) --silent .venv/pins/bin/uv
	@.venv/bin/python -m tests.pins.audit .venv/pins/bin/pip-audit $(PINNED)

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit("lossviz needs Python 3.11 or newer; this is " + sys.version) if sys.version_info < (3, 11) else 0'
	$(PYTHON) -m venv .venv

.venv/app: requirements.txt | .venv/bin/python
	.venv/bin/python -m pip install --quiet --requirement requirements.txt
	@touch $@

.venv/dev: tests/requirements.txt .venv/app
	.venv/bin/python -m pip install --quiet --requirement tests/requirements.txt
	@touch $@

.venv/torch: tests/requirements-torch.txt .venv/dev
	.venv/bin/python -m pip install --quiet --requirement tests/requirements-torch.txt
	@touch $@

.venv/pins/bin/uv: tests/pins/requirements.txt | .venv/bin/python
	.venv/bin/python -m venv .venv/pins
	.venv/pins/bin/python -m pip install --quiet --requirement tests/pins/requirements.txt
	@touch $@

.venv/chromium: .venv/dev tests/browser/chromium.py
	.venv/bin/python tests/browser/chromium.py
	@touch $@

.venv/browsers: .venv/dev tests/other_browsers/install.py
	.venv/bin/python tests/other_browsers/install.py
	@touch $@

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
