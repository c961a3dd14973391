"""`python -m cli` is `customers`."""

from cli.main import main

main()
