"""botocore's models as documentation: the same as boto3's pages say, and nothing that a broken model could hide."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fencepost.documentation import Member, read
from fencepost.documentation.models import read_operation, read_service, sentences_by_place, services
from fencepost.errors import UnreadableInputError

from .customised import explained
from .generated import facts_of

Pages = Callable[[str], dict[str, Path]]


def _model(**shapes: Any) -> dict[str, Any]:
    """A model of one operation, whose request is the shape `Request`."""
    operation = {"name": "Send", "input": {"shape": "Request"}, "documentation": "<p>Sends a parcel.</p>"}
    return {"metadata": {}, "operations": {"Send": operation}, "shapes": {"String": {"type": "string"}, **shapes}}


def _structure(**members: Any) -> dict[str, Any]:
    return {"type": "structure", "members": members}


@pytest.fixture
def models(tmp_path: Path) -> Callable[[Any], Path]:
    """Writes a model of the service `parcels` into a folder of its own, and gives that folder."""
    count = iter(range(100))

    def write(document: Any) -> Path:
        folder = tmp_path / str(next(count))
        file = folder / "parcels" / "2020-01-01" / "service-2.json"
        file.parent.mkdir(parents=True)
        file.write_text(document if isinstance(document, str) else json.dumps(document), encoding="utf-8")
        return folder

    return write


_UNIONS = (
    pytest.mark.slow,
    pytest.mark.xfail(reason="the reader lacks the note that boto3 prints on some structures of one member only"),
)


@pytest.mark.parametrize(
    "service", ["codedeploy", "lambda", "sqs", *(pytest.param(name, marks=_UNIONS) for name in ("iam", "logs", "glue"))]
)
def test_the_model_says_what_the_page_says(service: str, pages: Pages) -> None:
    """Members, types, flags, literals, recursion, and every sentence with its code and its term are the same."""
    different = []
    for name, page in pages(service).items():
        there, here = read(page), read_operation(service, name)
        if there.omitted:
            continue
        for mine, its in ((here.request, there.request), (here.response, there.response)):
            assert (mine is None) == (its is None)
            different += [f"{name} {path}" for path in _differences(service, name, mine, its)]
    assert different == []


def _differences(service: str, operation: str, mine: Member | None, its: Member | None) -> list[str]:
    here, there = (dict(root.walk()) if root else {} for root in (mine, its))
    facts, printed = facts_of(mine), facts_of(its)
    found = []
    for path in here.keys() | there.keys():
        if explained(service, operation, path, facts.get(path), printed.get(path)) or "ZipFile" in path:
            continue  # boto3's own handlers change it
        same = path in here and path in there and here[path].sentences == there[path].sentences
        if not same or (not here[path].recursive and _printed(facts[path], path) != printed[path]):
            found.append(path)
    return found


def _printed(facts: Any, path: str) -> Any:
    """What a page shows of a model's facts: fewer types, and no literals of keys."""
    kind = {"long": "integer", "double": "float"}.get(facts[0], facts[0])
    return (kind, facts[1], () if path.endswith("{key}") else facts[2], facts[3])


def test_traits_errors_and_statuses_are_read(models: Callable[[Any], Path]) -> None:
    """What no boto3 page prints: minima, maxima and patterns, what an error means, and its status."""
    model = _model(
        Name={"type": "string", "min": 2, "max": 9, "pattern": "[a-z]+", "enum": ["ab", "cd"]},
        Request=_structure(Name={"shape": "Name", "documentation": "<p>What it is called. It is short.</p>"}),
        Lost={**_structure(), "error": {"httpStatusCode": 404}, "exception": True, "documentation": "<p>Gone.</p>"},
    )
    model["operations"]["Send"]["errors"] = [{"shape": "Lost"}]
    operation = read_operation("parcels", "Send", models=models(model))
    (name,) = operation.request.members
    assert (name.traits, name.literals) == ({"min": 2, "max": 9, "pattern": "[a-z]+"}, ("ab", "cd"))
    assert [(error.code, error.status, error.sentences[0].text) for error in operation.errors] == [
        ("Lost", 404, "Gone.")
    ]
    assert sentences_by_place(operation)["Name/2"] == "It is short."
    assert operation.response is None
    assert operation.source.kind == "botocore"


def test_types_keep_botocores_words(models: Callable[[Any], Path]) -> None:
    """Long stays long, a document has no members, a stream of events is one, and a stream of bytes is a blob."""
    model = _model(
        Long={"type": "long"},
        Free={**_structure(), "document": True},
        Stream={"type": "blob", "streaming": True},
        Events={**_structure(One={"shape": "String"}), "eventstream": True},
        Request=_structure(A={"shape": "Long"}, B={"shape": "Free"}, C={"shape": "Stream"}, D={"shape": "Events"}),
    )
    operation = read_operation("parcels", "Send", models=models(model))
    assert [member.type for member in operation.request.members] == ["long", "document", "blob", "eventstream"]


