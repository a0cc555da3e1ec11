"""The kinds of check, one a file: the file's name is the YAML key, ``Kind``'s fields the options.

The first field is the key's own value, the others are keys beside it. ``find`` sees Facts only.
A module names the values for messages that a finding ``GIVES`` and an absence ``MISSES``, its
``TITLE`` in Chinese, in ``NEEDS`` the options that do nothing without one of some others, and with
``PLACED = False`` that it brings its own place: then no ``within`` is allowed beside it, where nobody
would heed it.
"""
