"""Character sets (`characters.*`), and words that a text must not contain or be (`word.*`)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from fencepost.contracts.constraint import STATED
from fencepost.contracts.mining.alphabets import COUNT, class_of
from fencepost.contracts.mining.clauses import Clause, said, targets
from fencepost.contracts.mining.edges import alternatives, tokens
from fencepost.contracts.mining.literals import listed
from fencepost.contracts.mining.place import words
from fencepost.contracts.mining.rule import Example, Promise, Rule, pattern
from fencepost.contracts.mining.scopes import LITERAL, binds
from fencepost.contracts.mining.statement import Statement
from fencepost.contracts.mining.wording import normalised

#: What no sentence of a rule is without; the words choose what is looked at, the clauses say what it promises.
_KINDS = pattern(r"^.*?(?:letter|alphanumeric|alpha-numeric|alphabetic|numeric|a-z|digits|numbers|unicode|ascii)")
_DENIED = pattern(
    r"^.*?(?:(?:cannot|n't|not)\s(?:contain|include|have|use|be\s|allowed|permitted|supported|accepted|valid)"
    r"|no\s(?:white\s?)?spaces)"
)
_ALSO = re.compile(
    r"\balso\s(?:include|contain|use|have)\s(?P<set>.+?)\.?$|^(?P<set2>.+)\s(?:are|is)\salso\s", re.IGNORECASE
)
_AT_MOST = re.compile(
    r"^(?:no\smore\sthan|not\smore\sthan|at\smost|up\sto|a\smaximum\sof)\s\d+\salphanumeric(?:\scharacters)?$",
    re.IGNORECASE,
)
_SECRET = re.compile(r"password|secret|token|passphrase", re.IGNORECASE)
#: What else there may be, or what holds otherwise.
_OR = re.compile(
    r"\bor\s(?:be|is|the\s(?:value|word|string))\s|\bfollowed\sby\b|\b(?:can|may)\s(?:also\s|optionally\s)?(?:begin|start|end)\s|\bunless\b|\bor\s(?:an\s)?empty\b",
    re.IGNORECASE,
)
_REPEATED = re.compile(
    r"^(?:any\s|with\s)?(?:(?P<many>two|2|three|3)\s)?(?:or\smore\s)?(?:(?:consecutive|adjacent|successive|sequential)"
    r"\s(?P<first>.+)|(?P<second>.+?)\s(?:in\sa\srow|in\ssuccession|next\sto\seach\sother|consecutively))$",
    re.IGNORECASE,
)
_SOME = re.compile(
    r"(?:^|,\s(?:and\s)?|\sand\s)(?:(?:at\sleast\s)?(?:one|1)|at\sleast\san?)\s(?!of\b|or\b)", re.IGNORECASE
)
_CONSTANT = re.compile(r"[A-Z][A-Z0-9]+(?:[_-][A-Z0-9]+)+|[A-Z]{4,}")
#: A value, rather than a part of one, is (un)supported or (dis)allowed.
_PERMITTED = re.compile(
    r"(?:\bnot|n't)\s(?:currently\s)?(?:supported|allowed|permitted|accepted|valid)\b", re.IGNORECASE
)
#: Ways into a service other than its API.
_ELSEWHERE = re.compile(
    r"\s(?:for|in|by|with|from|through|using)\s(?:the\s|an?\s)?(?:(?:Amazon|AWS|Web|Services)\s)*(?:CloudFormation|CLI|SDKs?|console)\b",
    re.IGNORECASE,
)
_CASED = re.compile(
    r"(?:(?:all|in|written\sin|entirely|only)\s)*(?P<case>lower|upper)[\s-]?cased?(?:\s(?:letters|characters|only|format))?",
    re.IGNORECASE,
)


def _said(statement: Statement) -> Iterable[tuple[Clause, str]]:
    """The clauses of the claim that speak of the member, its items, keys or values, each with the path of these."""
    if statement.place.member.type in ("string", "list", "map", "structure"):
        for clause in said(statement):
            for path in targets(clause, statement.place):
                yield clause, path


def _only(_match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    if statement.place.member.literals:
        return  # what a literal stands for is of these characters, not the literal
    for clause, path in _said(statement):
        if clause.verb not in ("contain", "be") or clause.negated:
            continue
        found = class_of(clause.object)
        inside = _with_more(found, statement) if found else None
        if inside is None or not _is_set(clause, inside, statement):
            continue
        if inside == "a-z" and "letters" in clause.object.lower():
            yield Promise("pattern", "^[^A-Z]*$", path)  # letters have to be small ones; whatever else there may be
        else:
            yield Promise("pattern", f"^[{inside}]*$", path, expect="reject" if _is_sure(clause) else "either")


def _is_set(clause: Clause, inside: str, statement: Statement) -> bool:
    """Whether the object lists all that there may be, rather than something that there may or must be as well."""
    if _OR.search(statement.text) or not re.search(r"-z|-Z|0-9|\\p", inside) or _is_other(clause):
        return False
    if clause.only:
        return True
    if _SECRET.search(statement.place.name) or ("-z" not in inside and "\\p{L}" not in inside):
        return False
    if clause.verb == "be":
        return clause.mood != "plain" and _is_counted(clause)
    return clause.mood != "must" or _is_counted(clause) or " or " in clause.object or inside.startswith("a-zA-Z0-9")


def _is_other(clause: Clause) -> bool:
    """Whether the object is a length in letters, the case of the letters, or a single character."""
    if re.search(r"\bletters\s(?:long|in\slength)", clause.object):
        return True
    if clause.verb == "be" and _CASED.fullmatch(clause.object):
        return True
    return not clause.only and bool(re.match(r"an?\s|one\s", clause.object))


def _is_counted(clause: Clause) -> bool:
    return bool(COUNT.match(clause.object) or "numeric" in clause.object.lower())


def _is_sure(clause: Clause) -> bool:
    loose = _AT_MOST.match(clause.object)  # no more than a length, perhaps
    return clause.only or (clause.mood == "must" and _is_counted(clause) and not loose)


def _with_more(inside: str, statement: Statement) -> str | None:
    """The set with what the next sentence adds to it; None where that can't be read."""
    following = normalised(statement.rest[0].text) if statement.rest else ""
    also = _ALSO.search(following)
    if not also:
        return inside
    more = class_of(re.sub(r"\b(?:any\sof\s)?the\sfollowing\b", "", also["set"] or also["set2"]))
    return inside + more if more else None


