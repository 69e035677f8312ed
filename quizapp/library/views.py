from flask import Blueprint

from quizapp.access import Rule, allow

library = Blueprint("library", __name__)


@library.route("/library/")
@allow(Rule.SIGNED_IN)
def index() -> str:
    return ""
