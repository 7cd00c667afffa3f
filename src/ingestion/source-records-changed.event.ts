import { Injectable } from '@nestjs/common';
import type { Features, RuleSet } from '../core/rules/index.js';
import { TransactionalEvent } from '../platform/database/index.js';

/** A source record that was created, changed or deleted in the current transaction. */
export interface ChangedSourceRecord {
  readonly id: string;
  readonly isNew: boolean;
  readonly deleted: boolean;
  readonly features: Features;
}

/** What downstream modules learn, inside the transaction that wrote the records. */
export interface SourceRecordsChange {
  readonly domain: string;
  readonly ruleSet: RuleSet;
  readonly ruleVersion: number;
  readonly records: readonly ChangedSourceRecord[];
  /** `later`: new records of a bulk load, which are only to be made findable now; the load matches and merges them as a set. */
  readonly resolution: 'now' | 'later';
  readonly actor: string;
  readonly correlationId: string;
  readonly now: Date;
}

/** Raised by ingestion once per write, with the domain's lock held, or shared where resolution is for `later`; matching listens. */
@Injectable()
export class SourceRecordsChanged extends TransactionalEvent<SourceRecordsChange> {}
