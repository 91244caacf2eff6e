"""Broken or malicious models, from the command line: a clear error or a contract, and always in bounded time."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from fencepost.cli import main

from .invented import model, structure, write_model


def _said(text: str) -> dict[str, Any]:
    return model(Request=structure(A={"shape": "String", "documentation": text}))


def _sending(**facts: Any) -> dict[str, Any]:
    document = model(Request=structure(A={"shape": "String"}))
    document["operations"]["Send"] |= facts
    return document


def _called(name: str) -> dict[str, Any]:
    document = _sending()
    return {**document, "operations": {name: document["operations"]["Send"]}}


_RING = {f"S{n}": structure(**{f"M{other}": {"shape": f"S{other}"} for other in range(20)}) for n in range(20)}
_BROKEN = {
    "truncated JSON": ('{"operations": {"Send": {"input"', "no JSON"),
    "not UTF-8": (b'{"operations": {"\xff": 1}, "shapes": {}}', "utf-8"),
    "UTF-16": ('{"operations": {}}'.encode("utf-16-le"), "no JSON|no 'shapes'"),
    "binary": (b"\0\1\2", "no JSON"),
    "a number of 100,000 digits": (f'{{"operations": {"9" * 100_000}}}', "no JSON"),
    "a number that is none": ('{"operations": NaN}', "NaN"),
    "an endless number": (model(I={"type": "integer"}, Request=structure(A={"shape": "I", "max": 1e999})), "no number"),
    "half of a character": (_said("half: \ud800"), "surrogates"),
    "an infinite maximum": ('{"operations": {}, "shapes": {"I": {"type": "integer", "max": 1e999}}}', "its max is no"),
    "operations that are a list": ({**model(), "operations": []}, "no 'operations'"),
    "a name that leads out of the folder": (_called("../../Send"), "no name of an operation"),
    "a name of two lines": (_called("Se\nnd"), "no name of an operation"),
    "documentation of an operation that is an object": (_sending(documentation={"a": 1}), "documentation is no text"),
    "documentation of a shape that is a number": (model(Request={**structure(), "documentation": 7}), "is no text"),
    "an input without a shape": (_sending(input={}), "names no shape"),
    "an input that is a name": (_sending(input="Request"), "names no shape"),
    "an output that is missing": (_sending(output={"shape": "Gone"}), "'Gone' is missing"),
    "an error that is missing": (_sending(errors=[{"shape": "Gone"}]), "'Gone' is missing"),
    "errors that are text": (_sending(errors="Gone"), "errors are no list"),
    "a member without a shape": (model(Request=structure(A={"shape": None})), "names no shape"),
    "members that are text": (model(Request={"type": "structure", "members": "A"}), "members are no object"),
    "required members that are no list": (model(Request={**structure(), "required": "A"}), "required is no list"),
    "a list of nothing": (model(L={"type": "list"}, Request=structure(A={"shape": "L"})), "names no shape"),
    "a list of what is missing": (model(L={"type": "list", "member": {"shape": "Gone"}}), "'Gone' is missing"),
    "a map without keys": (model(M={"type": "map", "value": {"shape": "String"}}), "key: it names no shape"),
    "shapes that all hold each other": (model(Request=structure(A={"shape": "S0"}), **_RING), "more than 400,000"),
    "10 MB of one sign": (_said("<" * 10_000_000), "10,000,000 characters"),
    "10 MB of entities": (_said("&" * 10_000_000), "10,000,000 characters"),
}


@pytest.mark.parametrize("case", _BROKEN)
def test_a_broken_model_is_an_error_with_its_file_and_a_remedy(
    case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command ends with status 2, says what is wrong in which file, and what to do about it."""
    document, problem = _BROKEN[case]
    file = write_model(document, tmp_path)
    status, output, error = _derived(tmp_path, capsys)
    assert (status, output) == (2, "")
    assert error.startswith(f"fencepost: {file}")
    assert error.splitlines()[1].strip().startswith("Take the model anew")
    assert any(words in error for words in problem.split("|"))


