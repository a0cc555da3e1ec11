"""Settings of the whole suite."""

from __future__ import annotations

from hypothesis import settings

pytest_plugins = ["workbench"]

# The same examples in every run: what fails once fails again. To look further: --hypothesis-profile=search.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None, max_examples=2000)
settings.load_profile("steady")
