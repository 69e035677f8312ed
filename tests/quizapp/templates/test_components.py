"""The shared macros and the frame of every page, drawn without the rest of the app."""

import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask, flash, render_template_string
from flask_wtf import CSRFProtect, FlaskForm
from jinja2 import StrictUndefined
from wtforms import BooleanField, HiddenField, PasswordField, RadioField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Optional

import quizapp
from tests.page_client import faults_of_page

_PACKAGE = Path(quizapp.__file__).parent
_STUDENT = SimpleNamespace(email="ana@example.org", name="Ana Modelo", role="student")


class SignUpForm(FlaskForm):
    """One field of each kind that the macro treats differently."""

    name = StringField("Name", [InputRequired("Enter your name.")], description="As on your badge.")
    nickname = StringField("Nickname", [Optional()])
    password = PasswordField("Password", [InputRequired("Enter a password.")])
    scheduler = RadioField(
        "Scheduler",
        [InputRequired("Choose one.")],
        choices=[SelectChoice("sm2", "SM-2"), SelectChoice("fsrs", "FSRS")],
    )
    keys = BooleanField("Use single keys", [InputRequired("Tick this.")])
    invitation = HiddenField(default="abc")


@pytest.fixture
def frame() -> Iterator[Flask]:
    app = Flask(__name__, template_folder=_PACKAGE / "templates", static_folder=_PACKAGE / "static")
    app.secret_key = "for-tests-only"
    app.jinja_env.undefined = StrictUndefined
    CSRFProtect(app)
    app.add_url_rule("/", "pages.home", lambda: "")
    app.add_url_rule("/help/", "pages.help_page", lambda: "")
    app.add_url_rule("/settings", "auth.settings", lambda: "")
    app.add_url_rule("/sign-out", "auth.sign_out", lambda: "", methods=["POST"])
    app.add_url_rule("/list", "list", lambda: "")
    with app.test_request_context("/", method="POST"):
        yield app


def draw(component: str, call: str, **values: object) -> str:
    return render_template_string(f'{{% import "components/{component}.html" as c %}}{call}', **values)


def page(content: str = "<h1>Today</h1>", **values: object) -> str:
    template = (
        '{% extends "base.html" %}{% block title %}Today{% endblock %}{% block content %}'
        + content
        + "{% endblock %}"
    )
    return render_template_string(template, **values)


@pytest.mark.usefixtures("frame")
class TestFrame:
    def test_a_page_keeps_the_rules_for_pages(self) -> None:
        assert faults_of_page(page(viewer=_STUDENT, nav=[])) == []

    def test_the_title_names_the_page_before_the_app(self) -> None:
        assert "<title>Today · quizapp</title>" in page(viewer=None, nav=[])

    def test_the_open_place_is_marked_in_the_navigation(self) -> None:
        nav = [
            SimpleNamespace(label="Today", url="/", current=True),
            SimpleNamespace(label="Library", url="/library", current=False),
        ]

        html = page(viewer=_STUDENT, nav=nav)

        assert '<a class="site-nav__link" href="/" aria-current="page">Today</a>' in html
        assert '<a class="site-nav__link" href="/library">Library</a>' in html

    def test_signing_out_is_a_post_with_a_token_for_those_signed_in(self) -> None:
        assert '<form method="post" action="/sign-out">' in page(viewer=_STUDENT, nav=[])
        assert "/sign-out" not in page(viewer=None, nav=[])

    def test_a_message_says_its_kind_in_a_word_too(self) -> None:
        flash("Nothing was stored.", "error")

        html = page(viewer=None, nav=[])

        assert "notice--error" in html
        assert "Error:" in html

    def test_a_message_without_a_kind_is_a_note(self) -> None:
        flash("Signed in.")

        assert "notice--info" in page(viewer=None, nav=[])

    def test_names_from_people_stay_text(self) -> None:
        evil = SimpleNamespace(email="", name="<script>alert(1)</script>", role="student")

        assert "<script>alert" not in page(viewer=evil, nav=[])

    def test_every_static_file_that_the_frame_names_exists(self) -> None:
        html = page(viewer=None, nav=[])

        named = set(re.findall(r'(?:src|href)="/static/([^"]+)"', html))

        assert len(named) > 10
        assert [name for name in named if not (_PACKAGE / "static" / name).is_file()] == []

    def test_every_component_has_its_stylesheet_in_the_frame(self) -> None:
        sheets = {sheet.name for sheet in (_PACKAGE / "static/css").glob("*.css")}
        components = {
            f"{template.stem}.css" for template in (_PACKAGE / "templates/components").glob("*.html")
        }

        html = page(viewer=None, nav=[])

        assert [name for name in sheets & components if f"css/{name}" not in html] == []

    def test_an_error_page_can_be_drawn_without_viewer_and_navigation(self, frame: Flask) -> None:
        html = frame.jinja_env.get_template("errors/error.html").render(title="Busy", message="Try again.")

        assert faults_of_page(html) == []
        assert "button--primary" not in html


