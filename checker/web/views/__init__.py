"""``Assessment`` or ``Result`` → what a page shows, one page a file. Nothing here knows of requests."""
