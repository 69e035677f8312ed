"""Words by which an option is known as a finding, a treatment, a cause or a test.

Data of ``presentable``: endings of medical words, nouns of findings, stems of international nonproprietary
names of drugs (WHO, "The use of stems in the selection of INN", 2018), words for procedures, causes and
tests.
"""

from __future__ import annotations

import re

from questions.generate.sayable import BODY_PARTS

MEDICAL_ENDING = re.compile(
    r"(?:itis|[aeo]mia|uria|osis|oses|iasis|algia|pathy|pathies|plegia|paresis|penia|philia|megaly|omas?|"
    r"rrhea|rrhoea|"
    r"rrhagia|rrhage|trophy|plasia|dynia|phagia|phasia|phonia|pnea|pnoea|ptysis|o?edema|spasms?|celes?|"
    r"esthesias?|"
    r"kinesia|tonia|opia|opsia|acusis|osmia|geusia|ectas[ie]s|ectasia|malacia|dactyly|cephaly|gnathia|"
    r"telorism|rexia|"
    r"thymia|phobia|mania|lysis|purpura|chorea|ataxia|apraxia|agnosia|nystagmus|scoliosis|kyphosis|syncope|"
    r"embolism|thrombosis|stenosis|lalia|lexia|ptosis|acidosis|chezia|cyesis|mnesia|axis|tension|cusia|"
    r"cytosis|arthrosis|cholia|genia)$",
    re.IGNORECASE,
)
FINDINGS = frozenset(
    """ache aches aching pain pains tenderness soreness cramps cramping stiffness swelling swellings lump
    lumps mass masses bump bumps nodule nodules papule papules plaque plaques patch patches blister
    blisters vesicles bullae ulcer ulcers ulceration sores erosions scale scales scaling crust
    crusts crusting rash rashes redness erythema flushing pallor bruises bruising petechiae macules
    hives wheals itch itching burning stinging tingling numbness weakness paralysis palsy palsies
    tremor tremors twitching jerks jerking spasticity tics rigidity slowness seizures seizure
    convulsions attacks spells crises headache headaches dizziness fainting blackouts confusion
    delusions hallucinations irritability mood depression anxiety insomnia sleepiness drowsiness
    fatigue tiredness lethargy fever fevers chills sweats sweating thirst hunger nausea vomiting
    diarrhea constipation bloating belching heartburn regurgitation stools stool urination bleeding
    clots discharge sputum phlegm cough wheeze wheezing stridor breathlessness gasping hoarseness
    snoring congestion sneezing murmur murmurs click gallop rub crackles crepitus palpitations
    heartbeat heartbeats pulse pulses clubbing cyanosis thinning thickening hardening discoloration
    pigmentation darkening yellowing jaundice vision blindness halos floaters deafness ringing gait
    falls clumsiness speech delay deformity deformities contracture contractures curvature bowing
    fracture fractures dislocation dislocations laxity hypermobility instability creases rings sign
    phenomenon reflexes posture facies tumor tumors cyst cysts polyps stones crystals deposits
    infection infections pneumonia abscess abscesses sepsis gangrene necrosis infarction stroke
    failure insufficiency arrest shock effusion tamponade block fibrillation arrhythmia tachycardia
    bradycardia obstruction perforation hernia prolapse fistula fistulas stricture strictures
    narrowing dilation enlargement wasting loss gain stature odor odour breath intolerance
    sensitivity dryness infertility impotence miscarriage miscarriages gynecomastia goiter goitre
    lesions lesion dermatitis eczema gums tears drooling lockjaw trismus chorea ataxia spots streaks
    bands blebs comedones pustules boils burrows telangiectasias nosebleeds pimples furrows dimpling
    retraction exophthalmos proptosis lag squint droop drooping meningismus aura auras tenesmus
    urgency frequency hesitancy dribbling incontinence retention sniffing choking gagging
    claudication malaise tags sound sounds tightness flutter clot blackheads smacking limp
    restlessness agitation apathy disinhibition obsessions compulsions panic nightmares cataplexy
    flattening locking catching clicking grinding percussion impulse expansion excursion aneurysm
    dissection rupture collapse infarct infarcts calcification calcifications scarring scars
    fissures cracks haemorrhage hemorrhage ischemia paralyses vertigo tinnitus purpura sclerodactyly
    calcinosis carditis neuropathy retinopathy nephropathy cramp cravings craving pica stillbirth""".split()  # noqa: SIM905
)
MEASURED = frozenset(
    ["levels", "level", "count", "counts", "pressure", "rate", "temperature", "output", "volume"]
)
DEGREE = re.compile(
    r"\b(?:high|low|raised|elevated|reduced|decreased|increased|rapid|slow|slowed|fast|falling|rising|"
    r"wide|weak|irregular|strong)\b",
    re.IGNORECASE,
)
FINDING_START = re.compile(
    r"^(?:(?:sudden|severe|mild|gradual|progressive|painful|painless|new|temporary|partial|complete|"
    r"recurrent|early|"
    r"one-sided|symmetrical|symmetric) )*"
    r"(?:difficulty|trouble|inability|loss of|lack of|sensitivity|intolerance|blood in|pain|attacks? of|"
    r"bouts? of|"
    r"episodes of|sensation of|feeling of|absence of|fear of|failure of|inflammation of|enlargement of|"
    r"rupture of|"
    r"compression of|stiffness|swelling|weakness)\b",
    re.IGNORECASE,
)
# Before a part of the body, what makes a finding of it: "dry mouth", "swollen lymph nodes", "bowed legs".
DESCRIBED_PART = re.compile(
    r"^(?:(?:very|abnormally|one|both) )?(?:[\w-]+(?:ed|en)|dry|red|yellow|blue|bluish|pale|sore|stiff|"
    r"cold|cool|warm|"
    r"hot|puffy|itchy|watery|teary|gritty|small|large|short|long|flat|webbed|sparse|brittle|thick|thin|"
    r"tight|shiny|"
    r"moist|coarse|fine|rough|cracked|bulging|weak|tense|rigid|barrel|strawberry|smooth|loose|painful|"
    r"tender|bloodshot|"
    r"spoon|clubbed|ragged|low-set|high-arched|hairy|oily|pink|purple|white|black|gray|dark|cloudy)\b",
    re.IGNORECASE,
)
PARTS_NAMED = BODY_PARTS | frozenset(
    """nails nail cuticles eyelids eyelashes lashes mouth stool stools urine skin hair gums teeth tooth
    nodes glands gland node membranes joints limbs jaw cheeks forehead palate patches lips palms
    soles knuckles veins vessels tonsils testicles testes breast breasts genitals muscles tendons
    ligaments pupils pupil corneas cornea sclera sputum spit saliva spots""".split()  # noqa: SIM905
)

