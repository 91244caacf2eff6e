"""What the page shows of one operation and of one finding, as short lists; `script/details.js` reads them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from fencepost.reporting.html.kinds import RESPONSE, kind_of
from fencepost.reporting.html.limits import shortened
from fencepost.reporting.sentences import Sentences
from fencepost.reporting.tally import rank_of

#: The longest script that is shown, in characters; `fencepost reproduce` prints longer ones.
_SCRIPT = 100_000
#: How many cases of one rule are shown; equal ones count as one.
_CASES = 60
#: The longest sentence of the documentation that is shown, in characters.
_SENTENCE = 2000


def operation_detail(entry: Mapping[str, Any]) -> list[Any]:
    """The rules of one operation on one target, those of the response, and what was judged beside them."""
    rules = [_rule(one, kind_of(one["keyword"])) for one in entry["constraints"]]
    responses = [_rule(one, RESPONSE) for one in entry["response"]]
    other = [[one["id"], rank_of(one["verdict"]), _tally(one["tally"])] for one in entry["other"]]
    return [rules + responses, other, entry["dropped"]]


def finding_detail(finding: Mapping[str, Any], responses: Collection[str], sentences: Sentences) -> dict[str, Any]:
    """Everything that the page says about one finding beyond its row in the list.

    `responses` are the ids of the operation's rules about its response: places of theirs are named otherwise.
    """
    steps = finding["steps"]
    requests = {
        "request": finding["request"],
        "wire": finding["wire"],
        "before": steps[:-1],
        "reads": finding.get("reads", []),
    }
    shown = {name: value for name, value in shortened(requests).items() if value}
    source = finding["source"]
    places = _places(finding, responses)
    script = finding.get("reproduce")
    detail = {
        "constraints": finding["constraints"],
        "because": finding["because"],
        "page": " ".join(str(source[key]) for key in ("kind", "title") if source.get(key)),
        "origins": [[one["constraint"], one["origin"], one["rule"], one["at"]] for one in source["origins"]],
        "sentences": _sentences(finding["operation"], places, sentences),
        "also": finding.get("also", []),
    }
    if script and len(script) <= _SCRIPT:
        detail["script"] = script
    return {name: value for name, value in detail.items() if value} | shown


def _rule(constraint: Mapping[str, Any], kind: int) -> list[Any]:
    """Identity and outcome of a rule, and the values that were tried on both sides of it."""
    more = {name: constraint[name] for name in ("contested", "erratum") if constraint.get(name)}
    cases, omitted = _cases(constraint["cases"]) if constraint.get("cases") else ([], 0)
    return [
        constraint["id"],
        constraint["keyword"],
        kind,
        constraint["path"],
        constraint["expect"],
        constraint["origins"],
        rank_of(constraint["verdict"]),
        constraint.get("inside", 0),
        constraint.get("outside", 0),
        [[skip["side"], skip["reason"], skip["detail"]] for skip in constraint.get("skipped", ())],
        _tally(constraint["tally"]),
        cases,
        constraint.get("cases_omitted", 0) + omitted,
        shortened(more) if more else {},
    ]


def _cases(cases: Sequence[Mapping[str, Any]]) -> tuple[list[list[Any]], int]:
    """Equal cases as one with its number, and how many cases there was no room for."""
    counted = Counter(
        (one["side"], one["label"], one["case"], one["expect"], one["verdict"], one["status"], one["code"])
        for one in cases
    )
    shown = list(counted.items())[:_CASES]
    listed = [[*facts[:4], rank_of(facts[4]), *facts[5:], count] for facts, count in shown]
    return listed, len(cases) - sum(count for _, count in shown)


def _tally(tally: Mapping[str, int]) -> list[list[int]]:
    return [[rank_of(verdict), count] for verdict, count in tally.items()]


def _places(finding: Mapping[str, Any], responses: Collection[str]) -> list[str]:
    """Where the documentation says what the finding is about; places of a response end in `@response`."""
    origins = [one for one in finding["source"]["origins"] if one["at"]]
    return list(dict.fromkeys(one["at"] + ("@response" if one["constraint"] in responses else "") for one in origins))


def _sentences(operation: str, places: Sequence[str], sentences: Sentences) -> list[list[str]]:
    if not places:
        return []
    found = sentences(operation, places)
    return [[place, found[place][:_SENTENCE]] for place in places if place in found]
