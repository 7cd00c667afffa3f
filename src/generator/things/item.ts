import { gtinOf } from '../words/check-digits.js';
import { ITEM_BLOCK, ITEM_RUN, itemPlace, modelOf, replacementOf, type ItemPlace } from './item-groups.js';
import { ITEM_TEMPLATES, type ItemTemplate, type Term } from '../words/item-templates.js';
import { entityId, type Network } from '../seed/network.js';
import type { Permutation } from '../seed/permutation.js';
import { at, below, chance, draw, field, fold, pick, type Key } from '../seed/random.js';
import { MANUFACTURERS, SUPPLIER_BLOCK } from './supplier-groups.js';
import { brandWord } from './supplier-names.js';
import type { Suppliers } from './supplier.js';
import { ZipfRanks } from '../seed/zipf.js';

/** A pack level: how many base units it holds. */
export interface PackLevel {
  readonly uom: 'EA' | 'PR' | 'BX' | 'CA';
  /** Quantity of base each. */
  readonly qoe: number;
}

/** A real item: what is true, before any system wrote it down. */
export interface Item {
  readonly index: number;
  readonly id: string;
  readonly key: Key;
  readonly place: ItemPlace;
  readonly template: ItemTemplate;
  /** Its position in the list of templates. */
  readonly templateNumber: number;
  readonly material: Term;
  readonly size: string;
  readonly brand: string;
  readonly sterile: boolean;
  readonly latex: 'CONTAINS_NRL' | 'NOT_MADE_WITH_NRL';
  /** Number of the supplier that makes it. */
  readonly manufacturer: number;
  /** Catalogue number as the manufacturer writes it: `MS-4410-75`. */
  readonly mpn: string;
  /** Number that the GTINs of all its pack levels are made of; see {@link gtinOfPack}. */
  readonly gtinNumber: number;
  /** From the base unit up. */
  readonly packs: readonly PackLevel[];
  readonly unspsc: string;
  /** Price of the base unit in ten-thousandths of a dollar. */
  readonly price: number;
  readonly discontinued: boolean;
  /** Number of the item that replaces it (L3), or -1. */
  readonly replacedBy: number;
}

const TEMPLATE = field('item.template');
const MATERIAL = field('item.material');
const SIZE = field('item.size');
const BRAND = field('item.brand');
const STERILE = field('item.sterile');
const MAKER = field('item.maker');
const STYLE = field('item.mpnStyle');
const PRICE = field('item.price');
const PREFIX = field('item.mpnPrefix');
const DISCONTINUED = field('item.discontinued');

/** Numbers below this are catalogue series: four to six digits. */
const SERIES_COUNT = 897_000;

/** Makes the items of one network, each from its number alone. */
export class Items {
  readonly count: number;
  private readonly network: Network;
  private readonly suppliers: Suppliers;
  private readonly gtins: Permutation;
  private readonly series: Permutation;
  private readonly makers: ZipfRanks;
  private readonly makerOrder: Permutation;
  private readonly initials = new Map<number, string>();
  private readonly makerNames = new Map<number, string>();

  constructor(network: Network, suppliers: Suppliers) {
    this.network = network;
    this.suppliers = suppliers;
    this.count = network.size.items;
    this.gtins = network.shuffle(999_999_999, 'item.gtin');
    this.series = network.shuffle(SERIES_COUNT, 'item.series');
    const makers = Math.floor(network.size.suppliers / SUPPLIER_BLOCK) * MANUFACTURERS.count;
    this.makers = new ZipfRanks(makers);
    this.makerOrder = network.shuffle(makers, 'item.makers');
  }

  at(index: number): Item {
    const place = itemPlace(index);
    const model = modelOf(index);
    const own = this.network.keyOf('item', index);
    // Imitations share everything that is drawn from their model's key; a colliding catalogue number (N9) shares only that.
    const key =
      place.pattern === undefined || place.pattern === 'N9' ? own : this.network.keyOf('item', model);
    const run = Math.floor(index / ITEM_RUN);
    const runKey = fold(this.network.keyOf('item', run), 0x72756e);
    const templateNumber = below(place.pattern === 'N8' ? runKey : key, TEMPLATE, ITEM_TEMPLATES.length);
    const template = at(ITEM_TEMPLATES, templateNumber);
    const material = pick(key, MATERIAL, template.materials);
    const member = index % ITEM_RUN;
    const second = index !== model;
    const size = place.pattern === 'N8' ? at(template.sizes, member) : pick(key, SIZE, template.sizes);
    const manufacturer = this.makerOf(run);
    const sterileTwin = place.pattern === 'N10' && second;
    const sterile = (template.sterileKind || chance(key, STERILE, 0.1)) !== sterileTwin;
    const rubber = template.latexKind && material.full === 'latex';
    return {
      index,
      id: entityId('item', index),
      key: own,
      place,
      template,
      templateNumber,
      material,
      size,
      brand: chance(runKey, BRAND, 0.6) ? brandWord(draw(runKey, BRAND) % 500_000).toUpperCase() : '',
      sterile,
      latex: rubber ? 'CONTAINS_NRL' : 'NOT_MADE_WITH_NRL',
      manufacturer,
      mpn: this.mpnOf(index, model, size),
      gtinNumber: this.gtins.at(index),
      packs: packsOf(template, place.pattern === 'L4' && second),
      unspsc: template.unspsc,
      price: template.cents * (70 + below(key, PRICE, 70)),
      discontinued: (place.pattern === 'L3' && !second) || chance(own, DISCONTINUED, 0.02),
      replacedBy: replacementOf(index),
    };
  }

