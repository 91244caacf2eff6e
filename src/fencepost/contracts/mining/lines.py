"""The miner by itself: JSON lines of sentences in, JSON lines of constraints out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from fencepost.contracts.constraint import to_json
from fencepost.contracts.mining.miner import Mined, mine
from fencepost.contracts.mining.place import Place
from fencepost.contracts.mining.texts import sentences_of
from fencepost.documentation.page import Member
from fencepost.errors import UnreadableInputError

_REMEDY = 'Give one JSON object per line: {"text": …, "member": …, "type": …, "siblings": […], "context": …}.'
#: boto3's words, JSON's and common ones, in botocore's.
_TYPES = {
    "dict": "structure", "object": "structure", "bytes": "blob", "datetime": "timestamp", "bool": "boolean",
    "int": "integer", "number": "double", "array": "list", "str": "string", "short": "integer", "byte": "integer",
    "biginteger": "long", "bigdecimal": "double", "decimal": "double",
}  # fmt: skip
_RESPONSE = ("response", "output", "result")


def mine_lines(lines: Iterable[str]) -> Iterator[str]:
    """For each line of JSON one line with the constraints that its text states.

    `text` is plain or HTML; `member` and `type` say what it stands on (both may be missing for an operation's text);
    `siblings` are names, or objects with `name` and `type`, perhaps `literals` and `glosses`; `context` is the
    heading that the text stands under, or an object with `heading`, `message` (`response`) and `operation`. Blank
    lines are passed over. Raises UnreadableInputError, with the number of the line, for a line that can't be read.
    """
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield json.dumps({"constraints": [_shown(one) for one in mine(_place(line, number))]}, ensure_ascii=False)


def _shown(mined: Mined) -> dict[str, Any]:
    document = to_json(mined.constraint)
    shown: dict[str, Any] = {key: document[key] for key in ("path", "keyword", "value")}
    shown["when"] = document.get("when", [])
    return {**shown, "expect": document["expect"], "rule": mined.rule, "sentence": mined.number}


def _place(line: str, number: int) -> Place:
    question = _question(line, number)
    context = question.get("context") or {}
    if isinstance(context, str):
        context = {"message": "response"} if context.lower() in _RESPONSE else {"heading": context}
    elif isinstance(context, list):
        context = {"heading": next((one for one in reversed(context) if isinstance(one, str)), None)}
    name = str(question.get("member") or "")
    own = _member({**question, "name": name, "literals": question.get("literals") or context.get("literals")})
    others = [_member(one, number) for one in question.get("siblings") or ()]
    members = {member.name: member for member in others if member.name and member.name != name}
    if name:
        members = {name: own, **members}
    return Place(
        name,
        own,
        members,
        "response" if str(context.get("message", "")).lower() in _RESPONSE else "request",
        str(context.get("operation") or ""),
        _text(context.get("heading") or context.get("term")),
    )


def _question(line: str, number: int) -> Mapping[str, Any]:
    try:
        question = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        problem = f"the line is no JSON: {error}"
        raise UnreadableInputError(problem, file="standard input", line=number, remedy=_REMEDY) from error
    if not isinstance(question, dict) or not isinstance(question.get("text"), str):
        _refuse("the line is no object with a `text`", number)
    for key, kinds in (("member", str), ("type", str), ("siblings", list), ("context", (str, dict, list))):
        if question.get(key) is not None and not isinstance(question[key], kinds):
            _refuse(f"`{key}` is of the wrong type", number)
    found: Mapping[str, Any] = question
    return found


def _member(one: Any, number: int = 0) -> Member:
    if isinstance(one, str):
        return Member(one, "")
    if not isinstance(one, dict) or not isinstance(one.get("name"), str):
        _refuse("a sibling is neither a name nor an object with a `name`", number)
    kind = str(one.get("type") or "").strip().lower()
    text = str(one.get("text") or one.get("documentation") or "")
    glosses: Any = one.get("glosses")
    glosses = glosses if isinstance(glosses, dict) else {}
    listed = "".join(f"<li><code>{term}</code> - {gloss}</li>" for term, gloss in glosses.items())
    return Member(
        one["name"],
        _TYPES.get(kind, kind),
        literals=tuple(map(str, one.get("literals") or one.get("enum") or ())),
        sentences=sentences_of(f"{text}<ul>{listed}</ul>" if listed else text),
    )


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


def _refuse(problem: str, number: int) -> Any:
    raise UnreadableInputError(problem, file="standard input", line=number or None, remedy=_REMEDY)
