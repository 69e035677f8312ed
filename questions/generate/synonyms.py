"""Lay and technical words for the same thing, so that "breathlessness" is known to be "shortness of breath".

Only pairs that a learner would take for the same answer. Used to find out whether something is true, never to
change what an item says.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from questions.english import GENERIC_STEMS, MAX_PHRASE, content_stems, squeeze, stem, words

# Each entry, ended by ";", is one meaning, its first wording the one that stands for all.
MEANINGS = """
shortness of breath, breathlessness, short of breath, dyspnea, dyspnoea, trouble breathing,
    difficulty breathing, difficulty in breathing, difficult breathing, breathing difficulty, breathing
    difficulties, breathing problems, respiratory distress, respiratory insufficiency;
hemoptysis, coughing up blood, bloody sputum;
itching, pruritus, itchy skin, itchiness, itchy;
swelling, edema, oedema, puffiness, swollen;
high blood pressure, hypertension, arterial hypertension;
low blood pressure, hypotension;
tachycardia, rapid heartbeat, rapid heart rate, fast heartbeat, fast heart rate, racing heart,
    palpitations, heart palpitations;
arrhythmia, arrhythmias, irregular heartbeat, irregular heart rhythm, abnormal heart rhythm,
    dysrhythmia;
dysphagia, difficulty swallowing, trouble swallowing, swallowing problems, difficulty in swallowing;
joint pain, arthralgia, aching joints, arthritis, joint inflammation, joint swelling, swollen
    joints, joint stiffness;
muscle pain, myalgia, muscle aches, aching muscles;
muscle weakness, myopathy, weak muscles, loss of muscle strength, weakness;
double vision, diplopia;
vision loss, loss of vision, visual loss, blindness, visual impairment, reduced vision, decreased
    vision, vision problems, blurred vision, visual disturbance;
hearing loss, deafness, hearing impairment, sensorineural hearing impairment, hearing problems;
light sensitivity, photophobia, sensitivity to light;
dysuria, painful urination, burning urination, pain during urination;
hematuria, blood in the urine, bloody urine;
vomiting, emesis, throwing up;
fever, pyrexia, high temperature, febrile;
hair loss, alopecia;
loss of appetite, anorexia, poor appetite, lack of appetite, decreased appetite, reduced appetite;
jaundice, icterus, yellowing of the skin, yellow skin;
nosebleeds, epistaxis, nosebleed, bleeding, hemorrhage, haemorrhage, bruising, ecchymosis, easy
    bruising, bruise;
tingling, numbness, paresthesia, paraesthesia, pins and needles, sensory loss, loss of sensation;
fatigue, tiredness, exhaustion, lethargy, easy fatigability, tired, lack of energy, asthenia;
fainting, syncope, passing out, loss of consciousness, unconsciousness;
dizziness, vertigo, lightheadedness, light-headedness, dizzy;
enlarged liver, hepatomegaly, liver enlargement;
enlarged spleen, splenomegaly, spleen enlargement;
swollen lymph nodes, lymphadenopathy, enlarged lymph nodes, swollen glands;
low muscle tone, hypotonia, muscular hypotonia, decreased muscle tone, floppiness;
paralysis, palsy, paresis, flaccid paralysis, motor palsy, plegia;
heart attack, myocardial infarction, acute coronary syndrome;
stroke, cerebrovascular accident, brain attack;
seizures, epilepsy, convulsions, fits, seizure;
unsteady gait, ataxia, poor coordination, loss of coordination, loss of balance, problems with
    balance, gait disturbance, difficulty walking, trouble walking, clumsiness, incoordination, balance
    problems;
intellectual disability, mental retardation, cognitive impairment, global developmental delay,
    developmental delay, learning disability, learning problems;
anemia, anaemia, low red blood cell count;
low platelet count, thrombocytopenia, thrombocytopenic purpura;
pallor, pale skin, paleness, pale;
emotional numbing, anhedonia, numbing, loss of interest, detachment;
low white blood cell count, leukopenia, neutropenia;
tumor, tumour, neoplasm, cancer, malignancy, carcinoma;
kidney stones, renal calculi, nephrolithiasis, nephrocalcinosis;
kidney failure, renal failure, renal insufficiency, kidney disease, kidney damage, chronic kidney
    disease;
liver failure, hepatic failure, liver disease, cirrhosis, liver damage;
heart failure, congestive heart failure, cardiac failure, cardiomyopathy;
insomnia, poor sleep, trouble sleeping, sleep problems, sleep disturbance, difficulty sleeping;
abdominal pain, stomach pain, belly pain, stomach ache, abdominal cramps, stomach cramps, abdominal
    discomfort;
bloating, abdominal bloating, abdominal distention, abdominal distension, fullness, gas;
heartburn, acid reflux, gastroesophageal reflux, indigestion, dyspepsia;
diarrhea, diarrhoea, loose stools, watery stools;
short stature, growth retardation, growth delay, delayed growth, poor growth, failure to thrive,
    slowed growth, dwarfism;
