"""The verbs with which members are given, ordered and forbidden, and under which circumstances a sentence holds."""

from __future__ import annotations

import re

from fencepost.contracts.constraint import STATED, Condition
from fencepost.contracts.mining.circumstances import condition_of
from fencepost.contracts.mining.conditions import term_condition
from fencepost.contracts.mining.mentions import member_meant, own_path
from fencepost.contracts.mining.setaside import neutral_lead
from fencepost.contracts.mining.statement import Statement

#: To give a member, and given, as parts of patterns.
GIVE = (
    r"(?:specify|provide|use|set|include|supply|pass|define|choose|give|enter|configure|select|contain|have|add|send"
    r"|submit|assign|populate|combine|enable|declare|apply|request|reference)"
)
GIVING = r"(?:specifying|providing|using|setting|including|supplying|passing|defining|choosing|configuring|combining)"
GIVEN = (
    r"(?:specified|provided|used|set|included|supplied|passed|present|given|defined|configured|populated|selected"
    r"|entered|chosen|sent|submitted|combined|enabled|non-null|not\snull|non-empty|not\sempty|declared|applied|updated)"
)
MUST = r"(?:must|have\sto|has\sto|need\sto|needs\sto|are\srequired\sto|is\srequired\sto)"
NOT = (
    r"(?:cannot|can't|can\snot|must\snot|mustn't|may\snot|do\snot|don't|(?:is|are)\s?(?:not|n't)\s"
    r"(?:allowed|permitted|able)\sto|(?:can|may|must)\snever)"
)
#: Words after which nothing more is said of the members themselves.
END = (
    r"(?=\.?$|;|\.\s|--|\.?</|,\sand\svice\sversa|,?\s(?:as\swell|too)\b|\s(?:at\sthe\ssame\stime|in\s(?:the|a|one|your|any)\s(?:same\s|single\s|given\s)?"
    r"(?:\w+\s)?(?:request|call|command|operation|API|object|structure|statement|rule|time)\b|simultaneously|together"
    r"|concurrently))"
)
#: A list of members, to be read by `members_meant`.
NAMES = r"(?P<names>[^;:]{2,240}?)"
#: "the following parameters:", before such a list.
FOLLOWING = (
    r"(?:(?:the|these)\sfollowing(?:\s\w+){0,3}?:?\s|(?:the|these)\s(?:\w+\s){0,2}?(?:parameters|fields|properties"
    r"|options|attributes|members|values):\s|:\s|the\s)?"
)
#: "in your request", behind such a clause.
HERE = r"(?:\sin\s(?:the|your|a)\s(?:\w+\s)?(?:requests?|calls?|structure|object|field|parameter))?"
#: That a member is given: `X is specified`, `you specify X`, `using X`.
IS_GIVEN = (
    rf"(?:(?:you(?:'re|\sare|\shave)?\s|the\srequest\s)?(?:also\s|already\s)?(?:{GIVE}s?|{GIVEN}|{GIVING})\s"
    r"(?:values?\s(?:for|of)\s)?(?P<given>[^,;:]{1,120}?)"
    rf"|(?P<given2>[^,;:]{{1,120}}?)\s(?:is|are|has\sbeen|have\sbeen)\s(?:also\s|already\s)?{GIVEN}(?:\sin\s[\w\s]+)?)"
)
#: What members are called where a structure speaks of all of them.
NOUN_OF_MEMBERS = (
    r"(?:members?|fields?|parameters?|properties|property|attributes?|elements?|options?|keys?|values?|settings?"
    r"|top\slevel\skeys|objects?|inputs?|arguments?)"
)
WHEN = r"(?:if|when|whenever)"
_ADVICE = re.compile(
    r"\b(?:recommend|suggest|best\spractice|should|for\sexample|e\.g\.|such\sas|typical|usually|consider|prefer)",
    re.IGNORECASE,
)
#: "Set A or B to true" is about a value; what follows "if you" or "that" is only supposed.
_TO_VALUE = re.compile(r"\b(?:set|setting)\s.*\s(?:to|as)\s(?!identify|create|use)", re.IGNORECASE)
_PRONOUN = re.compile(r"(?:you|they|it|requests?)\s", re.IGNORECASE)
_SUBORDINATE = re.compile(
    r"\b(?:if|when|whenever|unless|until|where|because|which|(?<!note\s)that|who|whether|since)\s(?:you\s|they\s|it\s|requests?\s)?$",
    re.IGNORECASE,
)
_LEAD = re.compile(r"^(?:if|when|whenever|in\scase)\s(?P<condition>[^,]+),(?:\sthen)?$", re.IGNORECASE)
_TRAIL = re.compile(
    r"\b(?P<mark>only\sif|only\swhen|if|when|whenever|unless|until|while|once|except|depending|provided\sthat|only\sfor)"
    r"\s(?P<condition>.+)$",
    re.IGNORECASE,
)
_LIMITED = re.compile(
    r"\b(?:if|when|whenever|unless|until|while|once|except|depending|where)\b"
    r"|^(?:for|with|in|on|to|by|under|during|after|before|as|because|since|instead)\s",
    re.IGNORECASE,
)
_NEUTRAL_LEAD = re.compile(
    r"^(?:in|for|with|as\spart\sof)\s(?:this|the|your|each|every|a|any|an)\s(?:\w+\s)?(?:request|call|operation|action"
    r"|structure|object|API|parameter|field)s?,?$|^(?:in|within)\s(?:an?|your|the|each)\s.*\b(?:account|region)s?,?$|^on\s(?:input|creation|requests?),?$|^(?:for\sthis\sreason|as\sa\sresult"
    r"|for\smore\sinformation.*),?$",
    re.IGNORECASE,
)
#: What goes on under the condition of the sentence before.
_CONTINUED = re.compile(
    r"^(?:in\saddition|additionally|otherwise|then|in\s(?:this|that|such)\s(?:a\s)?case)\b", re.IGNORECASE
)
_CALLING = re.compile(
    r"^(?:you(?:'re|\sare)?\s)?(?P<verb>call|mak|us|send|submit|invok|run|runn|creat|updat|modif|start|describ|list|add"
    r"|put|register|specify)(?:s|es|e|y|ies|ing|ying)?\s(?P<what>.+)$",
    re.IGNORECASE,
)
_THE_CALL = re.compile(
    r"^(?:this|the|an?|your)\s(?:\w+\s)?(?:request|call|operation|action|API|command|parameter)s?\b", re.IGNORECASE
)


