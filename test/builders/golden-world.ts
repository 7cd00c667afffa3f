import { planClusterIds } from '../../src/core/clustering/index.js';
import type { RecordJudgement } from '../../src/core/clustering/index.js';
import { followedGoldens, planResolution } from '../../src/core/merge/index.js';
import type {
  ApprovalVerdict,
  GoldenSnapshot,
  Link,
  MergePlan,
  Neighbourhood,
  PendingChange,
  PlanContext,
  PlanResult,
} from '../../src/core/merge/index.js';
import type { RuleSet } from '../../src/core/rules/index.js';
import type { ContributorRecord, Pin } from '../../src/core/survivorship/index.js';
import { ranks, supplierRules } from './supplier-rules.js';

/**
 * A hub in memory that does with plans what the golden-records module does with them in PostgreSQL: the test of a plan is what is
 * there after it was applied. Every event and closed link is kept, so that a test can look at the history.
 */
export class GoldenWorld {
  readonly goldens = new Map<string, GoldenSnapshot>();
  readonly records = new Map<string, ContributorRecord>();
  readonly events: MergePlan['events'][number][] = [];
  links: Link[] = [];
  judgements: RecordJudgement[] = [];
  pins: (Pin & { readonly goldenId: string })[] = [];
  pending: (PendingChange & { readonly goldenId: string })[] = [];
  verdicts: (ApprovalVerdict & { readonly goldenId: string })[] = [];
  private clock = Date.parse('2026-07-01T00:00:00Z');
  private ids = 0;

  constructor(
    readonly rules: RuleSet = supplierRules(),
    readonly authority = ranks({ erp: 1, vms: 2, ehr: 'never' }),
  ) {}

  /** A new context, one second after the last. */
  context(actor = 'steward-1', reason = 'looked at both'): PlanContext {
    this.clock += 1000;
    return {
      ruleSet: this.rules,
      authority: this.authority,
      now: new Date(this.clock).toISOString(),
      newId: () => `id-${String(++this.ids).padStart(4, '0')}`,
      actor,
      reason,
    };
  }

  neighbourhood(): Neighbourhood {
    const ids = new Set([...this.pending, ...this.verdicts].map(each => each.goldenId));
    return {
      goldens: [...this.goldens.values()],
      links: this.links.filter(link => link.until === undefined),
      contributors: [...this.records.values()],
      pins: this.pins,
      approvals: new Map(
        [...ids].map(id => [
          id,
          {
            pending: this.pending.filter(each => each.goldenId === id),
            verdicts: this.verdicts.filter(each => each.goldenId === id),
          },
        ]),
      ),
      judgements: this.judgements,
    };
  }

  /** Takes records in and resolves everything into these clusters; records not named keep their golden record. */
  resolve(records: readonly ContributorRecord[], clusters: readonly (readonly string[])[]): MergePlan {
    for (const record of records) this.records.set(record.recordId, record);
    const named = new Set(clusters.flat());
    const rest = groupBy(
      [...this.records.keys()].filter(id => !named.has(id)),
      id => this.goldenOf(id) ?? id,
    );
    const all = [...clusters, ...rest.values()];
    const ids = planClusterIds({
      previous: followedGoldens(this.neighbourhood(), all),
      clusters: all,
      createdAt: new Map([...this.goldens.values()].map(golden => [golden.id, golden.createdAt])),
    });
    const evidence = new Map(
      [...this.records.keys()].map(id => [id, { reason: `why ${id}`, score: 12.5, by: 'machine' }]),
    );
    return this.apply(
      planResolution(
        this.neighbourhood(),
        { clusters: all, ids, evidence },
        this.context('machine', 'ingest'),
      ),
    );
  }

  apply(plan: MergePlan): MergePlan {
    for (const { before, after } of plan.goldens) {
      if (this.goldens.get(after.id)?.version !== before?.version)
        throw new Error(`stale version of ${after.id}`);
      this.goldens.set(after.id, after);
    }
    for (const { goldenId, provenance, qualityScore, reviewAt } of plan.refreshed) {
      const golden = this.goldens.get(goldenId);
      if (!golden) continue;
      const { reviewAt: _before, ...rest } = golden;
      const due = reviewAt === undefined ? {} : { reviewAt };
      this.goldens.set(goldenId, { ...rest, provenance, qualityScore, ...due });
    }
    const closed = new Map(plan.linksClosed.map(link => [link.recordId, link]));
    this.links = this.links.map(link =>
      link.until === undefined ? (closed.get(link.recordId) ?? link) : link,
    );
    this.links.push(...plan.linksOpened);
    const withdrawn = new Set(
      [...plan.judgementsWithdrawn, ...plan.judgementsMade].map(each => `${each.a} ${each.b}`),
    );
    this.judgements = this.judgements.filter(each => !withdrawn.has(`${each.a} ${each.b}`));
    this.judgements.push(...plan.judgementsMade);
    const moot = new Set(plan.requestsSuperseded.map(each => each.requestId));
    this.pending = [...this.pending.filter(each => !moot.has(each.requestId)), ...plan.requestsRaised];
    this.events.push(...plan.events);
    return plan;
  }

  /** Applies a plan that must not be refused. */
  applyOk(result: PlanResult): MergePlan {
    if (!result.ok) throw new Error(`${result.refusal}: ${result.details.join(', ')}`);
    return this.apply(result.plan);
  }

  decide(goldenId: string, attribute: string, verdict: ApprovalVerdict['verdict']): void {
    const request = this.pending.find(each => each.goldenId === goldenId && each.attribute === attribute);
    if (!request) throw new Error(`nothing pending for ${attribute} of ${goldenId}`);
    this.pending = this.pending.filter(each => each !== request);
    this.verdicts.push({ goldenId, attribute, to: request.to, verdict, at: this.context().now });
  }

  active(): readonly Link[] {
    return this.links.filter(link => link.until === undefined);
  }

  goldenOf(recordId: string): string | undefined {
    return this.active().find(link => link.recordId === recordId)?.goldenId;
  }

  /** The golden record that a source record belongs to. */
  goldenFor(recordId: string): GoldenSnapshot {
    const golden = this.goldens.get(this.goldenOf(recordId) ?? '');
    if (!golden) throw new Error(`${recordId} belongs to no golden record`);
    return golden;
  }

  /** What undoing must bring back: who belongs where and why, which ids are live, and what they hold. */
  picture(): unknown {
    return {
      links: this.active()
        .map(({ recordId, goldenId, reason, score, by }) => ({ recordId, goldenId, reason, score, by }))
        .sort((left, right) => (left.recordId < right.recordId ? -1 : 1)),
      goldens: [...this.goldens.values()]
        .map(({ id, status, attributes, mergedInto }) => ({ id, status, attributes, mergedInto }))
        .sort((left, right) => (left.id < right.id ? -1 : 1)),
      records: [...this.records.values()].map(({ recordId, attributes }) => ({ recordId, attributes })),
    };
  }
}

/** Values by key, in order of first appearance (`Map.groupBy` is not in Node 20). */
export function groupBy<Value, Key>(
  values: readonly Value[],
  keyOf: (value: Value, index: number) => Key,
): Map<Key, Value[]> {
  const groups = new Map<Key, Value[]>();
  for (const [index, value] of values.entries()) {
    const key = keyOf(value, index);
    groups.set(key, [...(groups.get(key) ?? []), value]);
  }
  return groups;
}
