"""The command line, one command a file: the only room that prints, exits, reads the environment.

A command module has ``HELP``, ``add_arguments(parser)`` and ``run(args) -> int``.
"""
