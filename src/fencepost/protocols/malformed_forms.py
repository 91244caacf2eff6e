"""Bodies that break a form, or what its fields may be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

_DEPTH = 1_000
_DIGITS = 400
#: Texts that are of few types, and escapes that stand for no text.
_TEXTS: Mapping[str, str] = {
    "nan": "NaN",
    "huge-exponent": "1e999",
    "huge-integer": "9" * _DIGITS,
    "bad-date": "2024-13-41T25%3A61%3A61Z",
    "bad-base64": "%25%25%25",
    "bad-escape": "%zz",
    "invalid-utf-8": "%C3%28",
    "lone-surrogate": "%ED%A0%80",
    "zero-byte": "%00",
    "empty": "",
    "json": "%7B%22a%22%3A1%7D",
}


def form_bodies(body: bytes) -> Iterator[tuple[str, bytes]]:
    """Variants of a form, each with its label."""
    fields = [tuple(pair.partition("=")[::2]) for pair in body.decode("ascii", "replace").split("&")]
    envelope = [field for field in fields if field[0] in ("Action", "Version")]
    members = [field for field in fields if field[0] not in ("Action", "Version")]
    for name, wrong in (("Action", "FencepostUnknown"), ("Version", "1999-01-01")):
        others = [field for field in fields if field[0] != name]
        yield f"form-missing:{name}", _form(others)
        yield f"form-empty:{name}", _form([(name, ""), *others])
        yield f"form-wrong:{name}", _form([(name, wrong), *others])
        yield f"form-twice:{name}", _form([*fields, (name, wrong)])
    yield "form-unknown-field", _form([*fields, ("FencepostUnknown", "x")])
    yield "form-no-name", _form([*fields, ("", "x")])
    yield "form-dots-alone", _form([*fields, ("...", "x")])
    yield "form-deep", _form([*fields, (".".join(["a"] * _DEPTH), "x")])
    yield "form-semicolons", body.replace(b"&", b";")
    yield "form-json", b"{}"
    yield "form-xml", b"<request/>"
    for name, text in members:
        for label, wrong in _TEXTS.items():
            yield f"form-{label}:{name}", _with(envelope, members, name, [(name, wrong)])
        yield f"form-member-twice:{name}", _with(envelope, members, name, [(name, text), (name, "FencepostOther")])
        yield f"form-text-and-fields:{name}", _with(envelope, members, name, [(name, text), (f"{name}.x", "1")])
        yield from _numbers(envelope, members, name, text)


def _numbers(
    envelope: list[tuple[str, ...]], members: list[tuple[str, ...]], name: str, text: str
) -> Iterator[tuple[str, bytes]]:
    """A field of an item under another number than an item can have."""
    parts = name.split(".")
    where = next((at for at, part in enumerate(parts) if part.isdigit()), None)
    if where is None:
        return
    for label, number in {"zero": "0", "negative": "-1", "huge": "9" * 30, "no": "x", "leading-zero": "01"}.items():
        renamed = ".".join([*parts[:where], number, *parts[where + 1 :]])
        yield f"form-{label}-number:{name}", _with(envelope, members, name, [(renamed, text)])


def _with(
    envelope: list[tuple[str, ...]], members: list[tuple[str, ...]], name: str, instead: list[tuple[str, ...]]
) -> bytes:
    """The form with the field of a name replaced by others."""
    return _form([*envelope, *(field for field in members if field[0] != name), *instead])


def _form(fields: list[tuple[str, ...]]) -> bytes:
    return "&".join("=".join(field) for field in fields).encode("ascii", "replace")