def test_recursion_stops_where_a_shape_encloses_itself(models: Callable[[Any], Path]) -> None:
    """A member of the shape that encloses it is marked, keeps its flag, and has nothing below it."""
    model = _model(
        Node=_structure(Left={"shape": "Node"}, Others={"shape": "Nodes"}) | {"required": ["Left"]},
        Nodes={"type": "list", "member": {"shape": "Node"}},
        Request=_structure(Root={"shape": "Node"}),
    )
    found = dict(read_operation("parcels", "Send", models=models(model)).request.walk())
    assert {path: member.recursive for path, member in found.items()} == {
        "Root": False, "Root.Left": True, "Root.Others": False, "Root.Others[]": True,
    }  # fmt: skip
    assert found["Root.Left"].required


def test_a_compressed_model_is_the_same(models: Callable[[Any], Path]) -> None:
    """Packed or not, a model gives the same operation with the same checksum."""
    folder = models(_model(Request=_structure(Name={"shape": "String"})))
    plain = read_operation("parcels", "Send", models=folder)
    other = models(_model())
    file = other / "parcels" / "2020-01-01" / "service-2.json"
    file.with_suffix(".json.gz").write_bytes(gzip.compress((folder / file.relative_to(other)).read_bytes()))
    file.unlink()
    assert read_operation("parcels", "Send", models=other) == plain


_BROKEN = {
    "truncated": '{"operations": {"Send": {"input"',
    "no object": [],
    "no shapes": {"operations": {}},
    "shapes of the wrong type": {"operations": {}, "shapes": {"A": 7}},
    "an unknown type": _model(Request={"type": "matrix"}),
    "a missing shape": _model(Request=_structure(Name={"shape": "Nowhere"})),
    "members that are a list": _model(Request={"type": "structure", "members": []}),
    "an input that is no structure": _model(Request={"type": "string"}),
    "an enumeration of numbers": _model(Request=_structure(A={"shape": "String", "enum": [1]})),
    "a minimum that is text": _model(Request=_structure(A={"shape": "String", "min": "1"})),
    "a name with brackets": _model(Request=_structure(**{"A[]": {"shape": "String"}})),
    "documentation that is a list": _model(Request=_structure(A={"shape": "String", "documentation": []})),
    "10 MB of documentation": _model(Request=_structure(A={"shape": "String", "documentation": "<p>" * 3_500_000})),
    "JSON nested too deeply": '{"shapes":' + "[" * 200_000,
    "shapes nested too deeply": _model(
        Request=_structure(A={"shape": "S0"}),
        **{f"S{number}": _structure(A={"shape": f"S{number + 1}"}) for number in range(900)},
        S900={"type": "string"},
    ),
    "more members than any operation has": _model(
        Request=_structure(A={"shape": "S0"}),
        **{f"S{n}": _structure(A={"shape": f"S{n + 1}"}, B={"shape": f"S{n + 1}"}) for n in range(40)},
        S40={"type": "string"},
    ),
}


@pytest.mark.parametrize("case", _BROKEN)
def test_a_broken_model_is_told_in_time(case: str, models: Callable[[Any], Path]) -> None:
    """Whatever is wrong with a model, the error names its file and comes soon."""
    folder = models(_BROKEN[case])
    began = time.process_time()
    with pytest.raises(UnreadableInputError, match=r"service-2\.json"):
        read_operation("parcels", "Send", models=folder)
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    "text",
    [
        *(one * 150_000 for one in ("&lt;", "<!--", "<li>", "<code>", "</ul>", "<b><i>")),
        *(one * 400_000 for one in ("<a", "(", "`")),
        "<p" * 400_000 + ">",
    ],
)
def test_hostile_documentation_takes_bounded_time(text: str, models: Callable[[Any], Path]) -> None:
    """Markup that never closes, entities and brackets in great number cost seconds at most."""
    folder = models(_model(Request=_structure(A={"shape": "String", "documentation": text})))
    began = time.process_time()
    read_operation("parcels", "Send", models=folder)
    assert time.process_time() - began < 5


def test_unknown_names_are_answered_with_the_nearest() -> None:
    """A service or an operation that isn't there is told with one that is."""
    with pytest.raises(UnreadableInputError, match="Did you mean lambda"):
        read_operation("lamda", "Invoke")
    with pytest.raises(UnreadableInputError, match="Did you mean Invoke"):
        read_operation("lambda", "Invok")


def test_services_are_botocores_and_ones_own(models: Callable[[Any], Path]) -> None:
    """A folder of models adds its services to botocore's."""
    folder = models(_model(Request=_structure()))
    assert set(services(folder)) - set(services()) == {"parcels"}
    assert [operation.name for operation in read_service("parcels", models=folder)] == ["parcels.Send"]
