"""States of the home page that the generic tests walk."""

STATES = {"": [{"step": step} for step in ("0", "5", "20")]}
