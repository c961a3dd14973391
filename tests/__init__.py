"""Makes the name `tests` ours: a package that the tests use installs one of its own."""
