/** The input of clustering, put into one order and looked up by pair. */
import type { ClusterInput, Edge, RecordJudgement } from './cluster-input.js';
import { compareText } from '../model/index.js';

/** Why two records may not share a cluster. */
export interface Obstacle {
  readonly kind: 'judgement' | 'veto' | 'one-to-one';
  readonly label: string;
}

export class RecordIndex {
  /** Sorted, each once. */
  readonly records: readonly string[];
  /** `same` edges between given records, the strongest per pair, best first in a total order. */
  readonly sameEdges: readonly Edge[];
  /** `same` and `different` judgements between given records, the one that holds first. */
  readonly judgements: readonly RecordJudgement[];
  readonly margin: number;
  private readonly apart = new Map<string, Set<string>>();
  private readonly vetoes = new Map<string, string | null>();
  private readonly vetoBetween: (a: string, b: string) => string | null;
  readonly signatureOf: (record: string) => string;
  readonly oneToOneSourceOf: (record: string) => string | null;

  constructor(input: ClusterInput) {
    const known = new Set(input.records);
    this.records = [...known].sort(compareText);
    this.margin = input.margin;
    this.vetoBetween = input.vetoBetween;
    this.signatureOf = input.signatureOf ?? (record => record);
    this.oneToOneSourceOf = input.oneToOneSourceOf ?? (() => null);
    const isInside = (pair: { a: string; b: string }) =>
      pair.a !== pair.b && known.has(pair.a) && known.has(pair.b);
    this.sameEdges = onePerPair(
      input.edges
        .filter(edge => edge.decision === 'same' && isInside(edge))
        .map(inOrder)
        .sort(strongestFirst),
    );
    this.judgements = input.judgements
      .filter(judgement => judgement.verdict === 'same' || judgement.verdict === 'different')
      .filter(isInside)
      .map(inOrder)
      .sort(holdingFirst);
  }

  /** Notes that a `different` judgement keeps two records apart. */
  keepApart(a: string, b: string): void {
    this.judgedDifferentFrom(a).add(b);
    this.judgedDifferentFrom(b).add(a);
  }

  /** The records that a person said the record is not. */
  judgedDifferentFrom(record: string): Set<string> {
    let others = this.apart.get(record);
    if (others === undefined) this.apart.set(record, (others = new Set()));
    return others;
  }

  /** The veto between two records; asked once per pair of signatures. */
  vetoOf(a: string, b: string): string | null {
    const key = pairKey(this.signatureOf(a), this.signatureOf(b));
    const known = this.vetoes.get(key);
    if (known !== undefined) return known;
    const [first, second] = a < b ? [a, b] : [b, a];
    const veto = this.vetoBetween(first, second);
    this.vetoes.set(key, veto);
    return veto;
  }
}

/** One text per unordered pair; lengths keep `('a', 'bc')` and `('ab', 'c')` apart. */
export function pairKey(a: string, b: string): string {
  return a < b ? `${a.length}:${a}${b}` : `${b.length}:${b}${a}`;
}

function inOrder<Pair extends { readonly a: string; readonly b: string }>(pair: Pair): Pair {
  return pair.a < pair.b ? pair : { ...pair, a: pair.b, b: pair.a };
}

function strongestFirst(left: Edge, right: Edge): number {
  return (
    right.score - left.score ||
    compareText(left.a, right.a) ||
    compareText(left.b, right.b) ||
    compareText(left.reason, right.reason)
  );
}

function onePerPair(edges: readonly Edge[]): Edge[] {
  const seen = new Set<string>();
  return edges.filter(edge => {
    const key = pairKey(edge.a, edge.b);
    return !seen.has(key) && seen.add(key).has(key);
  });
}

/** Later judgements hold over earlier ones; at the same time `different`, the cautious one, does. */
function holdingFirst(left: RecordJudgement, right: RecordJudgement): number {
  return (
    compareText(right.at ?? '', left.at ?? '') ||
    compareText(left.verdict, right.verdict) ||
    compareText(left.a, right.a) ||
    compareText(left.b, right.b)
  );
}
