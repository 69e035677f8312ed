"""Security headers of every response: nothing inline, nothing from elsewhere, no framing."""

from __future__ import annotations

from flask import Flask, Response, current_app, request

_POLICY = "default-src 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; form-action 'self'"


def register(app: Flask) -> None:
    """Set the headers after each request."""
    app.after_request(_secure)


def _secure(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = _POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    if current_app.config["SESSION_COOKIE_SECURE"]:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
    if request.endpoint != "static":
        # A page shows one person's data; "back" after signing out must not show it again.
        response.headers["Cache-Control"] = "no-store"
    return response
