"""What stands at the edge of a text, or inside it: a class of characters, or words that can be nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence

from fencepost.contracts.mining.alphabets import class_of

_SPECIAL = frozenset("\\^$.|?*+()[]{}")
_NOUN = re.compile(
    r"^(?:(?:the|an?|any\sof\sthe|either(?:\sof\sthe)?)\s)?(?:following\s)?(?:reserved\s)?(?:case[\s-]insensitive\s)?(?:prefix(?:es)?|suffix(?:es)?|strings?|values?|text"
    r"|characters?|letters?|words?|extensions?)(?:\sof)?:?\s(?=\S)",
    re.IGNORECASE,
)
_TRAILING_NOUN = re.compile(r"\s(?:prefix|suffix|extension|file\sextension|string)$", re.IGNORECASE)
_AFTER = re.compile(
    r"(?:,?\s(?:or\sany\s(?:\w+\s){0,2}capitali|followed\sby|as\s(?:it|this|these|they)|because|since|in\s(?:any|upper|either)|which|where|that|to\s|regardless|before|after)|\s-\s).*$",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r",\s(?:or\s|and\s|nor\s)?|\s(?:or|nor|and)\s")
_ANY_CASE = re.compile(
    r"case[\s-]insensitive|any\s(?:\w+\s){0,2}(?:case|capitali[sz]ation)|any\scombination\sof\s(?:upper|lower)|regardless\sof\scase"
    r"|upper(?:case)?\sor\slower|lower(?:case)?\sor\supper",
    re.IGNORECASE,
)
#: A sign that stands for itself.
_SIGN = re.compile(r"[^\w\s'\"(),.;-]")
#: Names that AWS keeps to itself.
_RESERVED = re.compile(r"(?:aws|amzn)[a-z]*|amazon")
_ACRONYMS = frozenset("ARN ARNS URL URI ID IDS IP JSON DNS UTF ASCII AND OR IAM UUID XML HTML".split())


def edge(phrase: str, sentence: str) -> tuple[str, bool] | None:
    """What stands at the edge, as a pattern, and whether it is a class of single characters; None if unclear."""
    text = _AFTER.sub("", phrase.strip().rstrip(",")).strip()
    if found := tokens(text):
        return alternatives(found, sentence), False
    inside = class_of(re.sub(r"\b(?:an?|either|one)\s", "", text))
    return (f"[{inside}]", True) if inside else None


def tokens(phrase: str) -> list[str]:
    """The words in quotes, with a symbol, or that AWS reserves, of which the phrase consists; empty if of others."""
    text = _TRAILING_NOUN.sub(
        "", _NOUN.sub("", phrase.strip().rstrip(".") if not phrase.endswith(("'.", '".')) else phrase[:-1])
    )
    found = []
    for part in _SEPARATOR.split(text):
        token = _token(re.sub(r"^(?:the\s)?(?:prefix|suffix|string)\s|^(?:either|the)\s", "", part.strip()))
        if token is None:
            return []
        found.append(_TO_FILL_IN.sub("", token) or token)
    return found


#: A part to fill in, and all behind it (`s3://BUCKET-NAME/`).
_TO_FILL_IN = re.compile(r"(?<=[:/])(?:[A-Z]{2,}(?:[-_][A-Z]+)+|<|\{|\[|(?:your|my|user)[-_]).*$|<.*>.*$|\{.*\}.*$")


def _token(text: str) -> str | None:
    if quoted := re.fullmatch(r"(['\"])\s?(?P<value>[^'\"]+?)\s?\1", text):
        return quoted["value"].rstrip(".") if " " in quoted["value"] else quoted["value"]
    if _RESERVED.fullmatch(text) or _SIGN.fullmatch(text):
        return text
    if re.fullmatch(r"[A-Z]{2,}[A-Z0-9_]*", text) and text not in _ACRONYMS:
        return text
    plain = re.fullmatch(
        r"[A-Za-z0-9]*[^\w\s'\"()]\S*|[^\w\s'\"().,;]{2,}|\w+_\w*|_\w+|[a-z0-9]+[^\w\s'\",.;()]\S*", text
    )
    return (
        text
        if plain and re.search(r"\w|^\W{2,}$", text) and not re.search(r"[()]|\w'\w|^\w-\w$|^\w+-\w+$", text)
        else None
    )


def alternatives(found: Sequence[str], sentence: str) -> str:
    """A pattern for any of the words, in any case where the sentence says so."""
    any_case = bool(_ANY_CASE.search(sentence))
    patterns = list(dict.fromkeys(literal(one, any_case=any_case) for one in found))
    return patterns[0] if len(patterns) == 1 else f"(?:{'|'.join(patterns)})"


def literal(text: str, *, any_case: bool = False) -> str:
    """The text as a pattern."""
    escaped = (f"\\{one}" if one in _SPECIAL else one for one in text)
    return "".join(f"[{one.lower()}{one.upper()}]" if any_case and one.isalpha() else one for one in escaped)
