"""`fencepost mine`: the miner by itself."""

from __future__ import annotations

import sys
from argparse import Namespace

from fencepost.contracts import mine_lines


def mine(arguments: Namespace) -> int:
    """Reads sentences as JSON lines and writes the constraints found in each."""
    del arguments
    for line in mine_lines(sys.stdin):
        print(line, flush=True)
    return 0
