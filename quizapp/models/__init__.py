"""Every table of the app, one module per noun."""

from quizapp.models.article import Article, ArticleReview, ArticleVersion, LoadedLibrary
from quizapp.models.course import Assignment, Course, MemberRole, Membership
from quizapp.models.image import Image
from quizapp.models.importing import (
    SetImport,
    SetImportChange,
    StagedImage,
    StagedItem,
    StagedRejection,
    Standing,
)
from quizapp.models.progress import (
    AnswerKey,
    Card,
    ErrorReport,
    ReviewLog,
    SetPlace,
    StudySession,
    StudySessionCard,
)
from quizapp.models.question_set import (
    ChosenSet,
    Item,
    ItemState,
    ItemVersion,
    QuestionSet,
    SetShare,
    Upload,
    UploadFile,
    UploadKind,
    UploadStage,
)
from quizapp.models.user import LinkKind, OneTimeLink, SignIn, SignInFailure, User
from quizapp.roles import UserRole

__all__ = [
    "AnswerKey",
    "Article",
    "ArticleReview",
    "ArticleVersion",
    "Assignment",
    "Card",
    "ChosenSet",
    "Course",
    "ErrorReport",
    "Image",
    "Item",
    "ItemState",
    "ItemVersion",
    "LinkKind",
    "LoadedLibrary",
    "MemberRole",
    "Membership",
    "OneTimeLink",
    "QuestionSet",
    "ReviewLog",
    "SetImport",
    "SetImportChange",
    "SetPlace",
    "SetShare",
    "SignIn",
    "SignInFailure",
    "StagedImage",
    "StagedItem",
    "StagedRejection",
    "Standing",
    "StudySession",
    "StudySessionCard",
    "Upload",
    "UploadFile",
    "UploadKind",
    "UploadStage",
    "User",
    "UserRole",
]
