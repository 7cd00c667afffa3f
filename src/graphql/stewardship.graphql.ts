import { Injectable } from '@nestjs/common';
import { requireAllowed, scopedDomains } from '../access/index.js';
import type { MergePlan, PlanResult } from '../core/merge/index.js';
import { DomainError, type AttributeValue } from '../core/model/index.js';
import {
  ChangeRequestRepository,
  GoldenRecordReadRepository,
  GoldenRecordsService,
  type ChangeRequest,
  type ChangeRequestState,
  type GoldenIdsQuery,
  type GoldenRecordRequest,
} from '../golden-records/index.js';
import type { GraphqlContribution } from '../platform/graphql/index.js';
import { RulesService } from '../rules/index.js';
import { StewardshipService, TaskRepository, type Task, type TaskState } from '../stewardship/index.js';
import type { GraphqlContext } from './context.js';
import { Viewer } from './golden-record-view.js';
import { actOf, requestOf, type ActionInput } from './golden-record-action.js';
import { pageOf, pageSize } from './page.js';
import { domainsAsked, goldenIdsOf, requireDomains } from './require-domains.js';
import { STEWARDSHIP_SDL } from './stewardship.sdl.js';
import { TaskFields, previewAct } from './task-fields.js';
import { decodeTaskCursor, encodeTaskCursor } from './task-cursor.js';
import { decodeTimeCursor, encodeTimeCursor } from './time-cursor.js';
import { expecting, refused } from './union-results.js';

/** Width of a range of scores: narrow enough to show two humps, wide enough that a hundred tasks show any. */
const SCORE_BIN_BITS = 2;

interface TaskArguments {
  readonly state?: TaskState | null;
  readonly domain?: string | null;
  readonly kind?: Task['kind'] | null;
  readonly assignee?: string | null;
  readonly goldenRecordId?: string | null;
  readonly search?: string | null;
  readonly first: number;
  readonly after?: string | null;
}

interface ChangeRequestArguments {
  readonly state?: ChangeRequestState | null;
  readonly domain?: string | null;
  readonly attribute?: string | null;
  readonly search?: string | null;
  readonly first: number;
  readonly after?: string | null;
}

/** Tasks, judgements, merges, pins and approvals. */
@Injectable()
export class StewardshipGraphql {
  constructor(
    private readonly tasks: TaskRepository,
    private readonly stewardship: StewardshipService,
    private readonly goldenRecords: GoldenRecordsService,
    private readonly records: GoldenRecordReadRepository,
    private readonly requests: ChangeRequestRepository,
    private readonly taskFields: TaskFields,
    private readonly rules: RulesService,
  ) {}

  contribution(): GraphqlContribution<GraphqlContext> {
    return {
      typeDefs: STEWARDSHIP_SDL,
      resolvers: { Query: this.#query(), Mutation: this.#mutation(), ...this.taskFields.resolvers() },
      policies: {
        'Query.tasks': 'task.read',
        'Query.task': 'task.read',
        'Query.taskCounts': 'task.read',
        'Query.taskScores': 'task.read',
        'Query.changeRequests': 'change-request.read',
        'Query.changeRequestCounts': 'change-request.read',
        'Query.previewGoldenRecordAction': 'golden-record.merge',
        'Mutation.judgeTask': 'task.resolve',
        'Mutation.undoTask': 'task.resolve',
        'Mutation.assignTask': 'task.resolve',
        'Mutation.snoozeTask': 'task.resolve',
        'Mutation.commentTask': 'task.resolve',
        'Mutation.changeGoldenRecords': 'golden-record.merge',
        'Mutation.changeStatus': 'golden-record.merge',
        'Mutation.pinAttribute': 'golden-record.pin',
        'Mutation.unpinAttribute': 'golden-record.pin',
        'Mutation.approveChange': 'change-request.decide',
        'Mutation.rejectChange': 'change-request.decide',
      },
    };
  }

  #query(): Record<string, unknown> {
    return {
      tasks: (_: unknown, ask: TaskArguments, context: GraphqlContext) => this.#tasks(ask, context),
      task: async (_: unknown, { id }: { id: string }, { principal }: GraphqlContext) => {
        const task = await this.tasks.find(null, id);
        if (task !== null) requireAllowed(principal, 'task.read', { domain: task.domain });
        return task;
      },
      taskCounts: (_: unknown, ask: { assignee?: string | null }, { principal }: GraphqlContext) =>
        this.tasks.countOpen(scopedDomains(principal), ask.assignee ?? null),
      taskScores: (
        _: unknown,
        ask: { domain?: string | null; kind?: string | null },
        { principal }: GraphqlContext,
      ) =>
        this.tasks.countByScore(
          domainsAsked(ask.domain, 'task.read', principal),
          ask.kind ?? null,
          SCORE_BIN_BITS,
        ),
      changeRequestCounts: (_: unknown, _ask: unknown, { principal }: GraphqlContext) =>
        this.requests.countPending(scopedDomains(principal)),
      changeRequests: (_: unknown, ask: ChangeRequestArguments, context: GraphqlContext) =>
        this.#changeRequests(ask, context),
      previewGoldenRecordAction: async (
        _: unknown,
        { action }: { action: ActionInput },
        context: GraphqlContext,
      ) => {
        const request = requestOf(action);
        await requireDomains(await goldenIdsOf(request, context), 'golden-record.merge', context);
        const result = await this.goldenRecords.preview(request, previewAct(context));
        return result.ok
          ? { ...this.taskFields.preview(result.plan, context), __typename: 'PlanPreview' }
          : refusal(result);
      },
    };
  }

