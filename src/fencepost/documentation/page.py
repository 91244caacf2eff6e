"""What a page of documentation says about one operation, whatever format it came in.

Nothing here knows contracts or JSON Schema: a reader states what stands on the page and where, no more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

#: The types a member can have, in botocore's words. boto3's pages print fewer: there, `integer` covers `long`,
#: `float` covers `double`, and a reader keeps the word that the page gives.
TYPES = frozenset(
    "structure list map string integer long float double boolean blob timestamp document eventstream".split()
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of prose, as plain text.

    `number` counts from 1 within the member (or the operation) it belongs to. `code` are the code spans in it, in
    order; formats that lose them leave it empty. `term` is the heading or the bullet's term that the sentence stands
    under (`CURRENT_VERSION`; `all` in "all - Forward all headers"), and `bullet` says that it is an item of a list.
    """

    text: str
    number: int
    code: tuple[str, ...] = ()
    term: str | None = None
    bullet: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a request or a response.

    `name` is `[]` for the item of a list, `{key}` for a map's key, `{}` for its value, and empty for the root.
    `required` is None where the page doesn't say, as in responses. `literals` are the values that the signature
    lists. `traits` are `min`, `max` and `pattern` where the page states them apart from prose. A `recursive` member
    has the structure of one that encloses it, and the page stops there.
    """

    name: str
    type: str
    required: bool | None = None
    literals: tuple[str, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    members: tuple[Member, ...] = ()
    traits: Mapping[str, Any] = field(default_factory=dict)
    recursive: bool = False

    @property
    def glosses(self) -> dict[str, str]:
        """The terms that sentences stand under, each with the text that explains it."""
        found: dict[str, str] = {}
        for sentence in self.sentences:
            if sentence.term:
                found[sentence.term] = f"{found.get(sentence.term, '')} {sentence.text}".strip()
        return found

    def walk(self, prefix: str = "") -> Iterator[tuple[str, Member]]:
        """Every member below this one with its dotted path, parents first (`Config.Items[]`)."""
        for member in self.members:
            path = join(prefix, member.name)
            yield path, member
            yield from member.walk(path)


def join(parent: str, name: str) -> str:
    """The path of the member `name` of `parent`: dotted, but for items, keys and values, which are appended."""
    return f"{parent}{name}" if not parent or name[:1] in "[{" else f"{parent}.{name}"


@dataclass(frozen=True, slots=True)
class DocumentedError:
    """An error that a page names: its code, what the page says of it, and the HTTP status where given."""

    code: str
    sentences: tuple[Sentence, ...] = ()
    status: int | None = None


@dataclass(frozen=True, slots=True)
class PageSource:
    """Where a documented operation was read: `kind` of page, its title, and the SHA-256 of its bytes."""

    kind: str
    title: str
    sha256: str


@dataclass(frozen=True, slots=True)
class DocumentedOperation:
    """Everything a page says about one operation.

    `service` is botocore's name of the service (`cloudfront`), `operation` the API's (`UpdateFunction`). `request`
    and `response` are structures without a name; `response` is None where the page describes none, and
    `empty_response` is True where it says that success has an empty body. `omitted` names the sections that the page
    leaves out as too large, so that what they would say is unknown.
    """

    service: str
    operation: str
    source: PageSource
    request: Member
    response: Member | None = None
    sentences: tuple[Sentence, ...] = ()
    errors: tuple[DocumentedError, ...] = ()
    empty_response: bool = False
    omitted: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The operation as people write it: `cloudfront.UpdateFunction`."""
        return f"{self.service}.{self.operation}"
