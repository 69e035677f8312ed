"""The app that people study, teach and report with; the questions package knows nothing of it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from quizapp.config import Settings


def create_app(settings: Settings | None = None) -> Flask:
    """The app, bound to these settings, else to those of the environment.

    What it is made of is imported here, so that commands that need no app start without it.

    Raises:
        SettingsError: a setting of the environment is wrong.
    """
    from flask import Flask
    from jinja2 import StrictUndefined
    from werkzeug.middleware.proxy_fix import ProxyFix

    from quizapp import access, converters, errors, filters, headers, models
    from quizapp.auth.views import auth
    from quizapp.config import read_settings
    from quizapp.courses.views import courses
    from quizapp.extensions import csrf, db, login_manager
    from quizapp.library.views import library
    from quizapp.media.views import media
    from quizapp.pages.views import pages
    from quizapp.progress.views import progress
    from quizapp.sets.views import sets
    from quizapp.study.views import study
    from quizapp.transfer.views import transfer

    settings = settings or read_settings()
    app = Flask(__name__)
    app.config.update(
        MAX_CONTENT_LENGTH=51 * 1000 * 1000,  # the largest file that is read, and its form around it
        PERMANENT_SESSION_LIFETIME=timedelta(days=30),
        SECRET_KEY=settings.secret_key,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.https,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS={
            "hide_parameters": True,  # a failing statement logs no hash and no address
            "pool_use_lifo": True,  # the connection last used has the pages in its cache that are asked next
        },
        TRUSTED_HOSTS=list(settings.hosts),
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session: a tab left open over night still saves its answer
    )
    app.extensions["settings"] = settings
    app.jinja_env.undefined = StrictUndefined
    if settings.proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies, x_host=settings.proxies
        )
    for extension in (db, csrf, login_manager):
        extension.init_app(app)
    converters.register(app)
    for blueprint in (pages, auth, study, library, sets, courses, progress, transfer, media):
        app.register_blueprint(blueprint)
    for part in (errors, filters, headers, access):
        part.register(app)
    _ = models  # imported so that every table is known
    return app
