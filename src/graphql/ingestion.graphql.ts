import { Injectable } from '@nestjs/common';
import { isAllowed, readableClasses, requireAllowed, scopeOfLists, type Principal } from '../access/index.js';
import {
  columnOf,
  restoreColumns,
  withholdColumns,
  type FieldValue,
  type RawRecord,
} from '../core/mapping/index.js';
import { DomainError } from '../core/model/index.js';
import type { AttributeRule, DomainSource } from '../core/rules/index.js';
import {
  BatchRepository,
  QuarantineRepository,
  QuarantineService,
  SubmitRecordsService,
  type BatchState,
  type QuarantinedRecord,
  type QuarantineState,
} from '../ingestion/index.js';
import type { GraphqlContribution } from '../platform/graphql/index.js';
import { RulesService } from '../rules/index.js';
import type { GraphqlContext } from './context.js';
import { Viewer } from './golden-record-view.js';
import { INGESTION_SDL } from './ingestion.sdl.js';
import { pageOf, pageSize, type Page } from './page.js';
import { decodeTimeCursor, encodeTimeCursor } from './time-cursor.js';
import { expecting } from './union-results.js';

/** Records in one call; more belong into a batch. */
const SUBMIT_MAX = 500;

interface BatchArguments {
  readonly system?: string | null;
  readonly domain?: string | null;
  readonly state?: BatchState | null;
  readonly first: number;
  readonly after?: string | null;
}

interface QuarantineArguments {
  readonly state?: QuarantineState | null;
  readonly system?: string | null;
  readonly domain?: string | null;
  readonly batchId?: string | null;
  readonly code?: string | null;
  readonly first: number;
  readonly after?: string | null;
}

/** Batches, quarantine, and the record-at-a-time way in. */
@Injectable()
export class IngestionGraphql {
  constructor(
    private readonly batches: BatchRepository,
    private readonly quarantine: QuarantineRepository,
    private readonly repairs: QuarantineService,
    private readonly submissions: SubmitRecordsService,
    private readonly rules: RulesService,
  ) {}

  contribution(): GraphqlContribution<GraphqlContext> {
    return {
      typeDefs: INGESTION_SDL,
      resolvers: {
        Query: {
          batches: (_: unknown, ask: BatchArguments, context: GraphqlContext) => this.#batches(ask, context),
          batchTotals: (_: unknown, { since }: { since: string }, { principal }: GraphqlContext) =>
            this.batches.totals(new Date(since), scopeOfLists(principal)),
          batch: async (_: unknown, { id }: { id: string }, { principal }: GraphqlContext) => {
            const batch = await this.batches.find(id);
            if (batch !== null) requireAllowed(principal, 'batch.read', batch);
            return batch;
          },
          quarantine: (_: unknown, ask: QuarantineArguments, context: GraphqlContext) =>
            this.#quarantine(ask, context),
          quarantineTotal: (_: unknown, _arguments: unknown, { principal }: GraphqlContext) =>
            this.quarantine.countOpen(scopeOfLists(principal)),
          quarantineCauses: (_: unknown, _arguments: unknown, { principal }: GraphqlContext) =>
            this.quarantine.countByCause(scopeOfLists(principal)),
        },
        Mutation: {
          submitRecords: (
            _: unknown,
            ask: { system: string; domain: string; records: readonly unknown[] },
            context: GraphqlContext,
          ) => this.#submit(ask, context),
          correctQuarantined: (
            _: unknown,
            ask: { id: string; version: number; raw: unknown },
            context: GraphqlContext,
          ) =>
            expecting('RecordOutcome', async () => {
              const entry = await this.#requireRepair(ask.id, context.principal);
              const actor = { id: context.principal.id, correlationId: context.correlationId };
              const raw = this.#restored(context, entry, rawOf(ask.raw));
              const outcome = await this.repairs.correct(ask.id, ask.version, raw, actor);
              return { ...outcome, causes: this.#hidden(context, outcome.causes, entry.domain) };
            }),
          replayQuarantined: (_: unknown, ask: QuarantineArguments, context: GraphqlContext) =>
            this.#replay(ask, context),
          discardQuarantined: (
            _: unknown,
            ask: { id: string; version: number; reason: string },
            context: GraphqlContext,
          ) =>
            expecting('DiscardedRecord', async () => {
              await this.#requireRepair(ask.id, context.principal);
              const actor = { id: context.principal.id, correlationId: context.correlationId };
              await this.repairs.discard(ask.id, ask.version, ask.reason, actor);
              return { id: ask.id };
            }),
        },
      },
      policies: {
        'Query.batches': 'batch.read',
        'Query.batchTotals': 'batch.read',
        'Query.batch': 'batch.read',
        'Query.quarantine': 'quarantine.read',
        'Query.quarantineTotal': 'quarantine.read',
        'Query.quarantineCauses': 'quarantine.read',
        'Mutation.submitRecords': 'batch.submit',
        'Mutation.correctQuarantined': 'quarantine.repair',
        'Mutation.replayQuarantined': 'quarantine.repair',
        'Mutation.discardQuarantined': 'quarantine.repair',
      },
    };
  }

  async #batches(ask: BatchArguments, { principal }: GraphqlContext): Promise<unknown> {
    const limit = pageSize(ask.first);
    const place = decodeTimeCursor(ask.after);
    const found = await this.batches.list(
      {
        ...(ask.system == null ? {} : { system: ask.system }),
        ...(ask.domain == null ? {} : { domain: ask.domain }),
        ...(ask.state == null ? {} : { state: ask.state }),
      },
      scopeOfLists(principal),
      limit + 1,
      place === null ? null : { createdAt: place.at, id: place.id },
    );
    return pageOf(found, limit, ({ createdAt: at, id }) => encodeTimeCursor({ at, id }));
  }

