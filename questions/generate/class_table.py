"""Classes of drugs, procedures, devices and tests with their members: data of ``classes``."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Class:
    """A class by the wording of its bare name and its members; ``alike`` if these may replace each other."""

    bare: re.Pattern[str]
    member: re.Pattern[str]
    alike: bool


def _class(bare: str, members: str, *, alike: bool = True) -> Class:
    """A class from its names and its members: patterns between commas, each of whole words."""
    return Class(_any_of(bare), _any_of(f"{bare}, {members}"), alike)


def _any_of(patterns: str) -> re.Pattern[str]:
    parts = "|".join(part.strip() for part in patterns.split(","))
    return re.compile(rf"\b(?:{parts})\b", re.IGNORECASE)


# Stems of international nonproprietary names (WHO, "The use of stems in the selection of INN", 2018), and the
# plain words for each class.
CLASSES = (
    _class(
        r"surger(?:y|ies), surgical (?:treatments?|procedures?|removal|repair|interventions?), operations?",
        r"""\w+(?:ectomy|plasty|otomy|ostomy|ectomies|desis|pexy), replacement, resection, fusion, grafts?,
        bypass, transplant\w*, decompression, laser, removal, repair, excision, implant\w*, cabg, pci,
        ablation, laparoscop\w+, shunts?, stents?,
        surgical \w+""",
        alike=False,
    ),
    _class(
        r"imaging, scans?, radiology, imaging (?:tests?|studies), x-?rays?, radiographs?",
        r"""radiograph\w*, ct, mri, pet, computed tomography, magnetic resonance, ultraso\w+,
        echocardiogra\w+, scintigraphy, angiogra\w+, dexa, mammogra\w+""",
        alike=False,
    ),
    _class(
        r"blood tests?, blood work, laboratory tests?, lab tests?",
        r"""blood, serum, plasma, antibody, antibodies, c-reactive protein, sedimentation rate, esr, crp,
        \w+ levels?, cultures?""",
        alike=False,
    ),
    _class(
        r"""pain[- ]relie\w+, pain medic\w+, painkillers?, analgesics?, nsaids?,
        (?:nonsteroidal |non-steroidal )?anti-inflammator(?:y|ies)(?: drugs?| medic\w+)?""",
        r"""\w*(?:profen|oxicam|fenac|coxib), naproxen, aspirin, indomethacin, ketorolac, opioids?,
        acetaminophen, paracetamol, codeine, tramadol, morphine, oxycodone""",
    ),
    _class(
        r"(?:nonsteroidal |non-steroidal )?anti-inflammator(?:y|ies)(?: drugs?| medic\w+)?",
        r"""sulfasalazine, mesalamine, colchicine, (?:cortico)?steroids?,
        \w*(?:prednis\w+|cortisone|profen|fenac)""",
    ),
    _class(
        r"(?:cortico)?steroids?, glucocorticoids?, (?:cortico)?steroid \w+",
        r"\w*(?:prednis\w+|cortisone|methasone|sonide|cinolone|solone)",
    ),
    _class(
        r"""antibiotics?, antimicrobials?, antibacterials?, (?:fluoro)?quinolones?, macrolides?,
        cephalosporins?, penicillins?, tetracyclines?, carbapenems?, aminoglycosides?, beta-lactams?""",
        r"""\w+(?:cillin|mycin|micin|cycline|floxacin|oxacin|penem|antibiotics?),
        [\w-]*(?:quinolones?|penicillins?), cef\w+, ceph\w+, sulfa\w*, trimethoprim, co-trimoxazole,
        metronidazole, tinidazole, rifampi\w+,
        rifaximin, isoniazid, chloramphenicol, linezolid, nitrofurantoin, fosfomycin, tazobactam, clavulan\w+,
        piperacillin-tazobactam, aztreonam, colistin, dapsone""",
    ),
    _class(r"antivirals?, antiviral \w+", r"\w+(?:vir|mantadine), interferon"),
    _class(r"antifungals?, antifungal \w+", r"\w+(?:conazole|fungin), amphotericin, nystatin, terbinafine"),
    _class(r"beta[- ]blockers?", r"\w+[aio]lol"),
    _class(
        r"ace inhibitors?, blood pressure medic\w+, antihypertensives?",
        r"\w+(?:pril|sartan|dipine|olol), diuretics?",
    ),
    _class(r"statins?, cholesterol-lowering \w+", r"\w+statin"),
    _class(
        r"diuretics?, water pills",
        r"\w+(?:thiazide|semide|tanide), spironolactone, amiloride, mannitol, acetazolamide, chlorthalidone",
    ),
    _class(
        r"anticoagulants?, blood thinners?, anticoagulation", r"warfarin, heparin, \w+(?:xaban|gatran|parin)"
    ),
    _class(
        r"immunosuppress\w+, biologics?, immune[- ]suppress\w+, disease-modifying \w+",
        r"""\w+(?:mab|cept|imus|citinib), methotrexate, azathioprine, cyclosporine?, mycophenolate,
        sulfasalazine, cyclophosphamide, hydroxychloroquine""",
    ),
    _class(
        r"(?:\w+ )?chemotherapy(?: drugs?)?, anticancer \w+",
        r"""\w+(?:platin|rubicin|tinib|taxel|citabine|mustine|arabine|tecan),
        vin(?:cristine|blastine|orelbine), cyclophosphamide,
        ifosfamide, methotrexate, etoposide, bleomycin, asparaginase, fluorouracil,
        mercaptopurine, hydroxyurea, hydroxycarbamide, chlorambucil, melphalan,
        azacitidine, FOLFIRINOX, NALIRIFOX, FOLFOX, FOLFIRI, FLOT, ABVD, BEACOPP,
        (?:R-)?CHOP, (?:R-)?CVP""",
    ),
    _class(
        r"anticonvulsants?, antiepileptics?, anti-?seizure \w+, anti-?epileptic \w+",
        r"""valpro\w+, carbamazepine, phenytoin, lamotrigine, topiramate, gabapentin, levetiracetam,
        phenobarbital, \w+zolam, \w+zepam""",
    ),
    _class(
        r"antidepressants?, ssris?, tricyclic\w*",
        r"\w+(?:triptyline|oxetine|pramine), sertraline, citalopram, escitalopram",
    ),
    _class(
        r"cough (?:medicines?|medications?|syrups?|suppressants?)",
        r"expectorants?, antitussives?, mucolytics?, mucus[- ]thinn\w+, decongestants?",
    ),
    _class(
        r"bronchodilators?, inhalers?, inhaled \w+",
        r"""[\w-]+ bronchodilators?, \w+terol, \w+tropium, \w+phylline, salbutamol, terbutaline,
        (?:beta|β)[- ]?2?[- ]?(?:adrenergic )?agonists?, muscarinic antagonists?, anticholinergics?""",
    ),
    _class(
        r"mucolytics?, expectorants?, mucus[- ]thinn\w+",
        r"\w*cysteine, \w+steine, guaifenesin, dornase, hypertonic saline",
    ),
    _class(
        r"""antiplatelets?, antiplatelet \w+, platelet inhibitors?,
        p2y12 (?:receptor )?(?:inhibitors?|blockers?|antagonists?)""",
        r"clopidogrel, \w+grel, \w+grelor, aspirin, dipyridamole",
    ),
    _class(r"fibrinolytics?, thrombolytics?, fibrinolysis, thrombolysis, fibrinolytic \w+", r"\w+teplase"),
    _class(r"nitrates?", r"nitroglycerine?, glyceryl trinitrate, isosorbide \w+, nitroprusside"),
    _class(r"calcium[- ](?:channel )?(?:blockers?|antagonists?)", r"\w+dipine, verapamil, diltiazem"),
    _class(r"triptans?", r"\w+triptan"),
    _class(
        r"cgrp \w+, gepants?, (?:antibody|antibodies) against cgrp", r"\w+gepant, \w+(?:ne|nu|ge|ti)zumab"
    ),
    _class(
        r"antithyroid (?:drugs?|medic\w+|agents?), thionamides?, thioamides?",
        r"methimazole, carbimazole, thiamazole, propylthiouracil",
    ),
    _class(
        r"(?:iron )?chelat(?:ion|ors?)(?: therapy)?",
        r"iron chelation, deferoxamine, deferasirox, deferiprone",
    ),
    _class(r"opioids?, opiates?, narcotics?", r"morphine, codeine, tramadol, oxycodone, fentanyl, methadone"),
    _class(r"antiemetics?, anti-?nausea \w+", r"ondansetron, metoclopramide, domperidone, prochlorperazine"),
    _class(r"retinoids?", r"\w+retinoin, acitretin, adapalene, bexarotene"),
    _class(r"bisphosphonates?", r"\w+dronate, \w+dronic acid"),
    _class(r"benzodiazepines?, sedatives?, tranquili[sz]ers?", r"\w+zolam, \w+zepam"),
    _class(r"muscle relaxants?, antispasmodics?", r"baclofen, tizanidine, cyclobenzaprine, dantrolene"),
    _class(r"emollients?, moisturi[sz]\w+", r"petrolatum, petroleum jelly, creams?, ointments?, lotions?"),
    _class(r"calcineurin inhibitors?", r"tacrolimus, pimecrolimus, cyclosporine?"),
    _class(r"immunoglobulins?, ivig", r"immune globulins?, gamma globulins?"),
    _class(r"antihistamines?", r"\w*(?:rizine|hydramine|loratadine|fenadine)"),
    _class(
        r"antacids?, acid[- ](?:blockers?|reducers?), proton[- ]pump inhibitors?",
        r"\w+(?:prazole|tidine), h2[- ](?:receptor )?(?:blockers?|antagonists?), alginates?",
    ),
    _class(
        r"physical therapy, physiotherapy, rehabilitation, exercises?",
        r"stretching, massage, training, yoga, swimming",
    ),
    _class(
        r"(?:healthy |special |balanced )?diets?, dietary changes, lifestyle changes",
        r"[\w-]+ diet, eating \w+, avoid\w* \w+ foods?, weight loss, losing weight",
    ),
    _class(r"transfusions?", r"\w+ transfusions?"),
    _class(r"radiation, radiation therapy, radiotherapy", r"brachytherapy, gamma knife, radiosurgery"),
    _class(r"vitamins?, supplements?", r"folic acid, iron, calcium, zinc, thiamine?"),
    _class(r"bracing, braces?, splints?, orthotics?, orthoses", r"\w+ collars?, orthosis, casts?, insoles?"),
    _class(
        r"hormones?, hormone (?:replacement )?therapy",
        r"estrogen, testosterone, growth hormone, hydrocortisone, \w*thyroxine",
    ),
    _class(
        r"(?:noninvasive |mechanical )?ventilation, ventilators?, breathing (?:machine|support)",
        r"""[\w-]+ ventilation, cpap, bipap, nippv, positive airway pressure, positive pressure \w+,
        high-flow \w+(?: \w+)?, intubation, respirator""",
    ),
    _class(r"oxygen, oxygen therapy, extra oxygen", r"\w+ oxygen, high-flow \w+(?: \w+)?"),
    _class(
        r"dialysis, renal replacement \w+",
        r"hemodialysis, haemodialysis, peritoneal dialysis, hemofiltration",
    ),
    _class(r"plasma exchange, plasmapheresis, apheresis", r"plasma \w+, immunoadsorption, \w+apheresis"),
    _class(
        r"fluids?, rehydration, fluid (?:replacement|resuscitation), hydration",
        r"saline, [\w-]+ fluids?, oral rehydration \w+, electrolytes?, [\w-]+ rehydration, crystalloids?",
    ),
    _class(
        r"nutrition, nutritional support, tube feeding, feeding tubes?",
        r"parenteral nutrition, enteral \w+, tpn, nasogastric \w+, gastrostomy, [\w-]+ nutrition",
    ),
    _class(
        r"psychotherapy, talk therapy, counsell?ing, psychological \w+",
        r"""cognitive[- ]behaviou?ral therapy, cbt, behaviou?r(?:al)? therapy, emdr, interpersonal \w+,
        exposure \w+, family therapy, psychoeducation, relaxation \w+, biofeedback, group therapy,
        [\w-]+ psychotherapy""",
    ),
    _class(
        r"antipsychotics?, neuroleptics?",
        r"\w+(?:apine|idone|peridol|"
        r"azine), aripiprazole, lithium, chlorpromazine",
    ),
    _class(r"mood stabili[sz]ers?", r"lithium, valpro\w+, lamotrigine, carbamazepine"),
    _class(
        r"antidepressants?, snris?, serotonin \w+",
        r"\w+(?:oxetine|faxine|triptyline|pramine|traline|"
        r"alopram), bupropion, mirtazapine, trazodone, buspirone",
    ),
    _class(
        r"stimulants?, psychostimulants?",
        r"methylphenidate, \w*amphetamine\w*, modafinil, armodafinil, "
        r"atomoxetine",
    ),
    _class(
        r"dopamine agonists?, dopaminergic \w+",
        r"levodopa, carbidopa, pramipexole, ropinirole, rotigotine, selegiline, rasagiline, apomorphine, "
        r"cabergoline,"
        r" bromocriptine, amantadine, entacapone",
    ),
    _class(r"cholinesterase inhibitors?", r"donepezil, rivastigmine, galantamine, \w+stigmine, memantine"),
    _class(
        r"(?:glucose|sugar)[- ]lowering \w+, diabetes (?:medic\w+|drugs?), antidiabetic \w+, insulin",
        r"""metformin, \w+gli(?:ptin|flozin|tazone|nide), \w+(?:glutide|natide), sulfonylureas?, gli\w+ide,
        insulins?, glp-1 \w+(?: \w+)?, sglt2 \w+""",
    ),
    _class(
        r"antiarrhythmics?, antiarrhythmic \w+, rate control, rhythm control",
        r"amiodarone, flecainide, sotalol, digoxin, procainamide, adenosine, lidocaine, propafenone, "
        r"quinidine,"
        r" dofetilide, dronedarone, cardioversion",
    ),
    _class(
        r"vasopressors?, inotropes?, inotropic \w+",
        r"norepinephrine, noradrenaline, epinephrine, adrenaline, dobutamine, dopamine, milrinone, "
        r"vasopressin",
    ),
    _class(
        r"heart failure (?:medic\w+|drugs?)",
        r"sacubitril, \w+gliflozin, eplerenone, spironolactone, digoxin, ivabradine, hydralazine, "
        r"\w+pril, \w+olol",
    ),
    _class(
        r"urate-lowering \w+, uric acid \w+", r"allopurinol, febuxostat, probenecid, pegloticase, \w*uricase"
    ),
    _class(r"aminosalicylates?, 5-asa", r"mesala[mz]ine, sulfasalazine, balsalazide, olsalazine"),
    _class(r"prokinetics?, prokinetic \w+", r"metoclopramide, domperidone, erythromycin, prucalopride"),
    _class(
        r"laxatives?, stool softeners?",
        r"polyethylene glycol, lactulose, senna, bisacodyl, docusate, psyllium, fiber, fibre, enemas?, "
        r"\w+ laxatives?",
    ),
    _class(
        r"antidiarrheals?, antidiarrheal \w+, antimotility \w+", r"loperamide, bismuth \w+, diphenoxylate"
    ),
    _class(
        r"bile acid \w+", r"ursodiol, ursodeoxycholic acid, obeticholic acid, cholestyramine, colesevelam"
    ),
    _class(
        r"alpha[- ]blockers?, prostate medic\w+",
        r"\w+zosin, tamsulosin, silodosin, finasteride, dutasteride, 5-alpha \w+(?: \w+)?",
    ),
    _class(
        r"bladder (?:medic\w+|relaxants?), anticholinergics?, antimuscarinics?",
        r"oxybutynin, tolterodine, solifenacin, mirabegron, trihexyphenidyl, atropine, glycopyrr\w+, "
        r"benztropine",
    ),
    _class(
        r"pulmonary vasodilators?, vasodilators?",
        r"\w+afil, \w+entan, epoprostenol, \w+prost(?:inil)?, prostacyclin\w*, riociguat, prostaglandin\w*,"
        r" endothelin \w+(?: \w+)?, hydralazine, nitric oxide",
    ),
    _class(r"somatostatin analog(?:ue)?s?", r"octreotide, lanreotide, pasireotide"),
    _class(
        r"erythropoiesis\S* \w+(?: \w+)?, esas?, epo, erythropoietin",
        r"epoetin\w*, darbepoetin, "
        r"luspatercept",
    ),
    _class(
        r"growth factors?, colony[- ]stimulating \w+",
        r"filgrastim, \w+grastim, g-csf, eltrombopag, romiplostim",
    ),
    _class(
        r"clotting factors?, factor (?:concentrates?|replacement)",
        r"factor [ivx]+\w*, prothrombin complex \w+, desmopressin, cryoprecipitate, fresh frozen plasma, "
        r"plasma",
    ),
    _class(r"antifibrinolytic\w*(?: \w+)?", r"tranexamic acid, aminocaproic acid"),
    _class(
        r"targeted (?:therapy|drugs?), kinase inhibitors?, checkpoint inhibitors?, immunotherapy",
        r"\w+(?:tinib|rafenib|ciclib|parib|mab), [\w-]+ inhibitors?, car[- ]t \w+",
    ),
    _class(
        r"hormone therapy, hormonal therapy, antiandrogens?, antiestrogens?",
        r"tamoxifen, \w+(?:trozole|relin|"
        r"lutamide), anastrozole, letrozole, contraceptives?, progest\w+, estrogens?",
    ),
    _class(
        r"stem[- ]cell transplant\w*, bone marrow transplant\w*, cell transplant\w*",
        r"\w*(?:allogeneic|autologous|hematopoietic) .*, [\w-]+ transplant\w*",
    ),
    _class(
        r"antimalarials?", r"\w*(?:chloroquine|quine|quinine), artem\w+, artesunate, primaquine, doxycycline"
    ),
    _class(
        r"anthelmint\w+, deworming \w+, antiparasitic \w+",
        r"\w+bendazole, ivermectin, praziquantel, pyrantel",
    ),
    _class(
        r"keratolytics?, peeling agents?",
        r"salicylic acid, urea(?: cream)?, lactic acid, "
        r"benzoyl peroxide, coal tar",
    ),
    _class(
        r"phototherapy, light therapy, ultraviolet \w+",
        r"puva, narrowband \w+, uvb, photochemotherapy, "
        r"sunlight",
    ),
    _class(
        r"leukotriene \w+(?: \w+)?, asthma (?:medic\w+|"
        r"controllers?)",
        r"\w+lukast, zileuton, theophylline, cromolyn",
    ),
    _class(
        r"eye drops?, glaucoma medic\w+",
        r"[\w-]+ drops?, latanoprost, timolol, brimonidine, pilocarpine, dorzolamide, artificial tears, "
        r"cycloplegics?",
    ),
    _class(r"vaccines?, vaccination, immuni[sz]ation", r"[\w-]+ vaccin\w+, shots?"),
    _class(
        r"stents?, stenting, angioplasty, revasculari[sz]ation",
        r"bypass, pci, coronary intervention, endarterectomy, cabg, thrombectomy, balloon \w+, "
        r"[\w-]+ stenting",
    ),
    _class(
        r"pacemakers?, implant\w* (?:device|defibrillator)s?",
        r"icd, cardioverter\S*(?: \w+)?, resynchroni[sz]ation\w*",
    ),
    _class(r"feeding changes, thicken\w+ (?:feeds|fluids)", r"hydroly[sz]ed formula, elemental formula"),
)
