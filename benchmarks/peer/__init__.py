"""Fencepost beside Schemathesis and plain hypothesis-jsonschema, on the same operations and faults, in one run."""
