"""How the reference says no: an error code, and the status that goes with it."""

from __future__ import annotations

from types import MappingProxyType

#: Statuses of the error codes that don't answer 400. Those of CloudFront stand in its service model.
STATUSES = MappingProxyType(
    {
        "NoSuchContinuousDeploymentPolicy": 404,
        "NoSuchFunctionExists": 404,
        "NoSuchResource": 404,
        "ContinuousDeploymentPolicyAlreadyExists": 409,
        "FunctionAlreadyExists": 409,
        "PreconditionFailed": 412,
        "FunctionSizeLimitExceeded": 413,
        "RequestEntityTooLarge": 413,
    }
)


class RefusedError(Exception):
    """A request that is refused. `code` is the error that the caller sees, `message` a line for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message

    @property
    def status(self) -> int:
        """The HTTP status of the answer."""
        return STATUSES.get(self.code, 400)
