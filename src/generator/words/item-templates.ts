/**
 * Kinds of hospital supplies: what they are called, which sizes they come in, how they are packed and coded.
 * UNSPSC, HCPCS and revenue codes are those of the kind of thing; prices are invented.
 */

/** A word of a description in its full and its catalogue form: `powder-free` / `PF`. */
export interface Term {
  readonly full: string;
  readonly short: string;
}

/** One kind of item. */
export interface ItemTemplate {
  readonly noun: Term;
  readonly modifiers: readonly Term[];
  /** One of these is chosen per product. */
  readonly materials: readonly Term[];
  /** Sizes of a series, in order. The numbers are what tells the members apart. */
  readonly sizes: readonly string[];
  readonly unspsc: string;
  /** HCPCS level II code, or empty. */
  readonly hcpcs: string;
  readonly implant: boolean;
  /** May be made with natural rubber latex. */
  readonly latexKind: boolean;
  readonly sterileKind: boolean;
  readonly baseUom: 'EA' | 'PR';
  /** Base units in a box and boxes in a case; 0 where there is no such level. */
  readonly perBox: number;
  readonly perCase: number;
  /** Price of the base unit in cents. */
  readonly cents: number;
}

const term = (text: string): Term => {
  const [full = '', short = full.toUpperCase()] = text.split('/');
  return { full, short };
};

const GLOVES = ['5.5', '6.0', '6.5', '7.0', '7.5', '8.0', '8.5', '9.0', '9.5', '10.0'];
const FRENCH = ['6FR', '8FR', '10FR', '12FR', '14FR', '16FR', '18FR', '20FR', '22FR', '24FR'];
const MM_SCREW = ['10MM', '12MM', '14MM', '16MM', '18MM', '20MM', '22MM', '24MM', '26MM', '28MM'];
const GAUGE = ['14G', '16G', '18G', '20G', '21G', '22G', '23G', '24G', '25G', '27G'];
const ML = ['1ML', '3ML', '5ML', '10ML', '12ML', '20ML', '30ML', '35ML', '50ML', '60ML'];
const INCHES = [
  '1X1IN',
  '2X2IN',
  '3X3IN',
  '4X4IN',
  '4X8IN',
  '5X9IN',
  '6X6IN',
  '8X10IN',
  '10X12IN',
  '12X16IN',
];
const SUTURE = ['7-0', '6-0', '5-0', '4-0', '3-0', '2-0', '0', '1', '2', '3'];
const SIDED = [
  'SZ 1 LEFT',
  'SZ 1 RIGHT',
  'SZ 2 LEFT',
  'SZ 2 RIGHT',
  'SZ 3 LEFT',
  'SZ 3 RIGHT',
  'SZ 4 LEFT',
  'SZ 4 RIGHT',
  'SZ 5 LEFT',
  'SZ 5 RIGHT',
];
const TUBE = ['2.5MM', '3.0MM', '3.5MM', '4.0MM', '4.5MM', '5.0MM', '6.0MM', '7.0MM', '7.5MM', '8.0MM'];
const GARMENT = ['XS', 'S', 'M', 'L', 'XL', '2XL', '3XL', '4XL', '5XL', '6XL'];
const BALLOON = [
  '2.0X12MM',
  '2.0X15MM',
  '2.5X12MM',
  '2.5X15MM',
  '2.5X20MM',
  '3.0X12MM',
  '3.0X15MM',
  '3.0X20MM',
  '3.5X15MM',
  '3.5X20MM',
];

