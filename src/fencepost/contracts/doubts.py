"""What documentation takes back of its own promises: such a promise is unsure, and no refusal is expected.

A member that is reserved or ignored is held to nothing; the size of a page may be cut to what prose calls its maximum;
a resource must be there only where an error says so; an operation that is idempotent, or that does without an error,
may pass over one that isn't there; and of members that must not come together, one is demanded only where every
sentence about them demands it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from fencepost.contracts.constraint import Constraint
from fencepost.documentation import DocumentedOperation, Member

_UNUSED = re.compile(
    r"\breserved\s(?:for\s(?:future|internal)|parameter)\b|^(?:this\s(?:parameter|field|member|value|property|option)\s"
    r"(?:is|has\sbeen)\s)?(?:currently\s|now\s)?(?:not\s(?:yet\s|currently\s)?(?:implemented|supported|used)|ignored"
    r"|unused|obsolete|no\slonger\s(?:used|supported|in\suse))\b",
    re.IGNORECASE,
)
_FORGIVING = re.compile(
    r"\bidempotent\b|\b(?:does|do|will)(?:n't|\snot)\s(?:result\sin|return|cause|raise|throw|generate)\s(?:an?|any)\s"
    r"(?:error|exception)|\bno\s(?:error|exception)\sis\s(?:returned|thrown|raised)|\bsucceeds?\seven\s(?:if|when)\b",
    re.IGNORECASE,
)

_PAGE = re.compile(
    r"(?:^|\.)(?:limit|max(?:imum)?_?(?:results?|items?|records?|size)|page_?(?:size|limit))$", re.IGNORECASE
)


def doubted(
    operation: DocumentedOperation, members: Mapping[str, Member], constraints: Iterable[Constraint]
) -> Iterator[Constraint]:
    """The constraints, unsure where the documentation takes back what it promises of the request."""
    forgiving = any(_FORGIVING.search(sentence.text) for sentence in operation.sentences)
    constraints = tuple(constraints)
    optional = {_members_of(one) for one in constraints if one.keyword == "zeroOrOne" and not one.when}
    for constraint in constraints:
        member = members.get(constraint.path)
        firm = constraint.message == "request" and constraint.expect == "reject"
        said = member is not None and _is_unused(member)
        spared = constraint.keyword == "onlyOne" and _members_of(constraint) in optional
        if firm and (said or spared or _is_page(constraint) or _is_unchecked(constraint, forgiving=forgiving)):
            yield replace(constraint, expect="either")
        else:
            yield constraint


def _members_of(group: Constraint) -> frozenset[str]:
    return frozenset((group.path, *group.value))


def _is_unused(member: Member) -> bool:
    return any(_UNUSED.search(sentence.text) for sentence in member.sentences)


def _is_page(constraint: Constraint) -> bool:
    """Whether prose alone bounds how much one page of a list holds: more may just be cut."""
    prose = all(origin.origin == "prose" for origin in constraint.origins)
    return constraint.keyword == "maximum" and prose and bool(_PAGE.search(constraint.path))


def _is_unchecked(constraint: Constraint, *, forgiving: bool) -> bool:
    """Whether nothing says what happens where a resource isn't there, or that nothing does."""
    if constraint.keyword != "exists":
        return False
    return forgiving or not constraint.tied_errors
