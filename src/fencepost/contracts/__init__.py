"""What the documentation promises about an operation: mined from pages, written down, loaded and checked.

`derive` makes a contract of a page that was read, `load` and `save` are files, `Checker` tells what a message breaks,
`compile_schema` gives JSON Schema, and `mine_lines` is the miner by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fencepost.contracts import formats
from fencepost.contracts.checker import Checker, involved
from fencepost.contracts.constraint import (
    KEYWORDS,
    RELATION_KEYWORDS,
    SCHEMA_KEYWORDS,
    STATE_KEYWORDS,
    Condition,
    Constraint,
    Erratum,
    Expectation,
    Message,
    Origin,
    OriginKind,
    from_json,
    identify,
    to_json,
)
from fencepost.contracts.contract import Contract
from fencepost.contracts.dialect import plainer, portable, searcher
from fencepost.contracts.document import contract_json, save
from fencepost.contracts.errata import Errata, errata_schema, read_errata
from fencepost.contracts.on_demand import derived, derived_service
from fencepost.contracts.packing import packed, unpacked
from fencepost.contracts.schema import compile_schema, expressible
from fencepost.contracts.shelf import Contracts
from fencepost.contracts.storage import find, known_contracts, load, read_contract
from fencepost.contracts.unfolding import constraints_of
from fencepost.lazily import exporting

if TYPE_CHECKING:
    from fencepost.contracts.derivation import derive
    from fencepost.contracts.mining import RULES, mine_lines

#: What mines is loaded when it is wanted: a contract at hand is read in a tenth of the time.
__getattr__ = exporting(
    {
        "RULES": "fencepost.contracts.mining",
        "derive": "fencepost.contracts.derivation",
        "mine_lines": "fencepost.contracts.mining",
    }
)

__all__ = [
    "KEYWORDS",
    "RELATION_KEYWORDS",
    "RULES",
    "SCHEMA_KEYWORDS",
    "STATE_KEYWORDS",
    "Checker",
    "Condition",
    "Constraint",
    "Contract",
    "Contracts",
    "Errata",
    "Erratum",
    "Expectation",
    "Message",
    "Origin",
    "OriginKind",
    "compile_schema",
    "constraints_of",
    "contract_json",
    "derive",
    "derived",
    "derived_service",
    "errata_schema",
    "expressible",
    "find",
    "formats",
    "from_json",
    "identify",
    "involved",
    "known_contracts",
    "load",
    "mine_lines",
    "packed",
    "plainer",
    "portable",
    "read_contract",
    "read_errata",
    "save",
    "searcher",
    "to_json",
    "unpacked",
]
