"""The query protocols' requests: every member is a field of a form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from botocore.serialize import EC2Serializer, QuerySerializer

from fencepost.protocols.refusals import Inexpressible
from fencepost.protocols.texts import scalar_text
from fencepost.protocols.timestamps import to_wire, wire_form

#: The fields that name the operation; no member has these names.
ENVELOPE = ("Action", "Version")


class ExactFields:
    """What botocore's query serialisers are taught; it comes before one of them.

    An unknown member is a field of its own name; an object or a list where a scalar is expected has fields below the
    scalar's name, a scalar where one of them is expected is a field of its name. What a form has no field for raises
    `Inexpressible`: null, an empty object, in EC2's form an empty list.
    """

    TIMESTAMP_FORMAT: str

    def _expand_host_prefix(self, parameters: Any, operation_model: Any) -> None:
        """The codec forms the host, for every protocol alike."""

    def _serialize_type_structure(self, serialized: dict[str, str], value: Any, shape: Any, prefix: str = "") -> None:
        members = shape.members
        if not isinstance(value, Mapping) or (not value and prefix):
            write_fields(serialized, value, prefix)
            return
        for name, below in value.items():
            member = members.get(name)
            if member is None or below is None:
                write_fields(serialized, below, f"{prefix}.{name}" if prefix else name)
                continue
            field = self._get_serialized_name(member, name)  # type: ignore[attr-defined]
            self._serialize(serialized, below, member, f"{prefix}.{field}" if prefix else field)  # type: ignore[attr-defined]

    def _serialize_type_list(self, serialized: dict[str, str], value: Any, shape: Any, prefix: str = "") -> None:
        if not isinstance(value, list):
            write_fields(serialized, value, prefix)
        else:
            super()._serialize_type_list(serialized, value, shape, prefix)  # type: ignore[misc]

    def _serialize_type_map(self, serialized: dict[str, str], value: Any, shape: Any, prefix: str = "") -> None:
        if not isinstance(value, Mapping) or not value:
            write_fields(serialized, value, prefix)
        else:
            super()._serialize_type_map(serialized, value, shape, prefix)  # type: ignore[misc]

    def _serialize_type_timestamp(self, serialized: dict[str, str], value: Any, shape: Any, prefix: str = "") -> None:
        self._default_serialize(serialized, to_wire(value, wire_form(shape, self.TIMESTAMP_FORMAT)), shape, prefix)

    def _default_serialize(self, serialized: dict[str, str], value: Any, shape: Any, prefix: str = "") -> None:
        if value is None or isinstance(value, Mapping | list):
            write_fields(serialized, value, prefix)
        else:
            serialized[prefix] = scalar_text(value)

    # A contract holds blobs as the text that the wire has; the others are scalars like any other.
    _serialize_type_blob = _serialize_type_boolean = _serialize_type_float = _serialize_type_double = _default_serialize


class ExactQuerySerializer(ExactFields, QuerySerializer):  # type: ignore[misc, unused-ignore]  # no types in botocore
    """The query protocol's form: lists and maps have a name between theirs and the number of an item."""


class ExactEC2Serializer(ExactFields, EC2Serializer):  # type: ignore[misc, unused-ignore]  # no types in botocore
    """EC2's form: the number of an item follows the list's name, and names begin with a capital."""

    def _serialize_type_list(self, serialized: dict[str, str], value: Any, shape: Any, prefix: str = "") -> None:
        if value == []:
            write_fields(serialized, value, prefix)
        else:
            super()._serialize_type_list(serialized, value, shape, prefix)


class FormEncoder:
    """Puts an operation's members into a form. `ec2` chooses EC2's."""

    def __init__(self, model: Any, *, ec2: bool) -> None:
        self._model = model
        self._serializer: Any = ExactEC2Serializer() if ec2 else ExactQuerySerializer()
        frame = self._serializer.serialize_to_request({}, model)
        self.content_type = str(frame["headers"]["Content-Type"])

    def __call__(self, members: Mapping[str, Any]) -> tuple[str, dict[str, str], bytes]:
        """The path, the protocol's own headers, and the body. Raises Inexpressible."""
        for name in ENVELOPE:
            if name in members and (self._model.input_shape is None or name not in self._model.input_shape.members):
                raise Inexpressible("the form's own fields have this name", member=name)
        if members and self._model.input_shape is None:
            raise Inexpressible("the operation takes no input", member=next(iter(members)))
        frame = self._serializer.serialize_to_request(members, self._model)
        try:
            body = urlencode(frame["body"]).encode("ascii")
        except UnicodeEncodeError:
            raise Inexpressible("a lone surrogate has no UTF-8 form in a field") from None
        return "/", {"Content-Type": self.content_type}, body


def write_fields(fields: dict[str, str], value: Any, name: str) -> None:
    """Writes any JSON value as fields below a name, without a model's help. Raises Inexpressible."""
    if value is None:
        raise Inexpressible("null has no form in a field", member=name)
    if isinstance(value, Mapping | list) and not value:
        raise Inexpressible("no field says that an object or a list is empty", member=name)
    if isinstance(value, Mapping):
        for key, below in value.items():
            write_fields(fields, below, f"{name}.{key}")
    elif isinstance(value, list):
        for number, below in enumerate(value, 1):
            write_fields(fields, below, f"{name}.{number}")
    else:
        fields[name] = scalar_text(value)
