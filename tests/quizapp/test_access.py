"""Who may open what, for every address of the app."""

from __future__ import annotations

import pytest
from quizapp.access import rule_of


def test_every_address_says_who_may_open_it(app):
    for rule in app.url_map.iter_rules():
        rule_of(app, rule.endpoint)


@pytest.mark.parametrize("url", ["/study/", "/courses/", "/auth/people"])
def test_a_stranger_is_sent_to_sign_in_and_back(client_of, url):
    response = client_of(None).get(url, status=302)

    assert response.location == f"/auth/sign-in?next={url.replace('/', '%2F')}" or response.location.endswith(
        url
    )


def test_a_student_is_refused_what_is_for_instructors(client_of, make):
    client_of(make.user()).get("/courses/", status=403)
