"""The words at the head of a phrase that make it a treatment, a test or a symptom wherever it stands.

Rules that trust a sentence's place more than its wording ("In severe anemia, red cell transfusion comes
first") take only phrases of a known kind. Endings carry most of it: drugs by their INN stems (WHO, "The use
of stems in the selection of International Nonproprietary Names", 2018), findings and operations by their
Greek suffixes.
"""

from __future__ import annotations

import re

from questions.model import Field

_TREATMENT = re.compile(
    r"(?:\w{2,}(?:goline|reotide|tide|lutamide|[bx]ostat|drostat|rapone|pristone|zomib|lidomide|mustine"
    r"|citabine"
    r"|relbine|poside|sulfan|bendazole|quantel|fibrate|etimibe|tadine|tirizine|phedrine|pidem|clone|peridol"
    r"|perazine|promazine|suximide|benazine|stigmine|dantrolene|nidine|pressin|relin|tropin|gestrel"
    r"|[ox]ifene?"
    r"|rozole|renone|cainide|afenone|prim|oxazole|zolid|ximin|oxanide|mivir|desivir|fovir|tecavir|vudine"
    r"|virin|virenz|tegrity|nib|leucel|metrexed|fenacin|relix|styramine|pramine|zosin|steride|tecan"
    r"|cristine|blastine|faxine|zolamide|giline"
    r"|kinra|ciclib"
    r"|calcitriol|calciferol|ectomy|ostomy|otomy|plasty|desis|pexy|centesis|therapy|therapies"
    r"|plasmapheresis|apheresis"
    r"|mycin|micin|cillin|cycline|floxacin|oxacin|conazole|nidazole|prazole|dazole|ciclovir|cyclovir|tegravir"
    r"|buvir|previr|tamivir|pril|sartan|olol|statin|statins|[a-z]mab|tinib|parib|cept|tidine|triptan|setron"
    r"|dipine|semide|thiazide|lukast|terol|tropium|[lth]asone|olone|onide|caine|barbital|azepam|zolam|oxetine"
    r"|triptyline|idone|apine|gliptin|glitazone|formin|gliflozin|glutide|parin|xaban|gatran|grel|profen"
    r"|oxicam"
    r"|coxib|chloroquine|quine|dronate|grastim|poetin|limus|trexate|purine|thioprine|phylline|toin|gabalin"
    r"|racetam|platin|rubicin|taxel|penem|bactam|darone|lactone|thyroxine|vastatin|sulfate|chloride)s?"
    r"|colchicine|allopurinol|probenecid|isoniazid|rifampi(?:ci)?n|ethambutol|dapsone|lithium|levodopa"
    r"|carbamazepine|valproate|lamotrigine|topiramate|methimazole|carbimazole|propylthiouracil|hydroxyurea"
    r"|warfarin|aspirin|acetaminophen|paracetamol|ibuprofen|insulin|cyclophosphamide|mycophenolate"
    r"|cyclosporine"
    r"|ciclosporin|sulfasalazine|mesalamine|mesalazine|digoxin|tretinoin|isotretinoin|acitretin|minoxidil"
    r"|interferon(?: \w+)?|melatonin|morphine"
    r"|codeine|naloxone|ketamine|glucagon|octreotide|nitroglycerin|nitrates"
    r"|epinephrine|adrenaline|ivermectin|permethrin|benzyl benzoate|bismuth|(?:folic|ascorbic|valproic"
    r"|tranexamic|ursodeoxycholic|azelaic|salicylic|retinoic|acetylsalicylic) acid"
    r"|surger(?:y|ies)|operations?|transplants?|transplantations?|transfusions?|injections?|infusions?"
    r"|drugs?|medicines?|medications?|inhibitors?|blockers?|beta-blockers?|antagonists?|agonists?|agents?"
    r"|analogu?es?|antibiotics?|antivirals?|antifungals?|antihistamines?|antidepressants?|anticonvulsants?"
    r"|anticoagulants?|anticholinergics?|antipsychotics?|antimalarials?|antacids?|antispasmodics?"
    r"|steroids?|corticosteroids?|glucocorticoids?|NSAIDs?|DMARDs?|biologics?|immunosuppressants?"
    r"|bronchodilators?|decongestants?|expectorants?|laxatives?|diuretics?|opioids?|analgesics?|sedatives?"
    r"|painkillers?|emollients?|moisturi[sz]ers?|retinoids?|triptans?|statins?|chelators?|vasodilators?"
    r"|vitamins?(?: \w{1,3})?|supplements?|supplementation|diets?|exercises?|splints?|splinting|braces?"
    r"|bracing"
    r"|casts?|casting|crutches|compress(?:es)?|creams?|ointments?|lotions?|gels?|drops|shampoos?|sprays?"
    r"|tablets?|pills?|inhalers?|patches|chemotherapy|radiation|lasers?|photocoagulation|radioiodine"
    r"|stents?|stenting|thrombolysis|pacemakers?|defibrillators?|implants?|dialysis|ablation|replacement"
    r"|repair|excision"
    r"|resection|drainage|debridement|embolization|embolisation|ligation|bypass|grafts?|grafting|banding"
    r"|fixation|immobili[sz]ation|massage|stretching|counsel[l]?ing|psychotherapy|rehabilitation"
    r"|ventilation|CPAP|hearing aids?|glasses|lenses|phototherapy|chelation|plasma exchange"
    r"|immunoglobulins?|immune globulin|IVIG|antivenom|antitoxin|vasopressors?|lithotripsy"
    r"|thrombolytics?|thinners|curettage|cautery|electrocautery|cryotherapy|sclerotherapy|valvuloplasty"
    r"|decompression|fusion|osteotomy|orthotics|orthoses|physiotherapy|hydration|rehydration"
    r"|iron|zinc|magnesium|thiamine|oxygen|fluids?|saline|antidotes?|formulas?|solutions?|fasting"
    r"|dilat(?:at)?ion|nutrition|maneuvers?|shunts?|tubes|prednisone|\w*cortisone|alprostadil"
    r"|toxin(?: type \w)?|acupuncture|neurostimulation|stimulation|stimulators?|relaxation|reassurance"
    r"|hypnosis"
    r"|biofeedback|meditation|yoga|heat|ice|packs|cooling|elevation|traction|suction|lavage|irrigation"
    r"|enemas?|dressings?|bandages?|stockings|catheterization|intubation|feedings?|lactate|glucose"
    r"|dextrose|albumin|plasma|platelets|concentrates?|vaccines?|vaccination|probiotics|fiber|methadone"
    r"|buprenorphine|naltrexone|disulfiram|(?:nerve )blocks?|blockade|radiosurgery|chemoradiation"
    r"|chemoradiotherapy"
    r"|implantation|rest|avoidance|abstinence|restriction|cessation|amputation|reconstruction|revision"
    r"|extraction|evacuation|suturing|sutures|clipping|coiling|wheelchair|walkers?|canes?|prosthes[ie]s"
    r"|orthosis|eyeglasses|patching|occlusion|sunscreens?|soaps?|cleansers?|powders?|baths?|soaks?"
    r"|mouthwash(?:es)?|lozenges|suppositor(?:y|ies)|phlebotomy|breathing|training|cytarabine|dacarbazine"
    r"|baclofen|pyrazinamide|bedaquiline|artesunate|artemether|atovaquone|estrogens?|estradiol|progesterone"
    r"|progestins?|testosterone|contraceptives?|lidocaine|hydralazine|trimethoprim|vedotin"
    r"|hydroxocobalamin|cyanocobalamin|penicillamine|trientine|deferoxamine|deferasirox|eculizumab"
    r"|therap(?:y|ies)|\w+criptine|naproxen|packs?|removal|closure|debulking|correction|reduction|intervention|education|aids"
    r"|relievers?|antiemetics|anti-emetics|an?esthetics?|benzodiazepines?|neuroleptics?|stimulants"
    r"|keratolytics?|antioxidants?|cofactors?|calcipotriol|tar|riluzole|ursodiol|carnitine|cysteine|biotin"
    r"|betaine|memantine|galantamine|\w+(?:arotene|ozide|inone|ustat|sidase|plostim|bopag|nersen|caftor"
    r"|sentan|afil|ciguat|vaptan|midis|pterin|uracil)|epoprostenol|treprostinil|iloprost"
    r"|anti-inflammator(?:y|ies)|modifications?"
    r"|observation|watchful waiting|bed rest)",
    re.IGNORECASE,
)
_SYMPTOM = re.compile(
    r"(?:\w*(?:algia|[a-z]ache|aches|uria|penia|emia|aemia|megaly|pnea|pnoea|phagia|phasia|opia|ptosis|ptysis"
    r"|rrhea|rrhoea|edema|oedema|esthesia|esthesias|aesthesia|kinesia|tonia|taxia|trophy|plegia|paresis|lexia"
    r"|mnesia|cardia|cytosis|dactyly|cephaly|gnathia|stomia|derma|chezia|emesis|orrhagia|rrhage|rrhages"
    r"|cyanosis|kyphosis|scoliosis|lordosis|(?<!diagn)(?<!progn)osis|hidrosis|itis|itides|osmia|acusis"
    r"|phobia|thermia|icterus|purpura|petechiae|erythema|clonus|spasms?|choly|somnia|arthria)"
    r"|pains?|fevers?|chills|cough(?:s|ing)?|rash(?:es)?|itch|itching|pruritus|swelling|redness|tenderness"
    r"|stiffness|weakness|numbness|tingling|paralysis|hemolysis|palsy|palsies|seizures?|convulsions?"
    r"|tremors?|spasticity"
    r"|cramps?|cramping|fatigue|tiredness|malaise|lethargy|exhaustion|dizziness|lightheadedness|vertigo"
    r"|nausea|vomiting|constipation|bloating|bleeding|bleeds|bruis(?:es|ing)|jaundice|pallor|breathlessness"
    r"|wheez(?:e|es|ing)|hoarseness|sensations?|sensitivity|intolerance|enlargement|retardation"
    r"|deformit(?:y|ies)"
    r"|contractures?|stature|gait|clumsiness|incoordination|confusion|delirium|drowsiness|sleepiness"
    r"|hallucinations?|delusions?|depression|anxiety|irritability|dementia|deafness|blindness|loss|losses"
    r"|delays?|disabilit(?:y|ies)|impairments?|impairment|difficult(?:y|ies)|trouble|problems?|lesions?"
    r"|ulcers?|blisters?|papules?|pustules?|vesicles?|nodules?|lumps?|mass(?:es)?|cysts?|sores|plaques?"
    r"|discharge|sweats|sweating|palpitations|murmurs?|bruits?|hypertension|hypotension|thirst|hunger"
    r"|shortness|discomfort|heartburn|regurgitation|belching|distention|distension|obstructions?"
    r"|injur(?:y|ies)|reflux"
    r"|thickening|wasting|clefts?|anomal(?:y|ies)|abnormalit(?:y|ies)|defects?|malformations?|calcifications?"
    r"|infections?|cataracts?|glaucoma|strabismus|nystagmus|goitr?er?|proptosis|photosensitivity|sense"
    r"|feelings?|pulses|anhedonia"
    r"|\w*pigmentation|discoloration|darkening|fears?|worry|yawning|cravings?|dehydration|drooling"
    r"|snoring|gasping|choking|libido"
    r"|appetite|twitching|jerking|jerks|shaking|shakiness|blackouts?|flashbacks|nightmares|obsessions"
    r"|compulsions|guilt|hopelessness|restlessness|apathy|disorientation|forgetfulness|blurring|floaters"
    r"|halos|crusting|scaling|peeling|blistering|scabs|scarring|pitting|welts|hives|wheals|puffiness"
    r"|congestion|sneezing|runny nose|sputum|phlegm|crackles|stridor|guarding|flatulence|indigestion"
    r"|straining"
    r"|hypotonia|limp|limping|unsteadiness|imbalance|chorea|fasciculations|cachexia|infertility|impotence"
    r"|gynecomastia|crepitus|locking|dwarfism|urination|claudication|avoidance"
    r"|lymphadenopathy"
    r"|neuropathy|cardiomyopathy|retinopathy|encephalopathy|fistulas?|abscess(?:es)?|fractures?|dislocations?"
    r"|effusions?|episodes|attacks|spells|collapse|syncope|fainting|failure|arrhythmias?|hiccups|tics"
    r"|rigidity|slowness|melena|pica|coma|stupor|shock|arrest|hemorrhages?|nosebleeds?|clubbing|\w+opsia"
    r"|tinnitus"
    r"|hematomas?|acne|hirsutism|agitation|aggression|insomnia|urgency|frequency|incontinence|retention"
    r"|dryness"
    r"|inability|instability|crises|crisis|thrombosis|thrombi|clots|bleed|hair|freckling|freckles|spots"
    r"|inattention|aura|xanthomas|tophi|tophus|polyps?|warts?|stones?|curvature|webbing|tearing|flushing)",
    re.IGNORECASE,
)
_ILL = re.compile(
    _SYMPTOM.pattern
    + r"|sepsis|\w+opath(?:y|ies)|diseases?|disorders?|syndromes?|cancers?|\w{2,}omas?|leukemia"
    r"|strokes?|diabetes|infarctions?|embol(?:us|ism)|misuse|death|suicide|relapses?|perforation|megacolon"
    r"|ruptures?|necrosis|prolapse|pneumonia",
    re.IGNORECASE,
)
_SYMPTOM_START = re.compile(
    r"(?:delayed|enlarged|swollen|impaired|reduced|decreased|increased|loss|poor|blurred|blurry|double"
    r"|slurred"
    r"|slow|rapid|irregular|difficulty|trouble|inability|lack|absence|excessive|absent|missing|painful|stiff"
    r"|itchy|burning|shortness|bowed|cleft|dry|red|sore|tender|muffled|distended|drooping|droopy|weak"
    r"|painless|sunken|feeble|wrinkled|faint|puffy|pale|cold|clammy|stiff|thin|round|oily|brittle|scaly"
    r"|cracked|bluish"
    r"|yellowish|unsteady|dull|sharp|stabbing|throbbing|aching|noisy|unexplained|unequal|abnormal"
    r"|unusual|flushed|blistering|peeling|tight|twisted|crooked"
    r"|low-set|widely|hearing|visual|memory|weight|bloody|dark|bulging|feeling|thickened|thinning)\b",
    re.IGNORECASE,
)
_TREATMENT_START = re.compile(
    r"(?:avoiding|limiting|eating|drinking|raising|elevating|applying|wearing|taking|losing weight"
    r"|stopping|quitting"
    r"|reducing|removing|repairing|draining|replacing|exercising|surgery (?:to|for|on))\b",
    re.IGNORECASE,
)
_VAGUE = frozenset([
    "abnormalities", "abnormality", "agent", "agents", "agonist", "agonists", "analog", "analogs",
    "analysis", "anomalies", "antagonist", "antagonists", "antibodies", "attack", "attacks", "blocker",
    "blockers", "clots", "count", "crises", "crisis", "cyst", "cysts", "defect", "defects", "delay",
    "delays", "difficulties", "difficulty", "drops", "episodes", "failure", "frequency", "hair",
    "imaging", "impairment", "implant", "inability", "infection", "infections", "infusion", "infusions",
    "inhibitor", "inhibitors", "injection", "injections", "itis", "lesion", "lesions", "level",
    "levels", "loss", "losses", "lump", "malformations", "mass", "problem", "problems", "rate",
    "repair", "replacement", "retention", "sensation", "sensations", "shortness", "spells", "spots",
    "stone", "stones", "studies", "study", "test", "tests", "therapies", "therapy", "trouble",
])  # fmt: skip
"""Heads that say too little alone."""
_TEST = re.compile(
    r"(?:\w*(?:scopy|graphy|metry|gram|grams|centesis|graph)|\w*biops(?:y|ies)|tests?|testing|scans?"
    r"|scanning|\w+-ct"
    r"|x[- ]?rays?|mri|mra|mrcp|ct|ecg|ekg|eeg|emg|ultrasound|imaging|cultures?|assays?|smears?|films?|panel"
    r"|serology|electrophoresis|pcr|urinalysis|dipstick|troponin|ferritin|swabs?|count|karyotype|karyotyping"
    r"|stud(?:y|ies)|antibodies|levels?|analysis|sequencing|examination|criteria|manometry|questionnaire"
    r"|swallow|histology|cytology|dermoscopy|gases|scrapings|tap|puncture|aspiration|aspirate"
    r"|radiographs?|sonography|TSH|CRP|ESR|rate|protein|stain|diary|screens?|sampling|picture|microscopy"
    r"|(?:plasma|urinary|salivary|fasting) [\w-]+)",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"[\s,](?:of|for|with|in|to|from|by|on|at|against|that|which|who|when|after|during|over|without|around"
    r"|between|under|despite|behind|along|across|above|below|including|such)(?=\s|$)",
    re.IGNORECASE,
)
_FILLED = re.compile(r"[\s,]_+(?=\s|$)")
"""Brackets inside the phrase, masked: "ketogenic (high fat) diet"."""
_HEADS = {
    Field.TREATMENT: _TREATMENT,
    Field.SYMPTOM: _SYMPTOM,
    Field.COMPLICATION: _ILL,
    Field.DIAGNOSTIC: _TEST,
}


def is_known(phrase: str, field: Field) -> bool:
    """Whether the head of a masked phrase ("pain" in "pain in the legs") names a thing of the field."""
    if has_head(phrase, field):
        return True
    if field is Field.TREATMENT:
        return bool(_TREATMENT_START.match(phrase))
    return field is Field.SYMPTOM and " " in phrase and bool(_SYMPTOM_START.match(phrase))


def has_head(phrase: str, field: Field) -> bool:
    """Whether the last word before the first preposition names a thing of the field."""
    heads = _HEADS.get(field)
    if heads is None:
        return False
    phrase = _FILLED.sub("", phrase)
    cut = _PREPOSITION.search(phrase)
    words = (phrase[: cut.start()] if cut else phrase).rstrip(" _,")
    parts = words.split()
    if not parts or phrase.lower() in _VAGUE:
        return False
    return bool(heads.fullmatch(parts[-1])) or bool(heads.fullmatch(" ".join(parts[-2:])))
