/** Numbered roads: `U S HIGHWAY 431`, `US HWY 431`, `STATE RD 39`, `I-10`. Source of the standard names: Publication 28, appendix F. */
import { stateOf } from '../tables/states.js';

const ROAD_WORDS: Readonly<Record<string, string>> = {
  HIGHWAY: 'HIGHWAY',
  HWY: 'HIGHWAY',
  HIWAY: 'HIGHWAY',
  ROAD: 'ROAD',
  RD: 'ROAD',
  ROUTE: 'ROUTE',
  RTE: 'ROUTE',
  RT: 'ROUTE',
};
const SYSTEMS: Readonly<Record<string, string>> = {
  US: 'US',
  STATE: 'STATE',
  ST: 'STATE',
  COUNTY: 'COUNTY',
  CO: 'COUNTY',
  CNTY: 'COUNTY',
};
const SHORT: Readonly<Record<string, string>> = {
  SR: 'STATE ROUTE',
  CR: 'COUNTY ROAD',
  FM: 'FM',
  RM: 'RM',
  SH: 'STATE HIGHWAY',
  CH: 'COUNTY HIGHWAY',
  I: 'INTERSTATE',
  INTERSTATE: 'INTERSTATE',
  US: 'US HIGHWAY',
};
const ROAD_NUMBER = /^(?:\d{1,4}[A-Z]?|[A-Z]{1,2}\d{0,3})$/;
const DIGITS = /^\d{1,4}[A-Z]?$/;

/** A numbered road and how many words spelled it. */
export interface Highway {
  readonly name: string;
  readonly words: number;
}

function own(table: Readonly<Record<string, string>>, word: string | undefined): string | undefined {
  return word !== undefined && Object.hasOwn(table, word) ? table[word] : undefined;
}

/** The numbered road that a list of words starts with, or `null`. */
export function readHighway(words: readonly string[]): Highway | null {
  const [first = '', second = '', third = ''] = words;
  if (first === 'U' && second === 'S') {
    const joined = readHighway(['US', ...words.slice(2)]);
    return joined === null ? null : { name: joined.name, words: joined.words + 1 };
  }
  const interstate = /^I-?(\d{1,3})$/.exec(first);
  if (interstate !== null) return { name: `INTERSTATE ${interstate[1]}`, words: 1 };
  const road = own(ROAD_WORDS, first);
  if (road !== undefined && road !== 'ROAD' && DIGITS.test(second))
    return { name: `${road} ${second}`, words: 2 };
  const system = own(SYSTEMS, first) ?? stateOf(first);
  const kind = own(ROAD_WORDS, second);
  if (
    system !== undefined &&
    system !== null &&
    kind !== undefined &&
    ROAD_NUMBER.test(third) &&
    (DIGITS.test(third) || system === 'COUNTY')
  ) {
    return { name: `${system} ${kind} ${third}`, words: 3 };
  }
  const short = own(SHORT, first);
  return short !== undefined && DIGITS.test(second) ? { name: `${short} ${second}`, words: 2 } : null;
}
