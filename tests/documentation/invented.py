"""Models of a service that doesn't exist, written into folders in botocore's layout."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any


def model(**shapes: Any) -> dict[str, Any]:
    """A model of one operation, whose request is the shape `Request`."""
    operation = {"name": "Send", "input": {"shape": "Request"}, "documentation": "<p>Sends a parcel.</p>"}
    return {"metadata": {}, "operations": {"Send": operation}, "shapes": {"String": {"type": "string"}, **shapes}}


def structure(**members: Any) -> dict[str, Any]:
    """A structure of members."""
    return {"type": "structure", "members": members}


def write_model(document: Any, folder: Path, *, packed: bool = False) -> Path:
    """The file of the model of the service `parcels`, below `folder`; text and bytes are written as they are."""
    file = folder / "parcels" / "2020-01-01" / ("service-2.json.gz" if packed else "service-2.json")
    file.parent.mkdir(parents=True)
    content = document if isinstance(document, (str, bytes)) else json.dumps(document)
    content = content.encode() if isinstance(content, str) else content
    file.write_bytes(gzip.compress(content) if packed else content)
    return file