DRUG_STEM = re.compile(
    r"\b\w{2,}(?:mab|nib|cept|vir|azole|tidine|olol|pril|sartan|dipine|statin|mycin|micin|cillin|cycline|"
    r"floxacin|"
    r"oxacin|penem|profen|oxicam|coxib|triptans?|gepants?|setron|zepam|zolam|barbital|toin|azine|apine|"
    r"idone|peridol|"
    r"oxetine|pramine|triptyline|gliptin|gliflozin|glitazone|formin|glutide|dronate|parin|xaban|gatran|"
    r"teplase|grel|"
    r"grelor|thiazide|semide|lactone|prost|terol|tropium|phylline|lukast|sone|solone|onide|olone|limus|"
    r"trexate|platin|"
    r"rubicin|taxel|citabine|mustine|parib|ciclib|zomib|lidomide|fungin|quine|vaptan|entan|afil|osin|steride|"
    r"thyroxine|dopa|cillamine|feron|ferone|caine|curium|relin|otide|kinra|gliceron|stigmine|dryl|zodone|"
    r"tadine|trizine|oxin|cromil|lizumab|bactam|nazole|thromycin|methacin|oxaban|pamide|barb|"
    r"spectin|bendazole|pentin|balin|racetam|trigine|bamazepine|zosin|triol|ferol|uracil|purinol|uricase|"
    r"ticase)\b",
    re.IGNORECASE,
)
# A single word with such an end, standing as a treatment, is the name of a drug: colchicine, mesalamine.
DRUG_WORD = re.compile(
    r"[A-Za-z-]{3,}(?:ine|ide|ate|one|ol|in|ase|am|il|um|ane|ene|ium|oin|id|xin|rin|al|ic acid)$"
)
TREATMENTS = re.compile(
    r"\b(?:\w*therap(?:y|ies)|\w*surger(?:y|ies)|\w+(?:ectomy|ectomies|otomy|ostomy|plasty|pexy|desis|"
    r"centesis|tripsy|"
    r"pheresis|scopy)|transplant\w*|grafts?|grafting|bypass|stents?|stenting|shunts?|pacemaker|"
    r"defibrillator|ablation|"
    r"emboli[sz]ation|resection|excision|removal|repair|fusion|decompression|dilation|dilatation|"
    r"ligation|implant\w*|"
    r"dialysis|exchange|transfusions?|phlebotomy|chelation|chelators?|replacement|infusions?|injections?|"
    r"drops|creams?|"
    r"ointments?|gels?|patch|sprays?|inhalers?|nebulizers?|tablets?|vaccines?|immun\w*globulins?|"
    r"globulin|antibod\w+|"
    r"anti-?\w{4,}|inhibitors?|blockers?|antagonists?|agonists?|analog(?:ue)?s?|\w*steroids?|"
    r"\w*corticoids?|diuretics?|"
    r"laxatives?|sedatives?|stimulants?|vitamins?|supplementation|oxygen|CPAP|ventilation|braces?|"
    r"bracing|splints?|"
    r"splinting|orthos[ie]s|orthotics|casts?|casting|traction|stretching|\w*training|massage|acupuncture|"
    r"laser|"
    r"radiation|radioiodine|emollients?|moisturi[sz]ers?|lotions?|compress(?:es)?|catheteri[sz]ation|sling|"
    r"pessar(?:y|ies)|aids?|prosthes[ie]s|insulin|hormones?|estrogens?|testosterone|interferon|expectorants?|"
    r"mucolytics?|decongestants?|bronchodilators?|nitrates?|opioids?|triptans|gepants|retinoids?|"
    r"bisphosphonates?|"
    r"relaxants?|suppressants?|drainage|irrigation|cryo\w+|cautery|sclerotherapy|counsell?ing|cardioversion|"
    r"resuscitation|rewarming|rehydration|warfarin|heparin|aspirin|NSAIDs?|SSRIs?|statins?|thiazides?|"
    r"binders|"
    r"\w+ diet|suits?|reduction|fixation|debridement|curettage|block|stimulation|neurostimulation|feeding|"
    r"iron|zinc|folate|deferasirox|hydroxyurea|hydroxycarbamide|nitroglycerin|occlusion|dissection|"
    r"coagulation|detorsion|insoles|bicarbonate|folic acid|iodine|saline|valve implantation|"
    r"microbiota \w+|enemas?|probiotics|"
    r"thrombolytics?|fibrinolytics?|thrombolysis|vasopressors?|inotropes?|antacids?|agents)\b",
    re.IGNORECASE,
)
NO_DRUG_WORD = frozenset(
    """medicine vaccine caffeine urine intestine spine saline routine discipline migraine machine online
    exercise time general oral final natural normal pain skin protein rain strain brain vein twin
    begin again margin pill clinic hospital school travel animal meal oil fluid aid rapid acid
    condition termination one someone bone alone phone hormone zone sunshine combination sedation
    skill will soil april rate state climate date donate male female inhale scale cane ane hygiene
    mobile scene total individual trial control cholesterol alcohol physical chemical medical
    surgical social emotional psychological vital clinical critical initial virginal guide side
    outside inside wide vital premium minimum maximum tedium symptom sodium album program exam steam
    milligram team plaque amine sin tin gain main fin coffin origin virgin until april nostril
    mobility retinal auditorium auditoriums renal viral bacterial fungal spinal cerebral legal
    rectal local regional relate separate moderate adequate appropriate immediate accurate private
    plate gate late""".split()  # noqa: SIM905
)

