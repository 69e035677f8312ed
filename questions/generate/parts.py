"""What part of the body a finding concerns, what sort of treatment or cause a fact is: cues for cards.

A condition with thirty findings cannot be asked "What is a symptom of it?", and a hint of letters teaches
letters. "Name two findings of the eyes" asks for something that a learner may know.
"""

from __future__ import annotations

import re
from functools import lru_cache

from questions.generate.option_words import DRUG_STEM
from questions.generate.phrasing import GENES, INHERITED, wording_of
from questions.model import Fact, Field

# Beginnings of words, "$" for a whole word with its plural; after "~" what may stand within a word. The first
# line that fits decides, so the more special parts come first.
PARTS = {
    "the eyes": """
        anisocor astigmat blephar blind cataract coloboma conjunctiv cornea diplop double-vision dry-eye
        epicanth epiphora esotrop esotropia exophthal exotrop eye$ eyeball eyebrow eyelash eyelid eyesight
        glaucom hemianop hypermetrop hyperop iridis iridocorn iridocyc iris$ iritis keratitis keratoconj
        keratoconus keratopath lacrim lens$ lentic lentis macula$ macular-d macular-h myopi$ myopia
        nyctalop nystag ocul ophthal optic palpebr photophob proptosis ptosis pupil retina retini retino
        sclera$ sclerae sclerit scotom sight$ squint strabism uveit vision visual(?!.halluc) vitre ~cornea
        ~lacrim ~ocular ~ophthalm ~orbital ~retina ~retinit ~scleroc ~telorism""",
    "the ears": """
        acoustic anotia antihelix auditor(?!y.halluc) auric cholesteatom cochlea deaf ear$ earache eardrum
        earlobe hearing(?!.voices) helix hyperacus macrotia mastoid microtia ossicles otit otorr pinna$
        tinnitus tragus vertigo vestibul ~auric""",
    "the mouth and teeth": """
        bruxism canine-t chewing cleft-lip cleft-palate crossbite dent$ dental dentin dentit drool enamel
        gingiv gloss gum$ incisor koplik lip$ malocclus molar$ mouth open-bite oral$ orofac overbite palat
        saliv stomatit taste$ teeth$ tongue tonsil tooth uvula vermilion xerostom ~dontia ~dontitis
        ~glossia ~gnathic-cleft""",
    "the head and skull": """
        bossing calvari crani craniosyn fontanel frontal-boss head$ metopic occip skull suture$ ~cephalic
        ~cephaly ~cranial$""",
    "the face and nose": """
        anosm cheek chin$ columella epistaxis face$ facial facies forehead glabella gnath hairline jaw
        malar mandib maxill midface nares naris nasal nose$ nosebleed nostril paranasal philtrum rhin$
        rhinit rhinorr sinus$ sinusit smell$ supraorb synophrys ~facial ~gnathia ~gnathism""",
    "the hair and nails": """
        alopec fingernail hair hairy hirsut hypertrichos nail$ nailbed toenail ungu ~onychia ~ungual""",
    "the skin": """
        abscesses-of-the-skin acanthos acne albin auspitz blister boils$ bruis caf-au cafe-au calluses
        cellulit cutan cutis derma dimple ecchym eczem erythema$ erythemat erythroderm flush freckl
        hemangiom hives hypertrichosis ichthy itch keratoderm keratos koebner lentig lichenif lipoma
        macular-rash macule maculopap melanocyt melanom naev nevi$ nevus nipple nodules-under pale$
        paleness pallor$ palmar-crease papul petech photosens pigment plaques$ poikiloderm prurit pterygi
        purpur rash scaly-plaque scar$ scarred scarring simian skin$ sores$ striae sunburn sweat telangiec
        urtic vesicle vitilig warts$ webbed ~cutane ~derma$ ~dermal$ ~eczem ~hidrosis ~keratosis ~pigment""",
    "the heart": """
        angina aort arrhythm atria$ atrial atriov bradycard cardi chest-pain ductus eisenmenger endocard
        gallop heart$ heartbeat mitral murmur myocard palpit pericard septal-defect tachycard valve$
        valvul ventricle-of-the-heart ventricular$ ~aortic$ ~cardia$ ~cardial$ ~carditis""",
    "the blood vessels and circulation": """
        aneurysm arter blood-pressure clot$ clotting cyanos edema$ embol faint$ fainting faintness
        gangrene hypertens hypotens infarct ischem lymphedem pulse$ pulses$ raynaud stroke$ syncop
        thromboe thrombophl thrombos thrombot varices$ varicos varix vascul vein$ venous ~arteritis
        ~cyanosis$ ~vascular$ ~venous$""",
    "the lungs and breathing": """
        apne aspiration$ asthma atelect breath bronch choan cough crackle diaphragm dyspn emphysem
        grunting hemoptys hiccup hoars hypoventil hypox laryn lung$ nasopharyn pharyn phlegm pleur pneumom
        pneumon pneumot pulmo respir snor sputum stridor throat trache voice wheez ~pnea$ ~pneumonic$
        ~pulmonary$""",
    "the liver, gallbladder, pancreas and spleen": """
        ascit bile$ biliary bilirub cholang cholecyst choleli cholestas cirrhos gallbl gallst hepat jaund
        liver pancrea spleen splen steatosis transamin ~bilirubin ~hepatitis ~splenomegaly$""",
    "digestion": """
        abdom achalas anal$ anorexia$ anus appetite belly bloat bowel burping cecal celiac colit colon$
        colonic constip diarrh diastasis-recti duoden dysphag epigastr esophag fecal feeding$ flatul gas$
        gastr heartburn hematemes hernia$ hernias ileal ileus indigest intestin intussus jejun malabsorp
        megacolon melena nause odynophag omphaloc peritonit rect$ rectal rectum reflux steatorr stomach
        stool swallow vomit ~colon$ ~esophagus$ ~gastric$ ~gastrointestinal""",
    "the kidneys and urine": """
        anuria bladder creatinin dysuria glomerul hematur hydronephr hydrouret kidney meatal megacyst
        nephr nocturia$ oliguria polyuria proteinur renal$ ureter urethr urin vesicour wilms ~nephric$
        ~nephritis ~nephrosis ~uria$""",
    "the sexual organs": """
        amenorr breast cervix clitor cryptorch dysmenorr endometri epididym epispad erecti erection fertil
        genit gonad gyneco hypospad impoten infertil labia$ labium libido menarch menorrh menstr
        oligomenorr oligosperm orchit ovar penile penis prostat puber scrot sexual sperm testes
        testic testis urogenit uter$ uterine uterus vagin ~fertility$ ~gonad ~menorrhea$ ~orchid ~penis$""",
    "the arms and hands": """
        arachnodact arm$ carpal cubitus elbow finger forearm hand$ humer metacarp palm$ palms$ radial-
        radioul radius$ swan-neck thumb ulna wrist ~carpal$""",
    "the legs and feet": """
        ankle calf$ clubfoot coxa coxae feet$ femor femur fibula foot$ genu hallux heel$ hip$ knee kneecap
        leg$ metatars patell pes-cavus pes-planus talar talip tarsal thigh tibia toe$""",
    "the limbs": """
        clubb dactyl extremit limb$ micromel palmoplant phalan phalanx ~dactyl ~melia$ ~phalang""",
    "the spine, neck and chest": """
        atlantoax back$ backache barrel-chest chest-deform coccy kypho lordo narrow-chest neck$ pectus
        rib$ sacr sciatic scolio spinal-def spinal-ste spine$ spondyl sternum tailbone thoracic thorax
        vertebr ~lordosis$ ~scoliosis$ ~vertebra""",
    "the bones and joints": """
        arthr bone$ cartil clavic contractur diaphys disloc dysostos enthesi epiphys exostos fractur
        hypermob hyperostos joint metaphys ossif osteo pelvi scapul shoulder skelet skeletal-dyspl stature
        stiff ~arthritis ~arthropathy ~arthrosis$ ~ostosis$""",
    "the mind, speech and behavior": """
        aggress agitation agoraphob anhedon anxi anxious apathy aphas attention autis behav cognit confus
        delirium delusion dement depressi depression$ development developmental dyslex dysphas echolal
        emotional fear$ guilt halluc hopeless hyperactiv intellect irritab language learning memor mental$
        mood obsess panic personality psychi psycho psychot speech suicid worry""",
    "the brain and nerves": """
        apraxi ataxi athetos babinski balance bradykin brain cauda-equina cereb chorea choreo clums cns$
        coma$ consciousness convuls coordinat corpus-callosum cortical-atro dizz drowsi dysarth dysautonom
        dyskines dyston eeg$ encephal epilep fasciculat gait gliosis gyri headache hemiball hemipar
        hemipleg hydroceph hypsarr incoordin insomn intraventric kernicterus letharg lissenc meningio
        meningit migrain motor$ myoclon nerve$ nervous neural neuro(?!endocrine) numb pachygyr paraly
        paraparesis paraple paresth periventric polymicrogyr quadripleg radiculopath reflex seiz sensation
        sensory sleep spastic tetrapleg tingl tremor ventriculomeg walking ~ataxia$ ~cerebral ~encephal
        ~kinesia$ ~migrain ~neuropath ~paresis$ ~plegia$ ~reflexia$""",
    "the muscles": """
        amyotr atroph cramp gower hyperton hypoton muscle$ muscul myalg myopath myosit myoton rhabdomyol
        rigid spasm$ weakness ~muscular ~myopath ~myositis ~tonia$""",
    "the blood and immune system": """
        acanthocyt agranul anemi autoimm bleed bone-marrow coagul cytopen dysgamma eosin granulocyto hemat
        hemoly hemophag hemorrh hypercoag hypogamma immun iron-def iron-overload leuk lymph methemo
        neutrop pancytop platelet thrombocyto ~anemia$ ~cytosis$ ~globulin ~globulinemia$ ~leukemia$
        ~lymphoma$ ~penia$""",
    "growth and weight": """
        birth-length failure-to-thrive growth$ height malnutr obes overgrowth overweight short-stature
        small-for-dat small-for-gest tall$ underweight weight""",
    "hormones and metabolism": """
        acidosis adrenal$ adrenoc alkalos ammoni androgen blood-sugar calcium cholesterol cortis dehydrat
        diabet electrolyt goit hormon hyperlip insulin ketoacid ketos lactic lipid metabol parathyr
        phosphat pituit potassium prolactin sodium thyroid uric-acid vitamin ~acidosis$ ~ammonemi
        ~calc[a]?emi ~cortisol ~glyc[a]?emi ~insulin ~kalemi ~lipidemia$ ~natremi ~phosphatemi ~pituitar
        ~thyroid ~triglycerid ~uricemia$""",
}
PLURAL = "(?:s|es)?"
# Parts that one examination looks at: whoever has a stiff back may have a stiff hip as well.
LOCOMOTOR = frozenset(
    f"concerning {part}"
    for part in (
        "the arms and hands",
        "the legs and feet",
        "the limbs",
        "the spine, neck and chest",
        "the bones and joints",
    )
)


