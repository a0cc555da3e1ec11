"""Tables → text or bytes: one format a file with ``render``; ``BINARY`` where a terminal cannot show it."""
