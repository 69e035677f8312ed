"""Findings and measures that belong to a whole organ or specialty rather than to one condition.

They are good keys, but no good distractors: an article that leaves out tremor, malabsorption or pneumonia
does not say that its condition never has them. A distractor needs a word beyond these and beyond parts of
the body. Each group is of one organ or specialty.
"""

from __future__ import annotations

from questions.english import GENERIC_STEMS, stem, words
from questions.generate.common import COMMON_STEMS
from questions.generate.sayable import BODY_PARTS
from questions.generate.synonyms import meaning_stems

UNSPECIFIC = """
Nerves and mind: awareness unconscious faint hemianopia aphasia hemiparesis apraxia horner tremor
    rigidity stiffness spasticity spasm twitching jerking hyperreflexia reflex ataxia gait balance
    coordination clumsiness falls stumbling paralysis paresis hemiplegia quadriplegia palsy
    neuropathy neuropathic sensation sensory tingling burning prickling speech language swallowing
    drooling dementia memory concentration attention behavior behaviour hallucination delusion
    psychosis agitation apathy aggression irritability mood sleep insomnia sleepiness drowsiness
    nightmares stupor consciousness convulsion seizure epilepsy spasms hydrocephalus
    ventriculomegaly encephalopathy dysarthria dystonia chorea myoclonus nystagmus autonomic
    cognitive cognition mental intellectual learning motor walking weakness wasting atrophy cramps
    headache aura vertigo unsteadiness facial drooping sweating hyperhidrosis sexual libido erection
    impotence incontinence
Eyes and ears: conjunctivitis uveitis papilledema field gritty vision visual sight blurred blindness
    photophobia light glare redness tearing watering dryness strabismus squint myopia hyperopia
    astigmatism cataract glaucoma retinopathy ptosis diplopia floaters hearing deafness tinnitus
    ringing otitis earache
Heart and vessels: gallop cardiomegaly distension jugular femoral machinery hypercyanotic
    palpitation heartbeat pulse murmur tachycardia bradycardia arrhythmia fibrillation
    cardiomyopathy hypertension hypotension cyanosis clubbing edema orthostatic syncope angina
    infarction stroke thrombosis embolism clot ischemia aneurysm pallor exertion exertional jugular
    cold extremities valve regurgitation
Breathing: labored nonproductive productive hacking dry purulent copious persistent shallow noisy
    tachypnea grunting retractions nasal flaring breathing breath breathlessness dyspnea apnea
    wheeze wheezing cough sputum phlegm mucus congestion snoring sneezing hoarseness voice throat
    pneumonia bronchitis pleural pleuritic respiratory hypoxia infections infection recurrent
    crackles
Digestion: nausea vomiting regurgitation heartburn reflux belching gas bloating fullness appetite
    indigestion diarrhea constipation stool stools bowel malabsorption steatorrhea hemorrhoids
    cramping cramp dehydration hepatomegaly splenomegaly ascites jaundice gallstones pancreatitis
    hepatitis cirrhosis transaminase enzymes feeding chewing bleeding hemorrhage ulcer
Urine: urination urinary urine urinating frequency frequent urgency urgent polyuria nocturia dysuria
    hematuria proteinuria protein creatinine retention incontinence stones nephritis nephropathy
Blood and metabolism: prolonged clotting gland glands lymph node nodes erythrocytosis leukocytosis
    eosinophilia granulocytopenia lymphopenia pleocytosis hypoalbuminemia hypoproteinemia
    hypertriglyceridemia hyperphosphaturia hypophosphatemia hepatosplenomegaly anemia
    thrombocytopenia neutropenia leukopenia bruising bruise petechiae nosebleeds bleeding
    pancytopenia lymphadenopathy hypercalcemia hypocalcemia hyperglycemia hypoglycemia hyponatremia
    hyperkalemia hypokalemia acidosis ketosis lactic hyperuricemia hyperlipidemia cholesterol iron
    calcium potassium sodium thirst polydipsia weight obesity overweight heat intolerance cold
    growth stature puberty menstrual menstruation periods infertility miscarriage amenorrhea
    hirsutism gynecomastia hormone hyperbilirubinemia bilirubin
Skin and hair: oily greasy rash itching itchy itch dry dryness scaly scaling scale flushing redness
    red blisters blister sores sore ulcer lesion lesions spots patches patch bumps hives
    discoloration pigmentation hyperpigmentation hypopigmentation sunburn sunlight photosensitivity
    hair alopecia nails nail eczema peeling crust thickened thickening pallor pale yellow bluish
    blue wound wounds healing sweating acne
Bones, joints, muscles: arthritis arthralgia joint joints stiff morning swollen tender tenderness
    contracture scoliosis kyphosis fracture fractures osteoporosis osteopenia deformity bowing
    dislocation laxity hypermobility back neck limp posture lumps lump mass masses nodule nodules
    cyst cysts tumor tumors cancer carcinoma sarcoma neoplasm
Shape of the body: abnormality abnormal malformation anomaly small large short long broad narrow
    wide flat prominent low high arched palate cleft microcephaly macrocephaly hypertelorism
    philtrum bridge nasal forehead bossing ears chin jaw micrognathia teeth dental fingers toes
    syndactyly polydactyly clinodactyly cryptorchidism hypospadias hernia umbilical inguinal
    retardation delay delayed developmental hypotonia
Consequences of many diseases: arthropathy bursitis effusion adenitis mesenteric polyps goiter
    numbness saddle retinopathy proliferative scleritis cholecystitis interspinous pericardial band
    keratopathy thromboembolism osteomyelitis septic candida candidiasis opportunistic cellulitis
    hematoma hypovolemic cardiogenic pericarditis myocarditis encephalitis endocarditis meningitis
    rhabdomyolysis stillbirth peptic hydronephrosis glomerulonephritis hypernatremia gangrene
    hemoptysis parapneumonic polycythemia portal variceal varices hepatocellular avascular necrosis
    dyskinesia dissection exocrine oliguria sinusitis serositis purpura papules pustules macules
    vesicles stinging fissures fistulas unintentional stabbing odynophagia noncardiac tonic clonic
    tonic-clonic myoclonic tenesmus proximal distal low-grade grade brief transient spider angiomas
    coarse tags stridor distended distension choking restlessness tension easy raynaud difficult
    painful cellulitis abscess abscesses fistula perforation stricture strictures atherosclerosis
    amyloidosis lymphoma optic peripheral meatal subfertility perivalvular dural massive overflow
    flaccid squamous target conscious vitreous retinal
Time, place and degree: puffy retrosternal miosis kinetic orbital supraorbital temporal hesitancy
    dribbling terminal vibration position sense effort grouped base gaze lesion receding abrupt
    partial apical maintenance absorbed altered alterations alpha alfa anastomosis animal around
    arterial articular atrial begin beginning behind canal cap complex compression congenital
    contralateral crampy earlier end end-to-end expanding exposed extended few found focused form
    greater guided harsh hole induced insufficiency intermittent intra liquid liquids solid solids
    manual mask minor mixed modified mucosal neonatal non occlusion occipital palpable percutaneous
    phenomenon plaque plaques pure receptor receptors recurring region relapsing required rim
    rupture sclerosis self soon sound sounds sparing spread spreading streaks subacute superficial
    systolic diastolic third sixth fourth three total subtotal toward transverse tubular variants
    vein venous ventricular waking wall despite around continuous flutter discharge fold folds
    purplish reddish mucous membrane membranes
    fingertips flank quiet yellowish salmon rupture dysplasia duodenum esophageal ileus bacteremia
    bacterium aureus viral dust hispanic metal guide vasculopathy thrombocytopenic edge hypertrophic
    sudden gradual slow rapid worse better night daytime day hour hours week weeks month months year
    years onset one side sided both upper lower left right front whole area areas part parts local
    localized generalized central bilateral unilateral symmetrical progressive painless painful
    easily visible deep firm soft hard warm single multiple raised bright dark pink purple brown
    white black gray change movement bending lying standing sitting rest activity eating meal meals
    walking touch pressure tight tightness heavy heaviness discomfort feeling sensation unable
    difficulty trouble loss episode attack attacks bouts spells appearance inflammation inflamed
    irritation irritated enlarged enlargement swelling function dysfunction failure shock arrest
    death sepsis collapse risk complication block blockage obstruction narrowing
Broad treatment: ultraviolet ablation bypass compression infusion enemas endovascular lotion
    laparoscopic intra-articular patch ultrasound-guided anastomosis closure antibiotics antivirals
    antifungals active against preparation solution rehydration electrolyte surgery surgical
    operation medication medicine drug drugs therapy treatment oral topical inhaled intravenous
    injection injected tablet pills cream ointment drops spray gel patch dose steroid corticosteroid
    prednisone prednisolone glucocorticoid dexamethasone methylprednisolone hydrocortisone
    antibiotic antiviral antifungal immunosuppressant immunosuppressive immune suppressing anti
    inflammatory nonsteroidal pain reliever analgesic opioid sedative antidepressant anticonvulsant
    seizure diuretic anticoagulant thinner antihypertensive blocker inhibitor agonist antagonist
    supplement supplements vitamin vitamins mineral diet dietary nutrition nutritional fluid fluids
    oxygen ventilation ventilator transfusion transplant transplantation replacement removal repair
    implant stent catheter physical occupational speech exercise exercises training stretching
    massage relaxation counseling psychotherapy cognitive behavioral behavioural education
    rehabilitation radiation chemotherapy immunotherapy laser light hormone hormonal monitoring
    support device devices brace braces splint assistive antihistamine antacid laxative antiemetic
    stimulant relaxant bronchodilator statin aspirin ibuprofen naproxen acetaminophen paracetamol
    immunoglobulin globulin plasma exchange plasmapheresis dialysis insulin stem cell marrow
    intravenous rituximab methotrexate azathioprine cyclophosphamide cyclosporine mycophenolate
    interferon feeding tube melatonin vaccine vaccination noninvasive positive airway invasive
    mechanical augmentation technique short long acting low high fast sustained release combination
    combined topic single double early late
Broad causes: streptococci streptococcal streptococcus anaerobic childbirth labor prevail
    hyperplasia cocaine hiatal iodine insect sting anticholinergic leafy greens carriers chiefly
    faulty rhythm circuits undercooked poultry untreated water fragrances rubber gloves dye hair hiv
    cytomegalovirus colonization tolerance xerostomia change changes hygiene precautions extubation
    raised head bed separate boards cutting condoms pneumococcal pneumococcus meningococcus
    screening prompt fortified formula lipids pasteurized contact strains cow's fibromuscular binges
    blunt childhood western pollen house mites omitted obstruction outflow exogenous corticosteroids
    translocation antibiotics hemodialysis dialysis needlestick unscreened transfusion previous
    calcific degeneration alpha-1 antitrypsin weather cold season winter pollutants fumes dander
    milk peanut eggs fatty fat spicy raw cesarean delivery birth term preterm maternal recent
    previous prior heavy use high gene genes genetic mutation mutations inherited family history age
    older sex male female smoking tobacco alcohol obesity diabetes infection infections virus viral
    bacteria bacterial fungal parasite injury trauma stress emotional exposure radiation chemical
    chemicals toxin toxins pollution drug drugs medicines surgery pregnancy autoimmune immune
    allergy allergies diet food foods exercise inactivity overweight hormone hormones cancer tumor
    deficiency disease disorder syndrome damage defect unknown premature birth weight low illness
    sleep lack caffeine dehydration fever vaccine antibodies antibody race ethnicity descent
Broad tests: antinuclear anti-tpo tpo gadolinium titers laryngoscopy dobutamine lateral locates
    measures dual-energy subtraction digital dipstick selective agar nucleic acid amplification
    diffusion-weighted weighted diffusion syphilis hida transrectal rectal serial high-sensitivity
    sensitivity amniotic ileocolonoscopy urethral gram stain negative positive serum probe
    echocardiography transthoracic transesophageal ultrasonography radiography tomography
    densitometry karyotyping karyotype radionuclide scintigraphy bronchoscopy colonoscopy
    laparoscopy cystoscopy sigmoidoscopy gastroscopy fine needle fine-needle flow cytometry lumbar
    spinal serology spirometry pulmonary electromyography nerve conduction electroencephalogram
    electroencephalography slit-lamp slit lamp fundoscopy fundus audiometry prick patch
    electrophoresis protein immunofixation free light chain smear film marrow aspiration node lymph
    gradient-echo noncontrast high-resolution whole-body low-dose doppler duplex color venography
    catheter catheterization monitor monitoring holter stress eye retinal cerebrospinal csf hormone
    cortisol thyroid troponin ferritin glucose bilirubin sweat polymerase chain pcr
    reverse-transcriptase rapid antigen swab throat sputum test tests testing exam examination study
    studies blood urine stool sample level levels count imaging image scan scans x-ray radiograph ct
    mri ultrasound echocardiogram electrocardiogram ecg ekg biopsy endoscopy culture genetic
    molecular dna enzyme panel screening function physical history laboratory analysis tissue skin
    computed tomography magnetic resonance angiography angiogram plain contrast measurement antibody
    antibodies chest abdominal microscopic microscopy
"""
MIN_LETTERS = 3  # HIV
PLACES = frozenset(stem(part) for part in BODY_PARTS)
UNSPECIFIC_STEMS = (
    frozenset(
        one
        for line in UNSPECIFIC.splitlines()
        for word in words(line.partition(":")[2] or line)
        for one in {stem(word), *meaning_stems(word)}
    )
    | COMMON_STEMS
    | PLACES
    | GENERIC_STEMS
)


def specific_stems(text: str) -> frozenset[str]:
    """The stems of a phrase, by meaning, "
    "that belong to few conditions; single letters and numbers tell nothing."""
    return frozenset(one for one in meaning_stems(text) if _is_specific(one))


def _is_specific(one: str) -> bool:
    """Whether a stem says something of its own; a hyphenated one, whether one of its parts does."""
    if one in UNSPECIFIC_STEMS or len(one) < MIN_LETTERS or one.isdigit():
        return False
    parts = one.split("-")
    if len(parts) == 1:
        return True
    # The stemmer has cut the last part's own end: "high-dos".
    return any(_is_specific(stem(part)) and _is_specific(stem(f"{part}e")) for part in parts)
