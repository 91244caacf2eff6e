"""Sizes in kilobytes and the like: `size.at-most`.

A text of more characters than the limit has bytes is too large in any encoding, so the bound on the length is sound;
what a kilobyte is, and what of the content is counted, is left open, so that it expects `either`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from fencepost.contracts.mining.limits import DENIED, LIMITED, NEGATED
from fencepost.contracts.mining.owner import is_subject, owner
from fencepost.contracts.mining.place import words
from fencepost.contracts.mining.rule import Example, Promise, Rule, pattern
from fencepost.contracts.mining.statement import Statement

_SIZE = (
    r"(?P<value>(?<![\w.$/:-])\d+(?:\.\d+)?)[\s-]?"
    r"(?P<unit>[KM]i?Bs?|kilobytes?|kibibytes?|megabytes?|mebibytes?)\b(?!\s?/|ps|\sper\b)"
)
_MOST = (
    r"(?:up\sto|at\smost|no\s(?:more|larger|greater|bigger)\sthan|a\smaximum\s(?:size\s)?of|limited\sto|a\smaximum\sof)"
)
#: What is known of a member whose own text, as it is sent, isn't what has this size.
_ELSEWHERE = re.compile(
    r"\bbase\s?-?64|\b(?:en|de)coded|\bcompress|\bzip|\bURL\b|\bURI\b|\bS3\b|\bevaluat|\bcombined|\bbuffer|\bmemory\b|\bthroughput"
    r"|\bvolume\b|\bdisk\b|\bstorage\b|\bfiles?\b|\bpages?\b",
    re.IGNORECASE,
)
_ADDRESS = frozenset(("url", "uri", "arn", "id", "identifier", "name", "bucket", "key", "path", "location", "type"))


def _at_most(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    place = statement.place
    before, after = match.string[: match.start("value")], match.string[match.end() :]
    if place.member.type not in ("string", "blob") or place.member.literals or words(place.name)[-1:] == ():
        return
    if words(place.name)[-1] in _ADDRESS or _ELSEWHERE.search(statement.text):
        return
    if NEGATED.search(match.string[: match.start()]) or DENIED.search(after) or LIMITED.search(after):
        return
    subject = match.groupdict().get("subject") or ""
    if owner(before, place) != place.path or not (is_subject(subject, place) or _content(subject)):
        return
    scale = 1024 if match["unit"][0] in "kK" else 1024 * 1024
    yield Promise("maxLength", int(float(match["value"]) * scale), expect="either")


def _content(subject: str) -> bool:
    """Whether the subject names what any text or blob holds."""
    return bool(
        re.search(
            r"\b(?:contents?|data|document|payload|text|body|policy|message|JSON|image|input|size)$", subject.strip()
        )
    )


AT_MOST = Rule(
    name="size.at-most",
    patterns=(
        pattern(
            rf"(?P<subject>^[^.;:]*?)\b(?:(?:can|must|may)\sbe|is|has|have|can\shave|supports?|accepts?)\s{_MOST}\s{_SIZE}"
        ),
        pattern(
            rf"(?P<subject>^[^.;:]*?)\b(?:cannot|can't|can\snot|must\snot|may\snot|should\snot)\s(?:be\s(?:larger|greater|bigger|more)\sthan"
            rf"|exceed)\s{_SIZE}"
        ),
        pattern(rf"(?P<subject>^[^.;:]*?)\bmust\sbe\s(?:less|smaller)\sthan\s{_SIZE}"),
        pattern(rf"^(?:the\s)?max(?:imum)?\s(?:\w+\s)?(?:size|length)\s?(?:is|:|=|of)?\s?{_SIZE}"),
        pattern(rf"^(?:the\s)?(?:size|length)\slimit\s?(?:is|:)\s?{_SIZE}"),
        pattern(rf"(?P<subject>^[^.;:]*?)\bmust\sbe\s(?:{_SIZE}\sor\s(?:less|smaller))"),
        pattern(
            rf"^(?:an?|the)\s[^.;:]*?(?:,\s|\s)(?:of\s)?(?:up\sto|at\smost|with\sa\smaximum\ssize\sof)\s{_SIZE}\.?$"
        ),
        pattern(rf"^up\sto\s{_SIZE}"),
    ),
    build=_at_most,
    examples=(
        Example("The policy can be up to 4 KB.", (("Policy", "maxLength", 4096),), "Policy"),
        Example("Maximum size 2MB.", (("Data", "maxLength", 2097152),), "Data", "blob"),
        Example("The content must not exceed 64 KB.", (("Body", "maxLength", 65536),), "Body"),
    ),
    refuses=(
        Example("Your script can be up to 4 KB before it is Base64 encoded.", (), "Script", "blob"),
        Example("The zipped file can't exceed 4 MB.", (), "Data", "blob"),
        Example("Each job can use up to 4 MB.", (), "Job"),
        Example("The volume can be up to 4 MB.", (), "Size", "integer"),
        Example("Moves up to 4 MB/s.", (), "Data", "blob"),
    ),
)

RULES = (AT_MOST,)
