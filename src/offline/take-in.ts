import { assignFiles, conventionsOf, type CompiledDomain } from '../core/mapping/index.js';
import type { Fault } from '../core/model/index.js';
import type { RuleSet } from '../core/rules/index.js';
import type { NeighbourRecord } from '../golden-records/index.js';
import {
  causesOf,
  classifyArrival,
  contentHash,
  contradiction,
  incoming,
  isAcceptable,
  standardizeIncoming,
  type IncomingRecord,
} from '../ingestion/index.js';
import { MemoryJoinStore, memoryBytes, readRecords } from '../sources/index.js';

/** A file of a source system, in memory. */
export interface SourceFile {
  readonly name: string;
  readonly content: Uint8Array;
}

/** A row that the hub would put in quarantine. */
export interface RefusedRow {
  readonly rowNumber: number;
  /** `null` where the row has none. */
  readonly key: string | null;
  readonly causes: readonly Fault[];
}

/** What the hub would take in of a system's files. */
export interface TakenIn {
  /** The last version of each accepted record, without an id. */
  readonly records: readonly NeighbourRecord[];
  readonly refused: readonly RefusedRow[];
  /** What is to be said of the files themselves; with an error among them nothing was read. */
  readonly notices: readonly Fault[];
}

/**
 * Reads, maps and standardises the files of one system as a batch.
 * @param now when the records are taken in, as ISO 8601
 * @throws UnreadableFile a file cannot be read (further)
 */
export async function takeIn(
  mapping: CompiledDomain,
  ruleSet: RuleSet,
  files: readonly SourceFile[],
  now: string,
): Promise<TakenIn> {
  const { positions, faults } = assignFiles(
    mapping.source,
    files.map(({ name }) => name),
  );
  if (faults.some(isError)) return { records: [], refused: [], notices: faults };
  const reading = readRecords({
    domain: mapping,
    joins: new MemoryJoinStore(),
    open: file => {
      const content = files[positions.get(file.name) ?? -1]?.content;
      return content === undefined ? undefined : memoryBytes(content);
    },
  });
  const accepting = new Accepting(mapping, ruleSet, now);
  for await (const chunk of reading.records)
    for (const record of chunk) accepting.take(incoming(record, mapping));
  const { accepted, refused } = accepting;
  return {
    records: [...accepted.values()].map(({ record }) => record),
    refused,
    notices: [...faults, ...reading.report().notices],
  };
}

interface Accepted {
  readonly row: IncomingRecord;
  readonly hash: string;
  readonly record: NeighbourRecord;
}

/** Rows of one batch as they come, each against what came before under the same key. */
class Accepting {
  readonly accepted = new Map<string, Accepted>();
  readonly refused: RefusedRow[] = [];
  private readonly system: string;
  private readonly context: Parameters<typeof standardizeIncoming>[0];
  private readonly now: string;

  constructor({ system }: CompiledDomain, ruleSet: RuleSet, now: string) {
    this.system = system.system;
    this.context = { ruleSet, conventions: conventionsOf(system) };
    this.now = now;
  }

  take(row: IncomingRecord): void {
    if (!isAcceptable(row)) return this.refuse(row, row.faults);
    const { key } = row;
    const hash = contentHash(row);
    const known = this.accepted.get(key);
    const arrival = classifyArrival(row, hash, known && comparedOf(known), THIS_BATCH);
    if (arrival === 'unchanged' || arrival === 'stale') return;
    if (arrival === 'contradicts-same-batch')
      return this.refuse(row, [contradiction(row, known?.row.rowNumber)]);
    const standardized = standardizeIncoming(this.context, row);
    if (standardized.faults.some(isError)) return this.refuse(row, standardized.faults);
    // What is deleted when the hub first hears of it is not taken in.
    if (row.deleted && known === undefined) return;
    const { attributes, features, faults } = standardized;
    const record: NeighbourRecord = {
      recordId: '',
      system: this.system,
      key,
      version: (known?.record.version ?? 0) + 1,
      attributes: row.deleted ? (known?.record.attributes ?? {}) : attributes,
      features,
      faults,
      effectiveAt: row.effectiveAt,
      recordedAt: this.now,
      deleted: row.deleted,
    };
    this.accepted.set(key, { row, hash, record });
  }

  private refuse(row: IncomingRecord, causes: readonly Fault[]): void {
    this.refused.push({ rowNumber: row.rowNumber, key: row.key, causes: causesOf(row, causes) });
  }
}

const isError = ({ severity }: Fault): boolean => severity === 'error';

/** All rows come in one batch, so that two rows of one key may contradict each other. */
const THIS_BATCH = { batchId: 'this', receivedAt: new Date(0) };

function comparedOf({ row, hash }: Accepted) {
  const { sourceVersion, effectiveAt } = row;
  return { contentHash: hash, sourceVersion, effectiveAt, ...THIS_BATCH };
}
