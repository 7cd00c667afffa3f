import { Injectable } from '@nestjs/common';
import { AuditRepository } from '../audit/index.js';
import {
  planMerge,
  planRebuild,
  planSplit,
  planStatusChange,
  planUnmerge,
  type MergePlan,
  type MergeRequest,
  type PlanResult,
  type SplitRequest,
  type StatusRequest,
  type UnmergeRequest,
} from '../core/merge/index.js';
import { DomainError, orderPair, type AttributeValue } from '../core/model/index.js';
import { resolutionLock } from '../ingestion/index.js';
import { JudgementRepository, type Judgement, type Verdict } from '../matching/index.js';
import { Clock, Ids } from '../platform/clock/index.js';
import { Database, Transaction } from '../platform/database/index.js';
import { RulesService } from '../rules/index.js';
import { PlanApplier } from './apply-plan.service.js';
import { ChangeRequestRepository, type ChangeRequest } from './change-request.repository.js';
import { DueRecordsRepository } from './due-records.repository.js';
import { GoldenRecordMembersRepository } from './golden-record-members.repository.js';
import { PinRepository } from './pin.repository.js';
import { pinnedValue } from './pinned-value.js';
import { ResolutionService, type ResolutionRequest } from './resolution.service.js';

/** Who acts and why: kept with everything that the act changes. */
export interface Act {
  readonly actor: string;
  readonly correlationId: string;
  readonly reason: string;
}

/** A person's word on pairs of source records. */
export interface JudgementRequest extends Act {
  readonly domain: string;
  readonly pairs: readonly (readonly [string, string])[];
  readonly verdict: Verdict;
  readonly relation: string | null;
  /** The task that it answers; `null`: nobody had asked. */
  readonly taskId: string | null;
}

/** Which judgements are meant. */
export type Judged = { readonly taskId: string } | { readonly pair: readonly [string, string] };

/** What a person asks to be done to golden records. */
export type GoldenRecordRequest =
  | { readonly kind: 'merge'; readonly merge: MergeRequest }
  | { readonly kind: 'unmerge'; readonly unmerge: UnmergeRequest }
  | { readonly kind: 'split'; readonly split: SplitRequest }
  | { readonly kind: 'status'; readonly goldenId: string; readonly status: StatusRequest };

