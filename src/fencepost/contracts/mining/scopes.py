"""How far a list of values reaches: whose values they are said to be, and in which cases."""

from __future__ import annotations

import re
from dataclasses import replace

from fencepost.contracts.constraint import STATED, Condition
from fencepost.contracts.mining.circumstances import condition_of
from fencepost.contracts.mining.conditions import term_condition
from fencepost.contracts.mining.limits import NEGATED
from fencepost.contracts.mining.literal_words import literal_condition
from fencepost.contracts.mining.message import first_lower
from fencepost.contracts.mining.place import Place, words
from fencepost.contracts.mining.setaside import asserted, bracketed_case, neutral_lead
from fencepost.contracts.mining.statement import Statement
from fencepost.contracts.paths import segments
from fencepost.documentation.page import Member

WHICH = r"(?:valid|allowed|allowable|accepted|acceptable|possible|permitted|permissible|supported|legal|available)"
WHAT = r"(?:values?|options?|settings?|choices|inputs?|states?|types?|modes?|formats?)"
FOR_THIS = r"(?:\s(?:for|of)\s(?P<scope>(?:this|the)\s[\w\s]{1,30}?|\w+(?:\s\w+){0,2}?))?"
LITERAL = r"['\"]?[A-Za-z0-9](?:[\w./:+*-]*[\w*])?['\"]?"
_CONDITIONAL = re.compile(
    r"\b(?:if|when|unless|depending|for)\b(?!\s(?:this|the)\s(?:parameter|field|value|property))", re.IGNORECASE
)
_BRACKETS = re.compile(r"^\W*[\[(][^\[\]()]*[\])]:?\s*")
_SEVERAL = re.compile(
    r"\bone\sor\smore\b|\bany\scombination\b|comma-separated|\bat\sleast\sone\b|\bsome\sof\b|\bmultiple\b",
    re.IGNORECASE,
)
_MEMBER = ("parameter", "field", "property", "value", "attribute", "setting", "member", "element")
_VALUES = re.compile(r"(?:value|option|setting|choice|input)s?", re.IGNORECASE)
_KINDS = frozenset(
    "following current currently literal enum string possible only input argument are is".split(),
)
FILTER_KEYS = ("name", "key", "attribute", "field", "filtername")
_ALWAYS = frozenset("you a an the your new".split())
#: A case that opens a sentence, with nothing after it but the list: "For deep wells, the valid values are".
_LEAD = re.compile(
    r"^(?P<mark>if|when|for|with|on|in)\s(?P<case>(?!(?:more|example|instance|details|information)\b)[^,:;.]+)[,:]\s"
    r"(?:then\s)?(?P<rest>.*)$",
    re.IGNORECASE,
)


def lead_case(text: str, place: Place) -> tuple[str, tuple[Condition, ...]] | None:
    """What follows the case that opens a sentence, and that case; None where the sentence opens with none.

    A case that can't be tied to members is `STATED`.
    """
    found = _LEAD.match(text)
    if found is None:
        return None
    if found["mark"].lower() in ("if", "when"):
        if _ALWAYS.issuperset(set(words(found["case"])) - set(words(place.operation))):
            place.all.note("operation", place.operation, place.path)  # holds in this operation alone
            return found["rest"], ()  # "When you create a well" in CreateWell
        return found["rest"], condition_of(found["case"], place) or (STATED,)
    if re.sub(r"^(?:the|this)\s", "", found["case"]).strip("'\"") == place.name:
        return found["rest"], ()
    if found["mark"].lower() == "for" and _is_made(found["case"], place):
        return found["rest"], ()  # "For deep wells" in CreateDeepWell
    tied = literal_condition(found["case"], place)
    return found["rest"], (tied if tied and tied.path != place.path else STATED,)


def _is_made(case: str, place: Place) -> bool:
    """Whether the case is the operation, or the whole of what it is about, and so no case at all."""
    own, said = words(place.operation), words(re.sub(r"^the\s|\s(?:operation|action|API|request|call)s?$", "", case))
    if not own or said not in (own, own[1:]):
        return False
    place.all.note("operation", place.operation, place.path)  # holds in this operation alone
    return True


def binds(before: str, statement: Statement) -> bool:
    """Whether what stands before the list makes it hold in general, and for one value at a time."""
    before = _without_member(before, statement.place)
    if _CONDITIONAL.search(before) or bracketed_case(statement.text):
        return False
    if statement.sentence.term and not neutral_lead(statement.sentence.term):
        return False
    return _plain(before, statement)


def _without_member(before: str, place: Place) -> str:
    own = rf"(?:the\s)?['\"]?{re.escape(place.name)}['\"]?"
    return re.sub(rf"^(?:for\s{own}|{own}\sfor\s[A-Z][\w-]*),\s", "", before, flags=re.IGNORECASE)


def _plain(before: str, statement: Statement) -> bool:
    """Whether the words before a list neither deny it, nor give it as an example, nor allow several of the values."""
    before = _BRACKETS.sub("", before)
    if before.strip() and asserted(before) is None:
        return False
    if NEGATED.search(before) or re.search(r"\bexamples?\b", f"{statement.lead} {before}", re.IGNORECASE):
        return False
    return not (_SEVERAL.search(statement.text) and statement.place.member.type != "list")


