import { withWrongCheckDigit } from '../words/check-digits.js';
import { FAULTS } from './fault-codes.js';
import { gtinOfPack, type Item, type PackLevel } from '../things/item.js';
import { mangled, NoiseSource, withTypo } from './noise.js';
import { NOISE_RATES } from './noise-rates.js';
import { PatternSet } from './patterns.js';
import { at, chance, field } from '../seed/random.js';
import type { Role } from './system.js';

/** Which attribute a planted error is in; every feed knows its column. */
export type ItemFaultAttribute = 'description' | 'gtin' | 'uom' | 'unspsc';

/** What one system holds about an item, before its format spells it. */
export interface ItemCopy {
  readonly role: Role;
  readonly description: string;
  readonly manufacturer: string;
  /** Catalogue number as this system has it, or empty. */
  readonly mpn: string;
  /** GTIN of the level that this system keeps, or empty. */
  readonly gtin: string;
  readonly unspsc: string;
  readonly packs: readonly PackLevel[];
  /** Ten-thousandths of a dollar for the base unit. */
  readonly price: number;
  /** Unit code that stands in the place of the first unit because nobody knows it, or empty. */
  readonly unknownUom: string;
  readonly active: boolean;
  readonly patterns: PatternSet;
  readonly faults: readonly { readonly attribute: ItemFaultAttribute; readonly code: string }[];
}

const ACTIVE = field('itemCopy.active');
const UNKNOWN_UNITS = ['ZZ', 'UNK', 'X9'] as const;

/** Which fields a system has. */
interface ItemFields {
  readonly mpn: boolean;
  readonly gtin: boolean;
  /** The catalogue number is part of the key and never blank. */
  readonly mpnRequired: boolean;
  /** Share of records whose unit nobody knows; 0 where the system has no unit of its own to get wrong. */
  readonly uomUnknown: number;
  readonly unspsc: boolean;
  /** Longest description. */
  readonly descriptionWidth: number;
}

/** Makes one copy of an item. `maker` is the manufacturer's name without legal form. */
export function copyItem(
  item: Item,
  maker: string,
  copyKey: number,
  copy: number,
  fields: ItemFields,
  dirt: number,
): ItemCopy {
  const noise = new NoiseSource(copyKey, dirt);
  const patterns = new PatternSet();
  const faults: { attribute: ItemFaultAttribute; code: string }[] = [];
  let description = describe(item, noise, fields.descriptionWidth, patterns);
  if (noise.happens('mojibake')) {
    description = mangled(description, noise.variant('mojibake', 3)).slice(0, fields.descriptionWidth);
  }
  if (noise.hits('requiredMissing', NOISE_RATES.requiredMissing / 2)) {
    description = '';
    faults.push({ attribute: 'description', code: FAULTS.itemDescriptionMissing });
  }
  const unknownUom = noise.hits('uomUnknown', fields.uomUnknown)
    ? at(UNKNOWN_UNITS, noise.variant('uomUnknown', 3))
    : '';
  if (unknownUom !== '') faults.push({ attribute: 'uom', code: FAULTS.uomUnknown });
  return {
    role: copy === 0 ? 'PRIMARY' : 'DUP',
    description,
    manufacturer: makerName(maker, noise, patterns),
    mpn: fields.mpn ? copyMpn(item.mpn, noise, fields.mpnRequired, patterns) : '',
    gtin: fields.gtin ? copyGtin(item, noise, faults) : '',
    unspsc: fields.unspsc ? copyUnspsc(item.unspsc, noise, faults) : '',
    packs: item.packs,
    price: item.price,
    unknownUom,
    active: !item.discontinued && chance(copyKey, ACTIVE, 0.93),
    patterns,
    faults,
  };
}

/**
 * The description in one of four house styles (D15), cut to the field's width (D11). Sizes are never altered, and
 * the cut goes before the size: clerks who fill short fields drop words, not the number that they order by.
 */
