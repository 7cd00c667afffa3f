/**
 * Labelled pairs of names (OpenSanctions' name benchmark) through the comparators of whole names, each at the level from which its truth
 * table calls two names one with a letter or two changed.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { comparators, Frequencies, NO_FREQUENCIES } from '../src/core/comparison/index.js';
import { qualityOfCounts } from '../src/core/columnar/index.js';

interface NamePair {
  readonly schema: string;
  readonly name1: string;
  readonly name2: string;
  readonly is_match: string;
}

const KINDS = [
  { schema: 'Company', comparator: 'wholeOrganizationName', from: 0.75, goal: '.93' },
  { schema: 'Organization', comparator: 'wholeOrganizationName', from: 0.75, goal: '.97' },
  { schema: 'Person', comparator: 'personName', from: 0.8, goal: '.85' },
];

/** A line of figures for each kind of name. */
export function measureNamePairs(data: string): readonly (readonly string[])[] {
  const pairs = parse<NamePair>(readFileSync(join(data, 'name_bench', 'cases.csv'), 'utf8'), {
    columns: true,
  });
  return KINDS.map(({ schema, comparator, from, goal }) => {
    const before = process.cpuUsage();
    const similarity = comparators
      .get(comparator)!
      .prepare({ feature: 'name', options: {}, frequencies: new Frequencies(NO_FREQUENCIES) });
    const own = pairs.filter(pair => pair.schema === schema);
    const found = own.filter(({ name1, name2 }) => similarity([name1], [name2]) >= from);
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
