"""A clause in its parts: whom it speaks of, and when it holds, whether that stands before or after its verb."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from fencepost.contracts.mining.bullets import bulleted
from fencepost.contracts.mining.cases import ALWAYS, UNREAD, Cases, both, cases_of, negated, with_members
from fencepost.contracts.mining.circumstances import heading_condition
from fencepost.contracts.mining.literal_words import literal_condition
from fencepost.contracts.mining.place import words
from fencepost.contracts.mining.setaside import neutral_lead
from fencepost.contracts.mining.statement import Statement
from fencepost.contracts.mining.subjects import subjects, within

#: Where a clause may begin, and what may stand before its verb.
START = (
    r"(?:^|(?<=[:;(]\s)|(?<=[(;\]])|(?<=\]\s)|(?<=\)\s)|(?<=\.\s)|(?<=\s-\s)|(?<=,\sbut\s)|(?<=,\sand\s)|(?<=\sand\s))"
)
BEFORE = rf"{START}(?P<before>(?:[^.;]|\.(?=\w)){{0,240}}?)"
AFTER = r"(?P<after>[^;]*)"

_IF = (
    r"(?:only\s)?(?:if|when|whenever|where|provided\sthat|as\slong\sas|in\scase(?:\sof)?|in\scases\swhere|while|under)"
)
_NOT_IF = r"(?:unless|except(?:\s(?:if|when|for|in|on|with))?)"
_FOR = r"(?:only\s)?(?:in\s(?:conjunction|combination)\swith|together\swith|along\swith|for|with|on|in|to|using)"
_MARK = re.compile(rf"\b(?P<mark>{_NOT_IF}|{_IF}|{_FOR})\s", re.IGNORECASE)
_LEADING = re.compile(
    rf"^(?:(?:however|also|note\sthat|note|but|and|so|that),?\s)?(?P<mark>in\sorder\sto|{_NOT_IF}|{_IF}|{_FOR}|to)\s(?P<rest>.+)$",
    re.IGNORECASE,
)
#: Where a condition ends: the sentence goes on with something else.
_END = re.compile(
    r"\s*[.;:)]?$|[.;)\]]\s|:\s|,?\sotherwise\b|\s-\s|--|,?\s(?:because|since|so\sthat|as\sit\b)|,\s(?:in\swhich|which|so|this|the|it|you)\b"
    r"|,?\s(?:and|but)\s(?:(?:it|this\s\w+|you|the\s\w+)\s)?(?:must|cannot|can't|should|will|do\snot|don't|we)\b"
    r"|,?\s(?:and|but)\s(?:(?:it|this\s\w+)\s)?(?:(?:is|are)\s)?(?:not\s|isn't\s)?(?:ignored|optional|required|supported|valid"
    r"|allowed|applicable|used)\b",
    re.IGNORECASE,
)
#: Not a condition on the parameter: everything, this operation, the default, an order in time.
_NO_CONDITION = re.compile(
    r"^(?:all|every|each|any|both|the\sentire|the\swhole|either)\b(?!\s(?:if|when|other)\b)|^(?:this|the|your|an?|these)\s(?:\w+\s)?"
    r"(?:operations?|actions?|requests?|calls?|API\scalls?|commands?|call|time|moment|future|past|release)$"
    r"|^(?:an?\s)?success(?:ful)?\b|^(?:Amazon|AWS)\s(?:[\w-]+\s){1,3}(?:currently|yet|at\sthis\stime)$"
    r"|^(?:default|example|now|general|addition|use|more\sinformation|information|details|future\suse|backwards?\scompatibility)\b"
    r"|^(?:the\s)?(?:first|last|next|previous)\s\w+\b|^\d|^(?:least|most|once)\b|^(?:the\s)?same\b|^order\b(?!\sto)|^\w+ing\s(?:this|the)\s(?:operation|action)$",
    re.IGNORECASE,
)
_ALL_BUT = re.compile(
    r"(?:all|any|every)\s(?:[\w-]+\s){0,4}?(?:except|other\sthan|but|besides)\s(?:for\s)?(?P<but>.+)", re.IGNORECASE
)
#: Another operation, as a condition.
_OPERATION = re.compile(
    r"\b(?:Create|Update|Put|Delete|Get|Describe|Modify|Start|Register|List|Run|Add|Batch|Send|Import|Restore|Copy)[A-Z]\w+"
    r"(?:$|(?:\sAPI)?\s(?:operation|request|call|action|API)s?\b)|\b(?:console|CLI|SDKs?|wizard)\b"
)
_USE = re.compile(r"(?:use|specify|set|include|provide|supply)\s", re.IGNORECASE)
_WITH = re.compile(r"with$|using$", re.IGNORECASE)
_LABEL = re.compile(
    r"^(?:conditional(?:ly)?|conditions?|notes?|important|constraints?|optional|restrictions?|requirements?|limitations?):",
    re.IGNORECASE,
)
_OTHERWISE = re.compile(
    r"otherwise\b|in\s(?:all|any)\sother\scases?\b|(?:for|with)\s(?:all|any)\sother\s[\w-]+(?:\s[\w-]+){0,2}\.?$",
    re.IGNORECASE,
)
_JOINED = re.compile(
    r"^(?P<subject>.*?)\s?(?:\b(?:is|are|can|must|applies)\b|(?:^|(?<=\s))(?:conditionally\s)?(?:required|optional|valid|supported|used|applicable)\b)"
    r".*(?:\band|\bbut|,|;)(?:\s(?:is|it\sis|must|are|also))?$",
    re.IGNORECASE,
)
#: The literal under which a sentence stands.
_USE_THIS = re.compile(
    r"(?:(?:you|using|specifying|choosing|setting)\s?(?:use|specify|choose|select|set|provide)?\s)?this\s(?:value|option|mode|type|setting|method)"
    r"(?:\sis\s(?:used|specified|chosen|selected|set))?",
    re.IGNORECASE,
)
#: Where a sentence begins without a stop before it, behind a formula.
_RUN_ON = re.compile(r"[)\]]\s(?=This\s)")
#: What a label, or what the member is, ends with.
_ASIDE = re.compile(r"(?P<label>(?![A-Z_\d]+(?:\s-|:)\s)\w+(?:\s[\w/]+){0,5})(?:\s-|:)\s")
#: After the object of a verb: a place or a way, rather than a condition.
_NOTHING = re.compile(r"\s?(?:if|when|unless|for|with)\s", re.IGNORECASE)
_LOOSE = re.compile(r"(?:in(?!\s(?:order|case))|by|at|on|using)\s(?!this\scase)", re.IGNORECASE)
_THIS_FOR = re.compile(r"it|this(?:\s(?:parameter|field|property|value|option|setting))?", re.IGNORECASE)
#: "For letters when Mode is FAST".
_NESTED = re.compile(
    r"(?P<things>(?:(?!\b(?:if|when|and|or)\b)[^,;])+?)\s(?:only\s)?(?:if|when)\s(?P<condition>.+)", re.IGNORECASE
)
_THINGS = re.compile(r"(?:for|with)\s", re.IGNORECASE)
_DETERMINED = re.compile(r"\w+\s(?:an?|the|your|each|every|this|all(?!\sother)|any(?!\sother)|its)\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Saying:
    """Whom a clause is about, and the cases in which it holds."""

    paths: tuple[str, ...]
    cases: Cases
    conditional: bool


def saying(statement: Statement, before: str, after: str, *, purpose: bool = False) -> Saying | None:
    """What stands before and after a verb; None where the subject or the circumstances can't be made out.

    `purpose` says that "to do something" is a condition.
    """
    around = surroundings(statement)
    if around is None:
        return None
    before = _RUN_ON.split(before)[-1]
    for subject, cases in _before(before, statement, purpose=purpose):
        paths = _subjects(subject, statement)
        if paths:
            return _later(paths, (around, cases), after, statement, purpose=purpose)
    if (label := _ASIDE.match(before)) and label["label"] not in statement.place.member.literals:
        return saying(statement, before[label.end() :], after, purpose=purpose)
    carried = _carried(before, statement)
    return _later(carried, (around,), after, statement, purpose=purpose) if carried else None


def _later(
    paths: tuple[str, ...], parts: tuple[Cases, ...], after: str, statement: Statement, *, purpose: bool
) -> Saying | None:
    """The saying with what stands after its verb: a condition, or "otherwise"."""
    later: Cases | None
    if _OTHERWISE.match(after.strip()):
        later = _otherwise(statement.text[: statement.text.rfind(after)], statement)
    else:
        later = circumstances(after, statement, purpose=purpose)
    return None if later is None else _said(paths, (*parts, later))


def _otherwise(before: str, statement: Statement) -> Cases:
    """Where the condition doesn't hold that the sentence states before."""
    found = re.search(r"\b(?:if|when|whenever)\s(?P<condition>[^;,]+?)(?:[,;]|\.\s|\s(?:and|but)\s|$)", before.strip())
    cases = cases_of(found["condition"], statement.place) if found else None
    return (negated(cases, statement.place) if cases else None) or UNREAD


