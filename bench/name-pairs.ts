/**
 * Labelled pairs of names (OpenSanctions' name benchmark) through the comparators by which the hub judges names, each at the
 * level from which it calls two names nearly the same. No pair is looked at when that level is set.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { comparators, Frequencies, NO_FREQUENCIES } from '../src/core/comparison/index.js';
import { qualityOfCounts } from '../src/core/columnar/index.js';
import { transliterate } from '../src/core/columnar/transliterate.js';
import { foldCase } from '../src/core/standardize/characters.js';
import { organisationWords } from '../src/core/standardize/names/organisation-words.js';

interface NamePair {
  readonly schema: string;
  readonly name1: string;
  readonly name2: string;
  readonly is_match: string;
}

/** Names are standardised first, as the hub does. */
const organisation = (name: string): string => organisationWords(transliterate(name)).join(' ');
const person = (name: string): string => foldCase(transliterate(name));
const KINDS = [
  { schema: 'Company', comparator: 'organizationName', standardize: organisation, goal: '.93' },
  { schema: 'Organization', comparator: 'organizationName', standardize: organisation, goal: '.97' },
  { schema: 'Person', comparator: 'personName', standardize: person, goal: '.85' },
];
/** Both comparators call two names nearly the same from here on. */
const NEARLY_SAME = 0.8;

/** A line of figures for each kind of name. */
export function measureNamePairs(data: string): readonly (readonly string[])[] {
  const pairs = parse<NamePair>(readFileSync(join(data, 'name_bench', 'cases.csv'), 'utf8'), {
    columns: true,
  });
  return KINDS.map(({ schema, comparator, standardize, goal }) => {
    const before = process.cpuUsage();
    const similarity = comparators
      .get(comparator)!
      .prepare({ feature: 'name', options: {}, frequencies: new Frequencies(NO_FREQUENCIES) });
    const own = pairs.filter(pair => pair.schema === schema);
    const found = own.filter(
      ({ name1, name2 }) => similarity([standardize(name1)], [standardize(name2)]) >= NEARLY_SAME,
    );
    const isTrue = ({ is_match: label }: NamePair): boolean => label === 'true';
    const quality = qualityOfCounts(found.filter(isTrue).length, found.length, own.filter(isTrue).length);
    const { user, system } = process.cpuUsage(before);
    const figures = [quality.f1, quality.precision, quality.recall].map(figure => figure.toFixed(4));
    return [
      `name_bench ${schema}`,
      goal,
      ...figures,
      '–',
      '–',
      String(own.length),
      ((user + system) / 1e6).toFixed(1),
    ];
  });
}