  #mutation(): Record<string, unknown> {
    const steward = (context: GraphqlContext) => ({
      id: context.principal.id,
      correlationId: context.correlationId,
    });
    return {
      judgeTask: (
        _: unknown,
        ask: {
          id: string;
          version: number;
          verdict: 'same' | 'different' | 'related' | 'unsure';
          candidateId?: string | null;
          relation?: string | null;
          reason?: string | null;
        },
        context: GraphqlContext,
      ) =>
        this.#changeTask(ask.id, context, () =>
          this.stewardship.judge(
            ask.id,
            ask.version,
            {
              verdict: ask.verdict,
              ...(ask.candidateId == null ? {} : { candidateId: ask.candidateId }),
              ...(ask.relation == null ? {} : { relation: ask.relation }),
              ...(ask.reason == null ? {} : { reason: ask.reason }),
            },
            steward(context),
          ),
        ),
      undoTask: (_: unknown, ask: { id: string; version: number }, context: GraphqlContext) =>
        this.#changeTask(ask.id, context, () => this.stewardship.undo(ask.id, ask.version, steward(context))),
      assignTask: (
        _: unknown,
        ask: { id: string; version: number; assignee?: string | null },
        context: GraphqlContext,
      ) =>
        this.#changeTask(ask.id, context, () =>
          this.stewardship.assign(ask.id, ask.version, ask.assignee ?? null, steward(context)),
        ),
      snoozeTask: (
        _: unknown,
        ask: { id: string; version: number; until: string },
        context: GraphqlContext,
      ) =>
        this.#changeTask(ask.id, context, () =>
          this.stewardship.snooze(ask.id, ask.version, new Date(ask.until), steward(context)),
        ),
      commentTask: (
        _: unknown,
        ask: { id: string; version: number; comment: string },
        context: GraphqlContext,
      ) =>
        this.#changeTask(ask.id, context, () =>
          this.stewardship.comment(ask.id, ask.version, ask.comment, steward(context)),
        ),
      changeGoldenRecords: (
        _: unknown,
        ask: { action: ActionInput; reason: string },
        context: GraphqlContext,
      ) => this.#carryOut(requestOf(ask.action), ask.reason, context),
      changeStatus: (
        _: unknown,
        ask: { id: string; request: 'hold' | 'release' | 'retire' | 'reactivate'; reason: string },
        context: GraphqlContext,
      ) => this.#carryOut({ kind: 'status', goldenId: ask.id, status: ask.request }, ask.reason, context),
      pinAttribute: (
        _: unknown,
        ask: {
          id: string;
          attribute: string;
          value?: AttributeValue | null;
          reason: string;
          expiresAt?: string | null;
        },
        context: GraphqlContext,
      ) =>
        this.#changed(ask.id, context, () =>
          this.goldenRecords.pin(
            ask.id,
            ask.attribute,
            { value: ask.value ?? null, expiresAt: ask.expiresAt == null ? null : new Date(ask.expiresAt) },
            actOf(context, ask.reason),
          ),
        ),
      unpinAttribute: (
        _: unknown,
        ask: { id: string; attribute: string; reason: string },
        context: GraphqlContext,
      ) =>
        this.#changed(ask.id, context, () =>
          this.goldenRecords.pin(ask.id, ask.attribute, 'withdraw', actOf(context, ask.reason)),
        ),
      approveChange: (_: unknown, ask: { id: string; reason?: string | null }, context: GraphqlContext) =>
        this.#decide(ask.id, 'approved', ask.reason ?? '', context),
      rejectChange: (_: unknown, ask: { id: string; reason: string }, context: GraphqlContext) =>
        this.#decide(ask.id, 'rejected', ask.reason, context),
    };
  }

  #viewer(context: GraphqlContext): Viewer {
    return new Viewer(context.principal, domain => this.rules.active(domain).ruleSet.attributes);
  }

  async #tasks(ask: TaskArguments, context: GraphqlContext): Promise<unknown> {
    const { principal } = context;
    const limit = pageSize(ask.first);
    const domains = domainsAsked(ask.domain, 'task.read', principal);
    const filter = {
      states: [ask.state ?? 'open'],
      ...(domains === null ? {} : { domains }),
      ...(ask.kind == null ? {} : { kind: ask.kind }),
      ...(ask.assignee == null ? {} : { assignee: ask.assignee }),
      ...(ask.goldenRecordId == null ? {} : { goldenId: ask.goldenRecordId }),
      ...(await this.#about(ask.search, domains, context)),
    };
    const found = await this.tasks.list(filter, limit + 1, decodeTaskCursor(ask.after));
    return { ...pageOf(found, limit, encodeTaskCursor), totalCount: () => this.tasks.count(filter) };
  }

  async #changeRequests(ask: ChangeRequestArguments, context: GraphqlContext): Promise<unknown> {
    const limit = pageSize(ask.first);
    const place = decodeTimeCursor(ask.after);
    const domains = domainsAsked(ask.domain, 'change-request.read', context.principal);
    const filter = {
      ...(ask.state == null ? {} : { state: ask.state }),
      ...(domains === null ? {} : { domains }),
      ...(ask.attribute == null ? {} : { attribute: ask.attribute }),
      ...(await this.#about(ask.search, domains, context)),
    };
    const found = await this.requests.list(
      filter,
      limit + 1,
      place === null ? null : { requestedAt: place.at, id: place.id },
    );
    const page = pageOf(found, limit, ({ requestedAt: at, id }) => encodeTimeCursor({ at, id }));
    return {
      ...page,
      nodes: page.nodes.map(request => this.#request(request, context)),
      totalCount: () => this.requests.count(filter),
    };
  }

  /** What a list is narrowed to by a text; a blank one narrows nothing. Nobody finds by what they may not see. */
  async #about(
    text: string | null | undefined,
    domains: readonly string[] | null,
    context: GraphqlContext,
  ): Promise<{ readonly about?: GoldenIdsQuery }> {
    if (text == null || text.trim() === '') return {};
    const { classes } = this.#viewer(context);
    return { about: await this.records.about(text, { domains, classes }) };
  }

  #request(request: ChangeRequest, context: GraphqlContext): ChangeRequest & { readonly masked: boolean } {
    const viewer = this.#viewer(context);
    return {
      ...request,
      from: viewer.value(request.domain, request.attribute, request.from),
      to: viewer.value(request.domain, request.attribute, request.to),
      masked: !viewer.isReadable(request.domain, request.attribute),
    };
  }

  async #changeTask(id: string, context: GraphqlContext, change: () => Promise<Task>): Promise<unknown> {
    return expecting('Task', async () => {
      const task = await this.tasks.find(null, id);
      if (task !== null) requireAllowed(context.principal, 'task.resolve', { domain: task.domain });
      return change();
    });
  }

  async #carryOut(request: GoldenRecordRequest, reason: string, context: GraphqlContext): Promise<unknown> {
    return expecting('GoldenRecordsChanged', async () => {
      await requireDomains(await goldenIdsOf(request, context), 'golden-record.merge', context);
      const result = await this.goldenRecords.carryOut(request, actOf(context, reason));
      if (!result.ok) throw new DomainError(`GOLDEN_RECORD.${result.refusal}`, REFUSALS[result.refusal]);
      return this.#outcome(result.plan, context);
    });
  }

  async #changed(id: string, context: GraphqlContext, change: () => Promise<MergePlan>): Promise<unknown> {
    return expecting('GoldenRecordsChanged', async () => {
      await requireDomains([id], 'golden-record.pin', context);
      return this.#outcome(await change(), context);
    });
  }

  async #outcome(plan: MergePlan, context: GraphqlContext): Promise<object> {
    const records = await this.records.byIds(plan.goldens.map(change => change.after.id));
    const viewer = this.#viewer(context);
    return {
      summary: plan.summary,
      goldenRecords: [...records.values()].map(record => viewer.goldenRecord(record)),
    };
  }

  async #decide(
    id: string,
    verdict: 'approved' | 'rejected',
    reason: string,
    context: GraphqlContext,
  ): Promise<unknown> {
    return expecting('ChangeRequest', async () => {
      const request = await this.requests.find(null, id);
      if (request !== null)
        requireAllowed(context.principal, 'change-request.decide', { domain: request.domain });
      return this.#request(
        await this.goldenRecords.decideChangeRequest(id, verdict, actOf(context, reason)),
        context,
      );
    });
  }
}

const REFUSALS: Readonly<Record<Extract<PlanResult, { ok: false }>['refusal'], string>> = {
  UNKNOWN_RECORD: 'one of the records is not there (any more); look again',
  NOT_LIVE: 'one of the golden records is merged or retired',
  NOT_MERGED: 'this golden record is not merged into another one',
  NOTHING_TO_DO: 'nothing would change',
  CONFLICTING_JUDGEMENT: 'somebody has judged these records to be different; withdraw that first',
  NOT_ALLOWED: 'the status of the record does not allow it',
};

function refusal(result: Extract<PlanResult, { ok: false }>): object {
  return refused(`GOLDEN_RECORD.${result.refusal}`, REFUSALS[result.refusal]);
}
