import { Injectable } from '@nestjs/common';
import type { Fault } from '../core/model/index.js';
import type { StandardizedRecord } from '../core/rules/index.js';
import { Ids } from '../platform/clock/index.js';
import { Transaction } from '../platform/database/index.js';
import {
  classifyArrival,
  isAcceptable,
  isAnswered,
  isLater,
  withKeptValues,
  type IncomingRecord,
  type KeyedRecord,
  type KnownRecord,
} from './incoming-record.js';
import { LoadedRecordRepository } from './loaded-record.repository.js';
import { OutdatedRecordsRepository } from './outdated-records.repository.js';
import { NOTHING_PREPARED, type PreparedRows } from './prepare-rows.service.js';
import { QuarantineRepository, type QuarantineEntry, type WaitingRow } from './quarantine.repository.js';
import { causesOf, contradiction } from './refusal.js';
import {
  SourceRecordRepository,
  type SourceRecordWrite,
  type WriteContext,
} from './source-record.repository.js';
import {
  SourceRecordsChanged,
  type ChangedSourceRecord,
  type SourceRecordsChange,
} from './source-records-changed.event.js';
import {
  contentHash,
  keepsValues,
  standardizeIncoming,
  type StandardizingContext,
} from './standardize-incoming.js';

/** Where the records of one write come from and what they are standardised with. */
export interface IncomingContext extends WriteContext, StandardizingContext {
  readonly actor: string;
  /** New records are left for the bulk load to match and merge. */
  readonly isBulk?: boolean;
}

/** What became of each row, by row number. */
export interface WriteOutcome {
  readonly rowNumber: number;
  readonly key: string | null;
  readonly outcome: 'created' | 'updated' | 'unchanged' | 'stale' | 'deleted' | 'quarantined';
  readonly causes: readonly Fault[];
  /** Where it waits, when it is quarantined. */
  readonly quarantineId?: string;
}

interface CompleteRow {
  readonly incoming: KeyedRecord;
  readonly contentHash: string;
}

/** A row that may be written, with what it is standardised. */
interface Candidate {
  readonly row: CompleteRow;
  readonly standardized: StandardizedRecord;
}

/**
 * The write path of source records: hash, compare with what is known, standardise what changed, quarantine what cannot be
 * accepted, write versions, and tell downstream modules, all in the caller's transaction.
 */
@Injectable()
export class SourceRecordWriter {
  constructor(
    private readonly records: SourceRecordRepository,
    private readonly outdated: OutdatedRecordsRepository,
    private readonly quarantine: QuarantineRepository,
    private readonly loaded: LoadedRecordRepository,
    private readonly changed: SourceRecordsChanged,
    private readonly ids: Ids,
  ) {}

