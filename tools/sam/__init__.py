"""Prepares `sam local` on this machine: a table, services, valid samples, and variables that lead there."""
