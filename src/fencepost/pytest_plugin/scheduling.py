"""How pytest-xdist shares out the tests: an operation is exercised once, by one worker."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling


class OperationScheduling(LoadScopeScheduling):  # type: ignore[misc]
    """The tests of an operation go to one worker together, all others one by one."""

    def __init__(self, config: pytest.Config, log: Any, operations: Collection[str]) -> None:
        super().__init__(config, log)
        self._operations = operations

    def _split_scope(self, nodeid: str) -> str:
        first = nodeid.partition("::")[0]
        return first if first in self._operations else nodeid