def _carried(before: str, statement: Statement) -> tuple[str, ...]:
    """The subject of the clause before, for a clause without one ("is required for A, and not valid for B")."""
    found = _JOINED.match(before.strip())
    if found is None:
        return ()
    subject = found["subject"].strip()
    return _subjects(subject, statement)


def _subjects(subject: str, statement: Statement) -> tuple[str, ...]:
    """The members that a phrase stands for; not the member itself where a bullet, or a heading, is about one option."""
    place, sentence = statement.place, statement.sentence
    paths = tuple(subjects(subject, place))
    if paths != (place.path,):
        return paths
    heading = statement.heading
    condition = heading_condition(heading, place) if heading and not neutral_lead(heading) else None
    if condition and condition.path == place.path:
        return ()
    if sentence.bullet and place.member.type == "map":
        return ()  # "this field" is the key that the bullet describes
    if sentence.bullet and not neutral_lead(statement.lead) and not _LEADING.match(statement.lead.strip()):
        return paths if re.search(r"\b(?:parameter|field|property|member|element)\b|[a-z][A-Z]", subject) else ()
    return paths


def ordering(
    statement: Statement, before: str, after: str, *, purpose: bool = False, things: bool = False
) -> Saying | None:
    """The same for a verb with an object: "If Mode is FAST, you must specify" what, and when.

    `things` says that what "this parameter" is given for is a condition.
    """
    around = surroundings(statement)
    if around is None:
        return None
    if _NOTHING.match(after):
        later = circumstances(after, statement) if not before.strip() and statement.place.path else None
        return _said((statement.place.path,), (around, later)) if later else None
    for empty, cases in _before(before, statement, purpose=purpose):
        if re.sub(r"^(?:then|also|you|please|note\sthat|however|,|\s)*", "", empty.strip(), flags=re.IGNORECASE):
            continue
        for what, rest in _objects(after):
            inside = within(what, statement.place, forbidden=not purpose)
            paths = (inside,) if inside else _subjects(what, statement)
            if paths:
                if things and cases == ALWAYS and _THIS_FOR.fullmatch(what) and re.match(r"for\san?\s", rest):
                    return _said(paths, (around, UNREAD))
                loose = bool(_LOOSE.match(rest) or (_THINGS.match(rest) and _DETERMINED.match(rest)))
                if cases != ALWAYS and (loose or rest.lower().startswith(("to ", "for "))):
                    return _said(paths, (around, cases))
                later = None if loose else circumstances(rest, statement, purpose=purpose)
                return None if later is None else _said(paths, (around, cases, later))
    return None