  /** Returns one outcome per row, in row order. A bad row is quarantined; it never fails the others. */
  async write(
    tx: Transaction,
    context: IncomingContext,
    rows: readonly IncomingRecord[],
    prepared: PreparedRows = NOTHING_PREPARED,
  ): Promise<WriteOutcome[]> {
    const outcomes: WriteOutcome[] = [];
    const readable: KeyedRecord[] = [];
    for (const row of rows) {
      if (isAcceptable(row)) readable.push(row);
      else outcomes.push(quarantined(row, row.faults));
    }
    for (const wave of oneRowPerKey(readable)) {
      outcomes.push(...(await this.#writeWave(tx, context, wave, prepared)));
    }
    const kept = await this.#keepInQuarantine(tx, context, rows, outcomes);
    await this.#answerQuarantine(tx, context, rows, outcomes, new Set(kept.values()));
    return outcomes
      .map(each => {
        const quarantineId = kept.get(each.rowNumber);
        return quarantineId === undefined ? each : { ...each, quarantineId };
      })
      .sort((left, right) => left.rowNumber - right.rowNumber);
  }

  /** Rows with different keys. Unchanged rows cost one indexed look-up and no lock. */
  async #writeWave(
    tx: Transaction,
    context: IncomingContext,
    rows: readonly KeyedRecord[],
    prepared: PreparedRows,
  ): Promise<WriteOutcome[]> {
    const keys = rows.map(row => row.key);
    const seen = await this.records.findKnown(
      tx,
      context.system,
      context.domain,
      keys,
      rows.some(keepsValues),
    );
    const wave = rows.map(row => completeRow(row, seen.get(row.key), prepared));
    const outcomes: WriteOutcome[] = [];
    const candidates: Candidate[] = [];
    const confirming: CompleteRow[] = [];
    let isAllNew = true;
    for (const row of wave) {
      const arrival = classifyArrival(row.incoming, row.contentHash, seen.get(row.incoming.key), context);
      if (arrival === 'unchanged') {
        outcomes.push(outcome(row.incoming, 'unchanged'));
        if (isLater(row.incoming, seen.get(row.incoming.key))) confirming.push(row);
      } else if (arrival === 'contradicts-same-batch') {
        outcomes.push(
          quarantined(row.incoming, [contradiction(row.incoming, seen.get(row.incoming.key)?.rowNumber)]),
        );
      } else {
        isAllNew &&= arrival === 'new' && !row.incoming.deleted;
        const standardized =
          prepared.get(row.incoming)?.standardized ?? standardizeIncoming(context, row.incoming);
        if (standardized.faults.some(fault => fault.severity === 'error')) {
          outcomes.push(quarantined(row.incoming, standardized.faults));
        } else candidates.push({ row, standardized });
      }
    }
    if (confirming.length > 0) await this.#confirm(tx, context, confirming);
    if (candidates.length > 0) {
      const known = await this.#readUnderLock(tx, context, candidates, isAllNew);
      outcomes.push(...(await this.#writeAccepted(tx, context, candidates, known)));
    }
    return outcomes;
  }

  /** Later versions that say the same: what is older than they are comes too late from now on. */
  async #confirm(
    tx: Transaction,
    { system, domain }: IncomingContext,
    rows: readonly CompleteRow[],
  ): Promise<void> {
    await this.records.lockDomain(tx, domain);
    const keys = rows.map(row => row.incoming.key);
    const known = await this.records.findKnown(tx, system, domain, keys);
    const confirmed = rows.flatMap(({ incoming: { key, sourceVersion, effectiveAt }, contentHash: hash }) => {
      const before = known.get(key);
      const isSame = before?.contentHash === hash && isLater({ sourceVersion, effectiveAt }, before);
      return isSame ? [{ id: before.id, sourceVersion, effectiveAt }] : [];
    });
    await this.records.confirm(tx, confirmed);
  }

  /**
   * What is known of the keys, read again where nobody can change it: from here on one writer per domain at a time. Those who only add
   * records of bulk loads, which are matched later, do so side by side.
   */
  async #readUnderLock(
    tx: Transaction,
    { system, domain, isBulk }: IncomingContext,
    candidates: readonly Candidate[],
    isAllNew: boolean,
  ): Promise<ReadonlyMap<string, KnownRecord>> {
    const keys = candidates.map(candidate => candidate.row.incoming.key);
    const keeps = candidates.some(candidate => keepsValues(candidate.row.incoming));
    if (isBulk === true && isAllNew) {
      await this.records.shareDomain(tx, domain);
      const known = await this.records.findKnown(tx, system, domain, keys, keeps);
      if (known.size === 0) return known;
    }
    await this.records.lockDomain(tx, domain);
    return this.records.findKnown(tx, system, domain, keys, keeps);
  }

  async #writeAccepted(
    tx: Transaction,
    context: IncomingContext,
    candidates: readonly Candidate[],
    known: ReadonlyMap<string, KnownRecord>,
  ): Promise<WriteOutcome[]> {
    const outcomes: WriteOutcome[] = [];
    const writes: SourceRecordWrite[] = [];
    for (const { row, standardized } of candidates) {
      const before = known.get(row.incoming.key);
      const arrival = classifyArrival(row.incoming, row.contentHash, before, context);
      if (arrival === 'unchanged') outcomes.push(outcome(row.incoming, 'unchanged'));
      else if (arrival === 'contradicts-same-batch')
        outcomes.push(quarantined(row.incoming, [contradiction(row.incoming, before?.rowNumber)]));
      else {
        // A deletion of a record that the hub never had is kept, too: the record may still be on its way, and is older then.
        writes.push(toWrite(row, standardized, before, arrival === 'stale'));
        outcomes.push(outcome(row.incoming, outcomeOf(row.incoming, before, arrival), standardized.faults));
      }
    }
    const ids = await this.records.write(tx, context, writes);
    this.outdated.noteWritten(tx, context);
    await this.#announce(tx, context, writes, ids);
    return outcomes;
  }

