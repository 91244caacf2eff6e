"""The literal values that a phrase lists: `a | b`, `"a" or "b"`, code spans, or the terms of bullets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Any

from fencepost.contracts.constraint import Condition
from fencepost.contracts.mining.circumstances import typed
from fencepost.contracts.mining.clauses import continues
from fencepost.contracts.mining.message import first_lower
from fencepost.contracts.mining.place import Place
from fencepost.contracts.mining.rule import Promise
from fencepost.contracts.mining.statement import Statement
from fencepost.contracts.mining.wording import UNIT, normalised, unit_word
from fencepost.documentation.page import Sentence

_BRACKETS = re.compile(r"\s*\([^()]*\)")
_SEPARATOR = re.compile(r"\s*(?:,\s*(?:and\s|or\s)?|;\s*(?:and\s|or\s)?|\s(?:and|or)\s)\s*")
_TOKEN = re.compile(r"['\"]?(?P<value>[A-Za-z0-9][\w.:/+*-]*|-?\d+(?:\.\d+)?|\*|-1)['\"]?")
_DEFAULT_NOTE = re.compile(
    r",\s(?:and\s)?(?:with\s)?(?:the\s)?default\s(?:is|being|value\sis|of|value\sof)\s\S+$|\s-\sdefault(?=\W)",
    re.IGNORECASE,
)
_CASE_NOTE = re.compile(r"[,;]?\s(?:and\s)?(?:(?:is|are)\s)?(?:not\s)?case[\s-](?:in)?sensitive$", re.IGNORECASE)
#: Values with a part to fill in.
_PLACEHOLDER = re.compile(r"\.\.|:\s|[a-z]:[A-Z]{3,}$|:value$|[<>{}]|\w:[A-Z][a-z]+[A-Z]\w*Path$")
_KINDS_OF_VALUES = frozenset(
    "numeric alphanumeric alphabetic strings numbers integers positive boolean booleans text names arns ids".split()
)
_RANGE = re.compile(r"-?\d+(?:\.\d+)?-\d+(?:\.\d+)?")
_UNFINISHED = re.compile(r"\betc\b|\.\.\.|…|\band\s(?:more|others?|so\son)\b|\bany\b|\bothers\b", re.IGNORECASE)
_UNIT = re.compile(rf"(?<=\d)\s?{UNIT}\b", re.IGNORECASE)
_ETC = re.compile(r"\betc\b|\.\.\.|…|\band\s(?:more|so\son)\b|\bincluding\b", re.IGNORECASE)
_WORDS = frozenset(
    [
        "a",
        "an",
        "the",
        "see",
        "for",
        "any",
        "all",
        "more",
        "other",
        "others",
        "none-or",
        "following",
        "values",
        "value",
        "n/a",
        "na",
        "null",
        "empty",
        "numbers",
        "strings",
        "integers",
        "names",
        "string",
        "integer",
        "number",
        "boolean",
        "below",
        "above",
        "here",
        "list",
        "default",
    ]
)
_MOST = 120
#: The most words of one value.
_LONGEST = 6
#: What says the kind of something rather than the thing.
_SORT = re.compile(r"type|famil|version|protocol|mode|stack|kind", re.IGNORECASE)
#: Kinds of addresses.
_FAMILY = re.compile(r"ipv[46]", re.IGNORECASE)
#: A format of several parts ("Format: dd:hh-dd:hh").
_FORMAT = re.compile(r"\b(?:format|syntax)\b[^.]*?\b\w+[:-]\w+[:-]\w+", re.IGNORECASE)
#: What says that a choice elsewhere narrows the list.
_DEPENDING = re.compile(r",\s(?:depending|based)\son\b.*$", re.IGNORECASE)
#: What says what the values of a list are for.
_MEANING = re.compile(
    r",\s(?:indicating|representing|specifying|identifying|denoting|meaning)\s[^.;|]*$", re.IGNORECASE
)
#: A list that goes on after its last word.
_OPEN_END = re.compile(r"(?:\.\.\.|…|\betc\b\.?)\W*$")


def typed_values(texts: Sequence[str], kind: str) -> tuple[Any, ...] | None:
    """The values as a member of this type takes them; None where one of them can't be such a value."""
    if kind in ("integer", "long"):
        if all(re.fullmatch(r"-?\d+", text) for text in texts):
            return tuple(map(int, texts))
        return None
    if kind in ("float", "double"):
        return tuple(map(float, texts)) if all(re.fullmatch(r"-?\d+(?:\.\d+)?", text) for text in texts) else None
    return tuple(texts) if kind == "string" else None