def _none_of(_match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    for clause, path in _said(statement):
        if clause.verb != "contain" or not clause.negated:
            continue
        bare = re.sub(r"^(?:(?:any|either)\s(?:of\s)?|only\s)", "", clause.object)
        strings = any(len(one) > 1 for one in tokens(bare))
        inside = class_of(bare) if not strings and not _REPEATED.match(clause.object) else None
        if inside and clause.only and clause.subject:
            yield Promise("pattern", f"^(?![{inside}]+$)", path)
        elif inside and not COUNT.match(bare):
            yield Promise("pattern", f"^[^{inside}]*$", path)


def _not_repeated(_match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    for clause, path in _said(statement):
        found = _REPEATED.match(clause.object)
        if clause.verb != "contain" or not clause.negated or not found:
            continue
        inside = class_of(found["first"] or found["second"])
        if inside and (found["first"] or found["many"]):
            times = "{2}" if found["many"] in ("three", "3") else ""
            pieces = re.findall(r"\\?.", inside) if "-" not in inside.replace("\\-", "") else []
            for one in pieces[:4]:
                escaped = one if one.startswith("\\") else re.escape(one)
                yield Promise("pattern", f"^(?!.*{escaped}{escaped}{times and escaped})", path)


def _some(_match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    for clause, path in _said(statement):
        if clause.verb != "contain" or clause.negated or clause.mood != "must" or not _SOME.match(clause.object):
            continue
        kinds = [class_of(part) for part in _SOME.split(clause.object) if part.strip()]
        if all(kinds):
            for kind in kinds:
                yield Promise("pattern", f"[{kind}]", path)


def _cased(_match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    for clause, path in _said(statement):
        found = _CASED.fullmatch(clause.object)
        if clause.verb == "be" and clause.mood == "must" and found and not clause.negated:
            yield Promise("pattern", "^[^A-Z]*$" if found["case"].lower() == "lower" else "^[^a-z]*$", path)


def _no_word(_match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    for clause, path in _said(statement):
        if re.search(r"\b(?:prefix|suffix)\b", clause.object):
            continue
        if clause.verb == "contain" and clause.negated and clause.subject.lower() not in ("you", "they"):
            text = re.sub(
                r"^(?:any\sof\s)?(?:the\s)?(?:following\s)?(?:words?|strings?|text|substrings?|phrases?):?\s",
                "",
                clause.object,
            )
            found = tokens(text)
            if set(found) & set(statement.place.member.literals):
                continue  # whole values rather than parts of one
            if (
                found
                and not clause.subject
                and all(map(_CONSTANT.fullmatch, found))
                and _PERMITTED.search(statement.text)
            ):
                yield Promise("pattern", f"^(?!{alternatives(found, statement.text)}$)", path)
                continue
            if found and (any(len(one) > 1 for one in found) or not class_of(text)):
                yield Promise("pattern", f"^(?!.*{alternatives(found, statement.text)})", path)


def _not_value(_match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    for clause, path in _said(statement):
        text = re.sub(
            r"^(?:set\sto|equal\sto|(?:named|called)|(?:the|any\sof\sthe)\s(?:following\s)?(?:words?|strings?|values?|names?):?)\s",
            "",
            clause.object,
        )
        found = tokens(text) if clause.verb == "be" and clause.negated else []
        if found and not any(statement.place.find(one) for one in found):
            yield Promise("pattern", f"^(?!{alternatives(found, statement.text)}$)", path)


def _ascii(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    """Any characters of ASCII, of which only the number is said beside."""
    before = re.split(r"[,;]\s", match.string[: match.start()])[-1]
    if statement.place.member.type == "string" and not re.search(r"\bnon-?$|\beach\b|\bat\sleast\b|\bn[o']t\b", before):
        shown = (match["printable"] or "").strip().lower()
        inside = {"printable": " -~", "visible": "!-~"}.get(shown, "\\x00-\\x7F")
        yield Promise("pattern", f"^[{inside}]*$", expect="reject" if "must" in match.string.lower() else "either")


def _unsupported(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    """Documented values that a request must not have, where the signature lists these and others."""
    values, place = listed(match["values"], statement.place.member.literals), statement.place
    known = {*place.member.literals, *(one.term for one in place.member.sentences if one.term)}
    if place.member.type != "string" or not values or not set(values) & known or known <= set(values):
        return
    tail = re.sub(r"^\s(?:yet|at\sthis\stime|currently)\b", "", match["tail"])
    if _ELSEWHERE.match(tail):
        return
    here = not tail or bool(re.match(r"\s(?:in|for)\s(?:this\s)?(?:requests?|operation|API)\b", tail))
    if as_what := re.match(r"\sas\san?\s(.+)$", tail):
        here = {*words(place.operation), *words(place.path)}.issuperset(words(as_what[1]))
        place.all.note("operation", place.operation, place.path)  # holds in this operation alone
    if all(value in known or value.isupper() for value in values) and binds(match.string[: match.start()], statement):
        found = alternatives(values, "")
        yield Promise("pattern", f"^(?!{found}$)", when=() if here else (STATED,))


ONLY = Rule(
    name="characters.only",
    patterns=(_KINDS,),
    build=_only,
    examples=(
        Example(
            "The label can contain only letters, numbers and hyphens.",
            (("Label", "pattern", "^[a-zA-Z0-9\\-]*$"),),
            member="Label",
        ),
        Example("Valid characters are a-z, 0-9, and underscores (_).", (("Value", "pattern", "^[a-z0-9_]*$"),)),
        Example(
            "Must contain from 2 to 40 letters, numbers, or hyphens.", (("Value", "pattern", "^[a-zA-Z0-9\\-]*$"),)
        ),
        Example(
            "The first character must be alphanumeric; the remaining characters may also include '-' and '_'.",
            (("Value", "pattern", "^[a-zA-Z0-9\\-_]*$"),),
        ),
        Example("Alphanumeric characters only.", (("Value", "pattern", "^[a-zA-Z0-9]*$"),)),
    ),
    refuses=(
        Example("The name can contain only Greek letters."),
        Example("The bucket that receives the files can contain only letters."),
        Example("Can contain only what the guide lists."),
        Example("Can contain hyphens."),
        Example("Must contain an uppercase letter and a digit.", member="Password"),
    ),
)
NONE_OF = Rule(
    name="characters.none-of",
    patterns=(_DENIED,),
    build=_none_of,
    examples=(
        Example("The name can't contain spaces.", (("Name", "pattern", "^[^ ]*$"),), member="Name"),
        Example("Spaces are not allowed.", (("Value", "pattern", "^[^ ]*$"),)),
    ),
    refuses=(Example("The name can't contain secrets."), Example("The path of a file can't contain spaces.")),
)
NOT_REPEATED = Rule(
    name="characters.not-repeated",
    patterns=(pattern(r"^.*(?:consecutive|adjacent|successi|sequential|in\sa\srow|next\sto\seach|\sanother\s).*$"),),
    build=_not_repeated,
    examples=(
        Example("Can't contain two consecutive hyphens.", (("Value", "pattern", "^(?!.*\\-\\-)"),)),
        Example("Can't end with a dot or have two dots in a row.", (("Value", "pattern", "^(?!.*\\.\\.)"),)),
    ),
    refuses=(Example("Can't contain two consecutive attempts."),),
)
SOME = Rule(
    name="characters.some",
    patterns=(pattern(r"^.*?(?:at\sleast\s(?:one|1|an?)\s|contain\s(?:one|1)\s)"),),
    build=_some,
    examples=(
        Example(
            "Must contain at least one uppercase letter and at least one digit.",
            (("Value", "pattern", "[A-Z]"), ("Value", "pattern", "[0-9]")),
        ),
    ),
    refuses=(Example("Must contain at least one of the following: letters, digits."), Example("Contains one letter.")),
)
CASE = Rule(
    name="characters.case",
    patterns=(pattern(r"^.*?(?:lower|upper)[\s-]?case"),),
    build=_cased,
    examples=(Example("The name must be lowercase.", (("Name", "pattern", "^[^A-Z]*$"),), member="Name"),),
    refuses=(Example("The name must not be in uppercase letters."), Example("The first must be lowercase.")),
)
NO_WORD = Rule(
    name="word.none-of",
    patterns=(_DENIED,),
    build=_no_word,
    examples=(Example("The name can't contain `//`.", (("Name", "pattern", "^(?!.*//)"),), member="Name"),),
    refuses=(Example("The name can't contain secrets."), Example("You can't use `Depth`.")),
)
ASCII = Rule(
    name="characters.ascii",
    patterns=(
        pattern(
            r"\b(?:(?:up\sto|at\smost|maximum\sof|exceed|than|to|-)\s?\d+|string\sof|only|all|be)\s(?P<printable>printable\s|visible\s)?"
            r"(?:US-)?ASCII\s(?:characters|text|string)\b(?!\s(?:and|or|except|in\sthe))"
        ),
    ),
    build=_ascii,
    examples=(
        Example("The token, a string of up to 20 ASCII characters.", (("Value", "pattern", "^[\\x00-\\x7F]*$"),)),
    ),
    refuses=(
        Example("The token, a string of up to 20 characters."),
        Example("Can't be longer than 9 ASCII characters or so."),
    ),
)
UNSUPPORTED = Rule(
    name="word.unsupported",
    patterns=(
        pattern(
            rf"(?:^|[;.]\s)(?:the\s)?(?P<values>{LITERAL}(?:(?:,\s(?:and\s|or\s)?|\s(?:and|or)\s){LITERAL})*)(?:\s(?:values?|states?|types?|modes?"
            r"|options?|formats?))?\s(?:is|are)(?:\snot|n't)\s(?:currently\s|yet\s)?(?:supported|allowed|permitted|accepted|valid)(?P<tail>[^.;]*)\.?$"
        ),
    ),
    build=_unsupported,
    examples=(
        Example(
            "<ul><li><code>UP</code> - High.</li><li><code>DOWN</code> - Low.</li></ul><p>UP isn't supported yet.</p>",
            (("Value", "pattern", "^(?!UP$)"),),
        ),
    ),
    refuses=(Example("Letters are not allowed."), Example("Valid values: UP | DOWN. Sideways is not allowed.")),
    reads="sentence",
)
NOT_VALUE = Rule(
    name="word.not-value",
    patterns=(_DENIED,),
    build=_not_value,
    examples=(Example("The name can't be `$main`.", (("Name", "pattern", "^(?!\\$main$)"),), member="Name"),),
    refuses=(Example("The name can't be changed."), Example("The `name` can't be used.")),
)
RULES = (ONLY, ASCII, NONE_OF, NOT_REPEATED, SOME, CASE, NO_WORD, NOT_VALUE, UNSUPPORTED)