  async #quarantine(ask: QuarantineArguments, context: GraphqlContext): Promise<unknown> {
    const page = await this.#quarantinePage(ask, context);
    return { ...page, nodes: page.nodes.map(entry => this.#shown(context, entry)) };
  }

  /** Rows of domains or systems that are not the caller's stay where they are. */
  async #replay(ask: QuarantineArguments, context: GraphqlContext): Promise<unknown> {
    const { principal, correlationId } = context;
    const { nodes, endCursor } = await this.#quarantinePage({ ...ask, state: 'open' }, context);
    const own = nodes.filter(entry => isAllowed(principal, 'quarantine.repair', entry));
    const replayed = await this.repairs.replay(own, { id: principal.id, correlationId });
    return { ...replayed, endCursor };
  }

  async #quarantinePage(
    ask: QuarantineArguments,
    { principal }: GraphqlContext,
  ): Promise<Page<QuarantinedRecord>> {
    const limit = pageSize(ask.first);
    const place = decodeTimeCursor(ask.after);
    const found = await this.quarantine.list(
      {
        ...(ask.state == null ? {} : { state: ask.state }),
        ...(ask.system == null ? {} : { system: ask.system }),
        ...(ask.domain == null ? {} : { domain: ask.domain }),
        ...(ask.batchId == null ? {} : { batchId: ask.batchId }),
        ...(ask.code == null ? {} : { code: ask.code }),
      },
      scopeOfLists(principal),
      limit + 1,
      place === null ? null : { createdAt: place.at, id: place.id },
    );
    return pageOf(found, limit, ({ createdAt: at, id }) => encodeTimeCursor({ at, id }));
  }

  /** Whoever lacks a class sees the row without the columns that the mapping reads such attributes from. */
  #shown(context: GraphqlContext, entry: QuarantinedRecord): unknown {
    const { seesAll, isReadable } = this.#readable(context, entry.domain);
    const source = this.#sourceOf(entry);
    const shown = seesAll
      ? { raw: entry.raw, withheld: [] }
      : source === undefined
        ? { raw: null, withheld: [] }
        : withholdColumns(entry.raw, source, isReadable);
    return { ...entry, ...shown, causes: this.#hidden(context, this.#located(entry), entry.domain) };
  }

  /** A correction with the columns that its author does not see, as they were received. */
  #restored(context: GraphqlContext, entry: QuarantinedRecord, corrected: RawRecord): RawRecord {
    const { seesAll, isReadable } = this.#readable(context, entry.domain);
    if (seesAll) return corrected;
    const source = this.#sourceOf(entry);
    const restored = source && restoreColumns(corrected, entry.raw, source, isReadable);
    if (restored !== undefined) return restored;
    throw new DomainError(
      'QUARANTINE.WITHHELD',
      'parts of this record are withheld from you, so its rows can be corrected but not added or left out',
    );
  }

  #readable(
    { principal }: GraphqlContext,
    domain: string,
  ): { seesAll: boolean; isReadable: (attribute: string) => boolean } {
    const classes = readableClasses(principal);
    const readable = (rule: AttributeRule): boolean =>
      classes.has(rule.class) && (rule.fields ?? []).every(readable);
    const { attributes } = this.rules.active(domain).ruleSet.attributes;
    const names = new Set(attributes.filter(readable).map(rule => rule.name));
    return { seesAll: names.size === attributes.length, isReadable: attribute => names.has(attribute) };
  }

  /** How the record's system maps its domain; nothing when the rules know the system no more. */
  #sourceOf({ system, domain }: Pick<QuarantinedRecord, 'system' | 'domain'>): DomainSource | undefined {
    return this.rules
      .systems()
      .get(system)
      ?.domains.find(each => each.domain === domain);
  }

  /**
   * Rules find faults in attributes, people repair columns: a fault that names none gets the column of the source that its attribute is
   * read from.
   */
  #located({ system, domain, causes }: QuarantinedRecord): QuarantinedRecord['causes'] {
    const source = this.#sourceOf({ system, domain });
    return causes.map(cause => {
      if (cause.field !== undefined || cause.attribute === undefined || source === undefined) return cause;
      const field = columnOf(source, cause.attribute);
      return field === undefined ? cause : { ...cause, field };
    });
  }

  #hidden(
    context: GraphqlContext,
    causes: QuarantinedRecord['causes'],
    domain: string,
  ): QuarantinedRecord['causes'] {
    const viewer = new Viewer(context.principal, each => this.rules.active(each).ruleSet.attributes);
    return viewer.faults(this.rules.active(domain).ruleSet.attributes, causes);
  }

  async #submit(
    ask: { system: string; domain: string; records: readonly unknown[] },
    context: GraphqlContext,
  ): Promise<unknown> {
    requireAllowed(context.principal, 'batch.submit', ask);
    if (ask.records.length > SUBMIT_MAX) {
      throw new DomainError(
        'REQUEST.INVALID',
        `at most ${SUBMIT_MAX} records in one call; send a batch instead`,
      );
    }
    const outcomes = await this.submissions.submit({
      system: ask.system,
      domain: ask.domain,
      rows: ask.records.map(rawOf),
      actor: context.principal.id,
      correlationId: context.correlationId,
    });
    return {
      outcomes: outcomes.map(each => ({ ...each, causes: this.#hidden(context, each.causes, ask.domain) })),
    };
  }

  async #requireRepair(id: string, principal: Principal): Promise<QuarantinedRecord> {
    const entry = await this.quarantine.find(id);
    if (entry === null) throw new DomainError('QUARANTINE.NOT_FOUND', 'there is no such quarantined record');
    requireAllowed(principal, 'quarantine.repair', entry);
    return entry;
  }
}

/** A record as the source writes it: `{fields, joined?, rows?}`, or just its fields. */
function rawOf(value: unknown): RawRecord {
  if (!isObject(value)) throw new DomainError('REQUEST.INVALID', 'a record is an object of fields');
  if (isObject(value['fields'])) {
    return {
      fields: fieldsOf(value['fields']),
      ...(Array.isArray(value['rows']) ? { rows: value['rows'].filter(isObject).map(fieldsOf) } : {}),
      ...(isObject(value['joined'])
        ? {
            joined: Object.fromEntries(
              Object.entries(value['joined']).map(([file, rows]) => [
                file,
                Array.isArray(rows) ? rows.filter(isObject).map(fieldsOf) : [],
              ]),
            ),
          }
        : {}),
      // Without it, what a missing file would have said would be taken for deleted.
      ...(Array.isArray(value['absentFiles'])
        ? { absentFiles: value['absentFiles'].filter(file => typeof file === 'string') }
        : {}),
    };
  }
  return { fields: fieldsOf(value) };
}

function fieldsOf(value: Readonly<Record<string, unknown>>): Record<string, FieldValue> {
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, fieldValueOf(field)]));
}

function fieldValueOf(value: unknown): FieldValue {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map(fieldValueOf);
  return isObject(value) ? fieldsOf(value) : null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