CAUSES = re.compile(
    r"\b(?:mutations?|genes?|deletions?|duplications?|translocation|trisomy|chromosomes?|autosomal|"
    r"x-linked|inherited|"
    r"HLA-\w+|deficienc(?:y|ies)|lack of|excess|infections?|\w*virus(?:es)?|\w*bacteri\w*|\w+coccus|\w+cocci|"
    r"exposures?|smok\w+|tobacco|alcohol|cocaine|amphetamines?|drugs?|pollens?|dust|dander|mou?lds?|fumes|"
    r"cold|heat|sunlight|radiation|asbestos|silica|lead|mercury|arsenic|injur(?:y|ies)|trauma|blows?|"
    r"fractures?|surgery|"
    r"overuse|posture|pregnancy|menopause|menstruation|childbirth|sex|history|diet|intake|foods?|"
    r"spicy|caffeine|obesity|overweight|antibod(?:y|ies)|allerg(?:y|ies|ens?)|toxins?|poison\w*|bites?|"
    r"stings?|"
    r"ticks?|mosquito(?:es)?|mites?|fleas?|worms?|parasites?|fung\w+|spores?|sepsis|shock|stress|"
    r"exertion|exercise|"
    r"diseases?|syndromes?|disorders?|cancers?|tumou?rs?|obstruction|blockage|stones?|clots?|block(?:ed|age)|"
    r"hypertension|diabetes|degeneration|wear|tear|loss|narrowing|thickening|stenosis|spasm|malnutrition|"
    r"inactivity|immobility|dehydration|motions?|movements?|lifting|strain|friction|pressure|irritants?|"
    r"detergents?|"
    r"metals?|nickel|latex|rubber|dyes?|fragrances?|isocyanates|chemicals|gas|smoke|steroids?|"
    r"antibiotics|NSAIDs?|"
    r"contraceptives?|transfusions?|transplants?|catheters?|implants?|vaccin\w+|imbalance|"
    r"swallow\w+|vomiting|diarrhea|fever|ischemia|bleeding|ag(?:e|ing)|anatomy|reflux|"
    r"urine|saliva|feces|droplets?|needles?|intercourse|contact|water|milk|meat|eggs?|shellfish|peanuts?)\b",
    re.IGNORECASE,
)
SPECIES = re.compile(r"^[A-Z][a-z]{4,} [a-z]{4,}\b|^[A-Z]\. [a-z]{4,}\b")
GENE_SYMBOL = re.compile(r"\b[A-Z]{2,}[A-Z0-9-]*\d[A-Z0-9]*\b")

