/**
 * Invented names of suppliers. Leading words follow Zipf's law and no two suppliers outside a planned group
 * share a name, without anything being remembered: a supplier's shuffled number is cut into words.
 */
import type { Network } from '../seed/network.js';
import type { Permutation } from '../seed/permutation.js';
import { at, below, chance, draw, field, type Key } from '../seed/random.js';
import {
  supplierPlace,
  groupLeader,
  PHYSICIANS,
  SUPPLIER_BLOCK,
  type SupplierKind,
} from './supplier-groups.js';
import {
  ADJECTIVES,
  BRAND_ENDINGS,
  BRAND_MIDDLES,
  BRAND_OPENINGS,
  BRAND_SUFFIXES,
  DEPARTMENT_TAILS,
  GIVEN_NAMES,
  PLACES,
  SURNAMES,
  TRADES,
  TRADE_COUNT,
} from '../words/word-pools.js';
import { cityNumber } from '../words/places.js';
import { ZipfBlocks, ZipfRanks } from '../seed/zipf.js';

const LEADERS = [...SURNAMES, ...PLACES];
const TRADE_RANKS = new ZipfRanks(TRADE_COUNT);
const BRAND_CAPACITY =
  BRAND_OPENINGS.length * BRAND_MIDDLES.length * BRAND_ENDINGS.length * BRAND_SUFFIXES.length;

/** Shares of the three styles: an invented brand; two words and a trade; adjective, place and trade. */
const BRAND_SHARE = 0.35;
const PAIR_SHARE = 0.4;

const TRADE = field('name.trade');
const INITIALS = field('name.initials');
const ARTICLE = field('name.article');
const AMPERSAND = field('name.ampersand');
const DIVISION = field('name.division');
const CITY_OFFSET = field('name.branchCity');

/** Words that tell the members of a brand family apart (N1, L1). */
const DIVISIONS = [
  'Health Care',
  'Financial Services',
  'Diagnostics',
  'Industry',
  'Water Technologies',
  'Vascular',
  'Orthopaedics',
  'Surgical',
  'Respiratory',
  'Imaging',
  'Pharma',
  'Consumer',
  'Dental',
  'Nutrition',
  'Home Care',
  'Safety',
] as const;

const PARENT_TRADES = ['Laboratories', 'Holdings', 'Sciences', 'Medical Industries'] as const;

/** Families (N1, L1, N3) lie within the first 140 offsets of a block. */
const FAMILY_OFFSETS = 140;

/** A brand word; numbers below {@link BRAND_CAPACITY} give different words. */
export function brandWord(number: number): string {
  const opening = number % BRAND_OPENINGS.length;
  const middles = Math.floor(number / BRAND_OPENINGS.length);
  const endings = Math.floor(middles / BRAND_MIDDLES.length);
  const suffixes = Math.floor(endings / BRAND_ENDINGS.length);
  return (
    at(BRAND_OPENINGS, opening) +
    at(BRAND_MIDDLES, middles) +
    at(BRAND_ENDINGS, endings) +
    at(BRAND_SUFFIXES, suffixes)
  );
}

/** Hands out the names of one network. */
export class SupplierNames {
  private readonly network: Network;
  private readonly order: Permutation;
  private readonly brands: Permutation;
  private readonly brandEnd: number;
  private readonly pairEnd: number;
  private readonly pairs: ZipfBlocks;
  private readonly triples: ZipfBlocks;
  private readonly people: ZipfBlocks;
  private readonly peopleOrder: Permutation;

  constructor(network: Network) {
    this.network = network;
    // A quarter more than there are leaves numbers for the former names of renamed suppliers.
    const total = Math.ceil(network.size.suppliers * 1.25);
    this.order = network.shuffle(total, 'supplier.names');
    this.brands = network.shuffle(BRAND_CAPACITY, 'supplier.brands');
    this.brandEnd = Math.floor(total * BRAND_SHARE);
    this.pairEnd = Math.floor(total * (BRAND_SHARE + PAIR_SHARE));
    this.pairs = new ZipfBlocks(LEADERS.length, this.pairEnd - this.brandEnd, SURNAMES.length * TRADE_COUNT);
    this.triples = new ZipfBlocks(ADJECTIVES.length, total - this.pairEnd, PLACES.length * TRADE_COUNT);
    const people = Math.ceil(network.size.suppliers / SUPPLIER_BLOCK) * (PHYSICIANS.count + 20);
    this.people = new ZipfBlocks(SURNAMES.length, people, GIVEN_NAMES.length * 26);
    this.peopleOrder = network.shuffle(people, 'supplier.people');
  }

