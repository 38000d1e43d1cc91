"""The states that take most of a processor, of memory or of a message, as far as they are known."""

WORST = {"": [{"step": "120"}]}
