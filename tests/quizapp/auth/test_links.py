"""One-time links: what each kind asks, and what it gives."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from quizapp.auth import service
from quizapp.errors import DeadLinkError, InvalidInputError, MissingError
from quizapp.extensions import db, writing
from quizapp.models import MemberRole, Membership, User, UserRole
from tests.quizapp.auth.conftest import FIRST, NEW_ACCOUNT, PASSWORD, first_link, known, reset_link


def user_of(email: str) -> User | None:
    return db.session.scalar(sa.select(User).where(User.email == email))


def membership_of(course, user) -> Membership | None:
    return db.session.get(Membership, (course.id, user.id))


def is_signed_in(client) -> bool:
    return client.client.get("/auth/settings").status_code == 200


class TestInvitation:
    def test_the_page_says_who_invites_whom_to_what(self, client_of, invite):
        text = client_of(None).get(invite()).text

        for words in ("Dr Ann Lee", "ben@example.org", "Spine &lt;clinic&gt;", "student"):
            assert words in text

    def test_looking_uses_nothing_up(self, client_of, invite):
        link = invite()

        for _ in range(3):
            client_of(None).get(link)

        assert user_of("ben@example.org") is None
        client_of(None).post(link, NEW_ACCOUNT)

    def test_it_makes_the_account_joins_the_course_and_signs_in(self, client_of, invite, course):
        client = client_of(None)

        response = client.post(invite("Ben@Example.org"), NEW_ACCOUNT)

        ben = user_of("ben@example.org")
        assert response.location == "/"
        assert is_signed_in(client)
        assert (ben.name, ben.role, ben.zone) == ("Ben Roe", UserRole.STUDENT, "Europe/Berlin")
        assert membership_of(course, ben).role == MemberRole.STUDENT

    def test_an_invited_instructor_teaches_the_course(self, client_of, invite, course):
        client_of(None).post(invite(role=UserRole.INSTRUCTOR), NEW_ACCOUNT)

        ben = user_of("ben@example.org")
        assert ben.role == UserRole.INSTRUCTOR
        assert membership_of(course, ben).role == MemberRole.INSTRUCTOR

    def test_an_invitation_without_course_joins_none(self, client_of, invite):
        link = invite(course_id=None)

        assert "to\n  quizapp as student" in client_of(None).get(link).text
        client_of(None).post(link, NEW_ACCOUNT)
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Membership)) == 1  # the teacher's

    def test_fields_that_the_form_lacks_are_ignored(self, client_of, invite):
        fields = {**NEW_ACCOUNT, "role": "administrator", "email": "eve@example.org", "user_id": "1"}

        client_of(None).post(invite(), fields)

        assert user_of("eve@example.org") is None
        assert user_of("ben@example.org").role == UserRole.STUDENT

    @pytest.mark.parametrize(
        ("change", "message"),
        [
            ({"name": " "}, "Enter your name."),
            ({"name": "x" * 101}, "at most 100"),
            ({"password": ""}, "Choose a password."),
            ({"password": "short"}, "8 to 1,000"),
            ({"password": "password1"}, "first that are guessed"),
            ({"password": "ben@example.org"}, "your name or e-mail"),
            ({"zone": "Mars/Olympus"}, "Not a valid choice"),
        ],
    )
    def test_bad_input_is_said_beside_its_field_and_leaves_the_link_alive(
        self, client_of, invite, change, message
    ):
        link = invite()

        response = client_of(None).post(link, {**NEW_ACCOUNT, **change}, status=200)

        assert response.text.count(message) == 2  # above the form and beside the field
        assert user_of("ben@example.org") is None
        client_of(None).post(link, NEW_ACCOUNT)

    def test_a_known_address_joins_with_its_password_alone(self, client_of, invite, course, time):
        ben = known(time)
        client, link = client_of(None), invite()

        assert 'name="name"' not in client.get(link).text
        client.post(link, {"password": PASSWORD})

        assert is_signed_in(client)
        assert membership_of(course, ben).role == MemberRole.STUDENT

    def test_a_known_address_with_a_wrong_password_does_not_join(self, client_of, invite, course, time):
        ben = known(time)

        response = client_of(None).post(invite(), {"password": "wrong"}, status=200)

        assert "is wrong" in response.text
        assert membership_of(course, ben) is None

    def test_who_is_signed_in_already_joins_by_a_button(self, client_of, invite, course, time):
        ben = known(time)
        client, link = client_of(ben), invite()

        assert 'type="password"' not in client.get(link).text
        client.post(link)

        assert membership_of(course, ben) is not None

    def test_somebody_else_signed_in_is_warned_and_does_not_join(self, client_of, invite, course, time, make):
        known(time)
        eve = make.user(email="eve@example.org")
        client, link = client_of(eve), invite()

        assert "signed in as eve@example.org" in client.get(link).text
        client.post(link, status=200)

        assert membership_of(course, eve) is None

    def test_the_service_gives_an_invitation_only_to_its_address(self, make, invite, time):
        eve, token = make.user(), invite().rpartition("/")[2]

        with pytest.raises(DeadLinkError, match="This invitation is for"):
            service.accept_invitation_signed_in(token, eve.id, time.now())

    def test_no_invitation_lowers_a_role(self, client_of, course, time, invite):
        root = known(time, "root@example.org", UserRole.ADMINISTRATOR)

        client_of(root).post(invite("root@example.org"))

        assert db.session.get(User, root.id).role == UserRole.ADMINISTRATOR
        assert membership_of(course, root).role == MemberRole.STUDENT

    def test_a_student_invited_as_instructor_becomes_one(self, client_of, time, invite, course):
        ben = known(time)

        client_of(ben).post(invite(role=UserRole.INSTRUCTOR))

        assert db.session.get(User, ben.id).role == UserRole.INSTRUCTOR
        assert membership_of(course, ben).role == MemberRole.INSTRUCTOR

    def test_who_left_a_course_comes_back_by_a_new_invitation(self, client_of, time, invite, course):
        ben = known(time)
        client_of(ben).post(invite())
        with writing() as session:
            session.get_one(Membership, (course.id, ben.id)).left_at = time.now()

        client_of(ben).post(invite())

        assert membership_of(course, ben).left_at is None

    @pytest.mark.parametrize("email", ["", "ben", "ben@", "@example.org", "ben@example", "a b@example.org"])
    def test_a_malformed_address_is_not_invited(self, invite, email):
        with pytest.raises(InvalidInputError, match="not an e-mail address"):
            invite(email)

    def test_a_new_invitation_kills_an_unused_one_of_the_same_address_to_the_same_place(
        self, client_of, invite
    ):
        mistaken = invite(role=UserRole.ADMINISTRATOR, course_id=None)
        to_course, others = invite(), invite("eve@example.org", course_id=None)

        right = invite("BEN@example.org", course_id=None)

        client_of(None).get(mistaken, status=410)
        for alive in (right, to_course, others):
            client_of(None).get(alive)
        client_of(None).post(right, NEW_ACCOUNT)
        assert user_of("ben@example.org").role == UserRole.STUDENT

    def test_of_several_invitations_all_are_made_or_none(self, teacher, course, client_of, invite, time):
        client_of(None).post(invite(), NEW_ACCOUNT)
        before = invite("eve@example.org")

        with pytest.raises(InvalidInputError, match="in this course already"):
            service.create_invitations(
                ["eve@example.org", "ben@example.org"],
                role=UserRole.STUDENT,
                course_id=course.id,
                created_by_id=teacher.id,
                now=time.now(),
            )

        client_of(None).get(before)

    def test_who_is_in_the_course_already_is_not_invited_again(self, client_of, invite, time):
        client_of(known(time)).post(invite())

        with pytest.raises(InvalidInputError, match="in this course already"):
            invite()

    def test_who_has_an_account_of_that_role_is_not_invited_to_the_app(self, invite, time):
        known(time)

        with pytest.raises(InvalidInputError, match="has an account already, as student"):
            invite(course_id=None)
        assert invite(course_id=None, role=UserRole.INSTRUCTOR)

    def test_a_disabled_account_does_not_join(self, client_of, invite, course, time):
        ben = known(time)
        with writing() as session:
            session.get_one(User, ben.id).disabled_at = time.now()

        assert "disabled" in client_of(None).post(invite(), {"password": PASSWORD}, status=200).text
        assert membership_of(course, ben) is None


class TestFirstAdministrator:
    def test_the_first_link_makes_the_administrator(self, client_of, time):
        client, link = client_of(None), first_link(time)
        assert "first administrator" in client.get(link).text

        client.post(link, FIRST)

        root = user_of("root@example.org")
        assert (root.role, root.zone) == (UserRole.ADMINISTRATOR, "Europe/Berlin")
        client.get("/auth/people")

    def test_a_new_link_kills_the_unused_one(self, client_of, time):
        old = first_link(time)
        new = first_link(time)

        client_of(None).get(old, status=410)
        client_of(None).get(new)

    def test_there_is_none_once_there_is_an_administrator(self, client_of, time, make):
        link = first_link(time)
        make.administrator()

        client_of(None).get(link, status=410)
        client_of(None).post(link, FIRST, status=410)
        assert service.renew_first_administrator_link(time.now()) is None

    def test_a_malformed_address_is_said_beside_its_field(self, client_of, time):
        link = first_link(time)

        response = client_of(None).post(link, {**FIRST, "email": "root"}, status=200)

        assert response.text.count("not an e-mail address") == 2
        client_of(None).post(link, FIRST)


class TestReset:
    def test_it_sets_the_password_ends_every_sign_in_and_signs_in_here(self, client_of, time):
        ben = known(time)
        old_browser, new_browser = client_of(ben), client_of(None)

        new_browser.post(reset_link(ben, time), {"password": "two tall pines"})

        assert not is_signed_in(old_browser)
        assert is_signed_in(new_browser)
        assert service.sign_in(ben.email, "two tall pines", address="", now=time.now())
        with pytest.raises(InvalidInputError):
            service.sign_in(ben.email, PASSWORD, address="", now=time.now())

    def test_a_newer_link_kills_the_older(self, client_of, time):
        ben = known(time)
        old = reset_link(ben, time)
        new = reset_link(ben, time)

        client_of(None).get(old, status=410)
        client_of(None).get(new)

    def test_a_new_password_kills_the_links_made_before(self, client_of, time):
        ben = known(time)
        link = reset_link(ben, time)

        service.set_password(ben.id, "two tall pines")

        client_of(None).get(link, status=410)

    def test_a_disabled_account_gets_no_link_and_the_old_one_dies(self, client_of, time):
        ben = known(time)
        link = reset_link(ben, time)
        with writing() as session:
            session.get_one(User, ben.id).disabled_at = time.now()

        client_of(None).get(link, status=410)
        with pytest.raises(InvalidInputError, match="disabled"):
            reset_link(ben, time)

    @pytest.mark.usefixtures("app")
    def test_there_is_no_link_for_nobody(self, time):
        with pytest.raises(MissingError):
            service.create_reset_link(999, created_by_id=None, now=time.now())

    def test_an_invitation_sets_no_password(self, invite, time):
        with pytest.raises(DeadLinkError):
            service.reset_password(invite().rpartition("/")[2], "two tall pines", time.now())
