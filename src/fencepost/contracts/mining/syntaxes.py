"""What prose calls a format (`ISO 8601`, `E.164`, `CIDR notation`), and templates of one (`YYYY-MM-DD`)."""

from __future__ import annotations

import re

#: Formats of which prose takes a lenient view, or which are lenient by nature: a value beside them may do as well.
LENIENT = frozenset(("date-time", "date", "time", "email", "uri", "timezone", "hostname", "base64", "language-tag",
                     "cron", "country-code"))  # fmt: skip
_ADDRESS = r"(?:\saddress(?:es)?)?"
#: Names that say what they mean wherever they stand.
_NAMES = (
    (
        "date-time",
        r"(?:ISO[\s-]?8601|ISO(?=\sUTC)|RFC[\s-]?3339)(?:[\s-](?:extended|standard|UTC|date(?:[\s/-]?time)?|datetime|timestamp|date\sand\stime|basic))*",
    ),
    ("phone-number", r"(?:ITU-T\s)?E\.?164(?:\s(?:phone\snumber|international))*"),
    (
        "country-code",
        r"ISO[\s-]?3166(?:-1)?(?:\salpha-[23])?(?:\s(?:two|three|2|3)-?\s?(?:letter|character))?(?:\scountry\scodes?)?",
    ),
    ("currency-code", r"ISO[\s-]?4217(?:\s(?:three-letter|alphabetic|currency))*(?:\scodes?)?"),
    (
        "language-tag",
        r"(?:IETF\s)?(?:BCP[\s-]?47|RFC[\s-]?5646)(?:\slanguage)?(?:\s(?:tags?|codes?))?|IETF\slanguage\stags?",
    ),
    (
        "cidr",
        r"(?:IPv[46]\s|an?\s)?(?:CIDR|Classless\sInter-Domain\sRouting(?:\s\(CIDR\))?)(?:\s(?:block|range|address\srange))?",
    ),
    (
        "uuid",
        r"(?:UUID|GUID|universally\sunique\sidentifier|globally\sunique\sidentifier)(?:\s\(\w+\))?(?:\s?v(?:ersion)?\s?\d)?",
    ),
    (
        "timezone",
        r"(?:(?:IANA|Internet\sAssigned\sNumbers\sAuthority(?:\s\(IANA\))?|Olson|tz\sdatabase)(?:\s(?:time[\s-]?zone|tz))*(?:\s(?:database|identifier|name|id))*)",
    ),
    ("mac-address", r"MAC(?:-48)?(?:\saddress)?"),
    ("base64", r"base-?\s?64(?:[\s-]encod(?:ed|ing))?"),
)
#: Names that are a format only where the value is said to be one.
_KINDS = (
    ("arn", r"(?:(?:full(?:y[\s-]qualified)?|complete|whole|entire)\s)?(?:amazon\sresource\sname|ARN)(?:\s?\(ARN\))?"),
    ("email", r"e-?mail(?:\saddress)?"),
    ("ip", rf"IP{_ADDRESS}|IPv4\sor\s(?:an?\s)?IPv6{_ADDRESS}|IPv4{_ADDRESS}\sor\s(?:an?\s)?IPv6{_ADDRESS}"),
    ("ipv4", rf"IPv4{_ADDRESS}"),
    ("ipv6", rf"IPv6{_ADDRESS}"),
    ("json", (r"(?:well-formed\s)?(?:UTF-8\s|escaped\s)?JSON(?:-formatted|-encoded)?"
             r"(?:\s(?:document|string|object|text|literal|array))*|(?:[\w-]+\s){0,2}JSON(?:\s\w+){0,2}\s(?:document|string|object|text)")),
    ("xml", r"(?:well-formed\s)?XML(?:\s(?:document|string|text))?"),
    ("yaml", r"YAML(?:\s(?:document|string|text))?"),
    ("account-id", (r"(?:12|twelve)-digit\s(?:AWS\s|Amazon\sWeb\sServices\s)?account\s(?:ID|number|identifier)"
                   r"|(?:AWS|Amazon\sWeb\sServices)\saccount\s(?:ID|number)")),
    ("uri", r"(?:HTTPS?\s|RFC\s?3986[\s-](?:formatted|compliant)\s|fully[\s-]qualified\s|absolute\s|full\s)?UR[LI]s?"),
    ("hostname", r"(?:fully[\s-]qualified\s)?domain\sname(?:\s\(FQDN\))?|FQDN"),
    ("hostname", r"DNS\s(?:sub)?domain(?:\sname)?|(?:DNS\s)?host\s?name|DNS\sname"),
    ("availability-zone", r"availability\szone(?:\sname)?"),
    ("region", r"(?:AWS\s|Amazon\sWeb\sServices\s)region(?:\s(?:code|name|identifier))?"),
    ("cron", r"cron(?:\sexpression)?"),
    ("country-code", r"(?:two|2)-(?:letter|character)\scountry\scode"),
    ("currency-code", r"(?:three|3)-(?:letter|character)\scurrency\scode"),
    ("phone-number", r"E\.?164\sphone\snumber"),
    ("timezone", r"time\s?zone(?:\s(?:name|identifier|ID))?"),
)  # fmt: skip
_COMPILED = tuple((name, re.compile(source, re.IGNORECASE)) for name, source in (*_NAMES, *_KINDS))
#: How a name begins that means a format wherever it stands; `format_of` tells whether the whole is one.
UNMISTAKABLE = (
    r"(?:ISO|RFC|ITU|E\.?164|IETF|BCP|CIDR|IPv[46]|Classless|UUID|GUID|universally|globally|IANA|Internet\sAssigned|Olson"
    r"|MAC|base-?\s?64)"
)
_NOUN = re.compile(
    r"\s(?:format|notation|syntax|standard|encoding|form|form\sof|representation|specification|style|value|strings?|encoded|encoding"
    r"|formatted|convention|pattern|text|data|content|payload)$",
    re.IGNORECASE,
)
_PARTS = {
    "yyyy": "[0-9]{4}", "yy": "[0-9]{2}", "mm": "[0-9]{2}", "dd": "[0-9]{2}", "hh24": "[0-9]{1,2}", "hh": "[0-9]{1,2}",
    "mi": "[0-9]{2}", "ss": "[0-9]{2}", "sss": "[0-9]{3}", "ddd": "[A-Za-z]{3}",
    "day": "[A-Za-z]{3}", "d": "[0-9]{1,2}", "h": "[0-9]{1,2}",
}  # fmt: skip
_TEMPLATE = re.compile(r"(?:yyyy|yy|mm|dd?d?|day|hh24|hh?|mi|sss?|[-:/.,\sTZ])+", re.IGNORECASE)
_PART = re.compile(r"yyyy|yy|mm|ddd|dd|day|d|hh24|hh|h|mi|sss|ss|(?P<other>.)", re.IGNORECASE)


