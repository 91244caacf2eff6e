"""Formats: `format.follows` (told by an example or a template), `format.valid` (demanded), `format.in` (stated)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from fencepost.contracts.constraint import STATED, Expectation
from fencepost.contracts.formats import recognised
from fencepost.contracts.mining.owner import is_subject
from fencepost.contracts.mining.place import Place, words
from fencepost.contracts.mining.rule import Example, Promise, Rule, pattern
from fencepost.contracts.mining.scopes import lead_case
from fencepost.contracts.mining.setaside import asserted, neutral_lead
from fencepost.contracts.mining.statement import Statement
from fencepost.contracts.mining.syntaxes import LENIENT, UNMISTAKABLE, format_of, template

#: No sentence of the family is without one of these.
_CUE = re.compile(
    r"format|valid|must|follows|notation|encod|standard|specif|ISO|E\.?164|IETF|BCP|has\sto", re.IGNORECASE
)
_NAMED = re.compile(
    r"ARN\b|resource\sname|mail|UUID|GUID|unique\sid|\bIP|CIDR|JSON|XML|YAML|account|UR[LI]|FQDN|host|domain|zone|region|cron"
    r"|base-?\s?64|E\.?164|ISO|RFC|BCP|IETF|IANA|MAC|country|currency",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"\b(?:if|when|unless|for\sexample)\b|^(?:for|in)\s", re.IGNORECASE)
#: Lengths of time, and things that only have something to do with the value.
_NO_MOMENT = re.compile(
    r"\b(?:durations?|periods?|intervals?|frequency|recurrence|how\s(?:long|often)|week|repeating|years?,\smonths?)\b",
    re.IGNORECASE,
)
_OF_ANOTHER = re.compile(
    r"\b(?:names?\sof|fields?|columns?|files?|path|location|prefix|objects?|template|whether|headers?|keys?\sof|converts?"
    r"|returns?|returned|returning|list\sof|lists|results?|response|output|contains|containing|include|includes|attributes?"
    r"|example|such\sas|can't|cannot|not|filter|logs?|records?|data|stored)\b",
    re.IGNORECASE,
)
_REST = re.compile(
    r"(?:,|\s(?:that|of|for|in\s(?:the|your)|and|to|which|associated|corresponding|with|consisting|containing|including)\s).*$"
)
#: What limits a demand to some things ("must be an ARN for deep wells").
_FOR_SOME = re.compile(r"\sfor\s(?!this\b|the\b|an?\b|your\b|each\b|example\b)[\w\s-]+$", re.IGNORECASE)
_HOW = frozenset("in using follow follows following conform conforms as uses".split())
_DAY = re.compile(r"(?:yyyy-mm-dd|\b\d{4}-\d\d-\d\d)(?!\W*t)", re.IGNORECASE)
#: Both kinds of address, each of which may stand in a range.
_VERSIONS = re.compile(
    r"\bIPv[46]\sor\s(?:an?\s)?IPv[46]\b|\baddress(?:es)?\sor\s(?:an?\s)?(?:IP\s)?(?:address\s)?(?:range|block|prefix)(?:e?s)?\b",
    re.IGNORECASE,
)
_ALTERNATIVE = re.compile(r"\bor\b|\beither\b|/\s?or\b|\bwithout\b|\boptional", re.IGNORECASE)


def _follows(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    """A format by its example or template; either where an alternative stands beside it."""
    if statement.place.member.type not in ("string", "timestamp") or not _holds(match, statement):
        return
    example = match["example"].strip("'\"").rstrip(".")
    if name := recognised(example):
        if name == "arn" and "arn" not in statement.place.name.lower():
            return
        yield from _of_type(name, statement, "reject")
    elif found := template(example):
        keyword, value = found
        if not _ALTERNATIVE.search(match.string[match.end("example") :]) and not re.match(
            r"\s?(?:-|/|\[|or\b)", match.string[match.end("example") :]
        ):
            yield from _of_type(value, statement) if keyword == "format" else [Promise(keyword, value, expect="either")]


def _of_type(name: str, statement: Statement, expect: Expectation = "either") -> Iterable[Promise]:
    """The format of the member; a moment that the signature knows for one has none but its own."""
    place = statement.place
    if _kind(place) == "string":
        yield Promise("format", name, place.path if place.member.type == "string" else f"{place.path}[]", expect=expect)
    elif name == "date-time":
        yield Promise("format", name, expect="either")


def _kind(place: Place) -> str:
    """The type of the texts that a format may be told of, the member's or its items'; empty for any other."""
    kind = place.type_of(f"{place.path}[]") if place.member.type == "list" else place.member.type
    return kind if kind == "string" or kind == place.member.type == "timestamp" else ""


def _holds(match: re.Match[str], statement: Statement) -> bool:
    """Whether the sentence speaks of the member's value, always, and as a demand or a plain statement."""
    before = match.string[: match.start()]
    if _CONDITION.search(before) or re.search(r"\b(?:if|when)\b(?!\syou\s(?:want|need))", match.string[match.end() :]):
        return False
    if statement.sentence.term and not neutral_lead(statement.sentence.term):
        return False
    if statement.sentence.bullet and not neutral_lead(statement.lead):
        return False
    return not re.search(r"\bexample|\bsuch\sas\b|\breturn|\bresponse|\bdefault|\bgenerated\b", before, re.IGNORECASE)