def cases(before: str, statement: Statement) -> tuple[Condition, ...] | None:
    """The cases in which a list with these words before it holds; empty for always, None where it is unclear."""
    if binds(before, statement):
        return ()
    term = statement.sentence.term
    when: tuple[Condition, ...] = ()
    if term and not neutral_lead(term):
        condition = term_condition(statement)
        if condition is None or condition.path == statement.place.path:
            return None
        when = (condition,)
    if bracketed_case(statement.text):
        return (*when, STATED) if _plain(before, statement) else None
    lead = lead_case(_without_member(before, statement.place), statement.place)
    rest, more = lead or (before, ())
    if _CONDITIONAL.search(rest) or not _plain(rest, statement):
        return None
    return (*when, *more) if when or lead else None


def inside(match: re.Match[str], statement: Statement) -> Statement:
    """The statement as one about the text inside the member whose values are told ("valid values for Kind are").

    It is named as it stands ("valid Kind values are"), or is one of the member's own and is meant by its words.
    """
    place, found = statement.place, match.groupdict()
    if not place.path or place.member.type not in ("structure", "list"):
        return statement
    kind, what = found.get("kind") or "", found.get("what") or ""
    for name in (found.get("scope") or "", kind):
        if re.fullmatch(r"[A-Za-z]+[A-Z]\w*|[A-Z]\w+", name) and (path := _nearest(name, place)):
            return replace(statement, place=replace(place, path=path, member=place.members[path]))
    said = words(f"{kind} {what}")
    around = f"{place.path}[]" if place.member.type == "list" else place.path
    for path, member in place.all.inside.get(around, ()) if not found.get("scope") else ():
        if member.type == "string" and words(member.name) in (said, said[:-1]) and said[-1:] != ("filter",):
            return replace(statement, place=replace(place, path=path, member=member))
    return statement


def _nearest(name: str, place: Place) -> str | None:
    """The text with this name inside the member that is nearest to it; None where two are."""
    below = (f"{place.path}.", f"{place.path}[].")
    paths = [path for path in place.all.named.get(first_lower(name), ()) if path.startswith(below)]
    texts = [path for path in paths if place.type_of(path) == "string"]
    depth = min((len(segments(path)) for path in texts), default=0)
    found = [path for path in texts if len(segments(path)) == depth]
    return found[0] if len(found) == 1 else None


def filter_case(statement: Statement) -> tuple[str, Condition] | None:
    """Where the values of one filter stand, and that it is this one; None where no list of filters is meant.

    The values are those under a heading that is the filter's name ("state - The state: UP | DOWN").
    """
    place, name = statement.place, statement.sentence.term
    inside = place.all.inside.get(f"{place.path}[]", ()) if place.member.type == "list" else ()
    if not name or not re.fullmatch(r"[A-Za-z][\w.-]*", name) or neutral_lead(name):
        return None
    called = {path.rsplit(".", 1)[-1].lower(): (path, one) for path, one in inside}
    keys = [called[key][0] for key in FILTER_KEYS if key in called and _may_be(name, called[key][1])]
    values = [f"{path}[]" for path, one in (called["values"],) if one.type == "list"] if "values" in called else []
    if len(keys) != 1 or len(values) != 1 or place.type_of(values[0]) != "string":
        return None
    return values[0], Condition(keys[0], "const", name)


def _may_be(name: str, member: Member) -> bool:
    return member.type == "string" and (not member.literals or name in member.literals)


def of_others(match: re.Match[str], statement: Statement) -> bool:
    """Whether the values are said to be those of something else than the member."""
    found, own = match.groupdict(), words(statement.place.name)
    what, kind = (
        found.get("what") or found.get("what2") or "values",
        found.get("kind") or found.get("kind2") or "following",
    )
    kinds = [one for one in kind.split() if one.lower() not in (*_KINDS, *_MEMBER)]
    if kinds and words(" ".join(kinds)) == words(statement.place.holder):
        kinds = []  # the thing that the member is a part of
    if not _VALUES.fullmatch(what) and not set(words(f"{kind} {what}")) & set(own):
        return True
    if kinds and not set(words(" ".join(kinds))) & set(own):
        return True
    scope = found.get("scope")
    if not scope or scope.lower().startswith("this"):
        return False
    return not set(words(scope)) <= {"the", *words(statement.place.name), *_MEMBER}


def narrowed(match: re.Match[str], statement: Statement) -> bool:
    """Whether the values are the member's in some of its cases: another noun beside its own, or a scope that is none.

    "Valid deep well types are" on `WellType`, and "Valid values for deep wells are", where no member is a deep well.
    """
    found, own = match.groupdict(), set(words(statement.place.name))
    kind = set(words(found.get("kind") or found.get("kind2") or "")) - {
        *_KINDS,
        *_MEMBER,
        *words(found.get("what") or ""),
    }
    if kind - own and kind & own:
        return True
    scope = found.get("scope")
    if not scope or not of_others(match, statement):
        return False
    names = {word for _, member in statement.place.siblings() for word in words(member.name)}
    return bool(re.search(r"[A-Z]", scope)) and not set(words(scope)) & names