def format_of(phrase: str) -> str | None:
    """The format that a phrase names, with or without `format` or `notation` behind it."""
    text = phrase.strip().rstrip(".,;").strip("'\"")
    for _ in range(3):
        for name, pattern in _COMPILED:
            if pattern.fullmatch(text):
                return name
        bare = _NOUN.sub("", text)
        if bare == text:
            break
        text = bare
    return None


def template(text: str) -> tuple[str, str] | None:
    """What a template (`YYYY-MM-DD`, `hh24:mi-hh24:mi`) stands for: `format` and its name, or `pattern` and one."""
    bare = text.strip().strip("'\".,;()[]")
    lowered = bare.lower()
    if not _TEMPLATE.fullmatch(bare) or not re.search(
        r"yyyy\W?mm|mm\W?yyyy|hh?(?:24)?:(?:mm|mi)|mm[-/]dd|dd[-/]mm", lowered
    ):
        return None
    if re.fullmatch(r"yyyy-mm-dd", lowered):
        return "format", "date"
    if re.fullmatch(r"yyyy-mm-dd'?t'?hh:mm(?::ss(?:\.s+)?)?'?z?'?", lowered):
        return "format", "date-time"
    if re.fullmatch(r"hh(?:24)?:m[mi](?::ss)?", lowered):
        return "format", "time"
    if "t" in lowered.replace("hh24", "") or "z" in lowered:
        return None
    return "pattern", f"^{''.join(map(_part, _PART.finditer(bare)))}$"


def _part(found: re.Match[str]) -> str:
    if other := found["other"]:
        return f"\\{other}" if other in "./" else other
    return _PARTS[found.group().lower()]
