"""Which files of a folder or a zip are reports, whoever hands them in."""
