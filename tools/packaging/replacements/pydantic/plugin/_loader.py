"""Without the search for plugins in the metadata of all packages: there are none."""


def get_plugins() -> tuple[()]:
    """Return the plugins that take part in making validators."""
    return ()
