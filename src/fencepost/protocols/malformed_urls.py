"""URLs and headers around a body that is right, as no client of the protocol would write them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

#: Texts that are of few types, and escapes that stand for no text, as they stand in a URL.
_TEXTS: Mapping[str, str] = {
    "empty": "",
    "nan": "NaN",
    "huge-integer": "9" * 400,
    "decimal": "1.5",
    "bad-date": "2024-13-41T25%3A61%3A61Z",
    "bad-escape": "%zz",
    "invalid-utf-8": "%C3%28",
    "zero-byte": "%00",
    "line-break": "a%0D%0Ab",
}


def paths(path: str) -> Iterator[tuple[str, str]]:
    """Variants of a path with its query, each with its label."""
    place, mark, query = path.partition("?")
    rest = mark + query
    yield "path-trailing-slash", place + "/" + rest
    yield "path-doubled-slash", "/" + place + rest
    yield "path-dots", place.rstrip("/") + "/../" + place.rpartition("/")[2] + rest
    for label in ("bad-escape", "invalid-utf-8", "zero-byte"):
        yield f"path-{label}", place + _TEXTS[label] + rest
    yield "query-unknown", place + (rest + "&" if query else "?") + "FencepostUnknown=x"
    yield "query-no-name", place + (rest + "&" if query else "?") + "=x&&"
    for at, pair in enumerate(pairs := query.split("&") if query else []):
        name, _, text = pair.partition("=")
        others = [*pairs[:at], *pairs[at + 1 :]]
        for label, wrong in _TEXTS.items():
            yield f"query-{label}:{name}", f"{place}?{'&'.join([*others, f'{name}={wrong}'])}"
        yield f"query-twice:{name}", f"{place}?{'&'.join([*pairs, f'{name}=FencepostOther'])}"
        yield f"query-no-value:{name}", f"{place}?{'&'.join([*others, name])}"
        yield f"query-wrong-case:{name}", f"{place}?{'&'.join([*others, f'{name.swapcase()}={text}'])}"


def header_values(name: str, value: str) -> Iterator[tuple[str, str]]:
    """Variants of a header that a member stands in, each with its label."""
    yield f"header-empty:{name}", ""
    yield f"header-long:{name}", "x" * 8000
    yield f"header-huge-integer:{name}", "9" * 400
    yield f"header-not-ascii:{name}", "\xff\xfe"
    yield f"header-bad-date:{name}", "Mon, 99 Foo 2024 99:99:99 GMT"
    yield f"header-list:{name}", f'{value}, , "{value}'
