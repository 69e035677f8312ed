"""How authors name the tests for a condition."""

from __future__ import annotations

from questions.facts.rule import Rule
from questions.model import Field

DIAGNOSIS: tuple[Rule, ...] = (
    Rule(
        name="diagnosed by",
        field=Field.DIAGNOSTIC,
        pattern=r"\b(?:diagnos(?:ed|es?|is|ing)|screening|recognition|detection|proof|staging|confirmation"
        r"|confirm(?:ed|s)?|detected|identified|evaluated"
        r"|suspected)\b[^;:]{0,120}?\b(?:based on|based upon|by|with|through|using|on the basis of"
        r"|relies (?:up)?on|rests on|depends on|requires?|includes?|involves?|entails|after|needs"
        r"|calls for)\b(?: the (?:following|results? (?:of"
        r"|from)))?:? {items}",
        example="Diagnosis is based on a review of a person's medical history, a physical examination, and "
        "laboratory tests.",
        gives=("medical history", "physical examination", "laboratory tests"),
    ),
    Rule(
        name="tests include",
        field=Field.DIAGNOSTIC,
        pattern=r"\b(?:tests?|testing|evaluation|work-?up|studies|procedures|examinations?|imaging|search|tools"
        r"|investigations?)\b[^,;:.]{0,80}? {modal}{adv}(?:includes?|are|involves?|consists? of"
        r"|be (?:\w+ )?ordered[^,;:]{0,100}|such as)(?: the following)?:? {items}",
        example="These tests may include x-rays, magnetic resonance imaging (MRI) and/or computed tomography "
        "(CT scan).",
        gives=("x-rays", "magnetic resonance imaging (MRI)", "computed tomography (CT scan)"),
    ),
    Rule(
        name="doctor performs",
        field=Field.DIAGNOSTIC,
        pattern=r"\b(?:doctors?|physicians?|providers?|specialists?|he or she|they)\b {modal}{adv}(?:do|does"
        r"|perform|performs|order|orders|use|uses|take|takes|conduct|request|recommend|ask for"
        r"|ask about|need|also) {items}",
        example="Your doctor can perform a physical exam and imaging tests to determine the cause of your "
        "symptoms.",
        gives=("physical exam", "imaging tests"),
    ),
    Rule(
        name="used to diagnose",
        field=Field.DIAGNOSTIC,
        words=(
            "diagnos",
            "confirm",
            "exclud",
            "detect",
            "evaluat",
            "determin",
            "find",
            "identif",
            "locat",
            "establish",
            "look",
            "reveal",
            "prove",
            "support",
            "measure",
            "show",
            "demonstrat",
            "display",
        ),
        pattern=r"^{subject} {modal}{adv}(?:(?:{be}|{be} {adv}(?:used|needed|done|performed|necessary"
        r"|required|ordered|useful|helpful|recommended|obtained))(?: \w+){0,3}? (?:to|for"
        r"|in) (?:\w+ )?(?:diagnos\w+|confirm\w*|exclud\w+|detect\w*|evaluat\w+|determin\w+|find"
        r"|identif\w+|locat\w+|establish\w*|look)|(?:help )?(?:diagnose|confirm|detect|reveal|exclude"
        r"|establishe?|prove|support|measure|show|demonstrate|display)s?(?! that\b)|makes? the diagnosis)\b",
        example="A biopsy may be necessary to confirm the diagnosis.",
        gives=("biopsy",),
    ),
    Rule(
        name="a test does something",
        field=Field.DIAGNOSTIC,
        sections=frozenset({Field.DIAGNOSTIC}),
        known=True,
        pattern=r"^{subject} {adv}(?:may|can|will|should|is|are|has|have|was|were|looks?|remains?|picks?"
        r"|rules?|shows?|indicates?|reveals?|locates?|defines?|makes?|detects?|confirms?"
        r"|predicts?|precedes?|demonstrates?|searches|displays?|establish(?:es)?|supports?|serves?|suffices?"
        r"|tells?|helps?|finds?|gives?|comes?|follows?|screens?|assigns?|divides?|assess(?:es)?"
        r"|measures?|grades?|checks?|outlines?|visuali[sz]es?|evaluates?|proves?|maps?"
        r"|looks for|differentiates?|narrows?|requires?|allows?|records?|stages?|monitors?|separates?"
        r"|distinguishes|excludes?"
        r"|settles?|adds?|guides?|completes?|names?|warns?|reflects?|unmasks?|quantif(?:y|ies)|estimates?)\b",
        example="The direct antiglobulin test is negative.",
        gives=("direct antiglobulin test",),
    ),
    Rule(
        name="seen on",
        field=Field.DIAGNOSTIC,
        sections=frozenset({Field.DIAGNOSTIC}),
        known=True,
        pattern=r"\b(?:seen|visible|found|detected|recogni[sz]ed|demonstrated|shown|revealed|confirmed|apparent"
        r"|staged|graded|quantified|estimated|excluded|measured|sought|followed|assessed|examined|monitored"
        r"|appears?|grows?|show up|looked for) {adv}(?:on|by|in|with|under|at|through) {items}",
        example="Darting organisms can be seen on dark-field microscopy.",
        gives=("dark-field microscopy",),
    ),
    Rule(
        name="is measured",
        field=Field.DIAGNOSTIC,
        words=(
            "checked",
            "measured",
            "tested",
            "sent",
            "obtained",
            "examined",
            "determined",
            "sampled",
            "requested",
            "carried",
        ),
        sections=frozenset({Field.DIAGNOSTIC}),
        pattern=r"^{subject} (?:is|are) {adv}(?:checked|measured|tested|sent|obtained|examined|determined"
        r"|sampled"
        r"|requested|carried out)\b",
        example="Glucose and calcium are measured first.",
        gives=("Glucose", "calcium"),
    ),
)
