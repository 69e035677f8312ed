from flask import Blueprint

from quizapp.access import Rule, allow

courses = Blueprint("courses", __name__)


@courses.route("/courses/")
@allow(Rule.INSTRUCTOR)
def index() -> str:
    return ""
