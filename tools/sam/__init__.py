"""What `sam local` needs on this machine: a table, services, samples that work, variables that lead there."""
