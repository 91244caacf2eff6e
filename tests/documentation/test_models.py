"""botocore's models as documentation: the same as boto3's pages say, and nothing that a broken model could hide."""

from __future__ import annotations

import gzip
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
from .invented import model, structure, write_model

Pages = Callable[[str], dict[str, Path]]


@pytest.fixture
def models(tmp_path: Path) -> Callable[[Any], Path]:
    """Writes a model of the service `parcels` into a folder of its own, and gives that folder."""
    count = iter(range(100))

    def write(document: Any) -> Path:
        folder = tmp_path / str(next(count))
        write_model(document, folder)
        return folder

    return write


@pytest.mark.parametrize(
    "service",
    ["codedeploy", "lambda", "sqs", *(pytest.param(name, marks=pytest.mark.slow) for name in ("iam", "logs", "glue"))],
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
    document = model(
        Name={"type": "string", "min": 2, "max": 9, "pattern": "[a-z]+", "enum": ["ab", "cd"]},
        Request=structure(Name={"shape": "Name", "documentation": "<p>What it is called. It is short.</p>"}),
        Lost={**structure(), "error": {"httpStatusCode": 404}, "exception": True, "documentation": "<p>Gone.</p>"},
    )
    document["operations"]["Send"]["errors"] = [{"shape": "Lost"}]
    operation = read_operation("parcels", "Send", models=models(document))
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
    document = model(
        Long={"type": "long"},
        Free={**structure(), "document": True},
        Stream={"type": "blob", "streaming": True},
        Events={**structure(One={"shape": "String"}), "eventstream": True},
        Request=structure(A={"shape": "Long"}, B={"shape": "Free"}, C={"shape": "Stream"}, D={"shape": "Events"}),
    )
    operation = read_operation("parcels", "Send", models=models(document))
    assert [member.type for member in operation.request.members] == ["long", "document", "blob", "eventstream"]


def test_recursion_stops_where_a_shape_encloses_itself(models: Callable[[Any], Path]) -> None:
    """A member of the shape that encloses it is marked, keeps its flag, and has nothing below it."""
    document = model(
        Node=structure(Left={"shape": "Node"}, Others={"shape": "Nodes"}) | {"required": ["Left"]},
        Nodes={"type": "list", "member": {"shape": "Node"}},
        Request=structure(Root={"shape": "Node"}),
    )
    found = dict(read_operation("parcels", "Send", models=models(document)).request.walk())
    assert {path: member.recursive for path, member in found.items()} == {
        "Root": False, "Root.Left": True, "Root.Others": False, "Root.Others[]": True,
    }  # fmt: skip
    assert found["Root.Left"].required


def test_a_compressed_model_is_the_same(models: Callable[[Any], Path]) -> None:
    """Packed or not, a model gives the same operation with the same checksum."""
    folder = models(model(Request=structure(Name={"shape": "String"})))
    plain = read_operation("parcels", "Send", models=folder)
    other = models(model())
    file = other / "parcels" / "2020-01-01" / "service-2.json"
    file.with_suffix(".json.gz").write_bytes(gzip.compress((folder / file.relative_to(other)).read_bytes()))
    file.unlink()
    assert read_operation("parcels", "Send", models=other) == plain


_BROKEN = {
    "truncated": '{"operations": {"Send": {"input"',
    "no object": [],
    "no shapes": {"operations": {}},
    "shapes of the wrong type": {"operations": {}, "shapes": {"A": 7}},
    "an unknown type": model(Request={"type": "matrix"}),
    "a missing shape": model(Request=structure(Name={"shape": "Nowhere"})),
    "members that are a list": model(Request={"type": "structure", "members": []}),
    "an input that is no structure": model(Request={"type": "string"}),
    "an enumeration of numbers": model(Request=structure(A={"shape": "String", "enum": [1]})),
    "a minimum that is text": model(Request=structure(A={"shape": "String", "min": "1"})),
    "a name with brackets": model(Request=structure(**{"A[]": {"shape": "String"}})),
    "documentation that is a list": model(Request=structure(A={"shape": "String", "documentation": []})),
    "10 MB of documentation": model(Request=structure(A={"shape": "String", "documentation": "<p>" * 3_500_000})),
    "JSON nested too deeply": '{"shapes":' + "[" * 200_000,
    "shapes nested too deeply": model(
        Request=structure(A={"shape": "S0"}),
        **{f"S{number}": structure(A={"shape": f"S{number + 1}"}) for number in range(900)},
        S900={"type": "string"},
    ),
    "more members than any operation has": model(
        Request=structure(A={"shape": "S0"}),
        **{f"S{n}": structure(A={"shape": f"S{n + 1}"}, B={"shape": f"S{n + 1}"}) for n in range(40)},
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
    folder = models(model(Request=structure(A={"shape": "String", "documentation": text})))
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
    folder = models(model(Request=structure()))
    assert set(services(folder)) - set(services()) == {"parcels"}
    assert [operation.name for operation in read_service("parcels", models=folder)] == ["parcels.Send"]


def test_a_union_and_a_deprecated_operation_have_the_notes_of_their_pages(models: Callable[[Any], Path]) -> None:
    """Behind the documentation stands what boto3 adds to it, with the members' names in code."""
    either = {
        **structure(Air={"shape": "String"}, Sea={"shape": "String"}),
        "union": True,
        "documentation": "<p>It.</p>",
    }
    document = model(Way=either, Request=structure(Way={"shape": "Way"}))
    document["operations"]["Send"] |= {"deprecated": True, "output": {"shape": "Request"}}
    operation = read_operation("parcels", "Send", models=models(document))
    assert operation.sentences[0].text == "Sends a parcel."
    assert "deprecated" in operation.sentences[1].text
    assert operation.response
    for root, verb in ((operation.request, "can"), (operation.response, "will")):
        first, *note = root.members[0].sentences
        assert (first.text, note[0].text) == ("It.", "This is a Tagged Union structure.")
        assert f"{verb} be set: Air, Sea" in note[1].text
        assert note[1].code == ("Air", "Sea")
    assert not any("as follows" in sentence.text for sentence in operation.request.members[0].sentences)


def test_json_is_a_document_in_a_header_alone(models: Callable[[Any], Path]) -> None:
    """Elsewhere it's a string that the caller writes, as botocore takes it."""
    document = model(
        Json={"type": "string", "jsonvalue": True},
        Request=structure(A={"shape": "Json"}, B={"shape": "Json", "location": "header", "locationName": "b"}),
    )
    operation = read_operation("parcels", "Send", models=models(document))
    assert [member.type for member in operation.request.members] == ["string", "document"]


def test_an_error_named_twice_is_one(models: Callable[[Any], Path]) -> None:
    """Each error stands once, where it is named first."""
    document = model(Request=structure(), Lost=structure(), Wet=structure())
    document["operations"]["Send"]["errors"] = [{"shape": name} for name in ("Wet", "Lost", "Wet")]
    operation = read_operation("parcels", "Send", models=models(document))
    assert [error.code for error in operation.errors] == ["Wet", "Lost"]


def test_a_tag_that_closes_itself_is_closed(models: Callable[[Any], Path]) -> None:
    """An empty code span leaves no trace, and what follows isn't in it."""
    text = "<ul><li><p>deny<code/> - It is sent back.</p></li></ul><p>That <code>is</code> all.</p>"
    document = model(Request=structure(A={"shape": "String", "documentation": text}))
    (member,) = read_operation("parcels", "Send", models=models(document)).request.members
    found = [(sentence.term, sentence.text, sentence.code) for sentence in member.sentences]
    assert found == [("deny", "It is sent back.", ()), (None, "That is all.", ("is",))]