def listed(text: str, code: Sequence[str] = ()) -> tuple[str, ...] | None:
    """The literals that the phrase consists of, in order; None where it consists of anything else."""
    if _OPEN_END.search(text):
        return None
    text = _MEANING.sub("", _DEPENDING.sub("", text))
    phrase = _CASE_NOTE.sub("", _BRACKETS.sub("", _DEFAULT_NOTE.sub("", text)).strip().rstrip(".:").strip())
    if not phrase or _UNFINISHED.search(phrase):
        return None
    piped = "|" in phrase
    if not piped and (spans := _spans(phrase, code)):
        return spans
    pieces = [piece for piece in (phrase.split("|") if piped else _SEPARATOR.split(phrase)) if piece.strip()]
    return _values(pieces, code)


def _values(pieces: Sequence[str], code: Sequence[str]) -> tuple[str, ...] | None:
    found: list[str] = []
    for piece in pieces:
        bare = re.sub(r"^(?:either|or|and)\s", "", piece.strip().rstrip("."))
        token = _TOKEN.fullmatch(bare)
        quoted = re.fullmatch(r"(['\"])([^'\"]+)\1", bare)
        if _PLACEHOLDER.search(bare.strip("'\"")):
            return None
        if quoted:
            found.append(quoted[2])
        elif token and (bare in code or not _is_wordy(token["value"])):
            found.append(token["value"])
        else:
            return None
    return tuple(dict.fromkeys(found)) if len(found) <= _MOST else None


def _is_wordy(value: str) -> bool:
    plain = value.lower() in _WORDS and not (value.isupper() and value not in ("A", "N/A", "NA", "ANY"))
    return plain or bool(_RANGE.fullmatch(value))


def _spans(phrase: str, code: Sequence[str]) -> tuple[str, ...] | None:
    """The code spans where the phrase has nothing else but commas and conjunctions between them."""
    rest, found = phrase, []
    for span in code:
        plain = normalised(span)
        if plain in rest and ", " not in plain.rstrip(", "):
            rest = rest.replace(plain, " ", 1)
            found.append(span.strip().rstrip(","))
    if len(found) > 1 and not re.sub(r"[\s,;.'\"]|\b(?:and|or|either)\b", "", rest):
        return tuple(dict.fromkeys(found))
    return None


def from_bullets(bullets: Sequence[Sentence]) -> tuple[str, ...] | None:
    """The values that bullets stand for: their terms, their whole texts, or the code spans with which they all begin.

    None where one bullet is none of these.
    """
    found: list[str] = []
    for bullet in bullets:
        value = _term(bullet) or _single(bullet.text) or _first_span(bullet)
        whole = bool(bullet.code) and bullet.code[0] == bullet.text and len(bullet.text.split()) <= _LONGEST
        if (
            value is None
            and whole
            and not ((", " in bullet.text and listed(bullet.text)) or _PLACEHOLDER.search(bullet.text))
        ):
            value = bullet.text
        if value is None or (" " in value and not whole) or value.endswith(":"):
            return None
        found.append(value.strip("'\"`"))
    return tuple(dict.fromkeys(found)) or None


def bulleted(statement: Statement) -> tuple[str, ...] | None:
    """The values of the bullets that follow, also of those that go on in several paragraphs or without a dash.

    The latter only where they are all that the signature lists.
    """
    known = statement.place.member.literals
    openings = [_term(one) or re.split(r"[\s:,]", one.text, maxsplit=1)[0].strip("'\"`.") for one in statement.rest]
    here = [one for one, bullet in zip(openings, statement.rest, strict=True) if _opens(one, bullet) and one in known]
    if known and set(here) == set(known):
        return tuple(dict.fromkeys(here))
    return from_bullets(statement.bullets) or _headings(statement)