  async #announce(
    tx: Transaction,
    context: IncomingContext,
    writes: readonly SourceRecordWrite[],
    ids: ReadonlyMap<string, string>,
  ): Promise<void> {
    const current = writes.filter(write => !write.stale);
    if (current.length === 0) return;
    const records = current.flatMap((write): ChangedSourceRecord[] => {
      const id = ids.get(write.key);
      return id === undefined
        ? []
        : [{ id, isNew: write.knownId === null, deleted: write.deleted, features: write.features }];
    });
    const isForLater = ({ isNew, deleted }: ChangedSourceRecord): boolean =>
      context.isBulk === true && isNew && !deleted;
    const later = records.filter(isForLater);
    if (context.batchId !== null)
      this.loaded.add(
        tx,
        context.batchId,
        later.map(({ id }) => id),
      );
    await this.#emit(tx, context, 'later', later);
    await this.#emit(
      tx,
      context,
      'now',
      records.filter(record => !isForLater(record)),
    );
  }

  async #emit(
    tx: Transaction,
    context: IncomingContext,
    resolution: SourceRecordsChange['resolution'],
    records: readonly ChangedSourceRecord[],
  ): Promise<void> {
    if (records.length === 0) return;
    const { domain, ruleSet, ruleVersion, actor, correlationId, now } = context;
    await this.changed.emit(tx, {
      domain,
      ruleSet,
      ruleVersion,
      records,
      resolution,
      actor,
      correlationId,
      now,
    });
  }

  /**
   * Rows that were accepted, or say what the hub knows already, answer what waits under their keys.
   *
   * @param justKept entries of these very rows
   */
  async #answerQuarantine(
    tx: Transaction,
    context: IncomingContext,
    rows: readonly IncomingRecord[],
    outcomes: readonly WriteOutcome[],
    justKept: ReadonlySet<string>,
  ): Promise<void> {
    const answering = new Set(outcomes.filter(each => ANSWERS.has(each.outcome)).map(each => each.rowNumber));
    const accepted = rows.flatMap(row =>
      row.key !== null && answering.has(row.rowNumber) ? [{ ...row, key: row.key }] : [],
    );
    if (accepted.length === 0) return;
    const keys = [...new Set(accepted.map(row => row.key))];
    const waiting = await this.quarantine.waiting(tx, context.system, context.domain, keys);
    const isEarlier = ({ id, batchId, receivedAt }: WaitingRow): boolean =>
      !justKept.has(id) &&
      (batchId === null || batchId !== context.batchId) &&
      receivedAt <= context.receivedAt;
    const answered = waiting.filter(entry =>
      accepted.some(row => row.key === entry.key && isAnswered(entry, row, isEarlier(entry))),
    );
    this.quarantine.supersede(
      tx,
      answered.map(entry => entry.id),
      context.now,
    );
  }

  /** @returns the ids of the entries, by row number */
  async #keepInQuarantine(
    tx: Transaction,
    context: IncomingContext,
    rows: readonly IncomingRecord[],
    outcomes: readonly WriteOutcome[],
  ): Promise<ReadonlyMap<number, string>> {
    const rejected = new Map(
      outcomes.filter(each => each.outcome === 'quarantined').map(each => [each.rowNumber, each.causes]),
    );
    const entries = rows.flatMap((row): QuarantineEntry[] => {
      const causes = rejected.get(row.rowNumber);
      if (causes === undefined) return [];
      const { system, domain, batchId, correlationId } = context;
      const { rowNumber, key, raw, sourceVersion, effectiveAt } = row;
      const place = { rowNumber, key, sourceVersion, effectiveAt };
      return [{ id: this.ids.newId(), system, domain, batchId, ...place, raw, causes, correlationId }];
    });
    await this.quarantine.insert(tx, entries);
    return new Map(entries.flatMap(({ rowNumber, id }) => (rowNumber === null ? [] : [[rowNumber, id]])));
  }
}

/** What a row must have become to answer others. One that came too late says nothing about what was later than it. */
const ANSWERS: ReadonlySet<WriteOutcome['outcome']> = new Set(['created', 'updated', 'unchanged', 'deleted']);

function completeRow(row: KeyedRecord, known: KnownRecord | undefined, prepared: PreparedRows): CompleteRow {
  const incoming = withKeptValues(row, known?.attributes ?? {});
  // Nothing is prepared for a row that has become another one here.
  return { incoming, contentHash: prepared.get(incoming)?.contentHash ?? contentHash(incoming) };
}

function toWrite(
  row: CompleteRow,
  standardized: StandardizedRecord,
  before: KnownRecord | undefined,
  stale: boolean,
): SourceRecordWrite {
  return {
    key: row.incoming.key,
    knownId: before?.id ?? null,
    version: (before?.lastVersion ?? 0) + 1,
    stale,
    contentHash: row.contentHash,
    sourceVersion: row.incoming.sourceVersion,
    effectiveAt: row.incoming.effectiveAt,
    deleted: row.incoming.deleted,
    raw: row.incoming.raw,
    attributes: row.incoming.deleted ? (before?.attributes ?? {}) : standardized.attributes,
    features: standardized.features,
    faults: standardized.faults,
    rowNumber: row.incoming.rowNumber,
  };
}

/** Splits rows into waves without a repeated key, keeping the order of each key's rows. */
function oneRowPerKey(rows: readonly KeyedRecord[]): KeyedRecord[][] {
  const waves: KeyedRecord[][] = [];
  const count = new Map<string, number>();
  for (const row of rows) {
    const wave = count.get(row.key) ?? 0;
    count.set(row.key, wave + 1);
    (waves[wave] ??= []).push(row);
  }
  return waves;
}

function outcomeOf(
  row: IncomingRecord,
  before: KnownRecord | undefined,
  arrival: string,
): WriteOutcome['outcome'] {
  if (arrival === 'stale') return 'stale';
  if (row.deleted) return 'deleted';
  return before === undefined ? 'created' : 'updated';
}

function outcome(
  row: IncomingRecord,
  result: WriteOutcome['outcome'],
  causes: readonly Fault[] = [],
): WriteOutcome {
  return { rowNumber: row.rowNumber, key: row.key, outcome: result, causes };
}

function quarantined(row: IncomingRecord, causes: readonly Fault[]): WriteOutcome {
  return { rowNumber: row.rowNumber, key: row.key, outcome: 'quarantined', causes: causesOf(row, causes) };
}
