"""Dependencies between members: exactly one, at least one, at most one, or all of them together."""

from __future__ import annotations

from fencepost.contracts.mining.groups import either, group, said_before
from fencepost.contracts.mining.phrases import END, FOLLOWING, GIVE, GIVEN, GIVING, HERE, MUST, NAMES, NOT, WHEN
from fencepost.contracts.mining.rule import Example, Rule, pattern

_AB = {"A1": "string", "B1": "string", "C1": "string"}
_YOU = r"(?:\byou\s|\brequests?\s|\bcallers?\s|\bit\s)?"
_NOT_BOTH_TAIL = (
    r"(?:\sin\s(?:the|your|a|any)\s(?:\w+\s)?(?:request|call))?"
    r"(?:[,.]?\s(?:as\s|because\s|since\s|and\s)?(?:they|these|the\stwo|both)(?:\s\w+)?\sare\smutually\sexclusive\b"
    r"|,?\s\(?(?:but\s|and\s)?(?:(?:you\s)?(?:not|never|can't\s\w+|cannot\s\w+|don't\s\w+)\sboth|not\stogether)\b)"
)
_TOGETHER = (
    r"\s(?:together(?!\swith)|(?:in|at|for|with)\s(?:the|a|one|any)\s(?:same|single)\s\w+|simultaneously|concurrently"
    r"|in\s(?:combination|conjunction|one\srequest)(?!\swith)|at\sonce|with\seach\sother)\b"
)
_FAILS = (
    r"(?:error|exception|fail(?:s|ed|ure)?|rejected|invalid|not\s(?:allowed|supported|permitted|valid)"
    r"|isn't\s(?:allowed|supported|permitted|valid)|\w+Exception)\b"
)
_ONE_OF = rf"(?:(?:parameter|field|property|value|option)\s)?(?:of|from|out\sof|among)\s{FOLLOWING}"
ONLY_ONE = Rule(
    name="dependency.only-one",
    patterns=(
        pattern(rf"{_YOU}\b{MUST}\s(?:also\s)?(?:only\s)?{GIVE}\s(?:only\s)?{NAMES}{_NOT_BOTH_TAIL}"),
        pattern(rf"{_YOU}\b{MUST}\s(?:also\s)?{GIVE}\s(?:exactly|only|one\sand\sonly)\sone\s{_ONE_OF}{NAMES}{END}"),
        pattern(rf"(?:^|[:;,.]\s){GIVE}\s(?:exactly|one\sand\sonly)\sone\s{_ONE_OF}{NAMES}{END}"),
        pattern(
            rf"(?:^|[:;,.]\s)(?:exactly|only|one\sand\sonly)\sone\s{_ONE_OF}{NAMES}\s"
            rf"(?:must\sbe\s{GIVEN}|(?:is|are)\srequired)\b"
        ),
        pattern(rf"\bexactly\sone\s{_ONE_OF}{NAMES}\s(?:must\sbe|is|are)\s(?:{GIVEN}|required|allowed)\b"),
        pattern(
            rf"(?:^|[:;,.]\s)(?:only\s)?(?:either\s)?{NAMES}\s(?:must\s(?:be\s{GIVEN}|have\sa\svalue)|(?:is|are)\srequired){HERE}"
            rf"{_NOT_BOTH_TAIL}"
        ),
        pattern(rf"(?:^|[:;,.]\s){GIVE}\s{NAMES}{_NOT_BOTH_TAIL}"),
        pattern(rf"(?:^|[:;,.]\s)(?:you\s{MUST}\s)?{GIVE}\s[^;:,]{{1,30}}?\sby\s{NAMES}{_NOT_BOTH_TAIL}"),
        pattern(rf"\b{MUST}\s{GIVE}\sexactly\sone\s\w+(?:\s\w+)?(?:,\seither|:)\s{NAMES}{END}"),
        pattern(rf"(?:^|[:;,.]\s)exactly\sone\s(?:\w+\s){{1,2}}must\sbe\s{GIVEN}:\s{NAMES}{END}"),
        pattern(
            rf"(?:^|[:;,.]\s)(?:exactly|only|one\sand\sonly)\sone\sof\sthe\sfollowing(?:\s\w+)?\s(?:must\sbe\s{GIVEN}"
            rf"|is\srequired):\s{NAMES}{END}"
        ),
        pattern(
            rf"\b{WHEN}\sneither\s(?:or\sboth\s)?(?:(?:of\s)?{NAMES}\s(?:is|are)\s{GIVEN})\sor\s(?:if\s)?both\b.*\b"
            r"(?:error|exception|fails?|rejected)\b"
        ),
    ),
    build=group("onlyOne"),
    examples=(
        Example(
            "You must specify either `A1` or `B1`, but not both.", (("A1", "onlyOne", ("B1",)),), "A1", siblings=_AB
        ),
        Example("You must specify A1 or B1, but not both.", (("A1", "onlyOne", ("B1",)),), "A1", siblings=_AB),
        Example(
            "You must specify either A1 and B1 or C1, but not both.",
            (("A1", "onlyOne", ("C1",)), ("B1", "onlyOne", ("C1",))),
            "A1",
            siblings=_AB,
        ),
        Example(
            "You must specify the name or ID, but not both.",
            (("ShopId", "onlyOne", ("ShopName",)),),
            "ShopId",
            siblings={"ShopName": "string"},
        ),
        Example(
            "You must specify exactly one of A1, B1, or C1.", (("A1", "onlyOne", ("B1", "C1")),), "A1", siblings=_AB
        ),
        Example(
            "If it is new, you must specify either A1 or B1, but not both.",
            (("A1", "onlyOne", ("B1",), (("", "stated", "A1/1"),)),),
            "A1",
            siblings=_AB,
        ),
    ),
    refuses=(
        Example("You must specify either a name or an address, but not both.", (), "A1", siblings=_AB),
        Example("You should specify A1 or B1, but not both.", (), "A1", siblings=_AB),
    ),
    reads="sentence",
    operations=True,
)
ANY_OF = Rule(
    name="dependency.any-of",
    patterns=(
        pattern(
            rf"{_YOU}\b{MUST}\s(?:also\s)?{GIVE}\s(?:values?\sfor\s)?(?:at\sleast\sone|one\sor\smore|(?:either|any)?\s?one)\s"
            rf"{_ONE_OF}{NAMES}{END}"
        ),
        pattern(
            rf"(?:^|[:;,.]\s)(?:at\sleast\sone|one\sor\smore|either|one)\s{_ONE_OF}{NAMES}\s"
            rf"(?:must\s(?:also\s)?be\s{GIVEN}|(?:is|are)\s(?:always\s)?required|needs?\sto\sbe\s{GIVEN}"
            rf"|has\sto\sbe\s{GIVEN})\b"
        ),
        pattern(
            rf"{_YOU}\b{MUST}\s(?:also\s)?{GIVE}\s(?!only\b|exactly\b|both\b)(?P<names>[^;:]+?\sor\s[^;:]+?)"
            rf"(?:\s\(or\sboth\)|,?\sor\sboth)?{END}"
        ),
        pattern(rf"(?:^|[:;.]\s){GIVE}\seither\s(?P<names>[^;:]+?\sor\s[^;:]+?){END}"),
    ),
    build=either("anyOf"),
    examples=(
        Example("You must specify at least one of A1 or B1.", (("A1", "anyOf", ("B1",)),), "A1", siblings=_AB),
        Example("Specify either A1 or B1.", (("A1", "anyOf", ("B1",)),), "A1", siblings=_AB),
        Example("You must specify either A1 or B1 in the request.", (("A1", "anyOf", ("B1",)),), "A1", siblings=_AB),
        Example(
            "You must specify A1 or B1. You can't specify both.", (("A1", "onlyOne", ("B1",)),), "A1", siblings=_AB
        ),
    ),
    refuses=(
        Example("You must specify at least one of the colours.", (), "A1", siblings=_AB),
        Example("You can specify A1 or B1.", (), "A1", siblings=_AB),
        Example("You must specify either A1 or B1, but not both.", (), "Z1", siblings={}),
    ),
    reads="sentence",
    operations=True,
)
ANY_OF_LISTED = Rule(
    name="dependency.any-of",
    patterns=(
        pattern(
            rf"{_YOU}\b{MUST}\s(?:also\s)?{GIVE}\s(?:values?\sfor\s)?(?:at\sleast\sone|one\sor\smore)\s{_ONE_OF}{NAMES}{END}"
        ),
        pattern(
            rf"(?:^|[:;,.]\s)(?:at\sleast\sone|one\sor\smore)\s{_ONE_OF}{NAMES}\s(?:must\s(?:also\s)?be\s{GIVEN}"
            rf"|(?:is|are)\s(?:always\s)?required)\b"
        ),
        pattern(
            rf"(?:^|[:;,.]\s)(?P<names>(?:either\s)?[^;:]+?\sor\s[^;:]+?)(?:,?\sor\sboth,?)?\s"
            rf"(?:must\s(?:also\s)?(?:be\s{GIVEN}|not\sbe\s(?:null|empty))|(?:is|are)\srequired|needs?\sto\sbe\s{GIVEN})"
            rf"(?!{_NOT_BOTH_TAIL})(?=\W*$|\s(?:in|for|to|if|when|with|at)\b|[,;])"
        ),
        pattern(rf"\b{WHEN}\sneither\s(?:of\s)?{NAMES}\s(?:is|are)\s{GIVEN},\s(?=.*{_FAILS})"),
        pattern(
            rf"(?:^|[:;,.]\s)at\sleast\sone\sof\sthe\sfollowing(?:\s\w+)?\s(?:must\sbe\s{GIVEN}|is\srequired):\s"
            rf"{NAMES}{END}"
        ),
        pattern(rf"\b{MUST}\s{GIVE}\sat\sleast\sone\s[^;:,]{{1,40}},?\susing\s{NAMES}{END}"),
        pattern(rf"\b{WHEN}\syou\s{GIVE}\sneither\s(?P<names>[^;:,]+?),\s(?=.*{_FAILS})"),
    ),
    build=group("anyOf"),
    examples=(
        Example("Either A1 or B1 must be specified.", (("A1", "anyOf", ("B1",)),), "A1", siblings=_AB),
        Example("At least one of A1 and B1 is required.", (("A1", "anyOf", ("B1",)),), "A1", siblings=_AB),
        Example(
            "You must give at least one colour, using this parameter, B1, or both.",
            (("A1", "anyOf", ("B1",)),),
            "A1",
            siblings=_AB,
        ),
    ),
    refuses=(
        Example("Either a colour or B1 must be specified.", (), "A1", siblings=_AB),
        Example("Either A1 or B1 is often required.", (), "A1", siblings=_AB),
    ),
    reads="sentence",
    operations=True,
)
ZERO_OR_ONE = Rule(
    name="dependency.not-both",
    patterns=(
        pattern(rf"\b{NOT}\s(?:simultaneously\s)?{GIVE}\s(?:values?\sfor\s)?both\s(?:of\s)?(?:the\s)?{NAMES}{END}"),
        pattern(rf"\b{NOT}\s{GIVE}\s(?:values?\sfor\s)?(?P<names>[^;:]+?\s(?:and|or)\s[^;:]+?){_TOGETHER}"),
        pattern(rf"\b{NOT}\s{GIVE}\s(?P<names>[^;:]+?\sand\s[^;:]+?)(?!\stogether\swith){END}"),
        pattern(rf"\b(?:can|may)\s(?:only\s)?{GIVE}\s(?P<names>[^;:]+?\sor\s[^;:]+?){_NOT_BOTH_TAIL}"),
        pattern(
            rf"\b(?:can|may)\s{GIVE}\s[^;:,]{{1,60}}?\sin\seither\s(?P<names>[^;:]+?\sor\s[^;:]+?){_NOT_BOTH_TAIL}"
        ),
        pattern(
            rf"(?:^|[:;,.]\s)(?:(?:either|only)\s)?(?P<names>[^;:]+?\sor\s[^;:]+?)\s(?:can|may)\s(?:only\s)?be\s"
            rf"{GIVEN}{_NOT_BOTH_TAIL}"
        ),
        pattern(rf"(?:^|[:;.]\s)(?:the\s(?:fields|parameters)\s)?{NAMES}\sare\s(?:all\s)?mutually\sexclusive\b"),
        pattern(
            rf"(?:^|[:;,.]\s)(?:both\s)?(?P<names>[^;:]+?\s(?:and|or)\s[^;:]+?)\s(?:cannot|can't|can\snot|must\snot"
            rf"|may\snot|should\snot)\s(?:both\sbe\s{GIVEN}|be\s(?:both\s)?{GIVEN}{_TOGETHER})"
        ),
        pattern(
            rf"(?:^|[:;,.]\s)both\s(?P<names>[^;:]+?\sand\s[^;:]+?)\s(?:cannot|can't|can\snot|must\snot|may\snot)\sbe\s"
            rf"{GIVEN}\b"
        ),
        pattern(
            rf"(?:\b(?:can|may)\s(?:only\s)?|(?:^|[:;,.]\s)(?:only\s)?){GIVE}\s(?:only|at\smost|no\smore\sthan)\sone\s"
            rf"{_ONE_OF}{NAMES}{END}"
        ),
        pattern(
            rf"(?:^|[:;,.]\s)(?:only|at\smost|no\smore\sthan)\sone\s{_ONE_OF}{NAMES}\s(?:(?:can|may|should)\sbe\s{GIVEN}"
            r"|is\s(?:allowed|permitted|supported))\b"
        ),
        pattern(
            rf"(?:\b{WHEN}\s(?:you\s{GIVE}\s)?|^{GIVING}\s|\b{GIVING}\s)both\s(?P<names>[^;:]+?\sand\s[^;:]+?)"
            rf"(?:\s(?:is|are)\s{GIVEN})?(?:,|\s(?:will|is|results?|causes?|returns?|leads?|throws?|produces?)\b)"
            rf"(?=.*{_FAILS})"
        ),
        pattern(
            rf"(?:^|[:;,.]\s)(?:only|at\smost)\sone\sof\sthe\sfollowing(?:\s\w+)?\scan\sbe\s{GIVEN}:\s{NAMES}{END}"
        ),
        pattern(
            rf"\bcombin(?:ation|ing)\s(?:of\s)?{NAMES}\s(?:is\s(?:not|n't)|isn't)\s(?:allowed|supported|permitted|valid)\b"
        ),
    ),
    build=group("zeroOrOne"),
    examples=(
        Example("You can't specify both A1 and B1.", (("A1", "zeroOrOne", ("B1",)),), "A1", siblings=_AB),
        Example("You can specify either A1 or B1, but not both.", (("A1", "zeroOrOne", ("B1",)),), "A1", siblings=_AB),
        Example("A1, B1, and C1 are mutually exclusive.", (("A1", "zeroOrOne", ("B1", "C1")),), "A1", siblings=_AB),
        Example(
            "You can give either the A1 or B1 parameter in a request, they are mutually exclusive.",
            (("A1", "zeroOrOne", ("B1",)),),
            "A1",
            siblings=_AB,
        ),
        Example("Specify only one of A1 and B1.", (("A1", "zeroOrOne", ("B1",)),), "A1", siblings=_AB),
        Example(
            "If both A1 and B1 are specified, the call fails.", (("A1", "zeroOrOne", ("B1",)),), "A1", siblings=_AB
        ),
    ),
    refuses=(
        Example("You can specify both A1 and B1.", (), "A1", siblings=_AB),
        Example("You can't specify both a name and an address.", (), "A1", siblings=_AB),
        Example("You can't specify A1 or B1.", (), "A1", siblings=_AB),
        Example("If both A1 and B1 are specified, A1 comes first.", (), "A1", siblings=_AB),
    ),
    reads="sentence",
    operations=True,
)
SAID_BEFORE = Rule(
    name="dependency.not-both",
    patterns=(
        pattern(
            rf"^(?:but\s|however,\s)?(?:you\s)?{NOT}\s{GIVE}\s(?:both|the\stwo)(?:\s(?:parameters|values|fields|options|of\sthem))?"
            rf"(?:{END}|\s(?:in|for)\s(?:the|a)\ssame\s\w+\.?$)"
        ),
        pattern(
            rf"^{WHEN}\syou\s{GIVE}\s(?:both|the\stwo)(?:\s(?:parameters|values|fields|options|of\sthem))?,\s(?=.*{_FAILS})"
        ),
    ),
    build=said_before,
    examples=(
        Example(
            "You can specify A1 or B1. You can't specify both.", (("A1", "zeroOrOne", ("B1",)),), "A1", siblings=_AB
        ),
        Example(
            "You can use either A1 (with C1) or B1 to pay. Don't give both parameters in the same call.",
            (("A1", "zeroOrOne", ("B1",)),),
            "A1",
            siblings=_AB,
        ),
    ),
    refuses=(
        Example("You can specify A1 or B1. If you specify both, A1 comes first.", (), "A1", siblings=_AB),
        Example("A1 is kept beside B1. You can't specify both.", (), "A1", siblings=_AB),
    ),
    reads="sentence",
    operations=True,
)
ALL_OR_NONE = Rule(
    name="dependency.all-or-none",
    patterns=(
        pattern(rf"\b{MUST}\s{GIVE}\s(?:both\s)?(?P<names>[^;:]+?\sand\s[^;:]+?)\s(?:together|or\sneither)\b"),
        pattern(
            rf"(?:^|[:;,.]\s)(?:both\s)?(?P<names>[^;:]+?\sand\s[^;:]+?)\smust\s(?:both\s)?be\s{GIVEN}\stogether\b"
        ),
        pattern(rf"\b{GIVE}\s(?:either\s)?both\s(?:of\s)?(?P<names>[^;:]+?\sand\s[^;:]+?)\sor\sneither\b"),
        pattern(
            rf"\beither\sboth\s(?:of\s)?(?P<names>[^;:]+?\sand\s[^;:]+?)\s(?:must\sbe|are)\s{GIVEN},?\sor\sneither\b"
        ),
    ),
    build=group("allOrNone"),
    examples=(Example("A1 and B1 must be specified together.", (("A1", "allOrNone", ("B1",)),), "A1", siblings=_AB),),
    refuses=(Example("A1 and B1 are often specified together.", (), "A1", siblings=_AB),),
    reads="sentence",
    operations=True,
)
RULES = (ONLY_ONE, ANY_OF, ANY_OF_LISTED, ZERO_OR_ONE, SAID_BEFORE, ALL_OR_NONE)