def binds(match: re.Match[str]) -> bool:
    """Whether what was matched is demanded: neither advice, nor a clause about something else, nor about a value."""
    if _ADVICE.search(match.string) or _TO_VALUE.search(match.group()):
        return False
    pronoun = _PRONOUN.match(match.group())
    opening = match.string[: match.start()] + (pronoun.group() if pronoun else "")
    return not _SUBORDINATE.search(opening)


def circumstance(match: re.Match[str], statement: Statement) -> tuple[Condition, ...]:
    """The conditions under which what was matched holds: from the heading, the words before, and the words after.

    Those that can't be tied to members are `STATED`.
    """
    before, after = match.string[: match.start()], match.string[match.end() :]
    names = match.groupdict().get("names") or ""
    after = f"{trail.group()}; {after}" if (trail := _TRAIL.search(names)) else after
    found = [*_of_heading(statement), *_of_lead(before, statement), *_of_trail(after, statement)]
    known = [one for one in dict.fromkeys(found) if one is not STATED]
    return (*known, STATED) if STATED in found else tuple(known)


def given_member(match: re.Match[str], statement: Statement) -> list[str]:
    """The members of which a pattern with `IS_GIVEN` says that they are given; more than one where any will do."""
    phrase = match["given"] or match["given2"] or ""
    parts = re.split(r",\s(?:or\s)?|\sor\s", phrase)
    found = [member_meant(part, statement) for part in parts]
    return [path for path in found if path] if all(found) else []


def _of_heading(statement: Statement) -> tuple[Condition, ...]:
    term = statement.heading
    if not term or neutral_lead(term):
        return ()
    if condition := term_condition(statement):
        return (condition,)
    named = member_meant(term, statement)
    return () if named and named in (own_path(statement), statement.place.path or named) else (STATED,)


def _of_lead(before: str, statement: Statement) -> tuple[Condition, ...]:
    clause = re.split(r"[;:]\s|\.\s|\)\s(?=[A-Z])", before)[-1].strip()
    clause = re.sub(
        r",?\s?\b(?:then|and|but|so|you|callers|requests|please|then\syou)$", ",", clause, flags=re.IGNORECASE
    ).strip()
    clause = re.sub(
        r"^(?:note\sthat|however|also|please\snote\sthat|important),?\s",
        "",
        re.sub(r",{2,}$", ",", clause),
        flags=re.IGNORECASE,
    )
    operation = statement.place.operation
    if not clause.strip(",") or _NEUTRAL_LEAD.match(clause) or (operation and operation in clause.split()):
        return ()
    purpose = re.match(r"to\s(?P<what>create\san?\s[\w-]+(?:\s[\w-]+)?),$", clause, re.IGNORECASE)
    if purpose and calls_this(purpose["what"], statement):
        return ()
    if lead := _LEAD.match(clause):
        return _condition(lead["condition"], statement)
    return (STATED,) if _LIMITED.search(clause) or _CONTINUED.match(clause) else ()


def _of_trail(after: str, statement: Statement) -> tuple[Condition, ...]:
    clause = re.split(r";\s|\.\s", after)[0].strip(" .")
    trail = _TRAIL.search(clause)
    if not trail:
        return ()
    if trail["mark"].lower() in ("if", "when", "whenever"):
        return _condition(trail["condition"], statement)
    return (STATED,)


def _condition(text: str, statement: Statement) -> tuple[Condition, ...]:
    if calls_this(text, statement):
        return ()
    return condition_of(text, statement.place) or (STATED,)


def calls_this(text: str, statement: Statement) -> bool:
    """Whether the condition is only that this very operation is called ("when you create a shop" in `CreateShop`)."""
    calling = _CALLING.match(text.strip())
    if not calling:
        return False
    if _THE_CALL.match(calling["what"]):
        return True
    verb = calling["verb"].lower()
    return len(verb) > 3 and statement.place.operation.lower().startswith(verb)  # noqa: PLR2004
