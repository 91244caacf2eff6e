"""CloudFront's continuous deployment policies and functions.

A function is never published: it stays in the stage DEVELOPMENT, and nothing is found in the stage LIVE.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from fencepost.reference.behaviour import Behaviour
from fencepost.reference.issuer import ACCOUNT, Issuer
from fencepost.reference.operation import Answer, Operation, find
from fencepost.reference.refusal import RefusedError
from fencepost.reference.rule import Matches, Required
from fencepost.reference.rules import FUNCTION_RULES, POLICY_RULES, RULES, VERSION_FORM
from fencepost.reference.shape import BLOB, STRING, Members, Moment, merge, strings, structure
from fencepost.reference.shapes import (
    FUNCTION_CONFIG,
    FUNCTION_LIST,
    FUNCTION_SUMMARY,
    POLICY,
    POLICY_CONFIG,
    POLICY_LIST,
)
from fencepost.reference.situation import Situation

_CONFIG = "ContinuousDeploymentPolicyConfig"
_LIST_SIZE = 100


@dataclass(frozen=True, slots=True)
class Resource:
    """A policy or a function: its content, its current version and all earlier ones, and its times."""

    name: str
    content: Members
    version: str
    issued: tuple[str, ...]
    created: Moment
    modified: Moment


class CloudFront:
    """The state of one account, and the operations on it."""

    def __init__(self, issuer: Issuer) -> None:
        self._issuer = issuer
        self._policies: dict[str, Resource] = {}
        self._functions: dict[str, Resource] = {}
        self._deleted: dict[str, Resource] = {}
        self.operations: Mapping[str, Operation] = {**self._policy_operations(), **self._function_operations()}

    def _policy_operations(self) -> dict[str, Operation]:
        config = structure(ContinuousDeploymentPolicyConfig=POLICY_CONFIG)
        update = structure(**config.members, Id=STRING, IfMatch=STRING)
        named = strings("Id", "IfMatch")
        return {
            "CreateContinuousDeploymentPolicy": Operation(config, self._create_policy, POLICY_RULES),
            "GetContinuousDeploymentPolicy": Operation(named, self._get_policy),
            "GetContinuousDeploymentPolicyConfig": Operation(named, self._get_policy_config),
            "DeleteContinuousDeploymentPolicy": Operation(named, self._delete_policy),
            "ListContinuousDeploymentPolicies": Operation(strings(), self._list_policies),
            "UpdateContinuousDeploymentPolicy": Operation(
                update,
                self._update_policy,
                RULES["cloudfront.UpdateContinuousDeploymentPolicy"],
                self._policy_situation,
            ),
        }

    def _function_operations(self) -> dict[str, Operation]:
        create = structure(Name=STRING, FunctionConfig=FUNCTION_CONFIG, FunctionCode=BLOB)
        update = structure(**create.members, IfMatch=STRING)
        named = strings("Name", "IfMatch", "Stage")
        name = Required("Name", "InvalidArgument")
        version = (
            Required("IfMatch", "InvalidIfMatchVersion"),
            Matches("IfMatch", "InvalidIfMatchVersion", VERSION_FORM),
        )
        return {
            "CreateFunction": Operation(create, self._create_function, (name, *FUNCTION_RULES)),
            "DescribeFunction": Operation(named, self._describe_function),
            "GetFunction": Operation(named, self._get_function),
            "DeleteFunction": Operation(named, self._delete_function, version),
            "ListFunctions": Operation(named, self._list_functions),
            "UpdateFunction": Operation(
                update, self._update_function, RULES["cloudfront.UpdateFunction"], self._function_situation
            ),
        }

    def _made(self, name: str, content: Members) -> Resource:
        version, now = self._issuer.version(), self._issuer.now()
        return Resource(name, content, version, (version,), now, now)

    def _updated(self, old: Resource, content: Members, behaviour: Behaviour) -> Resource:
        version = self._issuer.version() if behaviour.changes_version else old.version
        issued = (*old.issued, version)
        return replace(old, content=content, version=version, issued=issued, modified=self._issuer.now())

    def _current(self, store: dict[str, Resource], name: Any, behaviour: Behaviour) -> Resource | None:
        found = find(store, name)
        return found if found or behaviour.forgets_deleted else find(self._deleted, name)

    def _delete(self, store: dict[str, Resource], resource: Resource, members: Members) -> Answer:
        if members.get("IfMatch", resource.version) != resource.version:
            raise RefusedError("PreconditionFailed", "IfMatch is not the current version.")
        self._deleted[resource.name] = store.pop(resource.name)
        return Answer(status=204)

    # Policies

    def _policy(self, members: Members) -> Resource:
        policy = find(self._policies, members.get("Id"))
        if policy is None:
            raise RefusedError("NoSuchContinuousDeploymentPolicy", "There is no policy of this Id.")
        return policy

    def _policy_situation(self, members: Members, behaviour: Behaviour) -> Situation:
        return _situation(self._current(self._policies, members.get("Id"), behaviour))

    def _create_policy(self, members: Members, behaviour: Behaviour) -> Answer:
        del behaviour
        policy = self._made(self._issuer.uuid(), members[_CONFIG])
        self._policies[policy.name] = policy
        location = f"https://cloudfront.amazonaws.com/2020-05-31/continuous-deployment-policy/{policy.name}"
        return replace(_policy_answer(policy), status=201, headers=(("ETag", policy.version), ("Location", location)))

    def _get_policy(self, members: Members, behaviour: Behaviour) -> Answer:
        del behaviour
        return _policy_answer(self._policy(members))

    def _get_policy_config(self, members: Members, behaviour: Behaviour) -> Answer:
        del behaviour
        policy = self._policy(members)
        return Answer({_CONFIG: policy.content}, headers=(("ETag", policy.version),), document=(_CONFIG, POLICY_CONFIG))

    def _delete_policy(self, members: Members, behaviour: Behaviour) -> Answer:
        del behaviour
        return self._delete(self._policies, self._policy(members), members)

    def _list_policies(self, members: Members, behaviour: Behaviour) -> Answer:
        del members, behaviour
        items = [{"ContinuousDeploymentPolicy": _policy_members(policy)} for policy in self._policies.values()]
        listed = {"MaxItems": max(_LIST_SIZE, len(items)), "Quantity": len(items), "Items": items}
        root = "ContinuousDeploymentPolicyList"
        return Answer({root: listed}, document=(root, POLICY_LIST))

    def _update_policy(self, members: Members, behaviour: Behaviour) -> Answer:
        name = members.get("Id", "")
        config = members.get(_CONFIG, {})
        old = self._current(self._policies, name, behaviour)
        if behaviour.replacement == "partial" and old:
            config = merge(old.content, config)
        policy = self._updated(old, config, behaviour) if old else self._made(name, config)
        lost = old and not behaviour.keeps(_CONFIG)
        self._policies[name] = replace(policy, content=old.content) if old and lost else policy
        return _policy_answer(policy)

    # Functions

    def _function(self, members: Members) -> Resource:
        function = find(self._functions, members.get("Name"))
        if function is None or members.get("Stage", "DEVELOPMENT") != "DEVELOPMENT":
            raise RefusedError("NoSuchFunctionExists", "There is no function of this name in this stage.")
        return function

    def _function_situation(self, members: Members, behaviour: Behaviour) -> Situation:
        return _situation(self._current(self._functions, members.get("Name"), behaviour))

    def _create_function(self, members: Members, behaviour: Behaviour) -> Answer:
        del behaviour
        name = members["Name"]
        if name in self._functions:
            raise RefusedError("FunctionAlreadyExists", "There is a function of this name.")
        function = self._functions[name] = self._made(name, _function_content(members))
        location = f"https://cloudfront.amazonaws.com/2020-05-31/function/{quote(name, safe='')}"
        return replace(
            _function_answer(function), status=201, headers=(("ETag", function.version), ("Location", location))
        )

    def _describe_function(self, members: Members, behaviour: Behaviour) -> Answer:
        del behaviour
        return _function_answer(self._function(members))

    def _get_function(self, members: Members, behaviour: Behaviour) -> Answer:
        del behaviour
        function = self._function(members)
        code = function.content.get("FunctionCode", b"")
        raw = code if isinstance(code, bytes) else str(code).encode("utf-8", "replace")
        return Answer(headers=(("ETag", function.version),), raw=("application/octet-stream", raw))

    def _delete_function(self, members: Members, behaviour: Behaviour) -> Answer:
        del behaviour
        return self._delete(self._functions, self._function(members), members)

    def _list_functions(self, members: Members, behaviour: Behaviour) -> Answer:
        del behaviour
        live = members.get("Stage") == "LIVE"
        items = [] if live else [_function_members(function) for function in self._functions.values()]
        listed = {"MaxItems": max(_LIST_SIZE, len(items)), "Quantity": len(items), "Items": items}
        return Answer({"FunctionList": listed}, document=("FunctionList", FUNCTION_LIST))

    def _update_function(self, members: Members, behaviour: Behaviour) -> Answer:
        name = members.get("Name", "")
        content = _function_content(members)
        old = self._current(self._functions, name, behaviour)
        function = self._updated(old, content, behaviour) if old else self._made(name, content)
        kept = {member: value for member, value in content.items() if behaviour.keeps(member)}
        self._functions[name] = replace(function, content={**old.content, **kept}) if old else function
        return _function_answer(function, updated=True)


def _situation(resource: Resource | None) -> Situation:
    if resource is None:
        return Situation(exists=False)
    return Situation(version=resource.version, issued=resource.issued)


def _policy_members(policy: Resource) -> Members:
    return {"Id": policy.name, "LastModifiedTime": policy.modified, _CONFIG: policy.content}


def _policy_answer(policy: Resource) -> Answer:
    root = "ContinuousDeploymentPolicy"
    return Answer({root: _policy_members(policy)}, headers=(("ETag", policy.version),), document=(root, POLICY))


def _function_content(members: Members) -> Members:
    return {name: members[name] for name in ("FunctionConfig", "FunctionCode") if name in members}


def _function_arn(function: Resource) -> str:
    return f"arn:aws:cloudfront::{ACCOUNT}:function/{function.name}"


def _function_members(function: Resource) -> Members:
    metadata = {
        "FunctionARN": _function_arn(function),
        "Stage": "DEVELOPMENT",
        "CreatedTime": function.created,
        "LastModifiedTime": function.modified,
    }
    config = function.content.get("FunctionConfig", {})
    return {"Name": function.name, "Status": "UNPUBLISHED", "FunctionConfig": config, "FunctionMetadata": metadata}


def _function_answer(function: Resource, *, updated: bool = False) -> Answer:
    headers: tuple[tuple[str, str], ...] = (("ETag", function.version),)
    if updated:
        # The service model reads this operation's version from a header that is spelt so.
        headers += (("ETtag", function.version),)
    root = "FunctionSummary"
    return Answer({root: _function_members(function)}, headers=headers, document=(root, FUNCTION_SUMMARY))
