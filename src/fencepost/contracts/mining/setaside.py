"""What a sentence only mentions: conversions in brackets, defaults, examples, advice, quotas.

The least constraining reading: whatever might not bind the caller is taken out, or the whole sentence with it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from fencepost.contracts.mining.screen import AnyOf, Screened
from fencepost.contracts.mining.wording import normalised

_BRACKETS = re.compile(r"\s*[(\[](?P<inner>[^()\[\]]+)[)\]]")
#: What brackets may say that binds: a range of its own, or that a bound belongs to it.
_BINDING = re.compile(
    r"\bmust\b|\bmax(?:imum)?\b|(?<!\d\s)\bmin(?:imum)?\b|inclusive|exclusive|\bcharacters?\b|^\s*\d+\s*-\s*\d+\s*$"
    r"|\bbetween\b|up\sto\s\d|^\s*\W(?:\s*,?\s*\W)*\s*$|^[a-zA-Z]-[a-zA-Z]|^0-9|^\s*(?:hyphen|dash"
    r"|underscore|period)",
    re.IGNORECASE | re.VERBOSE,
)
_DEFAULT = Screened(
    re.compile(
        r"""
      [,;(]?\s*(?:and|with)?\s*(?:the|a|its)?\s*\bdefault(?:s|ed)?(?:\s(?:value|setting|is\sset|limit|size|length))*
      \s*(?:is|of|to|:|=|-)?\s*(?:set\sto\s)?(?!(?:an?|the|any|this|your|to|is|of)\b)['"]?[\w.%-]+['"]?(?:\s(?:seconds?|minutes?|hours?|days?|characters?))?\)?
    """,
        re.IGNORECASE | re.VERBOSE,
    )
)
_EXAMPLE = Screened(
    re.compile(
        r"[,;:(-]?\s*\b(?:for\sexample|for\sinstance|e\.g\.?|such\sas(?!\sa\s(?:prefix|suffix)))\b.*",
        re.IGNORECASE | re.VERBOSE,
    )
)
#: A sentence with one of these asserts nothing that a refusal could be expected from.
_UNBINDING = r"""
      \brecommend | \bsuggest | \badvis(?:e|able) | best\spractice | \bideal(?:ly)?\b | \btypical | \busual
    | \bgenerally\b | \bnormally\b | \bencourage | \boptimal | \bprefer(?:red|ably|able)?\b(?!\w) | \bapproximate
    | \broughly\b | \baround\s\d | \babout\s\d | \bnearly\b | \bquotas?\b | limit\sincrease | service\slimit
    | \bsoft\slimit | \bper\s(?!request\b|call\b|operation\b|API\b|second\b) | \bfor\severy\b | \bacross\b
    | \bcombined\b
    | \btotals?\b
    | \b(?:each|every|your|an|this|any|same)\s(?:\w+\s){0,3}account\b | \bin\s(?:a|each|every)\s(?:\w+\s){0,2}region\b
    | \bdefault | \breturn(?:s|ed)\b | \bresponse\b | \boutput\s(?:contains|includes|lists) | \bdeprecated\b
    | \bprevious(?:ly)?\b | \bexamples?\b | \bcan\stake\b | \btakes?\s(?:up\sto|between|at\sleast) | \$\s?\d
    | \b(?:USD|dollars?|cents)\b | \bbilled\b | \bcharge[ds]?\b | \bpric(?:e|ed|ing)\b | \bshould\b | \bmight\b
    | \bconsider\b | \bestimated?\b | \baverage\b | \blifetime\slimit | \bwhichever\b
    | \bwait(?:s|ing)?\s(?:up\sto|for)
    | \bretr(?:y|ies)\sup\sto | \bstores?\sup\sto | \bsupports\sup\sto | \b(?:was|were|has\sbeen|have\sbeen)\b
    | \b(?:19|20)\d\d-\d\d | \bcustomers\sfind\b | \bgenerated\sname | \breserve[sd]\b | \bdon't\shave\sto
    | \bdo\snot\shave\sto | \bdoes\s?n[o']t\s(?:need|have)\sto
    | \bneed\snot\b | \bnot\srequired\b | \bno\s(?:longer\s)?(?:limit|maximum|minimum)\b
    | \bcurrent\s(?:value|limit)\b
    """
_BINDS_NOBODY = AnyOf(re.compile(one, re.IGNORECASE) for one in re.split(r"\s+\|\s+", _UNBINDING.strip()))
_NEUTRAL = re.compile(
    r"""
      ^\W*(?:(?:the\s)?(?:following\s)?(?:constraints?|requirements?|restrictions?|limitations?|limits|rules?|notes?
        |important|warning|length\sconstraints?|naming\s(?:rules|constraints|requirements)|valid\sranges?|range|format
        |valid\svalues|syntax|naming\sconventions?)(?:\s(?:apply|are))?\W*)$
    | \b(?:must|has\sto|have\sto|should)\b.*\b(?:following|these|constraints\sbelow)\b.*:?\W*$
    | \bfollowing\s(?:\w+\s){0,2}(?:constraints?|requirements?|restrictions?|limitations?|rules?|criteria)\b
    | \b(?:constraints|requirements|restrictions|limitations|rules|criteria)(?:\s(?:apply|include))?:?\W*$
    """,
    re.IGNORECASE | re.VERBOSE,
)
#: A condition that the member itself is given, which says nothing: a bound never binds what isn't there.
_IF_GIVEN = Screened(
    re.compile(
        r"^(?:if|when)\s(?:you\s(?:do\s|choose\sto\s)?(?:specify|provide|include|set|use|supply|pass|enter|give)\s"
        r"(?:an?|the|this|any)\s(?:value|parameter|field|option|property|number)(?:\sfor\sthis\s\w+)?"
        r"|(?:it\sis\s|it's\s|this\s\w+\sis\s|the\svalue\sis\s)?"
        r"(?:specified|provided|present|used|included|set|supplied|given)),\s(?:then\s)?",
        re.IGNORECASE,
    )
)
#: What follows a promise and takes nothing from it: what becomes of a request that breaks it, or gives no value.
_AFTERTHOUGHT = Screened(
    re.compile(
        r"[,;]\s(?:otherwise|or\selse),?\s[^.;]*?\b(?:exception|error|fails?|rejected|invalid)\b[^.;]*"
        r"|,?\s(?:even\s(?:if|when|though)|regardless\sof)\b[^.;]*"
        r"|[,;]\s(?:if|when)\s(?:it(?:'s|\sis)\s)?(?:omitted|(?:not|un)\s?(?:specified|provided|set|given))\b[^.;]*",
        re.IGNORECASE,
    )
)
#: Where results are returned, which no bound on their number depends on.
_IN_RESPONSE = Screened(
    re.compile(
        r"\s(?:in|for|with)\s(?:an?|the|each|one)\s(?:single\s)?(?:response|page)(?:\sof\sresults)?(?=[.,;]|\s\(|$)",
        re.IGNORECASE,
    )
)
_PLUS = re.compile(r"(?<=\sto\s)\+(?=\d)")
#: A range alone in brackets, which binds where the sentence has no other number ("in days (7-30)").
_RANGE_ALONE = re.compile(
    r"^\s*(?:from\s|range:?\s)?-?\d+(?:\.\d+)?\s*(?:-|\bto\b|\bthrough\b)\s*\d+(?:\.\d+)?(?:\s*[;,].*)?$",
    re.IGNORECASE,
)
_WORDS = {
    "zero": "0",
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
    "ten": "10", "twelve": "12", "fifteen": "15", "twenty": "20", "fifty": "50",
}  # fmt: skip
_WORDED = Screened(
    re.compile(
        r"\b(?P<cue>up\sto|at\s(?:most|least)|m(?:ax|in)imum\s(?:of|is)|(?:no|not)\s(?:more|fewer|less|longer)\sthan|exactly"
        r"|exceed|(?:greater|more|larger|higher)\sthan(?:\sor\sequal\sto)?|equal\sto\sor\s(?:greater|more)\sthan)\s(?P<word>zero|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|fifty)\b",
        re.IGNORECASE,
    )
)
#: A case in brackets that opens a sentence ("[Deep wells] Valid values: ..."); not a note on the member as a whole.
_BRACKETED_CASE = re.compile(
    r"^\W*[\[(](?!(?i:optional|required|conditional|default|recommended|deprecated|legacy|preview|beta|note|important|max|min))"
    r"[A-Za-z][^\[\]()]*[\])]:?\s+(?=[A-Z]\w|must\b|can\b)"
)
_LIMITED_LEAD = re.compile(r"\b(?:if|when(?!\s(?:creating|naming|defining)\s)|for|unless)\s\w", re.IGNORECASE)


@lru_cache(maxsize=20_000)
def asserted(text: str) -> str | None:
    """The normalised sentence without what it mentions by the way; None where it binds nobody."""
    plain = _BRACKETS.sub(lambda found: found.group() if _binds(found) else "", _IF_GIVEN.sub("", text))
    plain = _PLUS.sub("", _IN_RESPONSE.sub("", _AFTERTHOUGHT.sub("", plain)))
    plain = _WORDED.sub(_in_digits, _EXAMPLE.sub("", plain))
    plain = _DEFAULT.sub("", plain).strip()
    if not plain or _BINDS_NOBODY.found(plain):
        return None
    return plain


def _binds(brackets: re.Match[str]) -> bool:
    """Whether what stands in brackets may bind the caller, rather than convert or explain."""
    if _BINDING.search(brackets["inner"]):
        return True
    return bool(_RANGE_ALONE.match(brackets["inner"])) and not re.search(r"\d", brackets.string[: brackets.start()])


def _in_digits(found: re.Match[str]) -> str:
    return f"{found['cue']} {_WORDS[found['word'].lower()]}"


def bracketed_case(text: str) -> bool:
    """Whether a sentence opens with a case in brackets, for which alone it holds."""
    return bool(_BRACKETED_CASE.match(text))


def neutral_lead(lead: str) -> bool:
    """Whether what stands under this heading, or is introduced by this sentence, speaks of the member as a whole."""
    text = normalised(lead)
    return bool(_NEUTRAL.search(text)) and not _LIMITED_LEAD.search(text)
