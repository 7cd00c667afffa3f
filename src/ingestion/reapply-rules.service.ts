import { Injectable } from '@nestjs/common';
import type { RuleSet } from '../core/rules/index.js';
import { Clock, Ids } from '../platform/clock/index.js';
import { Database, Transaction } from '../platform/database/index.js';
import { Logger } from '../platform/logging/index.js';
import { RulesService } from '../rules/index.js';
import { SourcesService } from '../sources/index.js';
import {
  OutdatedRecordsRepository,
  type KeptBecause,
  type OutdatedRecord,
  type ReworkedRecord,
} from './outdated-records.repository.js';
import { reworkRecord, type ReworkContext } from './rework-record.js';
import { rulesStateOf, type RulesState } from './rules-state.js';
import { SourceRecordRepository } from './source-record.repository.js';
import { SourceRecordsChanged } from './source-records-changed.event.js';

/** Records in one transaction. Writers of the domain get a turn in between. */
const CHUNK = 200;

/** What a run has done so far. */
interface Progress {
  after: string;
  records: number;
  /** Records that keep values from before, by why. */
  readonly kept: Map<KeptBecause, number>;
}

/** The rules in force, and what records are mapped with. */
interface RulesInForce extends RulesState {
  readonly ruleSet: RuleSet;
  /** By system. */
  readonly contexts: ReadonlyMap<string, ReworkContext>;
}

/**
 * Takes the records that are there through rules and system files that were activated after they came: mapped, standardised, matched
 * and merged anew, chunk by chunk, so that a domain never stays half in the old rules and half in the new ones. Records know what
 * they have gone through; a killed run goes on where it was.
 */
@Injectable()
export class RulesReapplier {
  constructor(
    private readonly database: Database,
    private readonly outdated: OutdatedRecordsRepository,
    private readonly records: SourceRecordRepository,
    private readonly sources: SourcesService,
    private readonly rules: RulesService,
    private readonly changed: SourceRecordsChanged,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly logger: Logger,
  ) {}

  /** Domains whose records have not all gone through the rules and system files in force. */
  async dueDomains(limit: number): Promise<readonly string[]> {
    const applied = await this.outdated.appliedVersions();
    const due = this.rules.domains().filter(domain => {
      const { ruleVersion = 0, systemsVersion = 0 } = applied.get(domain) ?? {};
      // Newer, not other: a process that has not heard of an activation yet must not take records back to the rules before it.
      return this.rules.active(domain).version > ruleVersion || this.rules.systemsVersion > systemsVersion;
    });
    return due.slice(0, limit);
  }

  /** Works through a domain until nothing is left, other rules are activated or the process stops. */
  async reapply(domain: string, signal: AbortSignal): Promise<void> {
    const rules = this.#inForce(domain);
    const correlationId = this.ids.newId();
    const progress: Progress = { after: '0', records: 0, kept: new Map() };
    let isLeft = true;
    while (isLeft && !signal.aborted && this.#areInForce(rules)) {
      isLeft = await this.database.transaction(tx => this.#chunk(tx, rules, progress, correlationId));
      this.logger.debug('records went through newer rules', { domain, records: progress.records });
    }
    if (progress.records > 0) this.#report(rules, progress, !isLeft);
  }

  /** @returns whether records may be left */
  async #chunk(
    tx: Transaction,
    rules: RulesInForce,
    progress: Progress,
    correlationId: string,
  ): Promise<boolean> {
    const { domain, ruleSet, ruleVersion } = rules;
    await this.records.lockDomain(tx, domain);
    const outdated = await this.outdated.next(tx, rules, progress.after, CHUNK);
    if (outdated.length === 0) {
      await this.outdated.noteApplied(tx, rules);
      return false;
    }
    const reworked = outdated.map(record =>
      reworkRecord(rules.contexts.get(record.system) ?? { ruleSet, conventions: {}, mapping: null }, record),
    );
    await this.outdated.write(tx, rules, reworked);
    await this.changed.emit(tx, {
      resolution: 'now',
      domain,
      ruleSet,
      ruleVersion,
      records: outdated.map(({ id, deleted }, place) => ({
        id,
        isNew: false,
        deleted,
        features: reworked[place]?.features ?? {},
      })),
      actor: 'machine',
      correlationId,
      now: this.clock.now(),
    });
    tx.afterCommit(() => advance(progress, outdated, reworked));
    return true;
  }

  #inForce(domain: string): RulesInForce {
    const { ruleSet } = this.rules.active(domain);
    const state = rulesStateOf(domain, this.rules, this.sources);
    const contexts = [...state.descriptionHashes.keys()].map(system => {
      const conventions = this.sources.conventions(system);
      return [system, { ruleSet, conventions, mapping: this.sources.mapping(system, domain) }] as const;
    });
    return { ...state, ruleSet, contexts: new Map(contexts) };
  }

  #areInForce({ domain, ruleVersion, systemsVersion }: RulesInForce): boolean {
    return this.rules.active(domain).version === ruleVersion && this.rules.systemsVersion === systemsVersion;
  }

  #report(
    { domain, ruleVersion, systemsVersion }: RulesInForce,
    progress: Progress,
    complete: boolean,
  ): void {
    const { records, kept } = progress;
    const facts = { domain, ruleVersion, systemsVersion, records, complete };
    if (kept.size === 0) this.logger.info('the records of a domain went through newer rules', facts);
    else
      this.logger.warn('records went through newer rules, and some keep values from before', {
        ...facts,
        kept: Object.fromEntries(kept),
      });
  }
}

function advance(
  progress: Progress,
  outdated: readonly OutdatedRecord[],
  reworked: readonly ReworkedRecord[],
): void {
  progress.after = outdated.at(-1)?.id ?? progress.after;
  progress.records += outdated.length;
  for (const { keptBecause } of reworked)
    if (keptBecause !== null) progress.kept.set(keptBecause, (progress.kept.get(keptBecause) ?? 0) + 1);
}
