"""The one exception that stages raise; the pipeline and the command line turn it into words."""

from __future__ import annotations


class CheckerError(Exception):
    """Something unusable: an input, a rule file, a setting.

    ``code`` is stable and for programs; ``message`` is Chinese and for people; ``place`` is
    ``path``, ``path:line`` or ``path:line:column`` as far as it is known, else empty.
    """

    def __init__(self, code: str, message: str, place: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.place = place

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message
