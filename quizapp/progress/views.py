from flask import Blueprint

from quizapp.access import Rule, allow

progress = Blueprint("progress", __name__)


@progress.route("/progress/")
@allow(Rule.SIGNED_IN)
def own() -> str:
    return ""