/** noun; modifiers; materials; sizes; unspsc; hcpcs; flags i(mplant) l(atex) s(terile) p(air); per box; per case; cents */
const ROWS: readonly (readonly [
  string,
  string,
  string,
  readonly string[],
  string,
  string,
  string,
  number,
  number,
  number,
])[] = [
  ['Glove', 'surgical/SURG,powder-free/PF', 'polyisoprene/PI,neoprene/NEO,latex/LTX', GLOVES, '42132205', '', 'lsp', 50, 4, 123],
  ['Glove', 'exam/EXAM,powder-free/PF', 'nitrile/NTRL,vinyl/VNYL,latex/LTX', GARMENT, '42132203', '', 'l', 100, 10, 9],
  ['Catheter', 'Foley/FOLEY,2-way/2WAY', 'silicone/SIL,latex/LTX,coated/CTD', FRENCH, '42142702', 'A4338', 'ls', 10, 5, 420],
  ['Catheter', 'suction/SUCT,control valve/VLV', 'PVC/PVC,soft/SFT', FRENCH, '42271910', 'A4624', 's', 50, 4, 95],
  ['Catheter', 'balloon/BLN,dilatation/DIL', 'nylon/NYL,semi-compliant/SC', BALLOON, '42203402', 'C1725', 's', 1, 0, 21500],
  ['Screw', 'cortical/CORT,self-tapping/ST', 'titanium/TI,stainless steel/SS', MM_SCREW, '42321507', 'C1713', 'i', 1, 0, 8900],
  ['Screw', 'locking/LCK,3.5mm/3.5MM', 'titanium/TI,stainless steel/SS', MM_SCREW, '42321508', 'C1713', 'i', 1, 0, 11200],
  ['Plate', 'distal radius/DIST RAD,locking/LCK', 'titanium/TI,stainless steel/SS', SIDED, '42321504', 'C1713', 'i', 1, 0, 64500],
  ['Knee component', 'femoral/FEM,cemented/CEM', 'cobalt chrome/COCR,oxidized zirconium/OXZR', SIDED, '42322101', 'C1776', 'is', 1, 0, 198000],
  ['Needle', 'hypodermic/HYPO,regular bevel/RB', 'stainless steel/SS', GAUGE, '42142506', '', 's', 100, 10, 7],
  ['Needle', 'spinal/SPNL,pencil point/PP', 'stainless steel/SS', GAUGE, '42142510', '', 's', 25, 4, 410],
  ['Catheter', 'IV/IV,safety/SFTY', 'polyurethane/PU,FEP/FEP', GAUGE, '42221504', '', 's', 50, 4, 210],
  ['Syringe', 'Luer-lock/LL,without needle/WO NDL', 'polypropylene/PP', ML, '42142608', '', 's', 100, 8, 12],
  ['Syringe', 'catheter tip/CATH TIP,irrigation/IRRIG', 'polypropylene/PP', ML, '42142607', '', 's', 50, 4, 64],
  ['Sponge', 'gauze/GZ,12-ply/12PLY', 'cotton/COTN,non-woven/NW', INCHES, '42311511', 'A6402', 's', 50, 24, 8],
  ['Dressing', 'foam/FOAM,bordered/BRDR', 'silicone/SIL,adhesive/ADH', INCHES, '42311505', 'A6212', 's', 10, 5, 560],
  ['Dressing', 'transparent/TRNSP,film/FILM', 'polyurethane/PU', INCHES, '42311506', 'A6257', 's', 100, 4, 88],
  ['Suture', 'absorbable/ABS,braided/BRD', 'polyglactin/PGLA,polyglycolic/PGA', SUTURE, '42312201', '', 's', 36, 0, 640],
  ['Suture', 'non-absorbable/NABS,monofilament/MONO', 'polypropylene/PP,nylon/NYL', SUTURE, '42312201', '', 's', 36, 0, 580],
  ['Tube', 'endotracheal/ET,cuffed/CUFF', 'PVC/PVC,reinforced/REINF', TUBE, '42271903', '', 's', 10, 1, 315],
  ['Tube', 'tracheostomy/TRACH,inner cannula/IC', 'silicone/SIL,PVC/PVC', TUBE, '42271914', 'A7520', 's', 1, 10, 4800],
  ['Gown', 'isolation/ISO,open back/OB', 'polypropylene/PP,SMS/SMS', GARMENT, '42131606', '', '', 10, 10, 130],
  ['Gown', 'surgical/SURG,reinforced/REINF', 'SMS/SMS,spunlace/SPNL', GARMENT, '42131612', '', 's', 20, 1, 470],
  ['Drape', 'surgical/SURG,fenestrated/FEN', 'SMS/SMS,film/FILM', INCHES, '42131507', '', 's', 20, 2, 390],
  ['Bandage', 'elastic/ELAS,self-closure/SC', 'cotton/COTN,latex/LTX', INCHES, '42311512', 'A6449', 'l', 10, 5, 140],
  ['Stapler', 'linear/LIN,reload/RLD', 'titanium/TI', MM_SCREW, '42294505', '', 's', 12, 0, 9800],
  ['Trocar', 'bladeless/BLDLS,optical/OPT', 'polycarbonate/PC', TUBE, '42294517', '', 's', 6, 0, 5600],
  ['Stent', 'coronary/COR,drug-eluting/DES', 'cobalt chrome/COCR,platinum chrome/PTCR', BALLOON, '42203501', 'C1874', 'is', 1, 0, 79500],
  ['Electrode', 'monitoring/MON,pre-gelled/GEL', 'foam/FOAM,cloth/CLTH', INCHES, '42181708', 'A4556', '', 50, 20, 11],
  ['Blanket', 'warming/WRM,upper body/UB', 'polypropylene/PP', GARMENT, '42142402', '', '', 10, 1, 920],
  ['Sleeve', 'compression/COMPR,knee length/KNEE', 'nylon/NYL,foam/FOAM', GARMENT, '42142403', 'E0676', 'p', 5, 4, 1450],
  ['Drain', 'wound/WND,closed/CLSD', 'silicone/SIL,PVC/PVC', FRENCH, '42311702', 'A7043', 's', 10, 1, 1320],
]; // prettier-ignore

/** All kinds of items. */
export const ITEM_TEMPLATES: readonly ItemTemplate[] = ROWS.map(
  ([noun, modifiers, materials, sizes, unspsc, hcpcs, flags, perBox, perCase, cents]) => ({
    noun: term(noun),
    modifiers: modifiers.split(',').map(term),
    materials: materials.split(',').map(term),
    sizes,
    unspsc,
    hcpcs,
    implant: flags.includes('i'),
    latexKind: flags.includes('l'),
    sterileKind: flags.includes('s'),
    baseUom: flags.includes('p') ? 'PR' : 'EA',
    perBox,
    perCase,
    cents,
  }),
);
