/** Which pairs are compared: blocks of the rules, and the nearest texts where there are few enough records to look for them. */
import { blockKeysOf, type BlockKey } from './block-keys.js';
import { blockRules, keysByLabels, type BlockRule } from './block-rules.js';
import { candidatePairs, type MeetHelper } from './candidate-pairs.js';
import type { Field } from '../fields/field.js';
import { gramsOf } from '../levels/gram-vectors.js';
import { nearestPairs, rowTerms } from './nearest-texts.js';
import type { ChainHelper } from './number-blocks.js';
import type { PairScope } from './pair-scope.js';
import type { Pairs } from './pairs.js';

/** Records up to which nearest texts are looked for. */
export const NEAREST_ROWS_MAX = 60_000;
const NEAREST_PER_FIELD = 8;
const NEAREST_PER_RECORD = 12;
/** Fields with fewer distinct values than this share of the records group them rather than naming them. */
const NAMING_SHARE_MIN = 0.2;
const SEARCHED: ReadonlySet<string> = new Set([
  'person',
  'organisation',
  'address',
  'phrase',
  'text',
  'word',
]);

/** All keys that the fields offer. */
export function allBlockKeys(fields: readonly Field[]): readonly BlockKey[] {
  return fields.flatMap((field, index) => blockKeysOf(field, index, () => true));
}

/** The rules of a plan; those whose keys no field offers are left out. */
export function plannedRules(
  fields: readonly Field[],
  blocking: readonly (readonly string[])[],
  blockSizeMax: number,
  helpers: readonly ChainHelper[],
): readonly BlockRule[] {
  const wanted = new Set(blocking.flat());
  const keys = fields.flatMap((field, index) => blockKeysOf(field, index, label => wanted.has(label)));
  const known = blocking.map(labels => keysByLabels(keys, labels)).filter(found => found !== null);
  return blockRules(known, blockSizeMax, helpers);
}

/** The pairs to compare. */
export function findCandidates(
  fields: readonly Field[],
  rules: readonly BlockRule[],
  nearest: boolean,
  scope: PairScope,
  helpers: readonly MeetHelper[],
): Pairs {
  return candidatePairs(rules, nearest ? nearestOf(fields, scope) : [], scope, helpers);
}

/** Pairs inside sources, to see whether those have duplicates, even when only pairs across them are wanted. */
export function findCopies(
  fields: readonly Field[],
  rules: readonly BlockRule[],
  nearest: boolean,
  scope: PairScope,
): Pairs {
  const inside = { ...scope, acrossOnly: false };
  return candidatePairs(rules, nearest ? [nearestByWords(fields, inside, 4)] : [], inside);
}

function nearestOf(fields: readonly Field[], scope: PairScope): readonly Pairs[] {
  const lists: Pairs[] = [];
  for (const field of fields) {
    if (!SEARCHED.has(field.kind) || field.values.length < NAMING_SHARE_MIN * scope.rows) continue;
    const terms = rowTerms(scope.rows, row => gramsOf(field.values.at(field.ids[row]!)));
    lists.push(nearestPairs(terms, scope, NEAREST_PER_FIELD));
  }
  return [...lists, nearestByWords(fields, scope, NEAREST_PER_RECORD)];
}

function nearestByWords(fields: readonly Field[], scope: PairScope, wanted: number): Pairs {
  return nearestPairs(
    rowTerms(scope.rows, row => wordsOfRow(fields, row)),
    scope,
    wanted,
  );
}

function* wordsOfRow(fields: readonly Field[], row: number): Generator<string> {
  for (const field of fields) {
    const value = field.values.at(field.ids[row]!);
    if (value !== '') yield* value.split(' ');
  }
}
