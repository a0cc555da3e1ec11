"""The workbench in the browser: the same pipeline behind pages. ``app`` has the routes, ``views`` turn an
``Assessment`` or a ``Result`` into what a template shows, ``templates`` and ``static`` are all that is
sent besides; nothing is fetched from elsewhere."""
