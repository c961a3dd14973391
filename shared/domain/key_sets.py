"""The sets of public keys by which an issuer's tokens are verified."""

MAX_KEYS = 100
"""More of them are not an issuer's: each costs time to read."""
