import { Injectable } from '@nestjs/common';
import { AuditRepository } from '../audit/index.js';
import type { GoldenChange, MergePlan, Neighbourhood } from '../core/merge/index.js';
import { objectOf, orderPair, type Attributes, type AttributeValue } from '../core/model/index.js';
import type { RuleSet } from '../core/rules/index.js';
import { JudgementRepository, type Judgement } from '../matching/index.js';
import { Ids } from '../platform/clock/index.js';
import { Transaction } from '../platform/database/index.js';
import { ChangeRequestRepository } from './change-request.repository.js';
import { searchTextOf, titleOf } from './describe-golden-record.js';
import { GoldenRecordWriteRepository, type GoldenWriteContext } from './golden-record-write.repository.js';

/** On whose behalf a plan is applied. */
export interface ApplyContext extends GoldenWriteContext {
  readonly ruleSet: RuleSet;
  /** The task that the plan answers, so that undoing it finds its judgements. */
  readonly taskId?: string;
}

/** Writes a merge plan exactly as it is, in one transaction. It decides nothing. */
@Injectable()
export class PlanApplier {
  constructor(
    private readonly goldens: GoldenRecordWriteRepository,
    private readonly requests: ChangeRequestRepository,
    private readonly judgements: JudgementRepository,
    private readonly audit: AuditRepository,
    private readonly ids: Ids,
  ) {}

  /** @throws DomainError `GOLDEN_RECORD.STALE_VERSION` */
  async apply(
    tx: Transaction,
    context: ApplyContext,
    plan: MergePlan,
    neighbourhood: Neighbourhood,
  ): Promise<void> {
    const keys = new Map(neighbourhood.contributors.map(record => [record.recordId, record]));
    const sourcesOf = (members: readonly string[]): { system: string; key: string }[] =>
      members.flatMap(id => {
        const record = keys.get(id);
        return record === undefined ? [] : [{ system: record.system, key: record.key }];
      });
    const describe = (values: Attributes, members: readonly string[]) => {
      const sourceKeys = sourcesOf(members).map(source => source.key);
      const { attributes } = context.ruleSet;
      return {
        title: titleOf(attributes, values, sourceKeys),
        searchText: searchTextOf(attributes, values, sourceKeys),
      };
    };
    const described = plan.goldens.map(change => ({
      change,
      ...describe(change.after.attributes, change.members),
    }));
    this.goldens.write(tx, context, described);
    this.goldens.refresh(
      tx,
      context,
      plan.refreshed.map(refresh => ({ refresh, ...describe(refresh.attributes, refresh.members) })),
    );
    this.goldens.closeLinks(tx, plan.linksClosed, context.now);
    this.goldens.openLinks(tx, plan.linksOpened);
    this.requests.supersede(tx, plan.requestsSuperseded, context.now);
    this.requests.raise(tx, context, plan.requestsRaised);
    await this.#judge(tx, context, plan);
    const titles = new Map(described.map(each => [each.change.after.id, each] as const));
    this.goldens.publish(
      tx,
      context,
      plan.events.flatMap(event => {
        const about = titles.get(event.recordId);
        return about === undefined
          ? []
          : [{ event, payload: payloadOf(about.change, about.title, sourcesOf(about.change.members)) }];
      }),
    );
    this.audit.append(
      tx,
      plan.audit.map(fact => ({
        actor: fact.by,
        action: fact.action,
        subject: { kind: fact.action.split('.')[0] ?? 'golden-record', id: fact.subject },
        reason: fact.reason,
        details: fact.details,
        correlationId: context.correlationId,
      })),
    );
  }

  async #judge(tx: Transaction, context: ApplyContext, plan: MergePlan): Promise<void> {
    for (const { a, b } of plan.judgementsWithdrawn) {
      const [left, right] = orderPair(a, b);
      await this.judgements.withdraw(tx, left, right, context.actor, context.now);
    }
    const made = plan.judgementsMade.map((judgement): Judgement => {
      const [left, right] = orderPair(judgement.a, judgement.b);
      return {
        id: this.ids.newId(),
        domain: context.domain,
        left,
        right,
        verdict: judgement.verdict,
        relation: null,
        reason: judgement.reason,
        taskId: context.taskId ?? null,
        madeBy: judgement.by,
        madeAt: context.now,
      };
    });
    if (made.length > 0) await this.judgements.record(tx, made);
  }
}

/** What the feed says about a golden record: its whole new state. Readers get it masked by what they may see. */
function payloadOf(
  change: GoldenChange,
  title: string,
  sources: readonly { system: string; key: string }[],
): AttributeValue {
  const { after } = change;
  const attributes = objectOf(
    Object.entries(after.attributes).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
  return {
    id: after.id,
    version: after.version,
    status: after.status,
    title,
    qualityScore: after.qualityScore,
    validFrom: after.validFrom,
    attributes,
    sources: sources.map(source => ({ ...source })),
    related: [...change.related],
    ...(after.mergedInto === undefined ? {} : { mergedInto: after.mergedInto }),
  };
}