TESTS = re.compile(
    r"\b(?:\w+graph(?:y|ies)|\w+grams?|\w+oscop(?:y|ies)|\w+metry|\w+centesis|biops(?:y|ies)|smears?|"
    r"cultures?|PCR|"
    r"electrophoresis|assays?|tests?|testing|CT|MRI|PET|ECG|EKG|EEG|EMG|DXA|DEXA|scans?|x-rays?|"
    r"radiographs?|ultrasound|"
    r"doppler|films?|counts?|panel|troponins?|ferritin|titers?|serology|antibod(?:y|ies)|chromatography|"
    r"swabs?|"
    r"levels?|examination|puncture|tap|aspiration|studies|cytometry|urinalysis|sequencing|karyotyp\w+|"
    r"sampling|"
    r"microscopy|angiogra\w+|scintigraphy|questionnaire|manometry|monitoring|provocation)\b",
    re.IGNORECASE,
)

# Faculties and functions, which are a finding only where something is wrong with them.
FACULTIES = frozenset(
    """vision sight speech gait posture reflexes reflex breath urination stool stools pulse pulses
    heartbeat heartbeats mood hearing balance walking breathing swallowing feeling testing training
    growth gums""".split()  # noqa: SIM905
)
WRONG = re.compile(
    r"\b(?:abnormal|impaired|blurred|blurry|double|slurred|poor|unsteady|stooped|absent|brisk|bad|"
    r"painful|burning|"
    r"bloody|black|tarry|pale|loose|watery|fatty|clay-colored|light-colored|greasy|foul|foul-smelling|"
    r"labored|"
    r"shallow|noisy|low|depressed|elevated|irregular|rapid|slow|weak|bounding|pounding|racing|skipped|"
    r"wide|wide-based|"
    r"shuffling|waddling|delayed|stunted|swollen|bleeding|frequent|difficult|unequal|reduced|exaggerated|"
    r"fast|"
    r"tunnel|distorted|dim|hazy|fruity|fishy|sweet|musty|mouth|pursed-lip|monotonous|muffled|nasal|scanning|"
    r"hot-potato|Kussmaul|scissor|steppage|festinating|ataxic|antalgic|diminished|brisk|loss)\b",
    re.IGNORECASE,
)
