"""`fencepost edges`: the edges that the documentation creates, to read and to replay; no target is needed."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TextIO

from fencepost.campaign import Options, edges_of
from fencepost.commands.operations import named_operations
from fencepost.contracts import Contracts, read_errata
from fencepost.reporting import unwritable
from fencepost.reporting.edges import (
    markdown_head,
    markdown_section,
    page_foot,
    page_head,
    page_section,
    vector_lines,
)

PAGE, TEXT, VECTORS = "edges.html", "edges.md", "edges.jsonl"


def edges(arguments: Namespace) -> int:
    """Writes the edges of operations as a page, as Markdown, and as test vectors; tells how many there are."""
    folders = tuple(arguments.contracts)
    names = named_operations(arguments.operations, folders, arguments.models)
    contracts = Contracts(names, folders, arguments.models, read_errata(arguments.errata))
    for name in set(arguments.operations) & set(names):
        contracts[name]  # one that nobody knows is an error before anything is written
    options = Options(cases=arguments.cases, models=arguments.models, strategies=tuple(arguments.strategies))
    with _files(arguments.output) as (page, text, vectors):
        count = _write(contracts, options, page, text, vectors)
    print(f"{count} vectors of {len(names)} operations in {arguments.output}: {PAGE}, {TEXT}, {VECTORS}")
    return 0


def _write(contracts: Contracts, options: Options, page: TextIO, text: TextIO, vectors: TextIO) -> int:
    """Writes operation by operation, so that a service of hundreds needs no more memory than one of them."""
    count = 0
    page.write(page_head(list(contracts)))
    text.write(markdown_head(len(contracts)))
    for contract in contracts.values():
        document = edges_of(contract, options)
        page.writelines(page_section(document))
        text.writelines(markdown_section(document))
        vectors.writelines(vector_lines(document))
        count += len(document["vectors"])
    page.write(page_foot())
    return count


@contextmanager
def _files(folder: Path) -> Iterator[Sequence[TextIO]]:
    """The three files, open for writing. Raises UsageError where that can't be done."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with ExitStack() as stack:
            yield [stack.enter_context((folder / name).open("w", encoding="utf-8")) for name in (PAGE, TEXT, VECTORS)]
    except OSError as error:
        raise unwritable(folder, "edge-case report", error) from error
