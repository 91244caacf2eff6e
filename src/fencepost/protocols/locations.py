"""The members of a message that stand outside its body: in headers, in the path, in the query, in the status."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qs, unquote

from fencepost.protocols.scalars import reader_of

#: An item of a list in a header: within quotes, or up to the next comma.
_ITEM = re.compile(r'\s*(?:"((?:[^"\\]|\\.)*)"|([^,]*))\s*(,|$)')


class HeaderMembers:
    """Reads the members of a structure that stand in headers, whatever the case of their names."""

    def __init__(self, shape: Any) -> None:
        self._single: list[tuple[str, str, Callable[[str], Any]]] = []
        self._prefixed: list[tuple[str, str]] = []
        self._status: list[str] = []
        for name, member in shape.members.items() if shape is not None else ():
            location = member.serialization.get("location")
            header = str(member.serialization.get("name", name)).lower()
            if location == "header":
                self._single.append((name, header, _header_reader(member)))
            elif location == "headers":
                self._prefixed.append((name, header))
            elif location == "statusCode":
                self._status.append(name)
        self.empty = not (self._single or self._prefixed or self._status)

    def read(self, headers: Mapping[str, str], status: int | None = None) -> dict[str, Any]:
        """The members found in `headers` and, of a response, in its status.

        Names of common prefix keep their case, as far as the headers have it.
        """
        members: dict[str, Any] = {}
        lowered = {name.lower(): value for name, value in headers.items()} if self._single else {}
        for name, header, convert in self._single:
            if header in lowered:
                members[name] = convert(lowered[header])
        for name, prefix in self._prefixed:
            found = {key[len(prefix) :]: value for key, value in headers.items() if key.lower().startswith(prefix)}
            if found:
                members[name] = found
        members.update(dict.fromkeys(self._status, status))
        return members


class UrlMembers:
    """Reads the members of a request that stand in its path and in its query."""

    def __init__(self, shape: Any, template: str) -> None:
        path, _, _ = template.partition("?")
        self._labels: dict[str, tuple[str, Callable[[str], Any]]] = {}
        self._query: list[tuple[str, str, Any]] = []
        self._rest: tuple[str, bool] | None = None
        self._fixed = frozenset(parse_qs(template.partition("?")[2], keep_blank_values=True))
        groups: dict[str, str] = {}
        for name, member in shape.members.items() if shape is not None else ():
            wire = str(member.serialization.get("name", name))
            location = member.serialization.get("location")
            if location == "uri":
                group = f"label{len(groups)}"
                groups[wire] = group
                self._labels[group] = (name, reader_of(member))
            elif location == "querystring" and member.type_name == "map":
                self._rest = (name, member.value.type_name == "list")
            elif location == "querystring":
                self._query.append((name, wire, member))
        self._path = re.compile(_path_pattern(path, groups))
        self.empty = not (self._labels or self._query or self._rest)

    def read(self, target: str) -> dict[str, Any]:
        """The members in a request's path and query; none of the path's if it isn't this operation's."""
        path, _, query = target.partition("?")
        members: dict[str, Any] = {}
        match = self._path.fullmatch(path)
        for group, (name, convert) in self._labels.items() if match else ():
            members[name] = convert(unquote(match.group(group))) if match else None
        if query and (self._query or self._rest):
            members.update(self._from_query(parse_qs(query, keep_blank_values=True)))
        return members

    def _from_query(self, found: dict[str, list[str]]) -> dict[str, Any]:
        members: dict[str, Any] = {}
        for name in self._fixed:
            found.pop(name, None)
        for name, wire, member in self._query:
            texts = found.pop(wire, None)
            if texts is None:
                continue
            if member.type_name == "list":
                convert = reader_of(member.member)
                members[name] = [convert(text) for text in texts]
            else:
                members[name] = reader_of(member)(texts[-1])
        if self._rest and found:
            name, many = self._rest
            members[name] = {key: values if many else values[-1] for key, values in found.items()}
        return members


def _path_pattern(path: str, groups: Mapping[str, str]) -> str:
    pattern = ""
    for piece in re.split(r"({[^}]*})", path):
        label = piece.strip("{}")
        if not piece.startswith("{"):
            pattern += re.escape(piece)
        elif label.rstrip("+") in groups:
            pattern += f"(?P<{groups[label.rstrip('+')]}>{'.+' if label.endswith('+') else '[^/]+'})"
        else:
            pattern += "[^/]+"
    return pattern


def _header_reader(member: Any) -> Callable[[str], Any]:
    if member.serialization.get("jsonvalue"):
        return _json_header
    if member.type_name == "list":
        convert = reader_of(member.member)
        return lambda text: [convert(part) for part in _parts(text)]
    return reader_of(member)


def _parts(text: str) -> list[str]:
    """The items of a list in a header: between commas, or within quotes where they hold a comma or a quote."""
    if '"' not in text:
        return [part.strip() for part in text.split(",")]
    parts = []
    for match in _ITEM.finditer(text):
        quoted, plain, end = match.groups()
        parts.append(plain.strip() if quoted is None else quoted.replace('\\"', '"'))
        if not end:
            break
    return parts


def _json_header(text: str) -> Any:
    try:
        return json.loads(base64.b64decode(text))
    except (ValueError, RecursionError):
        return text
