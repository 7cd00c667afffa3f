import { Injectable, OnModuleInit } from '@nestjs/common';
import { planResolution, type MergePlan, type Neighbourhood, type PlanContext } from '../core/merge/index.js';
import type { RuleSet } from '../core/rules/index.js';
import { authorityTable } from '../core/survivorship/index.js';
import {
  CandidatePairRepository,
  JudgementRepository,
  MatchModels,
  PairsDecided,
  type Judgement,
} from '../matching/index.js';
import { Ids } from '../platform/clock/index.js';
import { Transaction } from '../platform/database/index.js';
import { SourcesService } from '../sources/index.js';
import { PlanApplier, type ApplyContext } from './apply-plan.service.js';
import { clusterNeighbourhood, type Clustering } from './cluster-neighbourhood.js';
import { GoldenRecordsChanged, type OpenPair } from './golden-records-changed.event.js';
import { openConflict } from './open-conflict.js';
import { NeighbourhoodRepository, type NeighbourRecord } from './neighbourhood.repository.js';
import { OpenQuestionsRepository } from './open-questions.repository.js';
import { openQuestions } from './open-questions.js';

/** Which records to resolve, by which rules, on whose behalf. */
export interface ResolutionRequest extends ApplyContext {
  readonly recordIds: readonly string[];
  /** In words, kept with links and the audit trail. */
  readonly reason: string;
}

/** A neighbourhood with what clustering needs besides. */
export interface LoadedNeighbourhood {
  readonly neighbourhood: Neighbourhood;
  readonly records: readonly NeighbourRecord[];
  readonly judgements: readonly Judgement[];
}

/**
 * The heart of the hub: reads everything that could belong together with some records, clusters it, chooses survivors, and applies
 * the plan. The result is a function of records, rules and judgements; how often and in which order it runs changes nothing.
 */
@Injectable()
export class ResolutionService implements OnModuleInit {
  constructor(
    private readonly neighbourhoods: NeighbourhoodRepository,
    private readonly pairs: CandidatePairRepository,
    private readonly judgements: JudgementRepository,
    private readonly questions: OpenQuestionsRepository,
    private readonly models: MatchModels,
    private readonly sources: SourcesService,
    private readonly applier: PlanApplier,
    private readonly decided: PairsDecided,
    private readonly changed: GoldenRecordsChanged,
    private readonly ids: Ids,
  ) {}

  onModuleInit(): void {
    this.decided.subscribe(async (tx, decision) => {
      await this.resolve(tx, { ...decision, reason: 'source records changed' });
    });
  }

  /** The caller holds the domain's lock. */
  async resolve(tx: Transaction, request: ResolutionRequest): Promise<MergePlan> {
    const loaded = await this.load(tx, request.recordIds);
    const clustering = await this.#cluster(tx, request.ruleSet, loaded);
    const plan = planResolution(loaded.neighbourhood, clustering.resolution, this.planContext(request));
    await this.applier.apply(tx, request, plan, loaded.neighbourhood);
    await this.#announce(tx, request, loaded, clustering);
    return plan;
  }

  /** Everything that could change together with these records. */
  async load(tx: Transaction | null, recordIds: readonly string[]): Promise<LoadedNeighbourhood> {
    const reached = await this.neighbourhoods.reach(tx, recordIds);
    // Asked for together, so that the database reads on while an answer is being parsed.
    const [records, judgements, links] = await Promise.all([
      this.neighbourhoods.records(tx, reached),
      this.judgements.among(tx, reached),
      this.neighbourhoods.activeLinks(tx, reached),
    ]);
    const linked = [...new Set(links.map(link => link.goldenId))];
    const goldens = linked.length === 0 ? [] : await this.neighbourhoods.goldens(tx, linked);
    const goldenIds = goldens.map(golden => golden.id);
    const [pins, approvals] =
      goldenIds.length === 0
        ? [[], new Map()]
        : await Promise.all([
            this.neighbourhoods.pins(tx, goldenIds),
            this.neighbourhoods.approvals(tx, goldenIds),
          ]);
    return {
      neighbourhood: {
        goldens,
        links,
        contributors: records,
        pins,
        approvals,
        judgements: judgements.map(each => ({
          a: each.left,
          b: each.right,
          verdict: each.verdict,
          at: each.madeAt.toISOString(),
        })),
      },
      records,
      judgements,
    };
  }

  /** What plans need besides the neighbourhood. */
  planContext(request: ApplyContext & { readonly reason: string }): PlanContext {
    const systems = this.sources
      .systems()
      .flatMap(system =>
        system.domains
          .filter(domain => domain.domain === request.domain)
          .map(domain => ({ system: system.system, authority: domain.authority })),
      );
    return {
      ruleSet: request.ruleSet,
      ruleVersion: request.ruleVersion,
      authority: authorityTable(request.ruleSet.attributes, systems),
      now: request.now.toISOString(),
      newId: () => this.ids.newId(),
      actor: request.actor,
      reason: request.reason,
    };
  }

  async #cluster(tx: Transaction, ruleSet: RuleSet, loaded: LoadedNeighbourhood): Promise<Clustering> {
    const { records, judgements, neighbourhood } = loaded;
    const pairs = await this.pairs.among(
      tx,
      records.map(record => record.recordId),
    );
    return clusterNeighbourhood({
      model: this.models.of(ruleSet),
      records,
      pairs,
      judgements,
      links: neighbourhood.links,
      goldens: neighbourhood.goldens,
      uniqueSystems: this.#uniqueSystems(ruleSet.domain),
    });
  }

  /** Pairs for a person, without those that the rest of their two golden records answers. */
  async #openPairs(
    tx: Transaction,
    ruleSet: RuleSet,
    recordIds: readonly string[],
  ): Promise<readonly OpenPair[]> {
    const pairs = await this.questions.pairs(tx, recordIds);
    if (pairs.length === 0) return pairs;
    const goldenIds = new Set(pairs.flatMap(pair => [pair.leftGolden, pair.rightGolden]));
    return openQuestions(
      this.models.of(ruleSet),
      pairs,
      await this.neighbourhoods.members(tx, [...goldenIds]),
      this.#uniqueSystems(ruleSet.domain),
    );
  }

  #uniqueSystems(domain: string): ReadonlySet<string> {
    return new Set(
      this.sources
        .systems()
        .filter(system => system.domains.some(each => each.domain === domain && each.unique))
        .map(system => system.system),
    );
  }

  async #announce(
    tx: Transaction,
    request: ResolutionRequest,
    loaded: LoadedNeighbourhood,
    { conflicts }: Clustering,
  ): Promise<void> {
    const recordIds = loaded.records.map(record => record.recordId);
    const links = await this.neighbourhoods.activeLinks(tx, recordIds);
    const goldenOf = new Map(links.map(link => [link.recordId, link.goldenId]));
    const before = loaded.neighbourhood.links.map(link => link.goldenId);
    await this.changed.emit(tx, {
      domain: request.domain,
      ruleSet: request.ruleSet,
      goldenIds: [...new Set([...before, ...goldenOf.values()])],
      openPairs: await this.#openPairs(tx, request.ruleSet, recordIds),
      conflicts: conflicts
        .filter(conflict => !conflict.settled)
        .map(conflict => openConflict(conflict, goldenOf)),
      actor: request.actor,
      correlationId: request.correlationId,
      now: request.now,
    });
  }
}
