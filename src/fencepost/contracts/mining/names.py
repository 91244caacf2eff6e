"""Lists of members in a sentence: `A`, `B`, and `C`; "this parameter" is the member that the sentence stands on."""

from __future__ import annotations

import re

from fencepost.contracts.mining.place import Place

_NOUN = (
    r"(?:\s(?:parameters?|fields?|property|properties|values?|options?|attributes?|settings?"
    r"|members?|elements?|objects?))?"
)
_SELF = r"this(?:\s(?:parameter|field|property|value|option|attribute|setting|member|element|object))?|it"
_NEVER = r"(?!(?:but|not|if|when|unless|for|is|are|and|or|must|both|neither|with|to|in|on|at|by)\b)"
_ONE = (
    rf"(?:(?:the\s|an?\s)?(?:value\s(?:of|for)\s)?(?:the\s)?['\"]?(?:{_SELF}|{_NEVER}[A-Za-z]\w*"
    rf"(?:\.\w+)*)['\"]?{_NOUN})"
)

#: A member, and a list of members, as patterns.
NAME = _ONE
NAMES = rf"(?:(?:either\s|both\s|the\sfollowing:?\s)?{_ONE}(?:(?:,\s(?:and\s|or\s)?|\s(?:and|or)\s){_ONE})*)"
_SEPARATOR = re.compile(r",\s(?:and\s|or\s)?|\s(?:and|or)\s")
_DECORATION = re.compile(
    (
        r"^(?:either|both)\s|^(?:the|a|an)\s|^values?\s(?:of|for)\s(?:the\s)?|^the\sfollowing:?\s"
        rf"|{_NOUN}$"
    ),
    re.IGNORECASE,
)


def members_named(phrase: str, place: Place) -> list[str] | None:
    """The paths of the members that the phrase lists, in order; None where any part isn't a member's name."""
    if re.search(r"\band\b.*\bor\b|\bor\b.*\band\b", phrase):
        return None
    found = [member_named(part, place) for part in _SEPARATOR.split(phrase.strip().rstrip("."))]
    paths = [path for path in found if path]
    return list(dict.fromkeys(paths)) if len(paths) == len(found) else None


def member_named(phrase: str, place: Place) -> str | None:
    """The path of the member that the phrase names; None where it names none."""
    if re.fullmatch(_SELF, phrase.strip(), re.IGNORECASE | re.VERBOSE):
        return place.path or None
    text, last = phrase.strip(), None
    while text != last:
        last, text = text, _DECORATION.sub("", text).strip(" '\"")
    return place.find(text) if re.fullmatch(r"[A-Za-z][\w.]*", text) else None
