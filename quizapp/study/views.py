from flask import Blueprint

from quizapp.access import Rule, allow

study = Blueprint("study", __name__)


@study.route("/study/")
@allow(Rule.SIGNED_IN)
def today() -> str:
    return ""
