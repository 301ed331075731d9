"""The versions of the client and of the run folder's format."""

VERSION = "0.2.0"
SCHEMA = 2
"""The version of ``docs/run-folder.md`` that the client writes."""
