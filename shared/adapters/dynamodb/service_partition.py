"""The partition of what concerns no tenant, or is looked for among all of them. It loads nothing else."""

SERVICE = "SERVICE"
ISSUER_PREFIX, KEYS = "ISSUER#", "KEYS"
"""From the one to the other lie the issuers of tenants and the signing keys: what the authorizer reads."""
