"""The REST protocols' requests: members in the path, the query, headers and the body."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from botocore.serialize import RestJSONSerializer
from botocore.utils import percent_encode_sequence

from fencepost.protocols.json_values import to_body
from fencepost.protocols.refusals import Inexpressible
from fencepost.protocols.texts import blob_bytes, checked_header, scalar_text
from fencepost.protocols.timestamps import to_wire, wire_form

#: Stands for a null that goes into the body: botocore's serialisers leave a null out.
NULL: Any = object()
_LABEL = re.compile(r"{(.*?)\+?}")


class ExactLocations:
    """What botocore's REST serialisers are taught of members outside the body; it comes before one of them."""

    QUERY_STRING_TIMESTAMP_FORMAT: str
    HEADER_TIMESTAMP_FORMAT: str

    def _expand_host_prefix(self, parameters: Any, operation_model: Any) -> None:
        """The codec forms the host, for every protocol alike."""

    def _render_uri_template(self, uri_template: str, params: dict[str, str]) -> str:
        for label in _LABEL.findall(uri_template):
            if not params.get(label):
                raise Inexpressible("a missing or empty URI member is another URL", member=label)
        try:
            return str(super()._render_uri_template(uri_template, params))  # type: ignore[misc]
        except UnicodeEncodeError:
            raise Inexpressible("a lone surrogate has no UTF-8 form in a URL") from None

    def _partition_parameters(
        self, partitioned: dict[str, Any], param_name: str, param_value: Any, shape_members: Mapping[str, Any]
    ) -> None:
        member = shape_members.get(param_name)
        location = member.serialization.get("location") if member is not None else None
        if member is None or location is None:
            partitioned["body_kwargs"][param_name] = param_value
        elif location == "querystring":
            self._query_parameters(partitioned["query_string_kwargs"], param_name, param_value, member)
        elif location == "header":
            name = member.serialization.get("name", param_name)
            partitioned["headers"][name] = self._convert_header_value(member, param_value)
        elif location == "headers" and not isinstance(param_value, Mapping):
            raise Inexpressible("headers of a common prefix can't hold a single value", member=param_name)
        else:
            super()._partition_parameters(partitioned, param_name, param_value, shape_members)  # type: ignore[misc]

    def _query_parameters(self, query: dict[str, Any], name: str, value: Any, member: Any) -> None:
        key = member.serialization.get("name", name)
        if member.type_name == "map" and isinstance(value, Mapping):
            query.update({str(part): _texts(item) for part, item in value.items()})
        elif member.type_name == "list" and isinstance(value, list):
            query[key] = [self._get_uri_and_query_string_value(item, member.member) for item in value]
        else:
            query[key] = self._get_uri_and_query_string_value(value, member)
        if value in ([], {}):
            raise Inexpressible("nothing in a query says that a list or a map is empty", member=name)

    def _get_uri_and_query_string_value(self, param_value: Any, member: Any) -> str:
        form = wire_form(member, self.QUERY_STRING_TIMESTAMP_FORMAT)
        return scalar_text(to_wire(param_value, form) if member.type_name == "timestamp" else param_value)

    def _convert_header_value(self, shape: Any, value: Any) -> str:
        if shape.type_name == "timestamp":
            return scalar_text(to_wire(value, wire_form(shape, self.HEADER_TIMESTAMP_FORMAT)))
        if shape.type_name == "list" and value == []:
            raise Inexpressible("a header can't say that a list is empty", member=shape.name)
        if (shape.type_name == "list" and _all_texts(value)) or shape.serialization.get("jsonvalue"):
            return str(super()._convert_header_value(shape, value))  # type: ignore[misc]
        return scalar_text(value)


class ExactJSONSerializer(ExactLocations, RestJSONSerializer):  # type: ignore[misc, unused-ignore]  # no types in botocore
    """Writes any JSON value for any member, in a body of JSON."""

    def __init__(self, shape: Any) -> None:
        super().__init__()
        payload = shape.serialization.get("payload") if shape is not None else None
        self._translate = to_body(shape.members[payload] if payload else shape) if shape is not None else None

    def _serialize_body_params(self, params: Any, shape: Any) -> bytes:
        if params is NULL:
            return b"null"
        if isinstance(params, Mapping) and NULL in params.values():
            params = {name: None if value is NULL else value for name, value in params.items()}
        return self.body(params)

    def body(self, value: Any) -> bytes:
        """The body that a value of the shape is."""
        return json.dumps(self._translate(value) if self._translate else value).encode("ascii")


class RESTEncoder:
    """Puts an operation's members where the model says. `content_type` is what its bodies are sent as.

    `serializer` is one of botocore's with `ExactLocations` before it; `null` is what it takes for a null in the body.
    """

    def __init__(self, model: Any, serializer: Any, content_type: str, null: Any) -> None:
        self._model, self._serializer, self._null, self.content_type = model, serializer, null, content_type
        shape = model.input_shape
        self._members: Mapping[str, Any] = shape.members if shape is not None else {}
        #: The member that is the whole body; none has an empty name.
        self._payload = str(shape.serialization.get("payload", "")) if shape is not None else ""
        self._raw: str | None = self._members[self._payload].type_name if self._payload else None
        self._bare = self._raw in ("blob", "string") or _names_its_type(self._members)

    def __call__(self, members: Mapping[str, Any]) -> tuple[str, dict[str, str], bytes]:
        """The path with its query, the protocol's own headers, and the body. Raises Inexpressible."""
        frame = self._serializer.serialize_to_request(self._serializable(members), self._model)
        headers = {name: checked_header(name, value) for name, value in frame["headers"].items()}
        if frame["body"] and not self._bare and "Content-Type" not in headers:
            headers["Content-Type"] = self.content_type
        path, query = frame["url_path"], frame["query_string"]
        if query:
            path += ("&" if "?" in path else "?") + _encoded(query)
        return path, headers, frame["body"]

    def _serializable(self, members: Mapping[str, Any]) -> Mapping[str, Any]:
        """The members with a top-level null, a payload of bytes, and unknown members made writable or refused."""
        if self._payload:
            for name in members:
                if name not in self._members:
                    raise Inexpressible("no place on the wire for an unknown member", member=name)
        elif not self._members and members and self._model.input_shape is None:
            raise Inexpressible("the operation takes no input", member=next(iter(members)))
        if self._raw in ("blob", "string") and self._payload in members:
            value = members[self._payload]
            raw = blob_bytes(value) if self._raw == "blob" else scalar_text(value).encode("utf-8", "surrogatepass")
            members = {**members, self._payload: raw}
        if None in members.values():
            return {name: self._without_null(name, value) for name, value in members.items()}
        return members

    def _without_null(self, name: str, value: Any) -> Any:
        if value is not None:
            return value
        if name in self._members and self._members[name].serialization.get("location"):
            raise Inexpressible("null has no form outside a body", member=name)
        return self._null


def _names_its_type(members: Mapping[str, Any]) -> bool:
    """Whether a member says what the body's type is: clients leave the header to it."""
    return any(str(member.serialization.get("name", "")).lower() == "content-type" for member in members.values())


def _encoded(query: Mapping[str, Any]) -> str:
    try:
        return str(percent_encode_sequence(query))
    except UnicodeEncodeError:
        raise Inexpressible("a lone surrogate has no UTF-8 form in a URL") from None


def _texts(value: Any) -> str | list[str]:
    return [scalar_text(item) for item in value] if isinstance(value, list) else scalar_text(value)


def _all_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)
