"""The project: wiring, plus what everybody stands on."""

# As in pyproject.toml, which is not there where the program runs; frozen reports say which version made them.
VERSJON = "0.1.0"
