"""Rows of figures → bytes, one format a file: ``render(rows) -> bytes``; ``BINARY`` says that they
are no text. Every cell that could be taken for a formula is written as text."""
