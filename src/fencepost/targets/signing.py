"""Real signatures, with the credentials of a profile: only when asked for."""

from __future__ import annotations

import re

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.exceptions import BotoCoreError
from botocore.session import Session

from fencepost.errors import UsageError
from fencepost.protocols import WireRequest
from fencepost.targets.in_process import one_line

_SCOPE = re.compile(r"Credential=[^/]*/\d+/(?P<region>[^/]+)/(?P<name>[^/]+)/aws4_request")


class Signer:
    """Signs requests with a profile's credentials, for the service and region that their own header names.

    Raises UsageError for a profile that isn't there or has no credentials.
    """

    def __init__(self, profile: str) -> None:
        try:
            credentials = Session(profile=profile).get_credentials()
        except BotoCoreError as error:
            raise UsageError(f"{one_line(error)}\n  Name a profile of your AWS configuration.") from None
        if credentials is None:
            raise UsageError(f"the profile {profile} has no credentials\n  Log in, or name another profile.")
        self._credentials = credentials

    def signed(self, wire: WireRequest, url: str) -> dict[str, str]:
        """The request's headers with a signature for `url`; as they are where they name no service to sign for."""
        scope = _SCOPE.search(wire.headers.get("Authorization", ""))
        headers = dict(wire.headers)
        if scope is None:
            return headers
        for name in ("Authorization", "X-Amz-Date"):
            headers.pop(name, None)
        request = AWSRequest(method=wire.method, url=url, headers=headers, data=wire.body)
        SigV4Auth(self._credentials, scope["name"], scope["region"]).add_auth(request)
        return {str(name): str(value) for name, value in request.headers.items()}
