"""A sentence made ready for the rules: normalised, with its context, and with what it merely mentions taken out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from fencepost.contracts.constraint import Condition
from fencepost.contracts.mining.circumstances import heading_condition, split
from fencepost.contracts.mining.owner import is_subject
from fencepost.contracts.mining.place import Place, words
from fencepost.contracts.mining.setaside import asserted, bracketed_case, neutral_lead
from fencepost.contracts.mining.wording import normalised
from fencepost.documentation.page import Sentence

#: Some words, all with capitals but for the small ones, and no stop: the name of something, alone in its paragraph.
_TITLE = re.compile(
    r"[A-Z][\w./+-]*(?:\s(?:[A-Z][\w./+()-]*|\d[\w.]*|\([A-Z]\w*\)|for|of|and|the|in|with|on|or|to)){1,6}(?<![.:])"
)

#: Where a name is unique, and that a prefix is reserved, by the way: neither makes the rest less of a demand.
_ASIDE = re.compile(
    r"[,;.]?\s*(?:(?:because|as|since)\s)?\b(?:it|this|these|they|which)(?:'s|'re|\sis|\sare)\s(?:a\s)?reserved\b.*$"
    r"|\breserved\s(?=['\"]|prefix)"
    r"|(?<=\bunique)\s(?:with)?(?:in|across|for|to|among)\s[^,;]*?(?=,|;|\.|\sand\s(?:can|must|may|contain|cannot|is)\b)",
    re.IGNORECASE,
)
_CASE = r"(?P<label>[A-Z]\w*(?:\s(?:[A-Z]\w*|for|of|and|the|in|with|on)){0,5})"
_LABEL = re.compile(rf"{_CASE}(?::|\s-)\s(?=[A-Z]|must\b|can(?:not)?\b|up\sto\b|at\s(?:least|most)\b|between\b|\d)")
_LABELLED_RULES = re.compile(rf"{_CASE}\s(?:[Cc]onstraints|[Rr]equirements|[Rr]estrictions|[Ll]imitations|[Rr]ules):?$")
#: The words, in the singular, of labels that limit nothing ("Length Constraints:", "Valid Range:").
_NEUTRAL_WORDS = frozenset(
    """
    the these following additional general other some of for and in on with constraint requirement restriction
    limitation limit rule note important warning caution tip type array list map member item entry entries element key
    value valid allowed accepted permitted possible supported range length size number count minimum maximum character
    string integer boolean format pattern syntax naming name unit default required optional update create condition
    usage description parameter field property string text criteria this it
    """.split()
)


_VALUES_FOR = re.compile(
    r"\b(range|values?|limits?)\sfor\s(?:the\s)?(\w+(?:\s\w+){0,6}?)(?=\s(?:is|are|must|can)\b|:)", re.IGNORECASE
)
_PER_OBJECT = re.compile(r"\s(?:per|for\s(?:each|every))\s(?P<what>[\w\s-]{3,40}?)(?=[.,;)]|$)", re.IGNORECASE)
_OF_MEMBER = re.compile(r"\s(?:for|of)\s(?:the\s)?(\w+)(?:\s(?:parameter|field|property))?\b")


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence where it stands.

    `text` is normalised (straight quotes, plain dashes, plain numbers). `claim` is what it asserts of values, or None
    where it asserts nothing that a rule on values may use; `when` are the conditions that were split off the claim.
    `lead` is the sentence that introduces the bullets among which it stands, `bullets` are those that follow it.
    """

    text: str
    claim: str | None
    sentence: Sentence
    place: Place
    when: tuple[Condition, ...] = ()
    lead: str = ""
    bullets: tuple[Sentence, ...] = ()
    rest: tuple[Sentence, ...] = ()

    @property
    def heading(self) -> str | None:
        """The heading or the bullet's term that the sentence stands under."""
        return self.sentence.term or self.place.heading