@pytest.mark.usefixtures("frame")
class TestForms:
    _FORM = """{{ c.error_summary(form) }}{% call c.post_form(form) %}
        {{ c.field(form.name, autocomplete='name') }}{{ c.field(form.nickname) }}
        {{ c.field(form.password, hint='12 characters or more') }}
        {{ c.field(form.scheduler) }}{{ c.field(form.keys) }}{{ c.submit('Save') }}{% endcall %}"""

    def test_every_kind_of_field_has_a_label_and_ids_are_unique(self) -> None:
        form = SignUpForm()
        form.validate()

        drawn = draw("forms", self._FORM, form=form)

        assert faults_of_page(f"<title>t</title><h1>t</h1>{drawn}") == []

    def test_a_fresh_form_shows_no_fault(self) -> None:
        html = draw("forms", self._FORM, form=SignUpForm())

        assert "error" not in html
        assert "aria-invalid" not in html

    def test_a_control_is_tied_to_its_hint_and_its_error(self) -> None:
        form = SignUpForm()
        form.validate()

        html = draw("forms", "{{ c.field(form.password, hint='12 characters or more') }}", form=form)

        assert 'aria-describedby="password-hint password-error"' in html
        assert 'aria-invalid="true"' in html
        assert 'id="password-hint"' in html
        assert 'id="password-error"' in html

    def test_the_summary_names_each_control_that_is_wrong_and_links_to_it(self) -> None:
        form = SignUpForm()
        form.validate()

        html = draw("forms", "{{ c.error_summary(form) }}", form=form)

        assert '<a href="#name">Name: Enter your name.</a>' in html
        assert '<a href="#scheduler-0">Scheduler: Choose one.</a>' in html
        assert "#nickname" not in html

    def test_a_fault_of_the_form_as_a_whole_stands_in_the_summary(self) -> None:
        form = SignUpForm()
        form.form_errors.append("This invitation was used.")

        assert "<li>This invitation was used.</li>" in draw("forms", "{{ c.error_summary(form) }}", form=form)

    def test_the_description_of_a_field_is_its_hint(self) -> None:
        assert "As on your badge." in draw("forms", "{{ c.field(form.name) }}", form=SignUpForm())

    def test_an_optional_field_says_so(self) -> None:
        form = SignUpForm()

        assert "(optional)" in draw("forms", "{{ c.field(form.nickname) }}", form=form)
        assert "(optional)" not in draw("forms", "{{ c.field(form.name) }}", form=form)

    def test_hidden_values_and_the_token_go_along(self) -> None:
        html = draw("forms", "{% call c.post_form(form) %}{% endcall %}", form=SignUpForm())

        assert html.count('name="csrf_token"') == 1
        assert 'value="abc"' in html

    def test_a_one_button_form_sends_its_values(self) -> None:
        html = draw("forms", "{{ c.post_button('/x', 'Retire', fields={'item': '7'}) }}")

        assert '<input type="hidden" name="item" value="7">' in html
        assert html.count('name="csrf_token"') == 1


@pytest.mark.usefixtures("frame")
class TestOthers:
    def test_a_table_scrolls_in_a_named_region_that_takes_focus(self) -> None:
        html = draw("table", "{% call c.data_table('Students', ['Name']) %}{% endcall %}")

        assert 'role="region" aria-label="Students" tabindex="0"' in html
        assert "data-sortable-table" not in html

    def test_a_plain_column_is_never_sorted(self) -> None:
        columns = ["Name", ("Due", "number"), ("Actions", "plain")]
        call = "{% call c.data_table('Students', columns, sortable=true) %}{% endcall %}"

        html = draw("table", call, columns=columns)

        assert '<th scope="col" data-sort="text">Name</th>' in html
        assert '<th scope="col" class="number" data-sort="number">Due</th>' in html
        assert '<th scope="col">Actions</th>' in html

    @pytest.mark.parametrize(
        ("place", "links"),
        [(1, ["/list?page=2"]), (2, ["/list?page=1", "/list?page=3"]), (3, ["/list?page=2"])],
    )
    def test_a_pager_links_to_the_neighbours_that_exist(self, place: int, links: list[str]) -> None:
        html = draw("pager", "{{ c.pager(place, 3, 'list') }}", place=place)

        assert [part.split('"')[0] for part in html.split('href="')[1:]] == links

    def test_a_single_page_needs_no_pager(self) -> None:
        assert draw("pager", "{{ c.pager(1, 1, 'list') }}").strip() == ""

    def test_confirming_takes_a_second_press_that_posts(self) -> None:
        html = draw("confirm", "{{ c.confirm('Delete', 'Sure?', '/delete', 'Delete for good') }}")

        question, answer = html.split("</summary>")
        assert "<form" not in question
        assert '<form class="post-button" method="post" action="/delete">' in answer

    def test_the_copy_button_appears_only_where_scripts_run(self) -> None:
        html = draw("copy_field", "{{ c.copy_field('Link', 'https://x') }}")

        assert 'type="button" hidden' in html
        assert 'readonly value="https://x"' in html

    def test_a_bar_says_its_value_in_words(self) -> None:
        html = draw("progress_bar", "{{ c.progress_bar('Introduced', 12, 40, '12 of 40') }}")

        assert (
            '<progress class="progress-bar__bar" value="12" max="40" aria-label="Introduced">12 of 40' in html
        )

    def test_an_empty_place_leads_on(self) -> None:
        html = draw("empty", "{{ c.empty('No sets yet', 'Upload one.', 'Upload a set', '/sets/upload') }}")

        assert 'href="/sets/upload">Upload a set</a>' in html


def test_no_template_carries_styles_or_scripts_of_its_own() -> None:
    for template in (_PACKAGE / "templates").rglob("*.html"):
        text = template.read_text(encoding="utf-8")

        assert "style=" not in text, template
        assert "<style" not in text, template
        assert "<script>" not in text, template
        assert " onclick" not in text, template