  /** Name of a maker, without legal form. Remembered, because thousands of items share one; there are as many as makers. */
  makerName(manufacturer: number): string {
    let name = this.makerNames.get(manufacturer);
    if (name === undefined) {
      name = this.suppliers.coreOf(manufacturer);
      this.makerNames.set(manufacturer, name);
    }
    return name;
  }

  /** GTIN of the base unit after the pack of item `index` was changed: a number that no item had before. */
  newGtin(index: number): string {
    return gtinOf(this.gtins.at(this.count + index), 0);
  }

  /** Supplier number of the manufacturer of a run of items. */
  makerOf(run: number): number {
    let rank = this.makers.rank(fold(this.network.keyOf('item', run), 0x6d616b), MAKER);
    // The run of colliding numbers (N9) must not fall to the maker of the run that it collides with.
    if (
      run % (ITEM_BLOCK / ITEM_RUN) === 33 &&
      rank === this.makers.rank(fold(this.network.keyOf('item', run - 1), 0x6d616b), MAKER)
    )
      rank = rank === 0 ? 1 : rank - 1;
    const maker = this.makerOrder.at(rank);
    return (
      Math.floor(maker / MANUFACTURERS.count) * SUPPLIER_BLOCK +
      MANUFACTURERS.first +
      (maker % MANUFACTURERS.count)
    );
  }

  /**
   * Catalogue number: a series that only this run of items has, and a suffix for the size or the member.
   * A colliding item (N9) has its model's number.
   */
  private mpnOf(index: number, model: number, size: string): string {
    const place = itemPlace(index);
    const source = place.pattern === 'N9' ? model : index;
    const run = Math.floor(source / ITEM_RUN);
    const runKey = fold(this.network.keyOf('item', run), 0x72756e);
    const series = String(3_000 + this.series.at(run % SERIES_COUNT));
    const prefix = this.prefixOf(run, runKey);
    const suffix = suffixOf(place, source, model, size);
    switch (draw(runKey, STYLE) % 5) {
      case 0:
        return `${series}-${suffix}`;
      case 1:
        return `${prefix}${series}.${suffix}`;
      case 2:
        return `${prefix} ${series}-${suffix}`;
      default:
        return `${prefix}-${series}-${suffix}`;
    }
  }

  /** Two or three initials of the maker's name. Remembered per maker: series of one maker share it. */
  private prefixOf(run: number, runKey: Key): string {
    const maker = this.makerOf(run);
    let letters = this.initials.get(maker);
    if (letters === undefined) {
      letters = this.makerName(maker)
        .replaceAll(/(?:^|\s)([A-Z])\S*|\S|\s/g, '$1')
        .slice(0, 3);
      this.initials.set(maker, letters);
    }
    return chance(runKey, PREFIX, 0.3) ? letters : letters.slice(0, 2);
  }
}

/** GTIN-14 of one pack level. */
export function gtinOfPack(item: Pick<Item, 'gtinNumber'>, pack: PackLevel): string {
  return gtinOf(item.gtinNumber, pack.uom === 'BX' ? 1 : pack.uom === 'CA' ? 3 : 0);
}

/** Another pack (L4) starts at the box, twice as large: its base unit is sold by the other item only. */
function packsOf(template: ItemTemplate, otherPack: boolean): readonly PackLevel[] {
  const packs: PackLevel[] = [];
  if (!otherPack || template.perBox <= 1) packs.push({ uom: template.baseUom, qoe: 1 });
  const perBox = otherPack ? template.perBox * 2 : template.perBox;
  if (perBox > 1) packs.push({ uom: 'BX', qoe: perBox });
  if (template.perCase > 0) packs.push({ uom: 'CA', qoe: perBox * template.perCase });
  return packs;
}

/** What stands behind the series in a catalogue number: the size, or the member of the run and what it varies. */
function suffixOf({ pattern }: ItemPlace, index: number, model: number, size: string): string {
  if (pattern === 'N8') {
    const digits = size.replaceAll(/\D/g, '');
    const side = size.includes('LEFT') ? 'L' : size.includes('RIGHT') ? 'R' : '';
    return (digits === '' ? size : digits) + side;
  }
  const shared = String(10 + (model % ITEM_RUN) * 8);
  if (pattern === 'L4') return shared + (index === model ? '' : 'CS');
  if (pattern === 'N10') return shared + (index === model ? '' : 'S');
  if (pattern === 'L3') return shared + (index === model ? 'A' : 'B');
  return String(10 + (index % ITEM_RUN) * 8 + (Math.floor(index / ITEM_RUN) % 7));
}