def _pattern(line: str) -> re.Pattern[str]:
    parts = []
    for word in line.split():
        beginning = "" if word.startswith("~") else r"\b"
        end = rf"{PLURAL}\b" if word.endswith("$") else ""
        parts.append(f"{beginning}{word.strip('~$').replace('-', '[ -]')}{end}")
    return re.compile("|".join(parts), re.IGNORECASE)


PATTERNS = {part: _pattern(line) for part, line in PARTS.items()}
OPERATION = re.compile(
    r"\b(?:\w*surg\w+|\w+(?:ectomy|ectomies|otomy|ostomy|plasty|pexy|desis|scopy)|transplant\w*|grafts?|bypass|stents?|"
    r"shunts?|pacemaker|removal|repair|ablation|radi\w*therapy|radiation|laser|dialysis|transfusions?|implant\w*)\b",
    re.IGNORECASE,
)
MEDICINE = re.compile(
    r"\b(?:medicines?|medications?|drugs?|pills?|tablets?|antibiotics?|anti-?\w{4,}|\w*steroids?|"
    r"inhibitors?|blockers?|antagonists?|agonists?|diuretics?|vitamin|injections?|insulin|"
    r"\w+ (?:cream|ointment|drops)|vaccines?|hormones?)\b",
    re.IGNORECASE,
)
INFECTION = re.compile(
    r"\b(?:infect\w*|\w*virus\w*|\w*bacteri\w*|\w+coccus|parasit\w+|fung\w+|germs?)\b", re.IGNORECASE
)


@lru_cache(maxsize=20_000)
def _part_of_body(text: str) -> str | None:
    return next((part for part, pattern in PATTERNS.items() if pattern.search(text)), None)


def are_near(one: str | None, other: str | None) -> bool:
    """Whether two cues name the same part, or parts of the same apparatus."""
    return one == other or {one, other} <= LOCOMOTOR


def part_of(fact: Fact) -> str | None:
    """The cue for a fact, in words that end a question: "concerning the eyes"; None where there is none."""
    match fact.field:
        case Field.SYMPTOM | Field.COMPLICATION:
            part = _part_of_body(fact.text)
            return f"concerning {part}" if part else None
        case Field.TREATMENT:
            if OPERATION.search(fact.text):
                return "by an operation or procedure"
            return "by medicine" if MEDICINE.search(fact.text) or DRUG_STEM.search(fact.text) else None
        case Field.CAUSE if wording_of(fact) not in {GENES, INHERITED} and INFECTION.search(fact.text):
            return "by infection"
        case _:
            return None
