"""Bullets that go on with the condition of the sentence before them."""

from __future__ import annotations

import re

from fencepost.contracts.constraint import Condition
from fencepost.contracts.mining.atoms import plain
from fencepost.contracts.mining.statement import Statement


def bulleted(statement: Statement) -> Condition | None:
    """The condition that one other member has the literals that the bullets after the sentence are, one each."""
    place = statement.place
    said = [plain(re.sub(r"\W+$", "", bullet.text.strip())) for bullet in statement.bullets]
    found = []
    for path, member in place.siblings():
        known = {plain(literal): literal for literal in member.literals}
        if said and path != place.path and all(one in known for one in said):
            first, *others = (known[one] for one in said)
            several = Condition(path, "enum", (first, *others))
            found.append(several if others else Condition(path, "const", first))
    return found[0] if len(found) == 1 else None
