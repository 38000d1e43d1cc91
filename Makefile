# make run    open the app on http://localhost:8501 (PORT=... for another)
# make test   lint, types and every test, in a real browser too
# make bench  how fast it is, beside what Streamlit does by itself

PYTHON ?= python3
PORT ?= 8501
export PIP_DISABLE_PIP_VERSION_CHECK = 1
# A browser or a shell may have put its own settings for Streamlit in the environment; ours are in .streamlit.

.PHONY: run test bench lint clean

run: .venv/app
	@echo "lossviz is at http://localhost:$(PORT)"
	@exec .venv/bin/streamlit run app.py --server.port $(PORT)

test: .venv/dev .venv/chromium lint
	.venv/bin/python -m pytest

lint: .venv/dev
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy app.py lossviz

bench: .venv/dev .venv/chromium .venv/rivals
	.venv/bin/python -m tests.bench

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit("lossviz needs Python 3.11 or newer; this is " + sys.version) if sys.version_info < (3, 11) else 0'
	$(PYTHON) -m venv .venv

.venv/app: requirements.txt | .venv/bin/python
	.venv/bin/python -m pip install --quiet --requirement requirements.txt
	@touch $@

.venv/dev: tests/requirements.txt .venv/app
	.venv/bin/python -m pip install --quiet --requirement tests/requirements.txt
	@touch $@

.venv/rivals: tests/bench/requirements.txt .venv/dev
	.venv/bin/python -m pip install --quiet --requirement tests/bench/requirements.txt
	@touch $@

.venv/chromium: .venv/dev tests/browser/chromium.py
	.venv/bin/python tests/browser/chromium.py
	@touch $@

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