def _valid(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    place = statement.place
    if place.member.type != "string" or place.member.literals or not is_subject(match["subject"], place):
        return
    what = re.sub(
        r"^(?:(?:an?|either|the|in|valid|your|(?:specified|expressed|formatted|allowed|usable|supplied|written)\sas|encoded\s(?:in|as|with|using))\s)+",
        "",
        match["what"].strip(),
        flags=re.IGNORECASE,
    )
    name = format_of(what) or format_of(_REST.sub("", what))
    if name and _FOR_SOME.search(match["what"]):
        yield Promise("format", name, when=(STATED,), expect="either")
        return
    if name == "arn" and statement.when and words(place.name)[-1:] == ("arn",):
        return  # that it is needed in a case, by its own name
    if name and not _differs(name, match["what"], statement):
        yield Promise("format", name, expect="either" if name in LENIENT else "reject")


def _differs(name: str, what: str, statement: Statement) -> bool:
    """Whether what is named isn't the whole of the value after all."""
    own = statement.place.name.lower()
    if name == "date-time" and (_NO_MOMENT.search(statement.text) or _NO_MOMENT.search(own)):
        return True
    if name in ("json", "xml", "yaml") and own.endswith(("arn", "id", "name", "path", "key", "location")):
        return True
    if name != "ip" and re.search(r"\bor\b", what):
        return True
    return name == "region" and "region" not in statement.place.name.lower()


def _in(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    """A format that is stated by the way ("the time, in ISO 8601 format, at which ...")."""
    if not _kind(statement.place) or not _holds(match, statement):
        return
    before, after = match.string[: match.start()], match.string[match.end() :]
    if statement.place.member.type == "list":
        before = re.sub(r"^(?:the\s|an?\s)?(?:lists?|arrays?|sets?)\sof\s", "", before, flags=re.IGNORECASE)
    whole = re.sub(r"^(?:the|an?)\s", "", match.group(), flags=re.IGNORECASE)
    before = _without_own(before, statement)
    name, said = format_of(match["what"]) or format_of(whole), match.groupdict()
    if (said.get("how") or "in").lower() not in _HOW:
        return
    if said.get("own") and not {"the", "a", "an", "in"}.union(words(statement.place.path)).issuperset(
        words(said["own"])
    ):
        return
    if name is None or _OF_ANOTHER.search(before) or (before and asserted(before) is None):
        return
    around = f"{re.sub(_VERSIONS, '', before)[-60:]} {after[:40]}"
    if re.search(r"\bor\b(?!\s(?:time|region|other|transaction)\b)", around) or _differs(
        name, match["what"], statement
    ):
        return
    if name == "date-time" and not re.search(r"time", match.string) and _DAY.search(match.string):
        name = "date"
    yield from _of_type(name, statement)


def _without_own(before: str, statement: Statement) -> str:
    """The words before a format without those that name the member itself ("the rules object")."""
    own = "|".join(map(re.escape, words(statement.place.name)))
    return re.sub(
        rf"^(?:the|an?)\s(?:(?:{own})s?\s)+(?:object|data|template|filter|list|file)\b|\s(?:at|on|after|before)\swhich\s[^,]*",
        "",
        before,
        flags=re.IGNORECASE,
    )


def _in_case(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    """A format that is demanded in a case, of this member alone ("use an ARN", "the ARN of the key" on `KeyId`)."""
    place = statement.place
    if place.member.type != "string" or place.member.literals:
        return
    name = format_of(re.sub(r"^(?:(?:an?|the|its|full|complete|valid)\s)+", "", match["what"]))
    of_what = words(match["of"] or "")[-1:]
    if (
        of_what
        and not re.search(r"\bthis\s(?:field|parameter|value)\b", match.string)
        and of_what[0] not in words(place.name)
    ):
        return
    if name == "arn" and words(place.name)[-1:] == ("arn",):
        return  # that it is needed, by its own name
    if name in ("arn", "account-id", "email", "uuid", "cidr"):
        late = match.groupdict().get("late")
        lead = lead_case(f"{late.rstrip('.')}, so", place) if late else lead_case(match.string, place)
        yield Promise("format", name, when=lead[1] if lead else (STATED,), expect="either")


_CASE = (("", "stated", "WellId/1"),)
FOLLOWS = Rule(
    name="format.follows",
    cue=_CUE,
    patterns=(
        pattern(
            r"\b(?:follows?|in|has|have|uses?|using|as|is|be|with|of)\s(?:the\s)?(?:following\s|date\s|time\s)?format\s?(?:of\s)?:?\s\(?(?P<example>[^\s(]+)(?:\s"
            r"\([^)]*\))?(?:\.?$|\.\s|\)|\s(?=in\s|\(|where|and\s(?:is|must)|UTC))"
        ),
        pattern(r"\b(?:have|has|in|of)[ ]the[ ]form[ ](?P<example>arn:\S+)"),
        pattern(r"\bformat\s?(?:is|must\sbe|:|should\sbe)\s?:?\s(?P<example>\S+?)\.?(?:\s\([^)]*\)\.?)?$"),
        pattern(
            r"\b(?:in|using|as|use|of|is|be)\s(?:the\s|an?\s)?(?:UTC\s)?(?P<example>(?:yyyy|mm|dd|hh|ddd)\S*\d?\S*)\s(?:UTC\s)?format\b"
        ),
        pattern(r"\bin\s(?P<example>hh:mm(?::ss)?)(?=\W)"),
        pattern(r"\b(?:format|UTC|date|time)\s\((?P<example>(?:yyyy|mm[-/]dd|dd[-/]mm|hh:mm)[^\s()]*)\)"),
    ),
    build=_follows,
    examples=(
        Example(
            "The zone. Follows the format eu-west-1b (case-sensitive).", (("Value", "format", "availability-zone"),)
        ),
        Example("In the format hh:mm.", (("Value", "format", "time"),)),
        Example("The day, in the format YYYY-MM-DD.", (("Value", "format", "date"),)),
        Example(
            "Written in the format hh24:mi-hh24:mi.",
            (("Value", "pattern", "^[0-9]{1,2}:[0-9]{2}-[0-9]{1,2}:[0-9]{2}$"),),
        ),
    ),
    refuses=(
        Example("Follows the format of the other fields."),
        Example("In the format name:colour."),
        Example("If you like, use the format YYYY-MM-DD."),
    ),
    reads="sentence",
    responses=True,
)
VALID = Rule(
    name="format.valid",
    cue=_NAMED,
    patterns=(
        pattern(
            r"^(?P<subject>.*?)\b(?:must|has\sto|needs\sto)\s(?:be|conform\sto|follow|use|adhere\sto|comply\swith|match|represent)"
            r"\s(?:in\s|a\s|an\s|the\s)*(?:valid|well-formed|properly\sformatted|correctly\sformatted)\s(?P<what>.+?)\.?$"
        ),
        pattern(
            r"^(?P<subject>.*?)\b(?:must|has\sto|needs\sto)\s(?:always\s)?(?:be|use|follow|conform\sto|adhere\sto|comply\swith)\s"
            r"(?P<what>(?:in|an?|either|the|specified|expressed|formatted|encoded|provided|given|allowed\sas|base|ISO|JSON|E\.164|UUID|RFC).*?)\.?$"
        ),
        pattern(
            r"^(?P<subject>)(?:you\smust\s)?(?:specify|provide|enter|supply)\s(?:the\svalue\s)?(?P<what>(?:an?\svalid|in|using|as\san?)\s.+?)\.?$"
        ),
        pattern(
            r"^(?P<subject>)you\smust\s(?:specify|provide|use|supply)\s(?P<what>(?:the|an?)\s[^;]+?)(?:;\syou\s(?:can't|cannot)\s.*)?\.?$"
        ),
        pattern(r"^(?P<subject>)(?:an?\s|any\s)?valid\s(?P<what>.+?)\.?$"),
        pattern(r"^(?P<subject>)(?:type|format|syntax)\s?:\s(?P<what>.+?)\.?$"),
    ),
    build=_valid,
    examples=(
        Example("Must be a valid ARN.", (("Value", "format", "arn"),)),
        Example("The value must be a valid IPv4 address.", (("Value", "format", "ipv4"),)),
        Example("Specify the value in CIDR notation.", (("Value", "format", "cidr"),)),
        Example("The value must be specified as a UUID.", (("Value", "format", "uuid"),)),
    ),
    refuses=(
        Example("Must be a valid name."),
        Example("The file must be a valid JSON document if it is small."),
        Example("The ARN of the role."),
        Example("Must be a valid ARN or name."),
    ),
)
IN = Rule(
    name="format.in",
    patterns=(
        pattern(
            rf"\b(?P<how>(?!(?:an?|and|is|are|if)\s)[iaufc]\w*)\s(?:to\s)?(?:the\s|an?\s|valid\s)*(?P<what>{UNMISTAKABLE}(?:[\s-]?[\w()/-]+){{0,4}}?)"
            r"(?:\s(?:format(?:ted)?|notation|form|standard|codes?|strings?|encoding|timestamps?)\b|(?=[.,;]|$))"
        ),
        pattern(
            r"\b(?P<how>in|as|using)\s(?:(?:an?|the|valid|well-formed)\s)*(?P<what>(?:JSON|XML|YAML)[\s-][fsdot]\w+)"
        ),
        pattern(
            rf"^(?P<own>(?:[\w/-]+\s){{1,4}}?)\(?(?P<what>{UNMISTAKABLE}(?:[\s-]?[\w()/-]+){{0,3}}?)\s(?:format|notation)\)?\.?$"
        ),
        pattern(rf"\((?P<what>{UNMISTAKABLE}(?:[\s-]?[\w()/-]+){{0,2}}?)\sformat\)"),
        pattern(r"^(?:the\s|an?\s|your\s)?(?P<what>base-?64[\s-]encoded),?\s\w"),
        pattern(
            rf"^(?:the\s|an?\s)?(?P<what>{UNMISTAKABLE}(?:[\s-]?[\w()/-]+){{0,4}}?)\s(?:\w+\s){{0,3}}?(?:code|tag|timestamp|string|date|time|datetime|data|user|phone|MIME)\b"
        ),
    ),
    build=_in,
    examples=(
        Example("The time, in ISO 8601 format, at which it rings.", (("Value", "format", "date-time"),)),
        Example("The number to call, in E.164 format.", (("Value", "format", "phone-number"),)),
        Example("A range in CIDR notation.", (("Value", "format", "cidr"),)),
    ),
    refuses=(
        Example("The duration, in ISO 8601 format."),
        Example("The name of the column with times in ISO 8601 format."),
        Example("A time in ISO 8601 or Unix format."),
        Example("If set, a time in ISO 8601 format."),
    ),
    reads="sentence",
    responses=True,
)
IN_CASE = Rule(
    name="format.in-case",
    patterns=(
        pattern(
            r"^(?:if|when|to|for)\s[^,]+(?:,\s(?:then\s)?|\sthen\s)(?:you\smust|(?:it|this|the\svalue)\smust|you\shave\sto)\s(?:[^,;]*\s)?"
            r"(?:be|use|provide|specify|supply|enter)\s(?P<what>(?:an?|the|its)\s[^,;]*?)(?:\sof\s(?:the|this|that|your|an?)\s(?P<of>[^,;]*?))?"
            r"(?:\s(?:in|for|as)\sthis\s\w+)?\.?$"
        ),
        pattern(
            r"^(?:you\smust|(?:it|this|the\svalue)\smust|you\shave\sto)\s(?:be|use|provide|specify|supply|enter)\s(?P<what>(?:an?|the|its)\s[^,;]*?)"
            r"(?:\sof\s(?:the|this|that|your|an?)\s(?P<of>[^,;]*?))?(?:\s(?:in|for|as)\sthis\s\w+)?,?\s(?P<late>(?:if|when)\s[^;]+)$"
        ),
    ),
    build=_in_case,
    examples=(
        Example("To reach a far well, you must use an ARN.", (("WellId", "format", "arn", _CASE),), member="WellId"),
        Example(
            "If the well is far, you must provide the ARN of the well.", (("WellId", "format", "arn", _CASE),), "WellId"
        ),
    ),
    refuses=(
        Example("If the well is far, you must provide the ARN of the rope.", member="WellId"),
        Example("To reach a far well, you must use a ladder."),
    ),
    reads="sentence",
)
RULES = (FOLLOWS, VALID, IN, IN_CASE)
