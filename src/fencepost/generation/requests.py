"""Valid requests: the smallest one, one that holds a given member, and random ones.

A request is composed member by member; what relates members to one another (`Quantity` is the number of `Items`) is
then mended rather than filtered, since random values would meet it in a few draws of a hundred only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from hypothesis import HealthCheck, Phase, Verbosity, given, seed, settings
from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument, Unsatisfiable

from fencepost.contracts import Checker, Condition, Constraint, Contract
from fencepost.errors import FencepostError
from fencepost.generation import places
from fencepost.generation.case import Place
from fencepost.generation.mending import MENDS, Pins
from fencepost.generation.shape import OWN_KEYWORDS, Shape
from fencepost.generation.values import choose

#: How often a request is mended before it counts as impossible: more than any chain of relations seen is long.
PASSES = 8
#: A member that holds more members than this is the simplest one in random requests: drawn, it would never end.
LARGEST = 1000
#: How many values of a scalar are drawn to find another one.
ALTERNATIVES = 6
#: Hypothesis' worries about slow or wasteful tests, which don't matter where it only draws values.
UNCHECKED = (
    HealthCheck.data_too_large,
    HealthCheck.filter_too_much,
    HealthCheck.large_base_example,
    HealthCheck.nested_given,
    HealthCheck.too_slow,
)


class UnsatisfiableError(FencepostError):
    """No request keeps all constraints at once, as far as mending finds one."""


class Requests:
    """The valid requests of one contract; made once, since its strategies are costly to build.

    `domain` maps paths to strategies of values that mean something to the service; they must keep the contract.
    """

    def __init__(self, contract: Contract, domain: Mapping[str, st.SearchStrategy[Any]] | None = None) -> None:
        self.contract = contract
        self.checker = Checker(contract)
        self.shape = Shape("", self.checker.tree)
        self._domain = dict(domain or {})
        self._leaves: dict[str, st.SearchStrategy[Any]] = {}
        self._simplest: dict[str, Any] = {}
        self._others: dict[str, list[Any]] = {}
        self._disputed: frozenset[str] = frozenset()

    def prepare(self) -> None:
        """Draws all that is drawn once per contract, so that nothing is drawn while somebody else's test draws."""
        for shape in self.shape.walk():
            self.simple(shape)
            self._alternatives(shape.path)

    @property
    def paths(self) -> list[str]:
        """The contract's paths of all members, parents first."""
        return [shape.path for shape in self.shape.walk() if shape.path]

    def richest(self, paths: Iterable[str], base: Mapping[str, Any]) -> dict[str, Any]:
        """A valid request like `base` that holds as many of these members as go together, in their order."""
        request = dict(base)
        for path in paths:
            try:
                request = self.holding([path], base=request)
            except UnsatisfiableError:
                continue
        return request

    def varied(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """The request with another value for every scalar that can have one by itself."""
        varied: Any = request
        for place, value in places.leaves(request):
            for other in self._alternatives(places.pattern_of(place)):
                changed = places.with_value(varied, place, other)
                if other != value and not self.checker.broken(changed):
                    varied = changed
                    break
        return dict(varied)

    def _alternatives(self, path: str) -> list[Any]:
        """A few values of a scalar; none of what is no scalar, or has a path of its own in a map."""
        if path not in self._others:
            shape = self._shape(path)
            scalar = shape is not None and not shape.children and shape.type not in ("object", "array")
            self._others[path] = drawn(self._leaf(shape), ALTERNATIVES) if shape is not None and scalar else []
        return self._others[path]

    def bounds(self, path: str, keyword: str) -> list[Any]:
        """The values that unconditional constraints of a keyword give for a member."""
        shape = self._shape(path)
        return shape.values(keyword) if shape else []

    def alternatives(self, path: str, value: Any) -> list[Any]:
        """A few values of a scalar beside this one; none of what is no scalar."""
        return [other for other in self._alternatives(path) if other != value]

    def literals(self, path: str) -> list[Any]:
        """The values that the contract lists for a member; none where it lists none."""
        return [value for listed in self.bounds(path, "enum") for value in listed]

    def required(self, path: str) -> bool:
        """Whether the member at a contract's path must be given."""
        shape = self._shape(path)
        return shape is not None and shape.required

    def simple_at(self, path: str) -> Any:
        """The simplest value of the member at a contract's path; of a list, the simplest that holds something."""
        shape = self._shape(path) or Shape(path, self.checker.tree, "string")
        if shape.type == "array" and "[]" in shape.children:
            return [self.simple(shape.children["[]"])]
        return self.simple(shape)

    @cached_property
    def smallest(self) -> dict[str, Any]:
        """The request with nothing but what must be given. Raises UnsatisfiableError.

        Where sentences leave no request beside what the signature, the model and the errors say, those sentences are
        `disputed` from then on: one of the two was misread, or the documentation contradicts itself.
        """
        simple = self.simple(self.shape)
        try:
            return self.mended(simple)
        except UnsatisfiableError:
            kept = self._mended_by(_is_stated, simple, Pins())
            broken = [self.contract.by_id[identity] for identity in self.checker.broken(kept)]
            if any(map(_is_stated, broken)):
                raise
        self._disputed = frozenset(constraint.id for constraint in broken)
        rest = tuple(c for c in self.contract.constraints if c.id not in self._disputed)
        self.checker = Checker(replace(self.contract, constraints=rest))
        return self.mended(kept)

    @property
    def disputed(self) -> frozenset[str]:
        """The ids of what no request keeps beside surer promises; nothing can be shown of them."""
        _ = self.smallest
        return self._disputed

    def holding(
        self, paths: Iterable[str], when: Iterable[Condition] = (), base: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """The smallest request, or the one nearest to `base`, that holds these members and meets these conditions.

        Raises UnsatisfiableError where there is none.
        """
        request: Any = self.smallest if base is None else base
        values: set[Place] = set()
        members: set[Place] = set()
        for condition in when:
            if condition.keyword == "absent":
                continue
            place = self.place_of(condition.path)
            value = condition.value[0] if condition.keyword == "enum" else condition.value
            request = self.filled(request, place)
            if condition.keyword != "present":
                request = places.with_value(request, place, value)
            values.add(place)
        for path in paths:
            place = self.place_of(path)
            request = self.filled(request, place)
            members.add(place)
        return self.mended(request, Pins(frozenset(values), frozenset(members)))

    def mended(self, request: Mapping[str, Any], pins: Pins | None = None) -> dict[str, Any]:
        """The request with its relations mended; what is pinned stays. Raises UnsatisfiableError."""
        for wanted in (self._is_wanted, lambda constraint: not self._given_up(constraint.id)):
            current = self._mended_by(wanted, request, pins or Pins())
            if all(self._given_up(identity) for identity in self.checker.broken(current)):
                return current
        left = ", ".join(sorted(self.checker.broken(current)))
        raise UnsatisfiableError(
            f"{self.contract.name}: no valid request was found; these stand against one another: {left}\n"
            f"  Look at them with: fencepost show {self.contract.name}"
        )

    def _mended_by(
        self, wanted: Callable[[Constraint], bool], request: Mapping[str, Any], pins: Pins
    ) -> dict[str, Any]:
        """The request with those of its broken promises mended that are wanted, as far as that goes."""
        current: Any = request
        for _ in range(PASSES):
            broken = [one for one in self._in_order(self.checker.broken(current)) if wanted(one)]
            if not broken:
                break
            for constraint in broken:
                mend = MENDS.get(constraint.keyword)
                # What another mend has mended on the way is left alone: two members may each stand for the other.
                if mend and self.checker.breaks(current, constraint.id):
                    current = mend(self, current, constraint, pins)
        return dict(current)

    def _in_order(self, identities: Iterable[str]) -> list[Constraint]:
        """The constraints in the order of their members, so that the same request is always mended in the same way."""
        return sorted(map(self.contract.by_id.__getitem__, identities), key=self.checker.number)

    def _is_wanted(self, constraint: Constraint) -> bool:
        """False for literals, or a bound, that a surer promise refuses: to put them would break that."""
        if constraint.keyword in ("enum", "const"):
            return not self._given_up(constraint.id)
        return not self._is_dropped(constraint)

    def _is_dropped(self, constraint: Constraint) -> bool:
        """Whether a member's shape has no use for its bound, since no value would be left beside surer ones."""
        if constraint.keyword not in OWN_KEYWORDS or constraint.when:
            return False
        shape = self._shape(constraint.path)
        return shape is not None and constraint not in shape.constraints

    def _given_up(self, identity: str) -> bool:
        """Whether a promise is one of two that contradict each other, and not the one that is sure."""
        constraint = self.contract.by_id[identity]
        return constraint.expect == "either" and (bool(constraint.contested) or self._is_dropped(constraint))

    @cached_property
    def strategy(self) -> st.SearchStrategy[dict[str, Any]]:
        """Random valid requests, which shrink towards the smallest."""
        _ = self.smallest  # after it is known what is disputed
        mended: st.SearchStrategy[Any] = self._strategy(self.shape).map(self._try)
        return mended.filter(lambda request: request is not None)

    def stock(self, count: int, number: int) -> list[dict[str, Any]]:
        """`count` random valid requests, the same for the same seed `number`. Raises UnsatisfiableError."""
        return drawn(self.strategy, count, number)

    def _try(self, request: Mapping[str, Any]) -> dict[str, Any] | None:
        try:
            return self.mended(request)
        except UnsatisfiableError:
            return None

    def _shape(self, path: str) -> Shape | None:
        """The member at a contract's path, or None where the contract has none there."""
        shape: Shape | None = self.shape
        for step in places.tokens(path):
            shape = shape.children.get(step) if shape else None
        return shape

    def _leaf(self, shape: Shape) -> st.SearchStrategy[Any]:
        if shape.path not in self._leaves:
            self._leaves[shape.path] = choose(shape, self._domain)
        return self._leaves[shape.path]

    def _strategy(self, shape: Shape) -> st.SearchStrategy[Any]:
        if shape.path and shape.children and shape.exceeds(LARGEST):
            return st.builds(self.simple, st.just(shape))
        if shape.path in self._domain or (not shape.children and shape.type not in ("object", "array")):
            return self._leaf(shape)
        if shape.type == "array":
            item = shape.children.get("[]", Shape(f"{shape.path}[]", self.checker.tree, "string"))
            low = max(shape.values("minItems"), default=0)
            high = min(shape.values("maxItems"), default=low + 3)
            unique = any(shape.values("uniqueItems"))
            return st.lists(self._strategy(item), min_size=low, max_size=high, unique_by=repr if unique else None)
        if "{}" in shape.children:
            keys = shape.children.get("{key}", Shape(f"{shape.path}{{key}}", self.checker.tree, "string"))
            low = max(shape.values("minItems"), default=0)
            high = max(low, min((3, *shape.values("maxItems"))))
            return st.dictionaries(
                self._strategy(keys), self._strategy(shape.children["{}"]), min_size=low, max_size=high
            )
        return st.fixed_dictionaries(
            {name: self._strategy(child) for name, child in shape.children.items() if child.required},
            optional={name: self._strategy(child) for name, child in shape.children.items() if not child.required},
        )

    def simple(self, shape: Shape) -> Any:
        """The simplest value of a member."""
        if shape.path not in self._domain and shape.type == "object" and "{}" not in shape.children:
            return {name: self.simple(child) for name, child in shape.children.items() if child.required}
        if shape.path not in self._simplest and shape.type == "array" and shape.exceeds(LARGEST):
            item, low = shape.children.get("[]"), max(shape.values("minItems"), default=0)
            return [self.simple(item) for _ in range(low)] if item else []
        if shape.path not in self._simplest and "{}" in shape.children and shape.exceeds(LARGEST):
            low = max(shape.values("minItems"), default=0)
            return {f"key{number}": self.simple(shape.children["{}"]) for number in range(low)}
        if shape.path not in self._simplest:
            try:
                self._simplest[shape.path] = simplest(self._strategy(shape))
            except UnsatisfiableError:
                if not shape.drop_unsure():
                    raise
                self._leaves.pop(shape.path, None)
                self._simplest[shape.path] = simplest(self._strategy(shape))
        return self._simplest[shape.path]

    def place_of(self, path: str) -> Place:
        """The place of a path in a request that holds it: the first item of a list, a plain key of a map."""
        plain: dict[str, str | int] = {"[]": 0, "{}": "key", "{key}": "key"}
        return tuple(plain.get(word, word) for word in places.tokens(path))

    def filled(self, request: Any, place: Place) -> Any:
        """The request with everything on the way to a place given, simplest values where nothing was."""
        shape = self.shape
        for depth, step in enumerate(place):
            shape = self._child(shape, step)
            here = place[: depth + 1]
            if places.get(request, here) is None:
                request = places.with_value(request, here, self.simple(shape))
        return request

    def _child(self, shape: Shape, step: str | int) -> Shape:
        name = "[]" if isinstance(step, int) else step if step in shape.children else "{}"
        return shape.children[name]


def _is_stated(constraint: Constraint) -> bool:
    """Whether more than sentences says it."""
    return any(origin.origin in ("signature", "model", "error") for origin in constraint.origins)


def simplest(strategy: st.SearchStrategy[Any]) -> Any:
    """The value that a strategy shrinks to, which Hypothesis tries first. Raises UnsatisfiableError if it has none."""
    return drawn(strategy, 1)[0]


def drawn(strategy: st.SearchStrategy[Any], count: int, number: int = 0) -> list[Any]:
    """At most `count` values of a strategy, the same for the same seed `number`, the simplest first.

    Raises UnsatisfiableError where it has none.
    """
    values: list[Any] = []

    @seed(number)
    @settings(
        max_examples=count,
        database=None,
        phases=[Phase.generate],
        deadline=None,
        verbosity=Verbosity.quiet,
        suppress_health_check=UNCHECKED,
    )
    @given(strategy)
    def collect(value: Any) -> None:
        values.append(value)

    try:
        collect()
    except (Unsatisfiable, InvalidArgument) as error:
        raise UnsatisfiableError(f"no value keeps all constraints: {error}") from error
    return values[:count]
