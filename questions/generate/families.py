"""Families of conditions that share findings, causes and treatments, by their titles.

What one article of a family names and the next leaves out is as a rule true of both: stiffness of one
parkinsonism, photosensitivity of one connective tissue disease. So members lend each other no distractor
about findings, causes or treatments. They may still stand beside each other as conditions ("Which
condition ...?"), where the whole group of findings decides.
"""

from __future__ import annotations

import re
from functools import lru_cache

from questions.english import squeeze

# A family ends with ";"; each word or phrase between commas is looked for in the title, from the beginning
# of a word on.
FAMILIES = """
parkinson, torticollis, progressive supranuclear, multiple system atrophy, lewy, corticobasal,
    essential tremor, dystonia, huntington, wilson, stiff person, tourette, restless legs;
dementia, alzheimer, creutzfeldt, lewy, frontotemporal, huntington, vascular dementia, parkinson,
    prion, delirium, amyloid angiopathy, cerebral hemorrhage;
muscular dystrophy, myotonic, myopath, myasthenia, amyotrophic, spinal muscular, polymyositis,
    dermatomyositis, inclusion body, lambert, motor neuron, myositis, paralysis, kennedy, spinal and
    bulbar;
multiple sclerosis, neuromyelitis, optic neuritis, encephalomyelitis, leukodystrophy,
    leukoencephalopathy, transverse myelitis, demyelinat, encephalitis, spastic,
    adrenoleukodystrophy, canavan, krabbe;
neuropath, guillain, charcot, parsonage, radiculopath, carpal tunnel, polyneur, diabetic neuro,
    complex regional, plexopath;
migraine, headache, intracranial hypertension, cluster, arteritis, subarachnoid;
epilep, seizure, absence, spasms, dravet, lennox, rasmussen, pyridoxine;
ataxia, spinocerebellar, friedreich, telangiectasia, chiari, cerebell, balance, vertigo, labyrinth,
    meniere, vestibular;
stroke, intracerebral, horner, transient ischemic, cerebral, aneurysm, carotid, subarachnoid,
    subdural, epidural, moyamoya, intracranial;
insomnia, narcolepsy, sleep, restless legs, snoring, cataplexy;
mening, encephalitis, brain abscess, polio, west nile;
depress, cyclothym, mood, bipolar, anxiety, panic, dysthym, posttraumatic, obsessive, schizo,
    psychosis, adjustment, stress disorder, phobia;
autis, attention deficit, hyperactivity, fragile x, rett, tourette, down syndrome, intellectual,
    mecp2;
lupus, sjogren, sclerosis systemic, systemic sclero, scleroderma, connective tissue,
    dermatomyositis, polymyositis, antiphospholipid, rheumatoid, behcet, vasculitis, polyangiitis,
    polyarteritis, arteritis, kawasaki, takayasu, still disease, juvenile idiopathic, raynaud,
    granulomatosis, periodic fever, mediterranean fever, sarcoid;
arthritis, spondyl, gout, calcium pyrophosphate, osteoarthritis, palindromic, rheumat, reiter,
    ankylosing, hyperostosis, psoria, bursitis, discitis, polymyalgia;
ehlers, marfan, loeys, hypermobility, osteogenesis, stickler, cutis laxa, pseudoxanthoma, weill;
osteoporo, osteomalacia, rickets, hypophosphat, paget, osteopetrosis, hyperparathyroid,
    hypoparathyroid, mineral and bone, fluorosis, pseudohypopara, albright;
dysplasia, achondroplas, hypochondroplas, camurati, metaphyseal, craniosynostosis, crouzon, apert,
    pfeiffer, dysostosis, exostos, camptomelic, thanatophor, ollier, osteochondro;
syndrome, chromosome, trisomy, septal defect, ductus, tetralogy, coarctation, transposition,
    congenital, birth defect, deletion, duplication, mosaic, monosomy, microdeletion, lissencephal,
    holoprosencephal, dysmorph, hemihyper, pterygium, arthrogryposis, noonan, turner, klinefelter;
cleft, microsomia, anophthalm, coloboma, craniofacial, goldenhar, treacher;
asthma, bronch, emphysema, chronic obstructive, copd, cystic fibrosis, antitrypsin, ciliary, cough,
    wheez;
pulmonary fibrosis, interstitial, organizing pneumonia, pneumonitis, sarcoid, asbesto, silicosis,
    pneumoconio, alveol, respiratory distress, respiratory failure, lymphangioleio, histiocytosis,
    berylli;
pneumonia, influenza, bronchiolitis, pleur, empyema, tubercul, croup, pertussis, whooping, legionn,
    abscess of lung, lung abscess, pneumothorax;
sinusitis, rhinitis, tonsill, pharyng, laryng, common cold, throat, nasal, epiglott, croup, allerg,
    hay fever, adenoid, polyps;
angina, infarction, coronary, heart attack, ischemic heart, cardiogenic, dressler, atheroscler,
    heart disease, chest pain;
heart failure, pulmonary hypertension, eisenmenger, angina, coronary, cardiomyopath, valve, mitral,
    aortic, stenosis aortic, regurgitation, prolapse, endocard, rheumatic fever, rheumatic heart,
    holes in the heart, septal defect, congenital heart, patent ductus, tetralogy, myocard,
    cardiogenic, amyloid;
arrhythm, fibrillation, flutter, tachycard, bradycard, long qt, brugada, heart block, palpitation,
    cardiac arrest, wolff, conduction, sick sinus;
pericard, tamponade, dressler;
thromb, embol, factor v, protein c, protein s, antithrombin, antiphospholipid, phlebitis, varicose,
    venous, clot, plasminogen;
hemophil, von willebrand, thrombocytop, fibrinogen, bleeding, purpura, factor, coagula, hermansky,
    platelet;
anemia, plummer, thalassem, sickle, spherocyt, elliptocyt, g6pd, hemoglobin, hemoly, agglutinin,
    diamond, aplastic, paroxysmal nocturnal, hemochromatosis, iron;
leukem, heavy chain, lymphom, myeloma, myelodysplas, polycyth, thrombocythem, myelofibros,
    waldenstrom, castleman, histiocyt, mastocyt, hemophagocytic, eosinophil, macroglobulin;
immunodefic, agammaglob, hyper-igm, hyper ige, iga deficiency, digeorge, granulomatous, wiskott,
    ataxia-tel, lymphoprolif;
porphyria, protoporph;
acidemia, aciduria, citrullin, urea cycle, ornithine, hyperammon, phenylket, homocystin, maple
    syrup, carnitine, acyl, oxidation, mitochondr, pyruvate, lactic, leigh, galactos, fructos,
    glycogen, organic acid, tyrosin, biotinid, ketothiol, hyperglycin, methylmal, propion;
mucopolysac, gangliosid, gaucher, niemann, fabry, pompe, mucolipid, mannosid, krabbe, metachrom,
    tay-sachs, farber, wolman, sialid, lipofuscin, batten, zellweger, peroxis;
amyloid, hemochromatosis, wilson, hypophosphatasia, alkapton, cystin;
lipid, cholesterol, lipoprotein, abetalipo, xanthom, triglycer;
diabetes, hypoglyc, insulin, metabolic syndrome, obesity, overweight, hyperglyc, ketoacid,
    prediabet;
diabetes insipidus, bartter, gitelman, tubular acidosis, polyuria, polydipsia, hyponatr;
thyroid, graves, hashimoto, goiter, thyrotox;
adrenal, cushing, addison, aldosteron, pheochromo, hyperplasia;
pituitar, acromegal, prolactin, growth hormone, laron, hypopituit, septo-optic, kallmann,
    craniopharyng, sheehan;
neoplasia type, zollinger, carcinoid, gastrinoma, insulinoma, neuroendocrine, pheochromo, paragangl,
    neurofibromat, cowden, von hippel, tuberous;
hypogonad, klinefelter, androgen, puberty, infertil, erectile, polycystic ovar, menopaus, premature
    ovarian;
crohn, ulcerative, colitis, irritable, diverticul, diarrhea, celiac, whipple, malabsor, short bowel,
    lactose, sprue, enteritis, proctitis, clostridi, giardia, amebia, intestinal lymph;
reflux, gastritis, ulcer, dyspepsia, indigestion, gastropar, achalasia, esophag, hiatal,
    helicobacter, barrett, dumping, gas, vomiting, zollinger, menetrier, mallory, eosinophilic
    esoph, pyloric;
hepatit, cirrho, liver, biliary, cholang, cholest, alagille, wilson, gilbert, crigler, rotor, dubin,
    jaundice, budd, hemochromatosis, fatty, bile;
gallstone, cholelith, cholecyst, pancrea, biliary colic, choledoch;
hernia, adhesion, obstruction, volvulus, intussus, appendic, periton, ileus, hirschsprung,
    constipation, hemorrhoid, fissure, fecal;
kidney disease, minimal change, hematuria, nephrotic, nephrit, nephrop, nephrot, glomerul, alport,
    iga neph, goodpasture, lupus neph, uremic, polycystic kidney, kidney failure, renal failure,
    cystinosis, medullary;
kidney stone, nephrolith, hyperoxal, cystinuria, urolith, hypercalci;
urinary, cystitis, prostat, bladder, urethr, incontinence, pyelonephr, cystocele, interstitial,
    erection, enlarge, nocturia, vesicoureteral, peyronie, urachal, ectopic kidney;
eczema, dermatitis, psoria, ichthyo, keratos, pityriasis, lichen, netherton, erythroderm,
    keratoderma, erythrokeratoderm, seborrh, xerosis, scabies, tinea;
acne, rosacea, follicul, hidraden, furunc, impetigo, cellulit, erysipel, boil, abscess;
pemphig, bullos, bullous, blister, herpetiform, epidermolysis, porphyria cutanea;
alopecia, hair, monilethrix, hypotrichosis, ectodermal;
urticaria, angioedema, anaphyl, mastocyt, allerg, hives;
granuloma annulare, necrobiosis, sarcoid, perforat, kyrle, elastosis, colloid;
melanoma, carcinoma, cancer, sarcoma, tumor, lymphoma, merkel, neoplasm, leukem, myeloma,
    neuroblast, glioma, blastoma, metasta;
measles, rubella, chickenpox, varicella, roseola, fifth disease, hand, scarlet, zoster, shingles,
    smallpox, mpox, mononucleosis, mumps;
lyme, rocky mountain, tularem, ehrlich, typhus, plague, leptospir, brucell, relapsing fever, q
    fever, malaria, babes, dengue, yellow fever, zika, chikung, ebola, typhoid, spotted;
hiv, aids, syphilis, gonorr, chlamyd, genital, herpes, trichomon, bacterial vaginosis, papilloma,
    pelvic inflammatory;
salmonell, shigell, cholera, typhoid, campylobacter, botul, food poison, norovirus, rotavirus,
    gastroenter, clostridi, escherichia, amebia, giardia;
hepatitis;
tetanus, botul, diphther, rabies, polio;
cataract, planitis, glaucom, macular, retin, uveit, choroid, vitreous, keratitis, conjunctiv,
    blepharit, optic, stargardt, vitelliform, usher, norrie, corneal, cornea, keratocon, scler,
    iritis, dry eye, multifocal;
hearing, deaf, otitis, otoscl, tinnitus, cholesteat, meniere, waardenburg, pendred, branchio;
fracture, sprain, strain, dislocat, tendin, bursitis, rotator, epicondyl, plantar, meniscus,
    ligament;
back pain, sciatica, disc, stenosis spinal, spinal stenosis, spondylolis, scoliosis, coccyg,
    tailbone, kyphosis;
preeclamp, pre-eclamp, hellp, eclamp, gestational, placenta, ectopic pregnancy, miscarriage,
    hyperemesis, pregnan, postpartum, labor;
endometri, fibroid, leiomyoma, menstrua, dysmenorr, ovarian, ovary, pelvic, vagin, vulv, uter,
    cervi;
burn, frostbite, hypotherm, heat stroke, heat exhaustion, poison, overdose, toxicity, bite, sting,
    crush, concussion, brain injur;
epididym, orchit, testicular, hydrocele, varicocele, phimosis, scrot, penile, balan, peyronie;
newborn, prematurity, bronchopulmonary, meconium, perinatal, neonat, tachypnea, infant;
pachygyr, schizenceph, lissenceph, polymicrogyr, holoprosenceph, septo-optic, megalenceph,
    microceph, cortical, hydroceph;
tongue, amelogenesis, sialaden, stomatit, dental, tooth, gingiv, aphth, oral;
bell, facial, trigemin, ramsay;
hematuria, urinary, kidney stone, cystitis, prostat, bladder, glomerul, nephr;
"""


def _pattern(family: str) -> re.Pattern[str]:
    beginnings = "|".join(re.escape(squeeze(word)) for word in family.split(","))
    return re.compile(rf"\b(?:{beginnings})", re.IGNORECASE)


_PATTERNS = tuple(_pattern(family) for family in FAMILIES.split(";") if family.strip())


@lru_cache(maxsize=4096)
def families_of(title: str) -> frozenset[int]:
    """The numbers of the families that a title belongs to."""
    return frozenset(number for number, pattern in enumerate(_PATTERNS) if pattern.search(title))


def are_related(one: str, other: str) -> bool:
    """Whether two conditions, by their titles, belong to one family."""
    return bool(families_of(one) & families_of(other))
