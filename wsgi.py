"""The app for a WSGI server: ``granian --interface wsgi wsgi:app``."""

from quizapp import create_app

app = create_app()
