"""What was mined before is taken over at another place only where it would come out the same there."""

from __future__ import annotations

import pytest

from fencepost.contracts.mining import mine
from fencepost.contracts.mining.memory import Memory
from fencepost.contracts.mining.place import at, members_of
from fencepost.contracts.mining.texts import sentences_of
from fencepost.documentation.page import Member

_ITEM = Member("[]", "structure", sentences=sentences_of("You can attach up to 7 stones."))
_STONES, _GATES = (Member(name, "list", members=(_ITEM,)) for name in ("Stones", "Gates"))
_WALL = Member("Wall", "structure", members=(_STONES, _GATES))
_ROOT = Member("", "structure", members=(_GATES, _STONES, _WALL))
_PATHS = ("Gates[]", "Stones[]", "Wall.Stones[]", "Wall.Gates[]")


@pytest.mark.parametrize("paths", [_PATHS, _PATHS[::-1]])
def test_a_list_around_is_asked_for_anew(paths: tuple[str, ...]) -> None:
    """A bound on a list that an item names holds where that list is around it, whatever was mined before."""
    memory, members = Memory(), members_of(_ROOT)
    found = {path: memory.mined(at(_ROOT, path, members)) for path in paths}
    assert found == {path: tuple(mine(at(_ROOT, path, members))) for path in paths}
    assert {path: [one.constraint.path for one in mined] for path, mined in found.items()} == {
        path: [path.removesuffix("[]")] if "Stones" in path else [] for path in paths
    }