  /** The name without legal form, as its owner writes it: `Halvorsen & Whitlock Medical Supply`. */
  core(index: number): string {
    const place = supplierPlace(index);
    if (place.pattern === undefined) return this.ownCore(index, place.kind);
    const leader = groupLeader(index);
    const key = this.network.keyOf('supplier', leader);
    const division = below(key, DIVISION, DIVISIONS.length) + place.member;
    if (place.pattern === 'N1') return `${this.familyBrand(leader)} ${at(DIVISIONS, division)}`;
    if (place.pattern === 'L1') {
      return `${this.familyBrand(leader)} ${at(place.member === 0 ? PARENT_TRADES : DIVISIONS, division)}`;
    }
    if (place.pattern === 'N3') {
      return `P-Card Only ${this.familyBrand(leader)} Bank N.A. - ${at(DEPARTMENT_TAILS, division)}`;
    }
    if (place.pattern === 'N5' || place.pattern === 'N6') return this.ownCore(index, place.kind);
    const shared = this.ownCore(leader, place.kind);
    if (place.pattern === 'N11') {
      return `${shared} of ${cityNumber(below(key, CITY_OFFSET, 100) + place.member * 7).name}`;
    }
    if (place.member === 0 || place.pattern === 'N4' || place.pattern === 'N7') return shared;
    return place.pattern === 'N2' ? nearName(shared) : withOtherVowel(shared);
  }

  /** Another unique name in the style of `kind`. Only every fourth supplier can have one: see the constructor. */
  formerCore(index: number, kind: SupplierKind): string {
    const spare = this.network.size.suppliers + Math.floor(index / 4);
    return this.organisation(spare, this.network.keyOf('supplier', index), kind);
  }

  /** A brand word that only the group led by supplier `leaderIndex` has. */
  private familyBrand(leaderIndex: number): string {
    const ordinal =
      Math.floor(leaderIndex / SUPPLIER_BLOCK) * FAMILY_OFFSETS + (leaderIndex % SUPPLIER_BLOCK);
    return brandWord(this.brands.at(BRAND_CAPACITY - 1 - ordinal));
  }

  private ownCore(index: number, kind: SupplierKind): string {
    const key = this.network.keyOf('supplier', index);
    return kind === 'physician' ? this.person(index) : this.organisation(index, key, kind);
  }

  private organisation(index: number, key: Key, kind: SupplierKind): string {
    const trades = kind === 'pcard' || kind === 'physician' ? TRADES.service : TRADES[kind];
    const number = this.order.at(index);
    let core: string;
    if (number < this.brandEnd) {
      core = `${brandWord(this.brands.at(number))} ${at(trades, TRADE_RANKS.rank(key, TRADE))}`;
    } else if (number < this.pairEnd) {
      const { rank, place } = this.pairs.locate(number - this.brandEnd);
      const joint = chance(key, AMPERSAND, 0.35) ? ' & ' : ' ';
      core = `${at(LEADERS, rank)}${joint}${at(SURNAMES, Math.floor(place / TRADE_COUNT))} ${at(trades, place)}`;
    } else {
      const { rank, place } = this.triples.locate(number - this.pairEnd);
      core = `${at(ADJECTIVES, rank)} ${at(PLACES, Math.floor(place / TRADE_COUNT))} ${at(trades, place)}`;
    }
    if (supplierPlace(index).pattern !== undefined) return core;
    if (chance(key, INITIALS, 0.05)) core = `${initials(key)} ${core}`;
    return chance(key, ARTICLE, 0.03) ? `The ${core}` : core;
  }

  /** `Oyelaran, Dana N` */
  private person(index: number): string {
    const offset = index % SUPPLIER_BLOCK;
    const ordinal =
      Math.floor(index / SUPPLIER_BLOCK) * (PHYSICIANS.count + 20) +
      (offset >= PHYSICIANS.first ? offset - PHYSICIANS.first : PHYSICIANS.count + offset - 180);
    const { rank, place } = this.people.locate(this.peopleOrder.at(ordinal));
    return `${at(SURNAMES, rank)}, ${at(GIVEN_NAMES, Math.floor(place / 26))} ${String.fromCharCode(65 + (place % 26))}`;
  }
}

/** `Halvorsen Whitlock …` → `Halvorsens …`: near, and somebody else (N2). */
function nearName(core: string): string {
  const [first = '', ...rest] = core.split(' ');
  return [first.endsWith('s') ? first.slice(0, -1) : `${first}s`, ...rest.slice(0, -1), 'Partners'].join(' ');
}

/** The first word with its last vowel changed: `Halvorsen` → `Halvorson` (N12). */
function withOtherVowel(core: string): string {
  const [first = '', ...rest] = core.split(' ');
  const position = Math.max(...['a', 'e', 'i', 'o', 'u'].map(vowel => first.lastIndexOf(vowel)));
  if (position <= 0) return [`${first}o`, ...rest].join(' ');
  const vowel = first.charAt(position) === 'o' ? 'e' : 'o';
  return [first.slice(0, position) + vowel + first.slice(position + 1), ...rest].join(' ');
}

function initials(key: Key): string {
  const number = draw(key, DIVISION);
  const letter = (part: number): string => String.fromCharCode(65 + (part % 26));
  return (
    letter(number) +
    letter(Math.floor(number / 26)) +
    (number % 3 === 0 ? '' : letter(Math.floor(number / 676)))
  );
}
