"""The kinds of check, one a file: the file's name is the YAML key, ``Kind``'s fields the options.

The first field is the key's own value, the others are keys beside it. ``find`` sees Facts only.
"""