def _headings(statement: Statement) -> tuple[str, ...] | None:
    """The headings of the paragraphs that follow, where the signature lists each of them."""
    terms = [one.term for one in takewhile(lambda one: one.term and not one.bullet, statement.rest)]
    known = set(statement.place.member.literals)
    return tuple(dict.fromkeys(term for term in terms if term)) if known.issuperset(terms) and terms else None


def _term(bullet: Sentence) -> str:
    """The term of a bullet without a note that it is the default."""
    return re.sub(r"\s\((?:the\s)?(?:default|recommended)\)$", "", bullet.term or "", flags=re.IGNORECASE)


def _opens(value: str, sentence: Sentence) -> bool:
    """Whether a sentence explains a value: that of a bullet, or one that has a colon or a dash behind it."""
    return sentence.bullet or bool(
        re.match(rf"['\"`]?{re.escape(value)}['\"`]?\s?(?::|\s-|-\s)", normalised(sentence.text))
    )


def _first_span(bullet: Sentence) -> str | None:
    first = bullet.code[0] if bullet.code else ""
    after = bullet.text[len(first) :]
    return (
        first if first and bullet.text.startswith(first) and re.match(r"\s(?:[-(]|[A-Z]\w*\s)|\s?:\s", after) else None
    )


def _single(text: str) -> str | None:
    values = listed(normalised(text))
    return values[0] if values and len(values) == 1 else None


def bare_numbers(text: str, kind: str) -> str:
    """The phrase without its unit, where numbers of one unit are listed for a member that is a number."""
    if kind not in ("integer", "long", "float", "double"):
        return text
    units = {unit_word(found) for found in _UNIT.findall(text)}
    return _UNIT.sub("", text) if len(units) == 1 else text


def explained(text: str, code: Sequence[str], place: Place) -> tuple[str, ...] | None:
    """The values among their explanations ("`A` for those in a hurry and `B` for all others").

    They are the code spans of a phrase that begins with one, where each stands at the head of an explanation.
    """
    phrase = text.strip()
    spans = [span for span in dict.fromkeys(code) if normalised(span) in phrase]
    if len(spans) < 2 or _ETC.search(phrase) or not phrase.startswith(normalised(spans[0])):  # noqa: PLR2004
        return None
    for span in spans:
        plain = normalised(span)
        if " " in plain or _PLACEHOLDER.search(plain) or place.find(plain):
            return None
        for found in re.finditer(rf"(?<![\w-]){re.escape(plain)}(?![\w-])", phrase):
            if found.start() and not re.search(r"(?:[,;.:]|\band|\bor)\s?['\"]?$", phrase[: found.start()]):
                return None
    last = phrase.rfind(normalised(spans[-1])) + len(normalised(spans[-1]))
    return None if re.match(r"['\"]?,?\s(?:and|or)\s", phrase[last:]) else tuple(span.strip() for span in spans)


_NUMBERED = re.compile(
    r"^(?:(?:and|or|either),?\s)?(?P<value>-?\d+)(?:\s?[:=]|\s-|\s(?:for|to|means|if|is|stands\sfor)\b|\s\()\s?\S"
)


def numbered(text: str, kind: str) -> tuple[str, ...] | None:
    """The numbers each of which an explanation follows ("0 for dry wells or 1 for deep ones"), of a numeric member."""
    parts = [part for part in re.split(r",\s(?=(?:or\s|and\s)?-?\d)|;\s|\s(?:or|and)\s(?=-?\d)", text.strip()) if part]
    found = [_NUMBERED.match(part) for part in parts]
    numeric = kind in ("integer", "long", "float", "double")
    return tuple(one["value"] for one in found if one) if numeric and len(found) > 1 and all(found) else None


_HEAD = re.compile(r"^(?:(?:and|or),?\s)?(?P<value>[A-Z][A-Z0-9]+(?:_[A-Z0-9]+)*)(?:,|:|\s-)\s\S")


def headed(text: str) -> tuple[str, ...] | None:
    """The constants at the heads of explanations that semicolons part ("NEW, it is new; and OLD, it isn't")."""
    found = [_HEAD.match(part.strip()) for part in text.split(";")]
    return tuple(one["value"] for one in found if one) if len(found) > 1 and all(found) else None


def spelled(value: str, literals: Sequence[str]) -> str:
    """The value as the member's own literals spell it, where they differ in case alone."""
    if value in literals:
        return value
    same = [one for one in literals if one.casefold() == value.casefold()]
    return same[0] if len(same) == 1 else value