/** People's acts on golden records: each is a pure plan, shown as a preview or applied in one transaction. */
@Injectable()
export class GoldenRecordsService {
  constructor(
    private readonly database: Database,
    private readonly resolution: ResolutionService,
    private readonly applier: PlanApplier,
    private readonly members: GoldenRecordMembersRepository,
    private readonly judgements: JudgementRepository,
    private readonly pins: PinRepository,
    private readonly requests: ChangeRequestRepository,
    private readonly due: DueRecordsRepository,
    private readonly rules: RulesService,
    private readonly audit: AuditRepository,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Serialises with every other writer of the domain until the transaction ends. */
  async lock(tx: Transaction, domain: string): Promise<void> {
    await tx.lock(resolutionLock(domain), { inLine: true });
  }

  /** Keeps writers of single records away until the transaction ends, beside others who also merge parts that do not touch. */
  async share(tx: Transaction, domain: string): Promise<void> {
    await tx.lock(resolutionLock(domain), { inLine: true, shared: true });
  }

  /**
   * What a request would change, without changing it.
   *
   * @throws DomainError `GOLDEN_RECORD.NOT_FOUND`
   */
  async preview(request: GoldenRecordRequest, act: Act): Promise<PlanResult> {
    const goldenIds = await this.#goldenIdsOf(null, request);
    const domain = await this.members.domainOf(null, goldenIds);
    const recordIds = await this.members.recordIds(null, goldenIds);
    const loaded = await this.resolution.load(null, recordIds);
    return this.#plan(request, loaded.neighbourhood, this.#context(domain, act));
  }

  /**
   * Carries a request out. The plan is made again under the lock: it may differ from a preview of earlier.
   *
   * @throws DomainError `GOLDEN_RECORD.NOT_FOUND`, `GOLDEN_RECORD.STALE_VERSION`
   */
  async carryOut(
    request: GoldenRecordRequest,
    act: Act,
    expectedVersions: ReadonlyMap<string, number> = new Map(),
  ): Promise<PlanResult> {
    return this.database.transaction(async tx => this.carryOutIn(tx, request, act, { expectedVersions }));
  }

  /** The same inside a transaction of the caller. */
  async carryOutIn(
    tx: Transaction,
    request: GoldenRecordRequest,
    act: Act,
    { expectedVersions, taskId }: { expectedVersions?: ReadonlyMap<string, number>; taskId?: string } = {},
  ): Promise<PlanResult> {
    const goldenIds = await this.#goldenIdsOf(tx, request);
    const domain = await this.members.domainOf(tx, goldenIds);
    await this.lock(tx, domain);
    const recordIds = await this.members.recordIds(tx, goldenIds);
    const loaded = await this.resolution.load(tx, recordIds);
    refuseStale(loaded.neighbourhood.goldens, expectedVersions ?? new Map());
    const context = { ...this.#context(domain, act), ...(taskId === undefined ? {} : { taskId }) };
    const result = this.#plan(request, loaded.neighbourhood, context);
    if (!result.ok) return result;
    await this.applier.apply(tx, context, result.plan, loaded.neighbourhood);
    await this.resolution.resolve(tx, { ...context, recordIds });
    return result;
  }

  /** Source record → the golden record that it belongs to now. */
  async goldenOf(tx: Transaction, recordIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return this.members.goldenOf(tx, recordIds);
  }

  /** Records a person's word and clusters anew; `same` merges the golden records of the pairs. */
  async judge(tx: Transaction, request: JudgementRequest): Promise<void> {
    const recordIds = [...new Set(request.pairs.flat())];
    const { taskId } = request;
    const context = {
      ...this.#context(request.domain, request),
      ...(taskId === null ? {} : { taskId }),
    };
    if (request.verdict === 'same') {
      const goldenIds = await this.members.goldenIds(tx, recordIds);
      if (goldenIds.length > 1) {
        const result = await this.carryOutIn(
          tx,
          { kind: 'merge', merge: { goldenIds, withdrawDifferent: true } },
          request,
          taskId === null ? {} : { taskId },
        );
        if (!result.ok)
          throw new DomainError('GOLDEN_RECORD.REFUSED', `the merge is refused: ${result.refusal}`);
        return;
      }
    }
    await this.judgements.record(
      tx,
      request.pairs.map((pair): Judgement => {
        const [left, right] = orderPair(...pair);
        return {
          id: this.ids.newId(),
          domain: request.domain,
          left,
          right,
          verdict: request.verdict,
          relation: request.relation,
          reason: request.reason === '' ? null : request.reason,
          taskId,
          madeBy: request.actor,
          madeAt: context.now,
        };
      }),
    );
    await this.resolution.resolve(tx, { ...context, recordIds });
  }

  /** Takes judgements back, those of a task's answer or that on a pair, and clusters anew: as if they had never been given. */
  async withdraw(tx: Transaction, domain: string, judged: Judged, act: Act): Promise<void> {
    const context = this.#context(domain, act);
    const recordIds =
      'taskId' in judged
        ? await this.judgements.withdrawByTask(tx, judged.taskId, act.actor, context.now)
        : await this.#withdrawPair(tx, judged.pair, act, context.now);
    if (recordIds.length > 0) await this.resolution.resolve(tx, { ...context, recordIds });
  }

  async #withdrawPair(
    tx: Transaction,
    pair: readonly [string, string],
    act: Act,
    now: Date,
  ): Promise<readonly string[]> {
    const recordIds = await this.members.recordIds(tx, await this.members.goldenIds(tx, pair));
    return this.judgements.withdrawWord(tx, orderPair(...pair), recordIds, act.actor, now);
  }

  /**
   * Pins an attribute, or with `withdraw` lets it survive by the rules again.
   *
   * @throws DomainError `GOLDEN_RECORD.NOT_FOUND`, `GOLDEN_RECORD.NO_ATTRIBUTE`, `GOLDEN_RECORD.NO_PIN`; `GOLDEN_RECORD.REFUSED`: the value
   *   is none of the attribute, or the record is merged, so that its pins rest and a new one would do nothing
   */
  async pin(
    goldenId: string,
    attribute: string,
    change: { readonly value: AttributeValue | null; readonly expiresAt: Date | null } | 'withdraw',
    act: Act,
  ): Promise<MergePlan> {
    return this.database.transaction(async tx => {
      const domain = await this.members.domainOf(tx, [goldenId]);
      await this.lock(tx, domain);
      const context = this.#context(domain, act);
      if (!context.ruleSet.attributes.attributes.some(rule => rule.name === attribute)) {
        throw new DomainError('GOLDEN_RECORD.NO_ATTRIBUTE', `${domain} has no attribute '${attribute}'`);
      }
      if (change === 'withdraw') {
        if (!(await this.pins.withdraw(tx, goldenId, attribute, act.actor, context.now))) {
          throw new DomainError('GOLDEN_RECORD.NO_PIN', `'${attribute}' is not pinned`);
        }
      } else {
        if (await this.members.isMerged(tx, goldenId))
          throw new DomainError('GOLDEN_RECORD.REFUSED', 'this golden record was merged into another one');
        await this.pins.set(tx, {
          id: this.ids.newId(),
          goldenId,
          attribute,
          value: pinnedValue(context.ruleSet, attribute, change.value),
          expiresAt: change.expiresAt,
          reason: act.reason,
          by: act.actor,
          at: context.now,
        });
      }
      await this.#audited(tx, act, change === 'withdraw' ? 'pin.withdraw' : 'pin.set', goldenId, {
        attribute,
      });
      return this.#rebuild(tx, [goldenId], context);
    });
  }

  /**
   * Chooses survivors anew of the golden records that are due because time has passed, at most so many.
   *
   * @returns how many were looked at; fewer than `limit`: no more are due
   */
  async reviewDue(domain: string, limit: number, act: Act): Promise<number> {
    return this.database.transaction(async tx => {
      await this.lock(tx, domain);
      const context = this.#context(domain, act);
      const ids = await this.due.ids(tx, domain, context.now, limit);
      if (ids.length > 0) await this.#rebuild(tx, ids, context);
      return ids.length;
    });
  }

  /**
   * Approves or rejects a change request. The approver must be another person than the requester, whoever sent the values in, and
   * whoever made the API key that did; the database refuses the requester as well.
   *
   * @throws DomainError `CHANGE_REQUEST.NOT_FOUND`, `CHANGE_REQUEST.CLOSED`, `CHANGE_REQUEST.OWN`
   */
  async decideChangeRequest(id: string, verdict: 'approved' | 'rejected', act: Act): Promise<ChangeRequest> {
    return this.database.transaction(async tx => {
      const request = await this.requests.find(tx, id);
      if (request === null)
        throw new DomainError('CHANGE_REQUEST.NOT_FOUND', 'there is no such change request');
      await this.lock(tx, request.domain);
      const context = this.#context(request.domain, act);
      if ((await this.requests.proposers(tx, id)).has(act.actor)) {
        throw new DomainError(
          'CHANGE_REQUEST.OWN',
          'you asked for this change, or sent it in, yourself; another person must decide',
        );
      }
      const decided = await this.requests.decide(tx, id, {
        state: verdict,
        by: act.actor,
        reason: act.reason,
        now: context.now,
      });
      if (!decided) {
        throw new DomainError(
          'CHANGE_REQUEST.CLOSED',
          'this request is decided already, or its sources took the change back',
          {
            retry: 'after-refresh',
          },
        );
      }
      await this.#audited(tx, act, `change-request.${verdict}`, id, { attribute: request.attribute });
      await this.#rebuild(tx, [request.goldenId], context);
      return (await this.requests.find(tx, id)) ?? request;
    });
  }

  async #rebuild(
    tx: Transaction,
    goldenIds: readonly string[],
    context: ResolutionContext,
  ): Promise<MergePlan> {
    const recordIds = await this.members.recordIds(tx, goldenIds);
    const loaded = await this.resolution.load(tx, recordIds);
    const plan = planRebuild(loaded.neighbourhood, this.resolution.planContext(context), goldenIds);
    await this.applier.apply(tx, context, plan, loaded.neighbourhood);
    return plan;
  }

  #plan(
    request: GoldenRecordRequest,
    neighbourhood: Parameters<typeof planMerge>[0],
    context: ResolutionContext,
  ): PlanResult {
    const planContext = this.resolution.planContext(context);
    switch (request.kind) {
      case 'merge':
        return planMerge(neighbourhood, request.merge, planContext);
      case 'unmerge':
        return planUnmerge(neighbourhood, request.unmerge, planContext);
      case 'split':
        return planSplit(neighbourhood, request.split, planContext);
      case 'status':
        return planStatusChange(neighbourhood, request.goldenId, request.status, planContext);
    }
  }

  async #goldenIdsOf(tx: Transaction | null, request: GoldenRecordRequest): Promise<string[]> {
    switch (request.kind) {
      case 'merge':
        return [...request.merge.goldenIds];
      case 'split':
        return [request.split.goldenId];
      case 'status':
        return [request.goldenId];
      case 'unmerge':
        return 'goldenId' in request.unmerge
          ? [request.unmerge.goldenId]
          : this.members.goldenIds(tx, [request.unmerge.recordId]);
    }
  }

  #context(domain: string, act: Act): ResolutionContext {
    const { ruleSet, version } = this.rules.active(domain);
    return { domain, ruleSet, ruleVersion: version, now: this.clock.now(), ...act };
  }

  async #audited(
    tx: Transaction,
    act: Act,
    action: string,
    id: string,
    details: Record<string, unknown>,
  ): Promise<void> {
    const { actor, correlationId, reason } = act;
    const kind = action.split('.')[0] ?? 'golden-record';
    this.audit.append(tx, [{ actor, action, subject: { kind, id }, reason, details, correlationId }]);
  }
}

type ResolutionContext = Omit<ResolutionRequest, 'recordIds'>;

function refuseStale(
  goldens: readonly { id: string; version: number }[],
  expected: ReadonlyMap<string, number>,
): void {
  for (const golden of goldens) {
    const version = expected.get(golden.id);
    if (version === undefined || version === golden.version) continue;
    throw new DomainError(
      'GOLDEN_RECORD.STALE_VERSION',
      `the golden record is at version ${golden.version} now, you looked at ${version}; look again`,
      { retry: 'after-refresh', details: { id: golden.id, version: golden.version } },
    );
  }
}