def _said(paths: tuple[str, ...], parts: Iterable[Cases]) -> Saying:
    cases = ALWAYS
    for part in parts:
        cases = both(cases, part)
    return Saying(paths, cases, cases != ALWAYS)


def _before(text: str, statement: Statement, *, purpose: bool) -> Iterator[tuple[str, Cases]]:
    """The ways to part what stands before a verb into a condition and a subject, the shortest condition first."""
    bare = _LABEL.sub("", text.strip()).strip()
    found = _LEADING.match(bare)
    if found is None:
        yield bare, ALWAYS
        return
    rest = found["rest"] + " "
    for comma in (*re.finditer(r",\s(?:then\s)?|\sthen\s", rest), re.search(r"\s$", rest)):
        if comma is None:
            continue
        subject, condition = rest[comma.end() :], rest[: comma.start()]
        last = comma.end() == len(rest) and rest[comma.start()] != ","
        cases = _tied(found["mark"], condition, statement, purpose=purpose)
        others = re.match(r"(?:all\s|any\s)?other\s", condition, re.IGNORECASE)  # which "it" can't stand for
        loose = last or (subject.strip().lower() in ("it", "they", "these", "them") and not others)
        if cases is not None and (cases != UNREAD or not loose):
            yield subject, cases


def _objects(text: str) -> Iterator[tuple[str, str]]:
    """The ways to part what stands after a verb into its object and what follows."""
    bare = re.sub(r"^(?:(?:an?|the|any)\svalues?|anything)\s(?:for|of|in)\s(?=\S)", "", text.strip())
    end = _END.search(bare)
    for mark in _MARK.finditer(bare):
        if end and mark.start() > end.start():
            break
        yield bare[: mark.start()].strip(), bare[mark.start() :]
    yield (bare[: end.start()] if end else bare).strip(), ""


def for_things(after: str, verb: str) -> str:
    """What follows "applies", where "to" names things rather than an aim."""
    if re.search("affects|supports", verb.lower()):
        return f"for {after.strip()}"
    return (
        re.sub(r"^(\s*(?:only\s)?)to\s", r"\1for ", after) if re.search(r"appl|availab", verb, re.IGNORECASE) else after
    )


