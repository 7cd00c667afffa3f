/**
 * Writes refreshed weights into the text of a `match.yaml`, with where each comes from at the end of its line. Nothing else changes, not a
 * blank: the numbers are replaced in the text itself, and the result is read again to see that it says exactly what was meant.
 */
import {
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  type Document,
  type Pair,
  type Scalar,
  type YAMLMap,
} from 'yaml';
import { sameJson } from '../model/index.js';

/** A new weight and the words that stand behind it. */
export interface WeightEdit {
  /** `['identifiers', 'taxId', 'weight']`, `['comparisons', 'name', 'levels', 0, 'weight']`. */
  readonly path: readonly (string | number)[];
  /** Bits. */
  readonly weight: number;
  /** Without `#`: `m .93, u .0021: 12,431 pairs of 2026-11-27`. */
  readonly origin: string;
}

interface Splice {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** Starts what training wrote, so that the next training writes it anew. */
const MARK = 'trained: ';

/**
 * @throws RangeError when a weight is where only the file's author can change it (behind an alias or a merge key), or when the
 * text would not say what was meant
 */
export function rewriteWeights(text: string, edits: readonly WeightEdit[]): string {
  const document = parseDocument(text, { merge: true });
  if (document.errors.length > 0) throw new RangeError('the file is no YAML');
  const splices: Splice[] = [];
  const originsByLine = new Map<number, string[]>();
  for (const edit of edits) {
    const { map, pair } = placeOf(document, edit.path);
    const splice = spliceOf(map, pair, edit);
    splices.push(splice);
    const line = lineEnd(text, splice.to);
    originsByLine.set(line, [...(originsByLine.get(line) ?? []), edit.origin]);
  }
  for (const [end, origins] of originsByLine) splices.push(commentAt(text, end, origins.join('; ')));
  splices.sort((left, right) => right.from - left.from);
  let result = text;
  for (const { from, to, text: replacement } of splices)
    result = result.slice(0, from) + replacement + result.slice(to);
  check(document, result, edits);
  return result;
}

/** The mapping that holds the weight, and its entry if there is one. */
function placeOf(
  document: Document.Parsed,
  path: WeightEdit['path'],
): { readonly map: YAMLMap; readonly pair: Pair | undefined } {
  let node: unknown = document.contents;
  for (const step of path.slice(0, -1)) {
    if (isMap(node)) node = entryOf(node, step)?.value;
    else if (isSeq(node)) node = node.items[Number(step)];
    else node = undefined;
  }
  if (!isMap(node)) throw new RangeError(`${path.join('.')} is not written in the file itself`);
  return { map: node, pair: entryOf(node, path.at(-1) ?? '') };
}

function entryOf(map: YAMLMap, key: string | number): Pair | undefined {
  return map.items.find(item => isScalar(item.key) && item.key.value === String(key));
}

/** Replaces the number; where a level has `m` and `u` only, the weight is written before them. */
function spliceOf(map: YAMLMap, pair: Pair | undefined, { path, weight }: WeightEdit): Splice {
  if (pair !== undefined) {
    if (!isScalar(pair.value) || pair.value.range == null)
      throw new RangeError(`${path.join('.')} is not written in the file itself`);
    const [from, to] = pair.value.range;
    return { from, to, text: String(weight) };
  }
  const before = map.items
    .map(({ key }) => key)
    .find((key): key is Scalar => isScalar(key) && key.value === 'm');
  const start = before?.range?.[0];
  if (start === undefined || map.flow !== true)
    throw new RangeError(`${path.join('.')} is not written in the file itself`);
  return { from: start, to: start, text: `${String(path.at(-1))}: ${weight}, ` };
}

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : text[end - 1] === '\r' ? end - 1 : end;
}

/** Puts words into the comment of the line that ends here, behind what its author says, in place of what training said before. */
function commentAt(text: string, end: number, words: string): Splice {
  const start = text.lastIndexOf('\n', end - 1) + 1;
  const line = text.slice(start, end);
  const earlier = /(?:\s*#|;) trained: .*$/.exec(line);
  const kept = earlier === null ? line : line.slice(0, earlier.index);
  const hasComment = / #/.test(withoutQuotes(kept));
  return { from: start + kept.trimEnd().length, to: end, text: `${hasComment ? ';' : ' #'} ${MARK}${words}` };
}

/** A `#` in quotes starts no comment. */
function withoutQuotes(line: string): string {
  return line.replace(/'[^']*'|"(?:[^"\\]|\\.)*"/g, '');
}

function check(before: Document.Parsed, text: string, edits: readonly WeightEdit[]): void {
  const after = parseDocument(text, { merge: true });
  // Through text, so that what aliases share is a value of its own at each place.
  const meant: unknown = JSON.parse(JSON.stringify(before.toJS()));
  for (const { path, weight } of edits) setAt(meant, path, weight);
  if (after.errors.length > 0 || !sameJson(after.toJS(), meant))
    throw new RangeError('the weights cannot be written without changing something else of the file');
}

function setAt(value: unknown, path: WeightEdit['path'], weight: number): void {
  let node = value;
  for (const step of path.slice(0, -1)) node = isRecord(node) ? node[step] : undefined;
  if (isRecord(node)) node[path.at(-1) ?? ''] = weight;
}

function isRecord(value: unknown): value is Record<string | number, unknown> {
  return typeof value === 'object' && value !== null;
}
