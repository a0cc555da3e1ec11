"""``Draft`` → a file to be filled in, one format a file; its name is the suffix."""
