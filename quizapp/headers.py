"""Headers of every response: nothing inline, nothing from elsewhere, no framing; what browsers may keep."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask, Response, current_app, request

_POLICY = "default-src 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; form-action 'self'"


def register(app: Flask) -> None:
    """Set the headers after each request, and version the addresses of static files."""
    app.after_request(_secure)
    app.url_defaults(_name_version)


def _secure(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", _POLICY)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    if current_app.config["SESSION_COOKIE_SECURE"]:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
    if request.endpoint == "media.image" and response.status_code == 200:
        return response  # it says itself how long it may be kept
    if request.endpoint != "static":
        # A page shows one person's data; "back" after signing out must not show it again.
        response.headers["Cache-Control"] = "no-store"
    elif "v" in request.args:
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def _name_version(endpoint: str, values: dict[str, Any]) -> None:
    """Put a hash of a static file's content into its address, so that browsers may keep it for good."""
    if endpoint == "static":
        values["v"] = _content_hash(Path(str(current_app.static_folder)) / values["filename"])


@cache
def _content_hash(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:12]
