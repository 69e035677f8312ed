from flask import Blueprint

from quizapp.access import Rule, allow

auth = Blueprint("auth", __name__)


@auth.route("/auth/sign-in")
@allow(Rule.ANYONE)
def sign_in() -> str:
    return ""


@auth.route("/auth/sign-out", methods=["POST"])
@allow(Rule.SIGNED_IN)
def sign_out() -> str:
    return ""


@auth.route("/auth/settings")
@allow(Rule.SIGNED_IN)
def settings() -> str:
    return ""


@auth.route("/auth/people")
@allow(Rule.ADMINISTRATOR)
def people() -> str:
    return ""