def statements(sentences: Sequence[Sentence], place: Place) -> list[Statement]:
    """The sentences of one member (or of the operation), each with its context, and without its claim."""
    lead = title = ""
    found = []
    for index, original in enumerate(sentences):
        title = _title(original, place) or title
        sentence = replace(original, term=title) if title and not original.term else original
        if not sentence.bullet:
            lead = ""
        found.append(_statement(sentence, sentences[index + 1 :], lead, place))
        if (not sentence.bullet and sentence.text.rstrip().endswith(":")) or (
            not sentence.bullet and index + 1 < len(sentences) and sentences[index + 1].bullet
        ):
            lead = sentence.text
    return found


def _title(sentence: Sentence, place: Place) -> str:
    """The sentence where it is a heading of several words that isn't about the member; empty for any other."""
    text = sentence.text.strip()
    if sentence.bullet or not _TITLE.fullmatch(text) or neutral_lead(text) or is_subject(text, place):
        return ""
    return text


def _statement(sentence: Sentence, rest: Sequence[Sentence], lead: str, place: Place) -> Statement:
    text = normalised(sentence.text)
    count = next((i for i, other in enumerate(rest) if not other.bullet), len(rest))
    bullets = tuple(rest[:count]) if not sentence.bullet else ()
    return Statement(text, None, sentence, place, lead=lead, bullets=bullets, rest=tuple(rest))


def claimed(statement: Statement) -> Statement:
    """The statement with its claim, which takes some reading, and so is made only for a rule that wants it."""
    case = _case(statement)
    if not case and not _about_the_member(statement):
        return statement
    place, text = statement.place, _without_own_object(statement)
    said = asserted(text) or (asserted(bare) if (bare := _ASIDE.sub("", text)) != text else None)
    claim, when = split(_without_own_name(said, place), place)
    return replace(statement, claim=claim, when=(*case, *when))


def _without_own_object(statement: Statement) -> str:
    """The text without "per well" where the operation creates one: what holds for each holds for this one."""
    text, place = statement.text, statement.place
    found = _PER_OBJECT.search(text)
    if not found or not place.operation.startswith("Create"):
        return text
    place.all.note("operation", place.operation, place.path)  # holds in this operation alone
    if words(found["what"]) != words(place.operation)[1:]:
        return text
    return text[: found.start()] + text[found.end() :]


def _case(statement: Statement) -> tuple[Condition, ...]:
    """The condition that a heading sets which is a literal of another member, and no word of the language."""
    term = statement.sentence.term
    if not term or neutral_lead(term) or not re.fullmatch(r"[A-Z][A-Z0-9]+(?:[_-][A-Z0-9]+)*", term):
        return ()
    condition = heading_condition(term, statement.place)
    return (condition,) if condition and condition.path != statement.place.path else ()


def _without_own_name(claim: str | None, place: Place) -> str | None:
    """The claim without "for X" where X is the member itself."""
    if claim is None or not place.name.isidentifier():
        return claim
    own = place.name.lower()
    if " for " in claim:
        claim = _VALUES_FOR.sub(lambda found: found[1] if found[2].replace(" ", "").lower() == own else found[0], claim)
    if place.name in claim:
        claim = _OF_MEMBER.sub(lambda found: "" if found[1] == place.name else found[0], claim)
    return claim


def _about_the_member(statement: Statement) -> bool:
    """Whether the sentence speaks of the member as a whole, not of one option of several."""
    sentence = statement.sentence
    if sentence.term and not neutral_lead(sentence.term):
        return False
    if bracketed_case(statement.text) or _of_one_case(_LABEL.match(statement.text), statement.place):
        return False
    return not sentence.bullet or (
        neutral_lead(statement.lead) and not _of_one_case(_LABELLED_RULES.match(statement.lead), statement.place)
    )


def _of_one_case(label: re.Match[str] | None, place: Place) -> bool:
    """Whether a label ("Oracle: ...", "Oracle constraints:") has a word that is neither neutral nor the member's."""
    return label is not None and not _NEUTRAL_WORDS.union(words(place.name)).issuperset(words(label["label"]))
