"""Output formats, one a file: the file's name is the format's; ``render(result)`` is its text."""
