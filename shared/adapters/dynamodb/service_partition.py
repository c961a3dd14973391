"""The partition of what concerns no tenant, or is looked for among all of them. It loads nothing else."""

SERVICE = "SERVICE"
ISSUER_PREFIX, SEALING_KEY, KEYS = "ISSUER#", "KEY#SEAL", "KEYS"
"""From the first to the last lie the issuers of tenants, the key of the seal and the signing keys.

The authorizer reads them.
"""
