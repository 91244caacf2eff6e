"""The conditions of a claim: `if X is Y` and `for FAST`, told apart from what is claimed, and tied to members.

A condition that can't be tied to a member's value leaves nothing to claim.
"""

from __future__ import annotations

import re

from fencepost.contracts.constraint import STATED, Condition
from fencepost.contracts.mining.atoms import condition_of, glossed_literal, typed
from fencepost.contracts.mining.cases import cases_of
from fencepost.contracts.mining.literal_words import literal_condition
from fencepost.contracts.mining.place import Place

__all__ = ["condition_of", "glossed_literal", "heading_condition", "split", "typed"]

_LEADING = re.compile(r"^(?P<mark>if|when|whenever)\s(?P<condition>.+?),\s(?:then\s)?(?P<claim>.+)$", re.IGNORECASE)
_TRAILING = re.compile(
    r"^(?P<claim>.+?),?\s(?P<mark>only\sif|only\swhen|if|when|whenever)\s(?P<condition>.+?)\.?$", re.IGNORECASE
)
_FOR = re.compile(
    r"^(?:for|with|in|using|on)\s(?P<condition>[^,:]+|\S+(?:,\s\S+)*,?\s(?:or|and)\s[^,:]+)[,:]\s(?P<claim>.+)$",
    re.IGNORECASE,
)
_FOR_AFTER = re.compile(r"^(?P<claim>.+?)\s(?:for|with|in|using)\s(?P<condition>[^.;:]+?)\.?$", re.IGNORECASE)
_ANY = re.compile(
    r"\b(?:if|when|whenever|unless|until|while|once|provided\sthat|in\scase|depending|depends|otherwise|except"
    r"|where\s(?:the|you)|only\sfor|applies\sto|instead)\b|^(?:for|with|on|to)\s|^in\s"
    r"(?!increments\b|multiples\b|steps\b|\d|the\srange\b)|\b(?:range|values?|limits?"
    r"|durations?)\sfor\s(?!this\b|the\b|an?\b)[\w\s]+(?::|\srange\b|\sare\b|\sis\b)",
    re.IGNORECASE,
)


def split(claim: str | None, place: Place) -> tuple[str | None, tuple[Condition, ...]]:
    """A claim without its condition, and the condition; no claim where the condition can't be tied to a member."""
    if claim is None:
        return claim, ()
    if found := _FOR.match(claim):
        return _under_literal(found, place) or ((claim, ()) if not _ANY.search(claim) else (None, ()))
    if not _ANY.search(claim):
        found = _FOR_AFTER.match(claim)
        return (found and _under_literal(found, place)) or (claim, ())
    found = _LEADING.match(claim) or _TRAILING.match(claim)
    if found is None or _ANY.search(found["claim"]) or _ANY.search(found["condition"]):
        return None, ()
    if "only" in found["mark"].lower():
        return None, ()
    when = _tied(found["condition"], place)
    return (None, ()) if when is None else (found["claim"], when)


def _tied(text: str, place: Place) -> tuple[Condition, ...] | None:
    """The condition of a claim; None where it can't be tied to members, or holds in several cases."""
    cases = cases_of(text, place)
    if cases is None or len(cases) != 1 or not cases[0] or STATED in cases[0]:
        return None
    # a claim is about the member where it is given: that it is given adds nothing
    return tuple(one for one in cases[0] if one != Condition(place.path, "present"))


def _under_literal(found: re.Match[str], place: Place) -> tuple[str, tuple[Condition, ...]] | None:
    """The claim and its condition where that names literals of one other member, and nothing else is conditional."""
    if _ANY.search(found["claim"]):
        return None
    condition = literal_condition(found["condition"], place)
    if condition is None or condition.path == place.path:
        return None
    return found["claim"], (condition,)


def heading_condition(heading: str | None, place: Place) -> Condition | None:
    """The condition that a heading sets: it is a literal of this member, or of one member alone."""
    if not heading or not re.fullmatch(r"[\w./-]+", heading):
        return None
    own = place.member
    if place.path and (heading in own.literals or (not own.literals and heading.isupper())):
        return Condition(place.path, "const", heading)
    found = place.listing(heading)
    return Condition(found, "const", heading) if found else None