@pytest.mark.parametrize("spoil", [lambda packed: packed[:-9], lambda _: b"no gzip", lambda packed: packed[:12]])
def test_a_packed_model_that_is_spoilt_is_an_error(
    spoil: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A gzip file that was cut off, or is none, is told by its name."""
    file = write_model(_sending(), tmp_path, packed=True)
    file.write_bytes(spoil(file.read_bytes()))
    status, _, error = _derived(tmp_path, capsys)
    assert (status, error.startswith(f"fencepost: {file}: the model can't be read")) == (2, True)


def test_a_packed_model_that_swells_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A small file that unpacks to more than any model has is given up at that size."""
    file = write_model(b" " * 120_000_000, tmp_path, packed=True)
    assert file.stat().st_size < 200_000
    status, _, error = _derived(tmp_path, capsys)
    assert (status, "more than 100,000,000 bytes" in error) == (2, True)


_ODD = {
    "a list of itself": model(L={"type": "list", "member": {"shape": "L"}}, Request=structure(A={"shape": "L"})),
    "two lists of each other": model(
        L={"type": "list", "member": {"shape": "K"}},
        K={"type": "list", "member": {"shape": "L"}},
        Request=structure(A={"shape": "L"}),
    ),
    "a map of itself": model(
        M={"type": "map", "key": {"shape": "String"}, "value": {"shape": "M"}}, Request=structure(A={"shape": "M"})
    ),
    "a structure that requires itself": model(Request={**structure(A={"shape": "Request"}), "required": ["A"]}),
    "a required member that isn't there": model(Request={**structure(A={"shape": "String"}), "required": ["B"]}),
    "a pattern that is none": model(Request=structure(A={"shape": "String", "pattern": "(((*"})),
    "a pattern nested 20,000 deep": model(
        Request=structure(A={"shape": "String", "pattern": "(" * 20_000 + ")" * 20_000})
    ),
    "a huge bound": model(I={"type": "integer"}, Request=structure(A={"shape": "I", "max": 10**400})),
    "10 MB of one sign, in pieces": model(
        Request=structure(**{f"A{n}": {"shape": "String", "documentation": f"{n}" + "<" * 900_000} for n in range(11)})
    ),
    "10 MB of entities, in pieces": model(
        Request=structure(**{f"A{n}": {"shape": "String", "documentation": f"{n}" + "&" * 900_000} for n in range(11)})
    ),
    "100,000 lists in each other": _said("<ul><li>" * 100_000),
    "100,000 spans in each other": _said("<b>" * 100_000 + "x"),
    "100,000 ends of nothing": _said("</ul>" * 100_000),
    "references to no character": _said("&#99999999999;" * 50_000),
    "one sentence of 900,000 characters": _said("must be a value between 1 and " * 30_000),
    "one list of 300,000 values": _said("Valid values: " + "A, " * 300_000),
    "40,000 code spans": _said("Valid values: " + "<code>A1</code> | " * 40_000),
    "brackets that never close": _said("(" * 400_000),
    "marks of code in plain text": _said("`` a" * 200_000),
}


@pytest.mark.parametrize("case", _ODD)
def test_an_odd_model_gives_a_contract_in_time(case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is merely odd is read, within seconds, whatever it contains."""
    write_model(_ODD[case], tmp_path)
    began = time.process_time()
    status, output, error = _derived(tmp_path, capsys)
    assert (status, error) == (0, "")
    assert '"operation": "Send"' in output
    assert time.process_time() - began < 10


def _derived(models: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    """The exit status, the output and the complaints of `fencepost derive` on the invented service."""
    status = main(["derive", "--service", "parcels", "--models", str(models), "-o", "-"])
    told = capsys.readouterr()
    return status, told.out, told.err
