"""Whether a target has an operation at all, found out with one plain request and no contract."""

from __future__ import annotations

from pathlib import Path

from fencepost.campaign.inference.catalogue import catalogue_of
from fencepost.campaign.inference.drafts import Builder, Draft
from fencepost.campaign.inference.recipe import filled
from fencepost.campaign.inference.scalars import scalar_values
from fencepost.errors import FencepostError
from fencepost.protocols import Codec, Inexpressible
from fencepost.targets import Target


def lacks(target: Target, name: str, models: Path | None = None) -> bool:
    """Whether a target says that it has no operation of that name; False where that doesn't become clear."""
    service, _, short = name.partition(".")
    catalogue = catalogue_of(service, models)
    operation = catalogue.operations.get(short) if catalogue is not None else None
    if operation is None:
        return False
    builder = Builder(operation.input, lambda spot: scalar_values(spot.shape, spot.path, spot.said, own=True))
    try:
        codec = Codec.of(service, short, models=models)
        wire = codec.encode(filled(builder.build(Draft()), (), lambda: "fencepost-plain"))
    except (Inexpressible, FencepostError):
        return False
    response = target.send(wire)
    return target.not_implemented(response, codec.read_response(response))
