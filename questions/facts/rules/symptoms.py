"""How authors name symptoms, signs, features and complications."""

from __future__ import annotations

from questions.facts.rule import Rule
from questions.model import Field

_HERE = frozenset({Field.SYMPTOM, None})
_COMPLICATIONS = frozenset({Field.SYMPTOM, Field.COMPLICATION, None})

SYMPTOMS: tuple[Rule, ...] = (
    Rule(
        name="complications include",
        field=Field.COMPLICATION,
        sections=_COMPLICATIONS,
        pattern=r"{qualities}\bcomplications{of} {adv}{modal}{adv}(?:include|includes|are)\b:? {adv}{items}",
        example="Complications of gout include joint damage, kidney failure, and foot ulcers.",
        gives=("joint damage", "kidney failure", "foot ulcers"),
    ),
    Rule(
        name="is a complication",
        field=Field.COMPLICATION,
        sections=_COMPLICATIONS,
        pattern=r"^{subject} {modal}{adv}(?:be|is|are) {adv}{qualities}(?:\w+ )?complications?\b{of}",
        example="Osteoporosis and heart failure are further complications.",
        gives=("Osteoporosis", "heart failure"),
    ),
    Rule(
        name="symptoms include",
        field=Field.SYMPTOM,
        sections=_HERE,
        pattern=r"{qualities}\b(?:symptoms?|signs?|features?|findings?|manifestations?|characteristics"
        r"|abnormalities|problems)\b(?: and (?:symptoms|signs|features"
        r"|findings))?(?: _+)?{of} {adv}(?:vary\b[^,;:]{0,60}?,? (?:but|and) )?{modal}{adv}(?:include"
        r"|includes|are|is|consist of"
        r"|consists of)(?: the following)?(?: \w+ing the following)?:? {adv}(?!(?:the same|similar|not"
        r"|caused|due|based|seen|different|usually (?:mild|present)|present at|apparent|treated|noticed"
        r"|related|unknown|unclear|listed|specific|mild\.)\b){items}",
        example="The most common symptoms of kissing spine include back pain that is worse with movement, "
        "stiffness in the back, and tenderness or soreness in the affected area.",
        gives=(
            "back pain that is worse with movement",
            "stiffness in the back",
            "tenderness or soreness in the affected area",
        ),
    ),
    Rule(
        name="these include",
        field=Field.SYMPTOM,
        sections=frozenset({Field.SYMPTOM}),
        pattern=r"^(?:these|they|others|this) {modal}{adv}includes?:? {items}",
        example="These may include fatigue, weakness, and chest pain.",
        gives=("fatigue", "weakness", "chest pain"),
    ),
    Rule(
        name="such symptoms as",
        field=Field.SYMPTOM,
        sections=_HERE,
        pattern=r"\b(?:symptoms|signs|problems|features|abnormalities|complications)\b(?: and (?:symptoms"
        r"|signs))?,? ?(?:such as|including|like|that include|\bie\b) {items}",
        example="It causes mild symptoms such as fever, cough, and a runny nose.",
        gives=("fever", "cough", "runny nose"),
    ),
    Rule(
        name="people have",
        field=Field.SYMPTOM,
        sections=_HERE,
        pattern=r"\b{people}\b(?: (?:with|who have|affected by|affected with"
        r"|living with) (?P<of>[^,;:]{1,70}?))? {modal}{adv}(?:have|has|experiences?|develops?|notices?"
        r"|reports?|presents? with|complain of|suffer from|suffers from|exhibit|show|feel|display"
        r"|be born with|are born with) {adv}(?!(?:the )?(?:condition|disease|disorder|no |not |been|to "
        r"|a (?:family|child|parent|chance|risk|change|mutation|gene)|an? (?:increased|higher|normal)"
        r"|trouble-free|symptoms? (?:that|at|before|until|by|in)|normal|few|only|one|two|more|different"
        r"|\d))(?P<items>\S.*)",
        example="Some people may also experience numbness or tingling in the legs or feet.",
        gives=("numbness or tingling in the legs or feet",),
    ),
    Rule(
        name="is the commonest symptom",
        field=Field.SYMPTOM,
        sections=_HERE,
        pattern=r"^{subject} {modal}{adv}{be} {adv}(?:considered )?{qualities}(?:\w+ )?(?:symptoms?|signs?"
        r"|features?"
        r"|finding|manifestations?|complaints?)\b{of}",
        example="Chronic abdominal pain is the most common symptom.",
        gives=("Chronic abdominal pain",),
    ),
    Rule(
        name="characterized by",
        field=Field.SYMPTOM,
        sections=_HERE,
        pattern=r"\b(?:characteri[sz]ed by|marked by|presents? (?:\w+ )?(?:with|as)|manifests? (?:\w+ )?(?:as"
        r"|with)|appears? as|begins? with|starts? with|is accompanied by"
        r"|are accompanied by) {adv}{items}",
        example="The condition is characterized by short stature, a large head and bowed legs.",
        gives=("short stature", "large head", "bowed legs"),
    ),
    Rule(
        name="may occur",
        field=Field.SYMPTOM,
        sections=frozenset({Field.SYMPTOM}),
        pattern=r"^{subject} (?:(?:may|can|could|might)(?: also)? {adv}(?:occur|be (?:present|seen|found"
        r"|noticed|observed|noted|affected|felt)|develop|appear|happen|follow|arise|be a (?:sign"
        r"|symptom))|(?:is"
        r"|are) {adv}(?:common|uncommon|present|seen|observed|reported|noted|found|typical|characteristic"
        r"|(?:the )?(?:\w+ )?hallmarks?))\b",
        example="Weight loss and fever may also occur.",
        gives=("Weight loss", "fever"),
    ),
    Rule(
        name="it causes",
        field=Field.SYMPTOM,
        sections=_HERE,
        pattern=r"^(?:this|it|the (?:condition|disease|disorder|syndrome|infection|swelling|tumou?rs?)"
        r"|(?P<of>[^,;:.]{1,60}?)) {modal}{adv}(?:causes?|leads? to|results? in|produces?) {adv}{items}",
        example="The condition often causes joint pain and a skin rash.",
        gives=("joint pain", "skin rash"),
    ),
    Rule(
        name="causing",
        field=Field.SYMPTOM,
        sections=frozenset({Field.SYMPTOM}),
        pattern=r"(?:,? (?:causing|resulting in|leading to)|\bwhich (?:may |can |could )?{adv}(?:causes?"
        r"|leads? to|results? in)) {adv}{items}",
        example="The swelling may increase, which can cause facial nerve palsy.",
        gives=("facial nerve palsy",),
    ),
)
