"""What a sentence only mentions: conversions in brackets, defaults, examples, advice, quotas.

The least constraining reading: whatever might not bind the caller is taken out, or the whole sentence with it.
"""

from __future__ import annotations

import re

from fencepost.contracts.mining.wording import normalised

_BRACKETS = re.compile(r"\s*[(\[](?P<inner>[^()\[\]]*)[)\]]")
#: What brackets may say that binds: a range of its own, or that a bound belongs to it.
_BINDING = re.compile(
    r"\bmust\b|\bmax(?:imum)?\b|\bmin(?:imum)?\b|inclusive|exclusive|\bcharacters?\b|^\s*\d+\s*-\s*\d+\s*$"
    r"|\bbetween\b|up\sto\s\d|^\s*\W(?:\s*,?\s*\W)*\s*$|^[a-zA-Z]-[a-zA-Z]|^0-9|^\s*(?:hyphen|dash"
    r"|underscore|period)",
    re.IGNORECASE | re.VERBOSE,
)
_DEFAULT = re.compile(
    r"""
      [,;(]?\s*(?:and|with)?\s*(?:the|a|its)?\s*\bdefault(?:s|ed)?(?:\s(?:value|setting|is\sset|limit|size|length))*
      \s*(?:is|of|to|:|=|-)?\s*(?:set\sto\s)?(?!(?:an?|the|any|this|your|to|is|of)\b)['"]?[\w.%-]+['"]?(?:\s(?:seconds?|minutes?|hours?|days?|characters?))?\)?
    """,
    re.IGNORECASE | re.VERBOSE,
)
_EXAMPLE = re.compile(r"[,;:(-]?\s*\b(?:for\sexample|for\sinstance|e\.g\.?|such\sas)\b.*", re.IGNORECASE | re.VERBOSE)
#: A sentence with one of these asserts nothing that a refusal could be expected from.
_UNBINDING = re.compile(
    r"""
      \brecommend | \bsuggest | \badvis(?:e|able) | best\spractice | \bideal(?:ly)?\b | \btypical | \busual
    | \bgenerally\b | \bnormally\b | \bencourage | \boptimal | \bprefer(?:red|ably|able)?\b(?!\w) | \bapproximate
    | \broughly\b | \baround\s\d | \babout\s\d | \bnearly\b | \bquotas?\b | limit\sincrease | service\slimit
    | \bsoft\slimit | \bper\s(?!request\b|call\b|operation\b|API\b) | \bfor\severy\b | \bacross\b | \bcombined\b
    | \btotals?\b
    | \b(?:each|every|your|an|this|any|same)\s(?:\w+\s){0,3}account\b | \bin\s(?:a|each|every)\s(?:\w+\s){0,2}region\b
    | \bdefault | \breturn(?:s|ed)\b | \bresponse\b | \boutput\s(?:contains|includes|lists) | \bdeprecated\b
    | \bprevious(?:ly)?\b | \bexamples?\b | \bcan\stake\b | \btakes?\s(?:up\sto|between|at\sleast) | \$\s?\d
    | \b(?:USD|dollars?|cents)\b | \bbilled\b | \bcharge[ds]?\b | \bpric(?:e|ed|ing)\b | \bshould\b | \bmight\b
    | \bconsider\b | \bestimated?\b | \baverage\b | \blifetime\slimit | \bwhichever\b
    | \bwait(?:s|ing)?\s(?:up\sto|for)
    | \bretr(?:y|ies)\sup\sto | \bstores?\sup\sto | \bsupports\sup\sto | \b(?:was|were|has\sbeen|have\sbeen)\b
    | \b(?:19|20)\d\d-\d\d | \bcustomers\sfind\b | \bgenerated\sname | \breserved\b | \bdon't\shave\sto
    | \bdo\snot\shave\sto | \bdoes\s?n[o']t\s(?:need|have)\sto
    | \bneed\snot\b | \bnot\srequired\b | \bno\s(?:longer\s)?(?:limit|maximum|minimum)\b
    | \bcurrent\s(?:value|limit)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_NEUTRAL = re.compile(
    r"""
      ^\W*(?:(?:the\s)?(?:following\s)?(?:constraints?|requirements?|restrictions?|limitations?|limits|rules?|notes?
        |important|warning|length\sconstraints?|naming\s(?:rules|constraints|requirements)|valid\sranges?|range|format
        |valid\svalues|syntax|naming\sconventions?)(?:\s(?:apply|are))?\W*)$
    | \b(?:must|has\sto|have\sto|should)\b.*\b(?:following|these)\b.*:?\W*$
    | \bfollowing\s(?:\w+\s){0,2}(?:constraints?|requirements?|restrictions?|limitations?|rules?|criteria)\b
    | \b(?:constraints|requirements|restrictions|limitations|rules|criteria)(?:\sapply)?:?\W*$
    """,
    re.IGNORECASE | re.VERBOSE,
)
_LIMITED_LEAD = re.compile(r"\b(?:if|when|for|unless)\s\w", re.IGNORECASE)


def asserted(text: str) -> str | None:
    """The normalised sentence without what it mentions by the way; None where it binds nobody."""
    plain = _BRACKETS.sub(lambda found: found.group() if _BINDING.search(found["inner"]) else "", text)
    plain = _EXAMPLE.sub("", plain)
    plain = _DEFAULT.sub("", plain).strip()
    if not plain or _UNBINDING.search(plain):
        return None
    return plain


def neutral_lead(lead: str) -> bool:
    """Whether what stands under this heading, or is introduced by this sentence, speaks of the member as a whole."""
    text = normalised(lead)
    return bool(_NEUTRAL.search(text)) and not _LIMITED_LEAD.search(text)
