import { Injectable } from '@nestjs/common';
import { DomainError } from '../core/model/index.js';
import { Clock, Ids } from '../platform/clock/index.js';
import { Database, Transaction } from '../platform/database/index.js';
import { Logger } from '../platform/logging/index.js';
import { RulesService, type VersionedRuleSet } from '../rules/index.js';
import { SourcesService } from '../sources/index.js';
import { OutdatedRecordsRepository, type OutdatedRecord } from './outdated-records.repository.js';
import { reworkRecord, type Reworked } from './rework-record.js';
import { SourceRecordRepository } from './source-record.repository.js';
import { SourceRecordsChanged } from './source-records-changed.event.js';

/** Records in one transaction. Writers of the domain get a turn in between. */
const CHUNK = 200;

/** A system, or one of its domains, that the system files in force no longer have. */
const NOT_DESCRIBED: readonly string[] = ['SOURCE.UNKNOWN_SYSTEM', 'SOURCE.UNKNOWN_DOMAIN'];

/** Where a run stands after a chunk; `null`: no record is left. */
interface Progress {
  readonly after: string;
  readonly records: number;
  readonly keptAsAccepted: number;
}

/**
 * Takes the records that are there through rules that were activated after they came: standardised, matched and merged anew, chunk
 * by chunk, so that a domain never stays half in the old rules and half in the new ones. Records know which version they have gone
 * through; a killed run goes on where it was.
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

  /** Domains whose records have not all gone through the rules in force. */
  async dueDomains(limit: number): Promise<readonly string[]> {
    const applied = await this.outdated.appliedVersions();
    const due = this.rules
      .domains()
      .filter(domain => this.rules.active(domain).version > (applied.get(domain) ?? 0));
    return due.slice(0, limit);
  }

  /** Works through a domain until nothing is left or the process stops. */
  async reapply(domain: string, signal: AbortSignal): Promise<void> {
    const rules = this.rules.active(domain);
    const correlationId = this.ids.newId();
    let after = '0';
    let records = 0;
    let keptAsAccepted = 0;
    while (!signal.aborted) {
      const progress = await this.database.transaction(tx => this.#chunk(tx, rules, after, correlationId));
      if (progress === null) break;
      after = progress.after;
      records += progress.records;
      keptAsAccepted += progress.keptAsAccepted;
      this.logger.debug('records went through newer rules', { domain, version: rules.version, records });
    }
    if (records > 0)
      this.logger.info('the records of a domain went through newer rules', {
        domain,
        version: rules.version,
        records,
        keptAsAccepted,
        complete: !signal.aborted,
      });
  }

  async #chunk(
    tx: Transaction,
    rules: VersionedRuleSet,
    after: string,
    correlationId: string,
  ): Promise<Progress | null> {
    const { domain, ruleSet, version } = rules;
    await this.records.lockDomain(tx, domain);
    const outdated = await this.outdated.next(tx, domain, version, after, CHUNK);
    if (outdated.length === 0) {
      await this.outdated.noteApplied(tx, domain, version);
      return null;
    }
    const reworked = outdated.map(record => this.#rework(rules, record));
    await this.outdated.write(
      tx,
      reworked.map(({ record }) => record),
      version,
    );
    await this.changed.emit(tx, {
      domain,
      ruleSet,
      ruleVersion: version,
      records: outdated.map(({ id, deleted }, place) => ({
        id,
        isNew: false,
        deleted,
        features: reworked[place]?.record.features ?? {},
      })),
      actor: 'machine',
      correlationId,
      now: this.clock.now(),
    });
    return {
      after: outdated.at(-1)?.id ?? after,
      records: outdated.length,
      keptAsAccepted: reworked.filter(({ isAccepted }) => !isAccepted).length,
    };
  }

  #rework({ domain, ruleSet }: VersionedRuleSet, record: OutdatedRecord): Reworked {
    try {
      const mapping = this.sources.mapping(record.system, domain);
      return reworkRecord({ ruleSet, conventions: this.sources.conventions(record.system) }, record, mapping);
    } catch (error) {
      if (!(error instanceof DomainError) || !NOT_DESCRIBED.includes(error.code)) throw error;
      return reworkRecord({ ruleSet, conventions: {} }, record, null);
    }
  }
}
