"""Things so common that they may be true of a condition though its article does not say so.

A learner who knows more than the article would be marked wrong for choosing one, so none is a distractor.
Each group names its reason; matching is by stems, and broad adjectives ("severe pain") make no difference.
"""

from __future__ import annotations

import re
from functools import lru_cache

from questions.english import GENERIC_STEMS, stem
from questions.generate.synonyms import meaning_stems

COMMON_BY_REASON: dict[str, str] = {
    "General symptoms go with nearly every illness of some weight.": """
        pain, ache, discomfort, soreness, tenderness, fatigue, tiredness, lethargy, malaise,
        weakness, fever, chills, sweating, headache, nausea, vomiting, dizziness, weight loss,
        weight gain, loss of appetite, poor appetite, swelling, inflammation, stiffness, itching,
        irritability, insomnia, sleep problems, feeling ill, feeling unwell, not feeling well,
        cough, shortness of breath, joint pain, muscle pain, abdominal pain, chest pain, back pain,
        bloating, constipation, diarrhea, heartburn, thirst, migraine, tachycardia, fainting, edema,
        dry skin, enlarged liver, enlarged spleen, swollen lymph nodes, low white blood cell count,
        low platelet count, vision loss, hearing loss, memory loss, double vision, wheezing, rapid
        breathing, sore throat, runny nose, hoarseness, slurred speech, drooping eyelids, tumor,
        unsteady gait, low muscle tone, dysphagia, arrhythmia, neoplasm, hair loss, jaundice,
        difficulty sleeping, sleepiness, drowsiness, general discomfort, infection, bleeding, redness,
        rash, numbness, tingling, belching, hiccups""",
    "Crises of metabolism and failing livers look alike, whichever enzyme is missing.": """
        hyperammonemia, encephalopathy, metabolic acidosis, acidosis, ketoacidosis, coma,
        hypoglycemia, hepatic steatosis, elevated liver enzymes, elevated hepatic transaminases,
        liver failure, dehydration""",
    "Moods and thinking suffer with any lasting illness.": """
        depression, anxiety, stress, mood swings, confusion, trouble concentrating, emotional
        stress, low mood""",
    "A child with nearly any inherited disorder may have these.": """
        developmental delay, failure to thrive, growth delay, short stature, intellectual
        disability, seizures, learning disability, hypotonia, feeding difficulties, poor feeding,
        poor suck, muscle weakness, poor growth""",
    "Organs fail or life ends early in the severe forms of most diseases.": """
        disability, death, organ failure, heart failure, kidney failure, shock, anemia, anaemia,
        high blood pressure, hypertension, reduced mobility, decreased mobility, limited movement,
        scarring""",
    "General measures are good for nearly everybody.": """
        rest, exercise, regular exercise, physical activity, physical therapy, physiotherapy,
        occupational therapy, healthy diet, diet, balanced diet, weight control, lifestyle changes,
        lifestyle modification, fluids, hydration, sleep, counseling, counselling, education,
        support group, stopping smoking, smoking cessation, quitting smoking, avoiding alcohol,
        maintaining a healthy weight, eating a healthy diet, good nutrition, vitamins, supplements,
        stress reduction, heat, ice, massage, vaccination, hand washing, IV fluids, intravenous
        fluids, fluid intake, early intervention, more sleep, weight loss""",
    "Drugs against symptoms and risks are given whatever the disease.": """
        statin, statins, antihistamine, antihistamines, benzodiazepine, benzodiazepines, calamine
        lotion, antidepressants, laxatives, beta-blockers, diuretics, antiemetics, sedatives, vitamin
        D, calcium, iron""",
    "Broad kinds of treatment contain the special ones that the article may name.": """
        surgery, operation, medication, medicine, drugs, injections, pain relievers, painkillers,
        analgesics, anti-inflammatory medication, anti-inflammatory drugs, nonsteroidal anti-
        inflammatory drugs, NSAIDs, ibuprofen, acetaminophen, paracetamol, aspirin, steroids,
        corticosteroids, antibiotics, radiation, chemotherapy, supportive care, symptomatic
        treatment, observation, watchful waiting, monitoring, therapy, blood transfusion,
        transfusions, oxygen, rehabilitation, hospitalization, speech therapy, special education,
        bracing, braces""",
    "Broad causes stand behind many conditions.": """
        age, aging, ageing, older age, increasing age, genetics, genes, heredity, family history,
        injury, trauma, smoking, tobacco, alcohol, obesity, overweight, being overweight, infection,
        viral infection, virus, bacteria, stress, inactivity, sedentary lifestyle, diabetes,
        pregnancy, cancer, tumors, medications, drugs, first-degree relative, close relative, female
        sex, male sex, sex, environmental factors, hormones, inflammation, immune system, autoimmune
        disorder, chemicals, overuse, gene mutation, genetic mutation, inherited mutations, unknown
        cause, weakened immune system, high blood pressure, poor diet, surgery, lack of exercise""",
    "Routine examinations are done in almost every work-up.": """
        physical exam, physical examination, medical history, family history, history, examination,
        blood test, blood tests, laboratory tests, urine test, urinalysis, imaging, imaging tests,
        imaging studies, x-ray, x-rays, CT, CT scan, computed tomography, MRI, MRI scan, magnetic
        resonance imaging, ultrasound, biopsy, genetic testing, complete blood count,
        electrocardiogram, echocardiogram, neurological examination, clinical examination, scans,
        screening, exam, neurologic exam, physical, tests, family medical history""",
}
# Adjectives and adverbs of degree, time and spread that make a common thing no special one.
DEGREES = frozenset(
    stem(word)
    for word in """general generalized severe mild intense extreme persistent constant frequent repeated
    recurrent
    chronic acute sudden gradual slight increased excessive unexplained whole body feeling overall
    daily regular plenty proper adequate good bad oral doctor care thorough detailed complete
    careful special specialized specialised additional extra further early prompt routine full
    certain clinical long short term dose high low supportive simple basic standard""".split()  # noqa: SIM905
)
COMMON: dict[frozenset[str], str] = {
    meaning_stems(thing.strip()) - DEGREES or meaning_stems(thing.strip()): reason
    for reason, things in COMMON_BY_REASON.items()
    for thing in things.split(",")
}

# Words of common findings, and of degree: no finding becomes special by having more of them.
COMMON_STEMS = frozenset().union(*COMMON) | DEGREES


@lru_cache(maxsize=20_000)
def is_common(text: str) -> bool:
    """Whether a phrase says one of these common things and no more."""
    return why_common(text) is not None


def why_common(text: str) -> str | None:
    """The reason why a phrase counts as common; None where it does not."""
    outside = re.sub(r"\([^)]*\)|\[[^]]*\]", " ", text)
    if outside.strip() and outside != text:
        return why_common(outside)
    parts = re.split(r" (?:and/or|and|or) ", text)
    if len(parts) > 1 and all(why_common(part) for part in parts):
        return why_common(parts[0])
    here = meaning_stems(text)
    for form in (here, here - DEGREES, here - DEGREES - GENERIC_STEMS):
        if form in COMMON:
            return COMMON[form]
    return "It says nothing of its own." if not here - DEGREES - GENERIC_STEMS else None
