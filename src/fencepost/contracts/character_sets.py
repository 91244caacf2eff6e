"""Character sets in prose that are narrower than the pattern of the model: a contradiction of the documentation."""

from __future__ import annotations

import string
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from fencepost.contracts.constraint import Constraint
from fencepost.contracts.dialect import searcher

#: Texts of one kind of character, which most patterns of names accept, and which show what else may stand in them.
_CARRIERS = ("a", "A", "7", "aaaaaaaa", "AAAAAAAA", "77777777", "aA7aA7aA7aA7")
_CHARACTERS = string.printable[: string.printable.index("\t")]


def narrower(group: Iterable[Constraint]) -> Iterator[tuple[Constraint, Constraint]]:
    """Each pattern of the prose alone that refuses a character which a pattern of the model permits, with the latter.

    A model's pattern that permits any printable character describes no set, and so contradicts none.
    """
    patterns = [one for one in group if one.keyword == "pattern" and isinstance(one.value, str)]
    models = [one for one in patterns if any(origin.origin == "model" for origin in one.origins)]
    stated = [one for one in patterns if all(origin.origin == "prose" for origin in one.origins)]
    for model in models if stated else ():
        for prose in stated:
            if _refuses_more(prose.value, model.value):
                yield prose, model


@lru_cache(maxsize=4096)
def _refuses_more(prose: str, model: str) -> bool:
    accepts, permits = searcher(prose), searcher(model)
    if accepts is None or permits is None:
        return False
    carriers = [text for text in _CARRIERS if accepts(text) and permits(text)]
    if not carriers or all(_permitted(permits, carriers, one) for one in _CHARACTERS):
        return False
    return any(_permitted(permits, carriers, one) and not _permitted(accepts, carriers, one) for one in _CHARACTERS)


def _permitted(matches: Callable[[str], object], carriers: Iterable[str], character: str) -> bool:
    """Whether the character may stand inside a text that may stand without it."""
    return any(matches(f"{text[0]}{character}{text[1:]}") or matches(f"{text[:-1]}{character}") for text in carriers)
