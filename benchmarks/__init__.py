"""Speed, faults, and what the miner reads: each a command that prints a table."""