def circumstances(text: str, statement: Statement, *, purpose: bool = False) -> Cases | None:
    """The cases that stand after a verb; always where nothing stands there, None where no condition can be made out."""
    bare = text.strip()
    if not bare or re.match(r"[.;:)]", bare):
        return ALWAYS
    found = _MARK.match(bare)
    if found is None:
        goes_on = re.match(r",?\s?(?:and|but|because|since)\s|,\s", bare)
        return ALWAYS if goes_on else None
    rest = bare[found.end() :]
    end = _END.search(rest)
    condition = rest[: end.start()] if end else rest
    if re.search(r"\bfollowing\b", condition) and (listed := bulleted(statement)):
        return ((listed,),)
    if condition.strip().lower() in ("the following", "any of the following", "one of the following", ""):
        return UNREAD
    return _tied(found["mark"], condition, statement, purpose=purpose)


def _tied(mark: str, condition: str, statement: Statement, *, purpose: bool) -> Cases | None:
    """The cases of a marked condition; always where it is the value under which the sentence stands."""
    of = heading_condition(statement.heading, statement.place) if _USE_THIS.fullmatch(condition.strip()) else None
    if of and of.path == statement.place.path:
        return ALWAYS
    return _marked(mark, condition, statement, purpose=purpose)


def _marked(mark: str, condition: str, statement: Statement, *, purpose: bool) -> Cases | None:
    """The cases of a marked condition: tied to members where that is certain, else only stated, or None for none."""
    place = statement.place
    kind = mark.lower()
    text = re.sub(r"\sonly$", "", condition.strip())
    if kind in ("to", "in order to"):
        return _aim(kind, text, statement, purpose=purpose)
    if others := _ALL_BUT.match(text):
        of = re.sub(r"^(?:if|when)\s", "", others["but"])
        but = cases_of(of, place)
        return (negated(but, place) if but else None) or UNREAD
    if kind != "unless" and "if" not in kind and "when" not in kind and _NO_CONDITION.search(text):
        return None
    if elsewhere(text, place.operation):
        return None
    if re.fullmatch(rf"(?:only\s)?{_IF}|{_NOT_IF}", kind) and not kind.startswith("except "):
        cases = cases_of(text, place)
    else:
        cases = _of_things(kind, text, statement)
    if cases and kind.startswith(("unless", "except")):
        cases = negated(cases, place)
    return cases or UNREAD


def _aim(mark: str, text: str, statement: Statement, *, purpose: bool) -> Cases | None:
    """The cases of "to use Size", "to FAST": stated where a purpose counts, none where it doesn't."""
    place = statement.place
    if purpose and _USE.match(text) and (cases := cases_of(f"you {text}", place)):
        return cases
    if mark == "to" and (literal := literal_condition(text, place)):
        return ((literal,),)
    return UNREAD if purpose else None


def _of_things(mark: str, text: str, statement: Statement) -> Cases | None:
    """The cases of "for FAST", "with Size", "using the FAST mode"."""
    place = statement.place
    if nested := _NESTED.match(text):
        place.all.note("operation", place.operation, place.path)  # holds in this operation alone
        made = set(words(nested["things"])) <= {"a", "an", "the", "your", "new", *words(place.operation)}
        things = ALWAYS if made else _of_things(mark, nested["things"], statement) or UNREAD
        return both(things, cases_of(nested["condition"], place) or UNREAD)
    if _WITH.search(mark) and (cases := with_members(text, place)):
        return cases
    literal = literal_condition(text, place) or literal_condition(f"{mark} {text}", place)
    return ((literal,),) if literal else None


def elsewhere(condition: str, operation: str) -> bool:
    """Whether a condition is another operation, or this one, so that it limits nothing here."""
    if _OPERATION.search(condition.strip()):
        return True
    return bool(operation) and bool(re.search(rf"\b{operation}\b", condition))


def surroundings(statement: Statement) -> Cases | None:
    """The cases that the heading, the lead and a label set; None where the sentence is about one option of several."""
    heading = statement.heading
    cases = ALWAYS
    if heading and not neutral_lead(heading):
        condition = heading_condition(heading, statement.place)
        if condition is None and not re.match(r"[A-Z][\w.+-]*\s\S", heading):
            return None
        cases = ((condition,),) if condition else UNREAD
    lead = statement.lead
    if statement.sentence.bullet and lead and (found := _LEADING.match(lead.strip())):
        text = re.split(r"[,:]\s|:$", found["rest"])[0]
        lead_cases = _tied(found["mark"], text, statement, purpose=True)
        if lead_cases is None:
            return cases
        cases = both(cases, lead_cases)
    return cases
