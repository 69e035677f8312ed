from flask import Blueprint

from quizapp.access import Rule, allow

pages = Blueprint("pages", __name__)


@pages.route("/")
@allow(Rule.ANYONE)
def home() -> str:
    return ""
