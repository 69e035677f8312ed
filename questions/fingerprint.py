"""One number for everything of this package that decides what it gives: code, classification, library."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

_SUFFIXES = {".py", ".sqlite", ".txt", ".md"}


@cache
def program_hash() -> str:
    """The SHA-256 of the package's files; the same files give the same facts and items."""
    root = Path(__file__).parent
    digest = hashlib.sha256()
    for file in sorted(root.rglob("*")):
        if file.suffix in _SUFFIXES:
            digest.update(file.relative_to(root).as_posix().encode() + b"\0")
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()