microcephaly, small head;
erythrocytosis, polycythemia, too many red blood cells, high red blood cell count;
low white blood cell count, leukopenia, leucopenia, neutropenia, granulocytopenia;
low platelet count, thrombocytopenia, low platelets;
low red blood cell count, anemia, anaemia;
enlarged spleen, splenomegaly, swollen spleen;
enlarged liver, hepatomegaly, swollen liver;
swollen lymph nodes, lymphadenopathy, enlarged lymph nodes, swollen glands, swollen lymph glands;
pink eye, conjunctivitis;
ringing in the ears, tinnitus;
clubbed fingers, clubbing, finger clubbing, digital clubbing;
unsteady gait, ataxia, ataxic gait, loss of coordination, loss of muscle coordination, incoordination;
low muscle tone, hypotonia, muscular hypotonia, floppiness;
stroke, cerebrovascular accident, cerebral infarction, brain infarction;
bedwetting, enuresis;
excessive urination, polyuria, frequent urination, passing a large amount of urine;
excessive thirst, polydipsia, thirst;
low blood sugar, hypoglycemia, hypoglycaemia;
high blood sugar, hyperglycemia, diabetes, diabetes mellitus;
depression, depressed mood, low mood, depressive;
anxiety, nervousness, anxious;
blood clots, blood clot, thrombosis, thrombus, clotting, hypercoagulability, pulmonary embolism, embolism,
    deep vein thrombosis, deep venous thrombosis, venous thrombosis, thrombophlebitis, excessive clotting;
electrocardiogram, ecg, ekg, electrocardiography;
electroencephalogram, eeg, electroencephalography;
electromyography, emg, electromyogram;
drooping eyelids, ptosis, droopy eyelids, drooping eyelid;
slurred speech, dysarthria, impaired speech, speech problems, trouble speaking;
memory loss, amnesia, forgetfulness, dementia, cognitive decline;
contractures, joint contractures, flexion contracture, limited joint movement;
physical therapy, physiotherapy;
aging, ageing, older age, advanced age, old age, increasing age, age;
smoking, tobacco, cigarette, cigarettes, tobacco smoke;
biomass fuel, biomass fuels, biomass smoke, cooking fires, indoor cooking fires, indoor smoke;
obesity, overweight, excess weight;
injury, trauma, injuries;
infection, infections, infectious;
"""
# Adjectives of organs, by the everyday word.
ORGANS = """
kidney renal nephric | liver hepatic | heart cardiac | lung pulmonary | brain cerebral | eye ocular
| skin cutaneous dermal | stomach gastric | nerve neural | bone osseous skeletal | muscle muscular |
blood hematologic | intestine bowel intestinal | throat pharyngeal | mouth oral | ear auditory |
nose nasal | vessel vascular | tooth dental teeth | spine spinal vertebral backbone | chest thoracic
| child pediatric | tumor tumour
"""
_CANONICAL = {
    squeeze(wording): squeeze(meaning.split(",")[0])
    for meaning in MEANINGS.split(";")
    for wording in meaning.split(",")
    if wording.strip()
} | {
    word: group.split()[0] for group in ORGANS.replace("\n", " ").split("|") for word in group.split()
}  # fmt: skip
ORGAN_STEMS = frozenset(stem(word) for word in ORGANS.replace("|", " ").split())
# The wordings by their first word, the longest first: a pattern of all of them takes 50 ms an article.
_BY_FIRST_WORD: dict[str, list[tuple[list[str], str]]] = {}
for _wording in sorted(_CANONICAL, key=len, reverse=True):
    _parts = words(_wording)
    _BY_FIRST_WORD.setdefault(_parts[0], []).append((_parts, _CANONICAL[_wording]))


def meaning_stems(text: str) -> frozenset[str]:
    """The stems of a phrase with each wording replaced by the one that stands for its meaning."""
    return _meaning_of_phrase(text) if len(text) <= MAX_PHRASE else _meaning(text)


@lru_cache(maxsize=20_000)
def _meaning_of_phrase(text: str) -> frozenset[str]:
    return _meaning(text)


def _meaning(text: str) -> frozenset[str]:
    return content_stems(" ".join(_unified(words(text.lower()))))


def _unified(found: list[str]) -> Iterator[str]:
    place = 0
    while place < len(found):
        for parts, canonical in _BY_FIRST_WORD.get(found[place], ()):
            if found[place : place + len(parts)] == parts:
                yield canonical
                place += len(parts)
                break
        else:
            yield found[place]
            place += 1


def telling_meaning(text: str) -> frozenset[str]:
    """The stems of meaning without the generic ones; all of them where nothing else is left."""
    stems = meaning_stems(text)
    return stems - GENERIC_STEMS or stems
