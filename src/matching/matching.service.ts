import { Injectable, OnModuleInit } from '@nestjs/common';
import { blockKeys, keysOfDomain } from '../core/blocking/index.js';
import { decideCandidates, planCandidates, type Block, type MatchModel } from '../core/matching/index.js';
import { SourceRecordsChanged, type SourceRecordsChange } from '../ingestion/index.js';
import { Transaction } from '../platform/database/index.js';
import { CandidatePairRepository } from './candidate-pair.repository.js';
import { MatchKeyRepository, type RecordKeys } from './match-key.repository.js';
import { MatchModels } from './match-models.js';
import { MatchMetrics } from './match-metrics.js';
import { PairsDecided } from './pairs-decided.event.js';

/**
 * Matching inside the write path: for every changed record new block keys, its candidates, their decisions; all in the
 * transaction that wrote the record and under its domain's lock, so that no two writers can miss each other.
 */
@Injectable()
export class MatchingService implements OnModuleInit {
  constructor(
    private readonly keys: MatchKeyRepository,
    private readonly pairs: CandidatePairRepository,
    private readonly models: MatchModels,
    private readonly changed: SourceRecordsChanged,
    private readonly decided: PairsDecided,
    private readonly metrics: MatchMetrics,
  ) {}

  onModuleInit(): void {
    this.changed.subscribe((tx, change) => this.#match(tx, change));
  }

  async #match(tx: Transaction, change: SourceRecordsChange): Promise<void> {
    const model = this.models.of(change.ruleSet);
    if (change.resolution === 'later') return this.#makeFindable(tx, model, change);
    const live = change.records.filter(record => !record.deleted);
    const known = change.records.filter(record => !record.isNew).map(record => record.id);
    const recordKeys = live.map(record => keysOf(change.ruleSet.domain, model, record.id, record.features));
    this.pairs.forget(tx, known);
    this.keys.replace(tx, known, recordKeys);
    const blocks = await this.keys.blocks(tx, [...new Set(recordKeys.flatMap(record => record.keys))], {
      sizeMin: 2,
      sizeMax: change.ruleSet.match.blockSizeMax,
    });
    const plan = planCandidates(
      new Set(live.map(record => record.id)),
      blocks,
      change.ruleSet.match.blockSizeMax,
    );
    const freed = await this.#crowd(tx, change, plan.crowded);
    const features = new Map(live.map(record => [record.id, record.features]));
    const others = [...new Set(plan.pairs.flat())].filter(id => !features.has(id));
    for (const [id, known_] of await this.keys.features(tx, others)) features.set(id, known_);
    const decided = decideCandidates(model, plan.pairs, features);
    this.pairs.save(tx, change, decided);
    this.metrics.observe(change.domain, plan.pairs.length, decided);
    const recordIds = [...new Set([...change.records.map(record => record.id), ...freed])];
    const { domain, ruleSet, ruleVersion, actor, correlationId, now } = change;
    await this.decided.emit(tx, { domain, ruleSet, ruleVersion, recordIds, actor, correlationId, now });
  }

  /** New records of a bulk load: whoever comes meanwhile finds them, and the load pairs them once all are there. */
  #makeFindable(tx: Transaction, model: MatchModel, { ruleSet, records }: SourceRecordsChange): void {
    this.keys.replace(
      tx,
      [],
      records.map(record => keysOf(ruleSet.domain, model, record.id, record.features)),
    );
  }

  /**
   * Blocks that have grown too large stop counting, also for the pairs found while they were small: otherwise the result
   * would depend on who came first. Returns the records whose pairs went.
   */
  async #crowd(
    tx: Transaction,
    { domain, ruleSet }: SourceRecordsChange,
    crowded: readonly Block[],
  ): Promise<string[]> {
    if (crowded.length === 0) return [];
    await this.keys.markCrowded(tx, domain, crowded);
    this.metrics.crowded(domain, crowded.length);
    const members = [...new Set(crowded.flatMap(block => block.members))];
    return this.pairs.forgetPairsOnlyJoinedBy(tx, members, ruleSet.match.blockSizeMax);
  }
}

/** The block keys of one record of a domain under its rules. */
export function keysOf(
  domain: string,
  model: MatchModel,
  recordId: string,
  features: SourceRecordsChange['records'][number]['features'],
): RecordKeys {
  const { keys } = blockKeys(model.rules, features, model.frequencies);
  const keyOf = keysOfDomain(domain);
  return { recordId, keys: keys.map(key => keyOf(key.hash)) };
}
