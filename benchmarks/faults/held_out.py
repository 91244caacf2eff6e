"""Two operators that were written last and are kept apart: no near miss was ever added because of what they show.

They say how well faults are found that nobody had in mind. Whoever improves the catalogue of near misses doesn't look
here, and takes no reason from here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from benchmarks.faults.blame import blamed, reason
from benchmarks.faults.fault import Fault, name_of
from fencepost.reference import (
    RULES,
    BeginsWith,
    Matches,
    Numeral,
    OneOf,
    Reference,
    Required,
    Rule,
    Typed,
)
from fencepost.reference.situation import Situation

#: The operators by name, with what each does.
HELD_OUT = {
    "trimmed": "white space around a text is taken away before the rule looks at it",
    "masked": "the rule is looked at only in requests that give an optional member which it isn't about",
}

#: Per operation, the optional member whose absence hides a rule, and the one that serves for rules on that one. One
#: operation has no optional members.
_MASKS = {
    "cloudfront.UpdateContinuousDeploymentPolicy": ("ContinuousDeploymentPolicyConfig.TrafficConfig", "IfMatch"),
    "lightsail.UpdateDistribution": ("isEnabled", "origin"),
    "proton.UpdateServicePipeline": ("templateMinorVersion", "templateMajorVersion"),
    "codedeploy.ContinueDeployment": ("deploymentWaitType", "deploymentWaitType"),
}


@dataclass(frozen=True, slots=True)
class Trimmed(Rule):
    """A rule that sees texts without the white space around them."""

    rule: Rule

    def broken(self, members: dict[str, Any], situation: Situation) -> bool:
        """Whether the rule is broken by the request so trimmed."""
        return self.rule.broken(_trimmed(members), situation)


def _trimmed(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _trimmed(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_trimmed(inner) for inner in value]
    return value.strip() if isinstance(value, str) else value


@dataclass(frozen=True, slots=True)
class Masked(Rule):
    """A rule that is looked at only where another member is given."""

    rule: Rule
    mask: str

    def broken(self, members: dict[str, Any], situation: Situation) -> bool:
        """Whether the member is there, and the rule broken."""
        return _given(members, self.mask) and self.rule.broken(members, situation)


def _given(members: Any, path: str) -> bool:
    for name in path.split("."):
        if not isinstance(members, dict) or name not in members:
            return False
        members = members[name]
    return True


def held_out_faults() -> Iterator[Fault]:
    """Every fault of the operators kept apart."""
    for operation, rules in RULES.items():
        for index, rule in enumerate(rules):
            for operator, vary in _VARIATIONS.items():
                variant = vary(operation, rule)
                if variant is not None:
                    yield _fault(operation, index, operator, variant)


def _trim(operation: str, rule: Rule) -> Rule | None:
    del operation
    # A header's value arrives without the white space around it, by the rules of HTTP.
    if rule.path == "IfMatch" or not isinstance(rule, (OneOf, BeginsWith, Matches, Numeral)):
        return None
    return Trimmed(rule.path, rule.error, rule)


def _mask(operation: str, rule: Rule) -> Rule | None:
    if operation not in _MASKS:
        return None
    first, second = _MASKS[operation]
    mask = second if rule.path.startswith(first) else first
    if rule.path.startswith(mask) or (isinstance(rule, (Required, Typed)) and mask.startswith(rule.path)):
        return None
    return Masked(rule.path, rule.error, rule, mask)


_VARIATIONS: dict[str, Callable[[str, Rule], Rule | None]] = {"trimmed": _trim, "masked": _mask}


def _fault(operation: str, index: int, operator: str, variant: Rule) -> Fault:
    rule = RULES[operation][index]
    rules = list(RULES[operation])
    rules[index] = variant
    return Fault(
        name=name_of(operation, rule, operator),
        operation=operation,
        rule_path=rule.path,
        kind=rule.kind,
        operator=operator,
        make=partial(Reference, {operation: tuple(rules)}),
        constraint=blamed(rule),
        # What can't be told from none when the rule is dropped can't be when it is looked at less often.
        equivalent=reason(operation, rule, "drop"),
    )
