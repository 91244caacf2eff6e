"""The literal values that a phrase lists: `a | b`, `"a" or "b"`, known literals, or the terms of bullets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import takewhile
from typing import Any

from fencepost.contracts.constraint import Condition
from fencepost.contracts.mining.circumstances import typed
from fencepost.contracts.mining.clauses import continues
from fencepost.contracts.mining.message import first_lower
from fencepost.contracts.mining.place import Place
from fencepost.contracts.mining.rule import Promise
from fencepost.contracts.mining.shapes import is_formed
from fencepost.contracts.mining.statement import Statement
from fencepost.contracts.mining.wording import UNIT, normalised, unit_word
from fencepost.documentation.page import Sentence

_BRACKETS = re.compile(r"\s*\([^()]*\)")
_SEPARATOR = re.compile(r"\s*(?:,\s*(?:and\s|or\s)?|;\s*(?:and\s|or\s)?|\s(?:and|or)\s)\s*")
_TOKEN = re.compile(r"['\"]?(?P<value>[@$]?[A-Za-z0-9][\w.:/+*$-]*|-?\d+(?:\.\d+)?|\*|-1)['\"]?")
_DEFAULT_NOTE = re.compile(
    r",\s(?:and\s)?(?:with\s)?(?:the\s)?default\s(?:is|being|value\sis|of|value\sof)\s\S+$|\s-\sdefault(?=\W)",
    re.IGNORECASE,
)
_CASE_NOTE = re.compile(r"[,;]?\s(?:and\s)?(?:(?:is|are)\s)?(?:not\s)?case[\s-](?:in)?sensitive$", re.IGNORECASE)
#: Values with a part to fill in.
PLACEHOLDER = re.compile(r"\.\.|:\s|[a-z]:[A-Z]{3,}$|:value$|[<>{}]|\w:[A-Z][a-z]+[A-Z]\w*Path$")
_KINDS_OF_VALUES = frozenset(
    "numeric alphanumeric alphabetic strings numbers integers positive boolean booleans text names arns ids".split()
)
_RANGE = re.compile(r"-?\d+(?:\.\d+)?-\d+(?:\.\d+)?")
#: What says that there are more values than those listed.
_UNFINISHED = re.compile(
    r"\betc\b|\.\.\.|…|\band\s(?:more|so\son|(?-i:[Oo]thers?))\b|\b(?-i:[Aa]ny|[Oo]thers)\b", re.IGNORECASE
)
_UNIT = re.compile(rf"(?<=\d)\s?{UNIT}\b", re.IGNORECASE)
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
#: Words that are no values where bars part them either.
_NO_VALUES = frozenset("null empty see following here below above a an the".split())
#: What says the kind of something rather than the thing.
_SORT = re.compile(r"type|famil|version|protocol|mode|stack|kind", re.IGNORECASE)
#: Kinds of addresses.
_FAMILY = re.compile(r"ipv[46]", re.IGNORECASE)
#: A format of several parts ("Format: dd:hh-dd:hh").
_FORMAT = re.compile(r"\b(?:format|syntax)\b[^.]*?\b\w+[:-]\w+[:-]\w+", re.IGNORECASE)
#: What says that a choice elsewhere narrows the list.
_DEPENDING = re.compile(r"(?:,\s(?:depending|based)|\sdepending)\son\b.*$", re.IGNORECASE)
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


def listed(text: str, known: Sequence[str] = ()) -> tuple[str, ...] | None:
    """The literals that the phrase consists of, in order; None where it consists of anything else.

    What is among the `known` ones is a literal, however it is written.
    """
    if _OPEN_END.search(text):
        return None
    text = _MEANING.sub("", _DEPENDING.sub("", text))
    phrase = _CASE_NOTE.sub("", _BRACKETS.sub("", _DEFAULT_NOTE.sub("", text)).strip().rstrip(".:").strip())
    if not phrase:
        return None
    piped = "|" in phrase
    if not piped and (found := _known(phrase, known)):
        return found
    if _UNFINISHED.search(phrase):
        return None
    pieces = [piece for piece in (phrase.split("|") if piped else _SEPARATOR.split(phrase)) if piece.strip()]
    wordy = _NO_VALUES if piped else _WORDS - {"default"} if len(pieces) > 1 else _WORDS
    return _values(pieces, known, wordy)


def _values(pieces: Sequence[str], known: Sequence[str], wordy: AbstractSet[str]) -> tuple[str, ...] | None:
    found: list[str] = []
    for piece in pieces:
        bare = re.sub(r"^(?:either|or|and)\s", "", piece.strip().rstrip("."))
        token = _TOKEN.fullmatch(bare)
        quoted = re.fullmatch(r"(['\"])([^'\"]+)\1", bare)
        if PLACEHOLDER.search(bare.strip("'\"")):
            return None
        if quoted:
            found.append(quoted[2].strip())
        elif bare in known or (token and not _is_wordy(token["value"], wordy)):
            found.append(token["value"] if token else bare)
        else:
            return None
    return tuple(dict.fromkeys(found)) if len(found) <= _MOST else None


def _is_wordy(value: str, wordy: AbstractSet[str]) -> bool:
    plain = value.lower() in wordy and not (value.isupper() and value not in ("A", "N/A", "NA"))
    return plain or bool(_RANGE.fullmatch(value))


def _known(phrase: str, known: Sequence[str]) -> tuple[str, ...] | None:
    """Known literals where the phrase has nothing else but commas and conjunctions between them."""
    rest, found = phrase, {}
    for one in sorted((one for one in known if one and one in phrase), key=len, reverse=True):
        whole = re.compile(rf"(?<![\w-]){re.escape(one)}(?![\w-])")
        if at := whole.search(rest):
            found[at.start()] = one
            rest = whole.sub(" " * len(one), rest)
    if len(found) > 1 and not re.sub(r"[\s,;.'\"]|\b(?:and|or|either)\b", "", rest):
        return tuple(found[start] for start in sorted(found))
    return None


def from_bullets(bullets: Sequence[Sentence], known: Sequence[str] = ()) -> tuple[str, ...] | None:
    """The values that bullets stand for: their terms, their whole texts, or the words that they all begin with.

    Of several words they must be among the `known` ones. None where one bullet is none of these.
    """
    found: list[str] = []
    for bullet in bullets:
        if "|" in bullet.text and (several := listed(normalised(bullet.text), known)):
            found += several
            continue
        value = _term(bullet) or _single(bullet.text) or _headword(bullet.text)
        if bullet.text in known:
            value = bullet.text
        if value is None or (" " in value and value not in known) or value.endswith(":"):
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
    return from_bullets(statement.bullets, known) or _headings(statement)


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


#: A word before a dash, or a constant before what it does ("SET Sets the size").
_HEADWORD = re.compile(
    r"['\"]?(?:(?P<value>[\w.:/-]*\w)['\"]?\s-|(?P<constant>[A-Z][A-Z0-9_]+)\s[A-Z][a-z]+s\s(?:the|an?)\s)"
)


def _headword(text: str) -> str | None:
    found = _HEADWORD.match(normalised(text))
    return (found["value"] or found["constant"]) if found else None


def _single(text: str) -> str | None:
    values = listed(normalised(text))
    return values[0] if values and len(values) == 1 else None


def bare_numbers(text: str, kind: str) -> str:
    """The phrase without its unit, where numbers of one unit are listed for a member that is a number."""
    if kind not in ("integer", "long", "float", "double"):
        return text
    text = _BRACKETS.sub("", text)
    units = {unit_word(found) for found in _UNIT.findall(text)}
    return _UNIT.sub("", text) if len(units) == 1 else text


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
    if not known and _FAMILY.fullmatch(text) and not _SORT.search(place.name):
        return  # an address of that family
    sure = (literal_like(text, place) or (plain and _said_alone(text, statement))) and (not known or text in known)
    value = typed(text, kind)
    if value is None or not (sure or (plain and text.lower() not in _KINDS_OF_VALUES) or kind != "string"):
        return
    yield Promise("const", value, path, when, expect="reject" if sure or kind != "string" else "either")


#: "The valid value is returned" names none.
_PARTICIPLE = re.compile(r"\w+(?:ed|wn|en|ing)")


def _said_alone(word: str, statement: Statement) -> bool:
    """Whether the sentence ends with the word as the value that it speaks of ("The only valid value is fast")."""
    behind = rf"\bvalues?\b[^.;:]*?(?P<mark>:|\sis|\sare)\s['\"]?{re.escape(word)}['\"]?\W*$"
    alone = re.search(behind, statement.text, re.IGNORECASE)
    if alone is None or word.lower() in _KINDS_OF_VALUES:
        return False
    return alone["mark"] == ":" or not _PARTICIPLE.fullmatch(word)


def literal_like(value: str, place: Place) -> bool:
    """Whether a word is a literal rather than a word of the sentence: a documented value, or formed as none."""
    return value in place.member.literals or is_formed(value)
