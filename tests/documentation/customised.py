"""Where boto3 documents something else than the service's model, on purpose, as botocore's own handlers say."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase

from botocore.handlers import BUILTIN_HANDLERS, AutoPopulatedParam, HideParamFromOperations, ParameterAlias

from .generated import Facts


def explained(service: str, operation: str, path: str, model: Facts | None, page: Facts | None) -> bool:
    """Whether a member on which a page and the model differ is one that boto3 changes, hides or adds."""
    if model and page and model[0] == "string" and page[0] == "structure":
        return True  # a document in JSON, which boto3 decodes and shows as a dict
    if model is None and path.endswith("String"):
        return True  # the text of a date that boto3 parses, kept beside it
    return re.split(r"[.\[{]", path)[0] in _touched(service, operation)


def _touched(service: str, operation: str) -> set[str]:
    """The members that a handler of documentation events hides, fills in or renames for this operation."""
    names: set[str] = set()
    for event, handler, *_ in BUILTIN_HANDLERS:
        owner = getattr(handler, "__self__", None)
        if not event.startswith("docs.") or not _matches(event, service, operation):
            continue
        if isinstance(owner, AutoPopulatedParam):
            names.add(owner.name)
        elif isinstance(owner, HideParamFromOperations):
            names.add(owner._parameter_name)
        elif isinstance(owner, ParameterAlias):
            names |= {owner._original_name, owner._alias_name}
    return names


def _matches(event: str, service: str, operation: str) -> bool:
    stages = ("docs.request-params", "docs.request-example", "docs.response-params", "docs.response-example")
    return any(fnmatchcase(f"{stage}.{service}.{operation}.complete-section", event) for stage in stages)
