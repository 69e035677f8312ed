from flask import Blueprint

from quizapp.access import Rule, allow

sets = Blueprint("sets", __name__)


@sets.route("/sets/")
@allow(Rule.INSTRUCTOR)
def index() -> str:
    return ""
