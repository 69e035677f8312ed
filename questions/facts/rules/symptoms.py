"""How authors name symptoms, signs, features and complications."""

from __future__ import annotations

from questions.facts.rule import Rule
from questions.model import Field

_HERE = frozenset({Field.SYMPTOM, None})
_SYMPTOM_ONLY = frozenset({Field.SYMPTOM})
_COMPLICATIONS = frozenset({Field.SYMPTOM, Field.COMPLICATION, None})

SYMPTOMS: tuple[Rule, ...] = (
    Rule(
        name="complications include",
        field=Field.COMPLICATION,
        sections=_COMPLICATIONS,
        pattern=r"\bcomplications{of} {adv}{modal}{adv}(?:include|includes|are)\b:? {adv}{items}",
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
        pattern=r"\b(?:symptoms?|signs?|features?|findings?|manifestations?|characteristics"
        r"|abnormalities|problems|anomalies|malformations|defects|conditions reported|effects|complaints"
        r"|hallmarks?)\b(?: and (?:symptoms|signs|features"
        r"|findings))?(?: _+)?(?: (?:that|which) (?:are|is|may|can"
        r"|have)[^,;:]{1,50}?)?{of} {adv}(?:vary\b[^,;:]{0,60}?,? (?:but|and) )?{modal}{adv}(?:include"
        r"|includes|are|is|consist of"
        r"|consists of)(?: the following)?(?: \w+ing the following)?:? {adv}(?!(?:the same|similar|not"
        r"|caused|due|based|seen|different|less|more|those|usually (?:mild|present)|present at|apparent"
        r"|treated|noticed"
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
        pattern=r"^(?:(?:these|they|others|this) {modal}{adv}includes?|(?:further|other|rarer|less common"
        r"|early|late|later) ones are):? {items}",
        example="These may include fatigue, weakness, and chest pain.",
        gives=("fatigue", "weakness", "chest pain"),
    ),
    Rule(
        name="such symptoms as",
        field=Field.SYMPTOM,
        sections=_HERE,
        pattern=r"\b(?<!group of )(?:symptoms|signs|problems|features|abnormalities"
        r"|complications)\b(?: and (?:symptoms"
        r"|signs))?,? ?(?:such as|including|like|that include|\bie\b) {items}",
        example="It causes mild symptoms such as fever, cough, and a runny nose.",
        gives=("fever", "cough", "runny nose"),
    ),
    Rule(
        name="people have",
        field=Field.SYMPTOM,
        sections=_HERE,
        pattern=r"\b(?:{people}|they)\b(?: (?:with|who have|affected by|affected with"
        r"|living with) (?P<of>[^,;:]{1,70}?))? {adv}{modal}{adv}(?:(?:be|feel"
        r"|become) (?:\w+ ){1,3}and )?(?:have|has|experiences?|develops?|notices?"
        r"|reports?|presents? with|complain of|suffer from|suffers from|exhibit|show|feel|display"
        r"|describes?|gets?|suffers?|be born with|are born with) {adv}(?!(?:the )?(?:condition|disease"
        r"|disorder|successful|surgery|no |not |been|to "
        r"|a (?:family|child|parent|chance|risk|change|mutation|gene)|an? (?:increased|higher|normal)"
        r"|trouble-free|symptoms? (?:that|at|before|until|by|in|\d)|normal|few|only|one|two|more|different"
        r"|\d))(?P<items>\S.*)",
        example="Some people may also experience numbness or tingling in the legs or feet.",
        gives=("numbness or tingling in the legs or feet",),
    ),
    Rule(
        name="is the commonest symptom",
        field=Field.SYMPTOM,
        sections=_HERE,
        pattern=r"^{subject} {modal}{adv}{be} {adv}(?:considered )?{qualities}(?:\w+ )?(?:symptoms?|signs?"
        r"|features?|finding|manifestations?|complaints?|hallmarks?)\b{of}",
        example="Chronic abdominal pain is the most common symptom.",
        gives=("Chronic abdominal pain",),
    ),
    Rule(
        name="characterized by",
        field=Field.SYMPTOM,
        sections=_HERE,
        pattern=r"\b(?:characteri[sz]ed by|marked by|presents? (?:between [^,;]{1,40} )?(?:\w+ )?(?:with"
        r"|as)|manifests? (?:\w+ )?(?:as"
        r"|with)|appears? as|begins? with|starts? with|(?:is|are|be) {adv}(?:accompanied"
        r"|preceded|followed) by) {adv}{items}",
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
        r"|are) {adv}(?:common|uncommon|present|seen|observed|reported|noted|found|typical|usual"
        r"|frequent|(?:nearly |almost )?universal|the rule|prominent|characteristic"
        r"|(?:the )?(?:\w+ )?hallmarks?))\b",
        example="Weight loss and fever may also occur.",
        gives=("Weight loss", "fever"),
    ),
    Rule(
        name="it causes",
        field=Field.SYMPTOM,
        sections=_HERE,
        pattern=r"^(?:this|it|the (?:condition|disease|disorder|syndrome|infection|swelling|tumou?rs?)"
        r"|(?P<of>[^,;:.]{1,60}?)) {modal}{adv}(?:causes?|leads? to|results? in|produces?|brings?"
        r"|gives?) {adv}{items}",
        example="The condition often causes joint pain and a skin rash.",
        gives=("joint pain", "skin rash"),
    ),
    Rule(
        name="causing",
        field=Field.SYMPTOM,
        sections=frozenset({Field.SYMPTOM}),
        pattern=r"(?:,? (?:causing|resulting in|leading to)|\bwhich (?:may |can |could )?{adv}(?:causes?"
        r"|leads? to|results? in)) {adv}{items}",
        example="The tumor may grow, which can cause facial nerve palsy.",
        gives=("facial nerve palsy",),
    ),
    Rule(
        name="at risk for",
        field=Field.COMPLICATION,
        sections=_COMPLICATIONS,
        pattern=r"\b(?:at|have|has) (?:an? )?(?:\w+ )?(?:higher|increased|greater|high|elevated|added)"
        r"(?: than (?:normal|average))? risk (?:for|of|to) (?:developing |develop |having )?"
        r"(?!the (?:condition|disease)\b){items}",
        example="They're at higher risk for miscarriages and kidney failure.",
        gives=("miscarriages", "kidney failure"),
    ),
    Rule(
        name="it involves",
        field=Field.SYMPTOM,
        sections=_SYMPTOM_ONLY,
        pattern=r"^(?:it|this|these (?:\w+ )?\w+|the (?:condition|disease|disorder)) {modal}{adv}"
        r"(?:involves?|brings?|adds?) (?:episodes of |attacks of )?{items}",
        example="It most often involves episodes of muscle jerking, seizures and problems with balance.",
        gives=("muscle jerking", "seizures", "problems with balance"),
    ),
    Rule(
        name="finding leads to finding",
        field=Field.SYMPTOM,
        sections=_SYMPTOM_ONLY,
        known=True,
        pattern=r"^(?P<where>(?:(?! (?:is|are) )[^;:.]){1,90}?) {modal}{adv}(?:causes?|leads? to"
        r"|results? in|produces?|brings?"
        r"|gives? rise to) {adv}{items}",
        example="The thickened skull can lead to pain in the arms and legs, a waddling gait, and fatigue.",
        gives=("pain in the arms and legs", "waddling gait", "fatigue"),
    ),
    Rule(
        name="there may be",
        field=Field.SYMPTOM,
        sections=_SYMPTOM_ONLY,
        known=True,
        pattern=r"^there {modal}{adv}(?:be|is|are) {adv}(?!no\b|not\b){items}",
        example="There may be mild fever or back pain.",
        gives=("mild fever", "back pain"),
    ),
    Rule(
        name="have been reported",
        field=Field.SYMPTOM,
        sections=_SYMPTOM_ONLY,
        pattern=r"^{subject} (?:has|have) {adv}been {adv}(?:reported|described|observed|noted|seen"
        r"|documented)\b",
        example="Poor vision, deafness, and seizures have been described in single cases.",
        gives=("Poor vision", "deafness", "seizures"),
    ),
    Rule(
        name="a finding does something",
        field=Field.SYMPTOM,
        sections=_SYMPTOM_ONLY,
        known=True,
        pattern=r"^(?!the |this |these |that |such ){subject}(?<! not)(?<! no) (?:(?:may|can|could|might"
        r"|will|has|have|had|is|are|was|were|tends?)\b"
        r"(?! (?:\w+ )?(?:not|never|absent|normal|spared|unaffected|treated|managed|controlled|relieved"
        r"|reduced|measured|prevented|helped|eased)\b)|{adv}(?:"
        r"occurs?|appears?|develops?|arises?|follows?|comes?|begins?|starts?|lasts?|marks?|betrays?|signals?"
        r"|reflects?|suggests?|points?|accompan(?:y|ies)|dominates?|predominates?|belongs?|precedes?"
        r"|persists?|worsens?|increases?|spreads?|ranges?|happens?|varies|vary|affects?|sets? in"
        r"|shows?(?! in\b)"
        r"|completes?|means?|indicates?|lies?|sits?|grows?|eases?|fluctuates?|results?|distinguish(?:es)?"
        r"|breaks? out"
        r"|forms?|reveals?|hints?|leaves?|goes|go|announces?|heralds?|recurs?|makes?|strikes?|builds?"
        r"|radiates?|wakes?"
        r"|remains?)\b)",
        example="Tiredness and pallor mark moderate disease.",
        gives=("Tiredness", "pallor"),
    ),
    Rule(
        name="a complication does something",
        field=Field.COMPLICATION,
        sections=frozenset({Field.COMPLICATION}),
        pattern=r"^(?!the |this |these |that |such ){subject}(?<! not)(?<! no) (?:(?:may|can|could"
        r"|might) {adv}(?:follow|occur|develop|arise|appear|result"
        r"|happen|threaten|come|form|set in|persist)|(?:is|are|remains?) {adv}"
        r"(?:the |an? )?(?:\w+ )?(?:dangers?|threats?|consequences?|risks?|concerns?|fear|feared|unusual|rare"
        r"|uncommon|common|possible|frequent|sequel\w+|life-threatening|fatal)"
        r"|{adv}(?:threatens?|builds? up|forms?|develops?|follows?|arises?|occurs?|results? from|sets? in"
        r"|strikes?|appears?|remains?|belongs?|affects?|comes?))\b",
        example="Leg ulcers and iron overload are unusual.",
        gives=("Leg ulcers", "iron overload"),
    ),
    Rule(
        name="then come",
        field=Field.SYMPTOM,
        sections=_SYMPTOM_ONLY,
        known=True,
        pattern=r"^(?:(?:then|later|next|finally|soon|(?:after|within|over|with|along with|beside)"
        r" [^,;:.]{1,60}?) {adv}(?:comes?|follows?|appears?|occurs?|develops?|arises?)"
        r"|(?:also |less |more |most |equally )?(?:common|frequent|typical|usual|rarer?|characteristic) {adv}"
        r"(?:is|are)) (?!in\b|than\b|by\b|after\b){items}",
        example="After some days come dark urine, pale stools, jaundice and itch.",
        gives=("dark urine", "pale stools", "jaundice", "itch"),
    ),
    Rule(
        name="the most common are",
        field=Field.SYMPTOM,
        sections=_SYMPTOM_ONLY,
        known=True,
        pattern=r"\bthe (?:most common|commonest)(?: ones?)? (?:is|are|include) {items}",
        example="When people have symptoms, the most common are pain, cramping, and numbness.",
        gives=("pain", "cramping", "numbness"),
    ),
    Rule(
        name="more likely to have",
        field=Field.SYMPTOM,
        sections=_SYMPTOM_ONLY,
        known=True,
        pattern=r"\b(?:are|be|is) {adv}(?:more |most |less )?likely to (?:have|experience|develop"
        r"|complain of)"
        r" {items}",
        example="They are also more likely to have muscle aches and abdominal pain.",
        gives=("muscle aches", "abdominal pain"),
    ),
    Rule(
        name="a form shows",
        field=Field.SYMPTOM,
        sections=_SYMPTOM_ONLY,
        pattern=r"^(?:[\w-]+ ){1,4}?(?:disease|form|phase|stage|attack|type"
        r"|variant)s? {modal}{adv}(?:shows?|brings?|gives?|causes?"
        r"|produces?|has|have|starts? with|begins? with|adds?) {adv}(?!no\b|been\b|a (?:good|poor"
        r"|better)){items}",
        example="Late untreated disease shows ulnar deviation and swan neck deformity.",
        gives=("ulnar deviation", "swan neck deformity"),
    ),
)
