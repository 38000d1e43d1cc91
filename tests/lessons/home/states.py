"""States of the home page that the generic tests go through."""

STATES = {"": [{"step": step} for step in ("0", "5", "120")]}
