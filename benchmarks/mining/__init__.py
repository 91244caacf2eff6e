"""How well the miner reads sentences that no rule was written on: the sample, its labels, and the score."""
