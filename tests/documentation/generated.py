"""Pages that boto3's own documentation generator writes at test time, and what botocore's model says of the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from boto3.docs.service import ServiceDocumenter
from boto3.session import Session
from botocore import xform_name
from botocore.model import OperationModel, ServiceModel, Shape
from botocore.session import get_session
from botocore.utils import is_json_value_header

from fencepost.documentation import Member

#: type, required, literals, recursive
Facts = tuple[str, bool | None, tuple[str, ...], bool]

#: boto3 prints these pairs of types alike.
_PRINTED = {"long": "integer", "double": "float", "character": "string"}


def write_pages(service: str, folder: Path) -> dict[str, Path]:
    """The RST pages of every operation of a service, by the operation's name; nothing is sent anywhere.

    boto3 has no method for an operation whose request is a stream of events, hence no page either.
    """
    session = Session(aws_access_key_id="none", aws_secret_access_key="none", region_name="us-east-1")
    ServiceDocumenter(service, session, str(folder)).document_service()
    model, client = model_of(service), folder / service / "client"
    names = (name for name in model.operation_names if not model.operation_model(name).get_event_stream_input())
    return {name: client / f"{xform_name(name)}.rst" for name in names}


def model_of(service: str) -> ServiceModel:
    """Botocore's model of a service."""
    return get_session().get_service_model(service)


def facts_of(root: Member | None) -> dict[str, Facts]:
    """What a reader found, by path."""
    found = root.walk() if root else ()
    return {path: (member.type, member.required, member.literals, member.recursive) for path, member in found}


def facts_in_model(operation: OperationModel) -> tuple[dict[str, Facts], dict[str, Facts]]:
    """What the pages of an operation must say of its request and of its response, by path, as boto3 prints it."""
    request = dict(_walk(operation.input_shape, "", [], request=True)) if operation.input_shape else {}
    response = dict(_walk(operation.output_shape, "", [], request=False)) if operation.output_shape else {}
    return request, response


def _walk(shape: Shape, path: str, around: list[str], *, request: bool) -> Iterator[tuple[str, Facts]]:
    if shape.name in around or _kind(shape) == "document":
        return
    optional = False if request else None
    for name, inner in _inside(shape):
        at = f"{path}{name}" if name[0] in "[{" or not path else f"{path}.{name}"
        required = name in shape.required_members if request and shape.type_name == "structure" else optional
        yield at, _facts(inner, [*around, shape.name], required, is_key=name == "{key}")
        yield from _walk(inner, at, [*around, shape.name], request=request)


def _inside(shape: Shape) -> list[tuple[str, Shape]]:
    if shape.type_name == "structure":
        return list(shape.members.items())
    if shape.type_name == "list":
        return [("[]", shape.member)]
    return [("{key}", shape.key), ("{}", shape.value)] if shape.type_name == "map" else []


def _facts(shape: Shape, around: list[str], required: bool | None, *, is_key: bool) -> Facts:
    kind = _kind(shape)
    recursive = shape.name in around
    if recursive and kind == "map":
        kind = "structure"  # the page stops at the word dict, which stands for both
    literals = tuple(shape.metadata.get("enum", ())) if kind == "string" else ()
    if is_key or recursive or literals == ("string",):
        literals = ()  # the syntax block shows each key as 'string', and nothing of what recurs
    return kind, required, literals, recursive


def _kind(shape: Shape) -> str:
    if is_json_value_header(shape) or getattr(shape, "is_document_type", False):
        return "document"
    if getattr(shape, "serialization", {}).get("eventstream"):
        return "eventstream"
    return _PRINTED.get(shape.type_name, shape.type_name)