function describe(item: Item, noise: NoiseSource, width: number, patterns: PatternSet): string {
  const { size } = item;
  const style = noise.happens('descriptionStyle') ? 1 + noise.variant('descriptionStyle', 3) : 0;
  if (style !== 0) patterns.add('D15');
  let words = descriptionWords(item, style);
  if (style === 2 && item.brand !== '') words = `${item.brand} ${words}`;
  if (noise.happens('oneEdit')) {
    words = withTypo(words, noise.key, 0);
    patterns.add('D7');
  }
  const spaced = style === 2 && noise.variant('descriptionStyle', 2) === 0 ? ' SZ ' : ' ';
  const tail = style === 1 ? `,${size}` : style === 0 ? `, size ${size}` : spaced + size;
  if (words.length + tail.length <= width) return words + tail;
  patterns.add('D11');
  return words.slice(0, width - size.length - 1).trimEnd() + ' ' + size;
}

/** Word lists made so far: a few hundred, over millions of descriptions. */
const WORDS = new Map<number, string>();

/** Noun, modifiers and material in one house style, without brand and size. */
function descriptionWords(item: Item, style: number): string {
  const { template, material, sterile } = item;
  const rubberFree = template.latexKind && item.latex === 'NOT_MADE_WITH_NRL';
  const known =
    (((item.templateNumber * 8 + template.materials.indexOf(material)) * 2 + (sterile ? 1 : 0)) * 2 +
      (rubberFree ? 1 : 0)) *
      4 +
    style;
  let words = WORDS.get(known);
  if (words === undefined) {
    const terms = [
      template.noun,
      ...template.modifiers,
      material,
      sterile ? STERILE : NON_STERILE,
      ...(rubberFree ? [LATEX_FREE] : []),
    ];
    const separator = [', ', ',', ' ', ' '][style] ?? ' ';
    words = terms.map(term => (style === 1 || style === 2 ? term.short : term.full)).join(separator);
    WORDS.set(known, words);
  }
  return words;
}

const STERILE = { full: 'sterile', short: 'STER' };
const NON_STERILE = { full: 'non-sterile', short: 'NS' };
const LATEX_FREE = { full: 'latex-free', short: 'LF' };

/** The maker as item masters have it: mostly short, in capitals, now and then only its first word. */
function makerName(maker: string, noise: NoiseSource, patterns: PatternSet): string {
  const short =
    noise.variant('abbreviation', 6) === 0 ? maker.split(' ').slice(0, 2).join(' ') || maker : maker;
  if (short !== maker) patterns.add('D4');
  return noise.happens('caseChange') ? short.toUpperCase() : short;
}

function copyMpn(mpn: string, noise: NoiseSource, required: boolean, patterns: PatternSet): string {
  if (!required && noise.happens('mpnMissing')) return '';
  let copy = mpn;
  if (noise.happens('mpnPunctuation')) {
    const variant = noise.variant('mpnPunctuation', 3);
    copy = copy.replaceAll(/[-. ]/g, variant === 0 ? '' : variant === 1 ? ' ' : '-');
    if (copy !== mpn) patterns.add('D13');
  }
  if (noise.happens('mpnLeadingZero')) {
    copy = `0${copy}`;
    patterns.add('D13');
  }
  if (noise.happens('mpnPrefix')) {
    copy = `${at(['MFR', 'REF', 'NO'], noise.variant('mpnPrefix', 3))} ${copy}`;
    patterns.add('D14');
  }
  return copy;
}

function copyGtin(
  item: Item,
  noise: NoiseSource,
  faults: { attribute: ItemFaultAttribute; code: string }[],
): string {
  if (noise.happens('gtinMissing')) return '';
  const level = noise.happens('gtinWrongLevel') ? item.packs.length - 1 : 0;
  const pack = item.packs[level];
  const gtin = pack === undefined ? '' : gtinOfPack(item, pack);
  if (gtin === '' || !noise.happens('gtinBadCheck')) return gtin;
  faults.push({ attribute: 'gtin', code: FAULTS.gtinCheckDigit });
  return withWrongCheckDigit(gtin);
}

function copyUnspsc(
  code: string,
  noise: NoiseSource,
  faults: { attribute: ItemFaultAttribute; code: string }[],
): string {
  if (noise.happens('unspscMissing')) return '';
  if (!noise.happens('unspscClassLevel')) return code;
  faults.push({ attribute: 'unspsc', code: FAULTS.unspscNotCommodity });
  return `${code.slice(0, 6)}00`;
}