def holder(place: Place) -> tuple[str, str]:
    """The path at which the member's values stand, and their type: its items', or those of a list of lone `Value`s."""
    if place.member.type != "list":
        return place.path, place.member.type
    path = f"{place.path}[]"
    kind = place.type_of(path) or "string"
    inside = place.all.inside.get(path, ()) if kind == "structure" else ()
    if len(inside) == 1 and inside[0][1].name.lower() == "value":
        return inside[0][0], inside[0][1].type
    return path, kind


def enumeration(
    values: Sequence[str] | None,
    statement: Statement,
    when: tuple[Condition, ...] = (),
    *,
    apart: bool = False,
    **more: str,
) -> Iterator[Promise]:
    """The promise that the member, or each of its items, has one of the values; nothing where that is uncertain.

    `apart` says that each value stands in a bullet of its own, where a member elsewhere with its name isn't meant.
    """
    place = statement.place
    if not values or len(values) < 2:  # noqa: PLR2004
        return
    known = place.member.literals
    if not set(values) <= set(known) and "|" not in statement.text:
        beside = {first_lower(member.name) for _, member in place.siblings()}
        if any(first_lower(value) in beside if apart else place.find(value) for value in values):
            return
    keyed = place.member.type != "string" or not all(map(str.isupper, values))
    if re.search(r"Arns?$|Filters?$" if keyed else r"Arns?$", place.name, re.IGNORECASE):
        return  # what is named are parts of an ARN, or keys of a filter
    if _composed(values, place) or any(re.search(r":\s", value) for value in values):
        return
    values = [spelled(value.removeprefix(f"{place.name}:"), known) for value in values]
    if known and not set(values) <= set(known):
        if not set(values) & set(known):
            return
        more["expect"] = "either"
    path, kind = holder(place)
    found = typed_values(values, kind)
    if found:
        loose = re.search(r"case[\s-]insensitive|not\scase[\s-]sensitive", statement.text, re.IGNORECASE)
        if loose or continues(statement, things_only=True):
            more["expect"] = "either"
        yield Promise("enum", found, path, tuple(dict.fromkeys((*statement.when, *when))), **more)  # type: ignore[arg-type]


def _composed(values: Sequence[str], place: Place) -> bool:
    """Whether the values are parts of what the member takes (of a syntax or format), or families of addresses."""
    if not place.member.literals and all(map(_FAMILY.fullmatch, values)) and not _SORT.search(place.name):
        return True  # an address of either family
    texts = [normalised(sentence.text) for sentence in place.member.sentences]
    keywords = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, values))})\s?=|\w=\w+\spairs?\b")
    return any(keywords.search(text) or _FORMAT.search(text) for text in texts)


def only_value(
    text: str, statement: Statement, when: tuple[Condition, ...] = (), *, plain: bool = False
) -> Iterator[Promise]:
    """The promise that a member has one value, where the text can be such a value.

    `plain` says that a word that looks like any other may be meant, as in "Valid value: fast".
    """
    place = statement.place
    path, kind = holder(place)
    if place.find(text) or kind in ("structure", "list", "map", "blob", "timestamp"):
        return
    if re.search(r"Arns?$", place.name, re.IGNORECASE) and not text.startswith("arn:"):
        return  # what is named is a part of the ARN, or a kind of what it stands for
    text, known = spelled(text, place.member.literals), place.member.literals
    sure = literal_like(text, place, statement.sentence.code) and (not known or text in known)
    value = typed(text, kind)
    if value is None or not (sure or (plain and text.lower() not in _KINDS_OF_VALUES) or kind != "string"):
        return
    yield Promise("const", value, path, when, expect="reject" if sure or kind != "string" else "either")


def literal_like(value: str, place: Place, code: Sequence[str]) -> bool:
    """Whether a word is a literal rather than a word of the sentence: a constant, a code span, a documented value."""
    if value in place.member.literals or value in code:
        return True
    return (
        bool(re.fullmatch(r"[A-Z][A-Z0-9]*(?:[_-][A-Z0-9]+)*|[A-Za-z]+(?:[_-][A-Za-z0-9]+)+|\d+", value))
        and len(value) > 1
    )
