import { Injectable } from '@nestjs/common';
import { isAllowed } from '../access/index.js';
import type { Explanation } from '../core/matching/index.js';
import type { MergePlan } from '../core/merge/index.js';
import { GoldenRecordsService, type Act } from '../golden-records/index.js';
import { MatchQueryService } from '../matching/index.js';
import { RulesService } from '../rules/index.js';
import type { Task } from '../stewardship/index.js';
import type { GraphqlContext } from './context.js';
import { Viewer, type GoldenRecordView } from './golden-record-view.js';

/** A candidate of an ambiguous task, before its fields are asked for. */
interface Candidate {
  readonly task: Task;
  readonly goldenRecord: GoldenRecordView;
  readonly sourceRecord: { readonly recordId: string };
}

/** The evidence that goes with a task: what to compare, why the machine is not sure, and what an answer would change. */
@Injectable()
export class TaskFields {
  constructor(
    private readonly goldenRecords: GoldenRecordsService,
    private readonly matching: MatchQueryService,
    private readonly rules: RulesService,
  ) {}

  resolvers(): Record<string, Record<string, unknown>> {
    return {
      Task: {
        goldenRecordIds: ({ goldenIds }: Task) => goldenIds,
        goldenRecords: (task: Task, _: unknown, context: GraphqlContext) =>
          this.#goldenRecords(task.goldenIds, context),
        sourceRecords: (task: Task, _: unknown, context: GraphqlContext) =>
          this.#sourceRecords(task, context),
        candidates: (task: Task, _: unknown, context: GraphqlContext) => this.#candidates(task, context),
        explanation: async (task: Task) => {
          const [left, right] = task.recordIds;
          if (left === undefined || right === undefined) return null;
          return this.#explain(task, left, right);
        },
        preview: async (task: Task, _: unknown, context: GraphqlContext) =>
          task.kind === 'ambiguous' ? null : this.#merging(task.goldenIds, context),
      },
      TaskCandidate: {
        explanation: async ({ task, sourceRecord }: Candidate) => {
          const [waiting] = task.recordIds;
          return waiting === undefined ? null : this.#explain(task, waiting, sourceRecord.recordId);
        },
        preview: async ({ task, goldenRecord }: Candidate, _: unknown, context: GraphqlContext) => {
          const [waiting] = task.goldenIds;
          return waiting === undefined ? null : this.#merging([waiting, goldenRecord.id], context);
        },
      },
    };
  }

  /** A plan as its reader may see it. */
  preview(plan: MergePlan, context: GraphqlContext): object {
    const viewer = this.#viewer(context);
    const domain = this.rules.active(plan.domain).ruleSet.attributes;
    return {
      summary: plan.summary,
      changes: plan.goldens.map(change => ({
        kind: change.kind,
        goldenRecordId: change.after.id,
        status: change.after.status,
        attributes: viewer.attributes(plan.domain, change.after.attributes).attributes,
        provenance: viewer.provenance(domain, change.after.provenance, change.after.attributes),
        changed: change.changed,
        members: change.members.length,
      })),
      heldForApproval: [...new Set(plan.requestsRaised.map(request => request.attribute))],
    };
  }

  async #candidates(task: Task, context: GraphqlContext): Promise<readonly Candidate[]> {
    if (task.kind !== 'ambiguous') return [];
    const goldens = await this.#goldenRecords(task.goldenIds.slice(1), context);
    const sources = await this.#sourceRecords(task, context);
    return goldens.flatMap(goldenRecord => {
      const sourceRecord = sources.find(source => source.goldenId === goldenRecord.id);
      return sourceRecord === undefined ? [] : [{ task, goldenRecord, sourceRecord }];
    });
  }

  async #goldenRecords(ids: readonly string[], context: GraphqlContext): Promise<GoldenRecordView[]> {
    const found = await context.loaders.goldens.loadMany([...ids]);
    const viewer = this.#viewer(context);
    return found.flatMap(each => (each instanceof Error || each === null ? [] : [viewer.goldenRecord(each)]));
  }

  async #sourceRecords(
    task: Task,
    context: GraphqlContext,
  ): Promise<{ readonly recordId: string; readonly goldenId: string }[]> {
    const found = await context.loaders.sources.loadMany([...task.recordIds]);
    const viewer = this.#viewer(context);
    return found.flatMap(each =>
      each instanceof Error || each === null ? [] : [viewer.source(task.domain, each)],
    );
  }

  async #explain(task: Task, left: string, right: string): Promise<Explanation> {
    return this.matching.explain(this.rules.active(task.domain).ruleSet, left, right);
  }

  async #merging(goldenIds: readonly string[], context: GraphqlContext): Promise<object | null> {
    if (goldenIds.length < 2 || !isAllowed(context.principal, 'golden-record.merge')) return null;
    const merge = { goldenIds, withdrawDifferent: true };
    const result = await this.goldenRecords.preview({ kind: 'merge', merge }, previewAct(context));
    return result.ok ? this.preview(result.plan, context) : null;
  }

  #viewer(context: GraphqlContext): Viewer {
    return new Viewer(context.principal, domain => this.rules.active(domain).ruleSet.attributes);
  }
}

/** Nothing is done: the reason only fills the plan. */
export function previewAct({ principal, correlationId }: GraphqlContext): Act {
  return { actor: principal.id, correlationId, reason: 'preview' };
}
