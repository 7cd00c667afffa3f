import { Injectable, OnModuleInit } from '@nestjs/common';
import { AuditRepository } from '../audit/index.js';
import { DomainError } from '../core/model/index.js';
import {
  GoldenRecordsChanged,
  GoldenRecordsService,
  type GoldenRecordsChange,
} from '../golden-records/index.js';
import type { Verdict } from '../matching/index.js';
import { Clock, Ids } from '../platform/clock/index.js';
import { Database, Transaction } from '../platform/database/index.js';
import { judgedPairs } from './judged-pairs.js';
import { planTasks } from './plan-tasks.js';
import { TaskRepository, type Task } from './task.repository.js';

/** Who acts, for the audit log and for judgements. */
export interface Steward {
  readonly id: string;
  readonly correlationId: string;
}

/** A steward's answer to a task. */
export interface TaskVerdict {
  readonly verdict: Verdict;
  /** For `related`: how. */
  readonly relation?: string;
  readonly reason?: string;
  /** For an ambiguous task: the candidate that the answer is about. */
  readonly candidateId?: string;
}

/** Keeps the list of open questions true, and turns stewards' answers into judgements. */
@Injectable()
export class StewardshipService implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly tasks: TaskRepository,
    private readonly goldenRecords: GoldenRecordsService,
    private readonly changed: GoldenRecordsChanged,
    private readonly audit: AuditRepository,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  onModuleInit(): void {
    this.changed.subscribe((tx, change) => this.#updateTasks(tx, change));
  }

  /**
   * Answers a task: the judgement binds the machine from now on, records are clustered anew, and the task is done.
   * `unsure` leaves the question to others: the task stays open without its assignee.
   *
   * @throws DomainError `TASK.NOT_FOUND`, `TASK.STALE_VERSION`, `TASK.CLOSED`, `TASK.CHOOSE_CANDIDATE`, `TASK.NO_CANDIDATE`
   */
  async judge(taskId: string, version: number, answer: TaskVerdict, steward: Steward): Promise<Task> {
    return this.database.transaction(async tx => {
      const before = await this.#openTask(tx, taskId);
      await this.goldenRecords.lock(tx, before.domain);
      const done = answer.verdict !== 'unsure';
      const task = await this.#change(tx, before, version, {
        state: done ? 'done' : 'open',
        assignee: done ? before.assignee : null,
        resolution: done ? answer.verdict : null,
        resolvedBy: done ? steward.id : null,
        comment: answer.reason ?? before.comment,
      });
      await this.#audit(tx, steward, `task.judge-${answer.verdict}`, task, answer.reason);
      await this.goldenRecords.judge(tx, {
        domain: task.domain,
        pairs: judgedPairs(task, answer, await this.goldenRecords.goldenOf(tx, task.recordIds)),
        verdict: answer.verdict,
        relation: answer.relation ?? null,
        reason: answer.reason ?? '',
        taskId: task.id,
        actor: steward.id,
        correlationId: steward.correlationId,
      });
      return task;
    });
  }

  /**
   * Takes an answer back: the judgement is withdrawn, records are clustered as if it had never been given, and the task is open
   * again, with its age, assignee and comment. It becomes obsolete at once when its question has gone meanwhile.
   *
   * @throws DomainError `TASK.NOT_FOUND`, `TASK.STALE_VERSION`, `TASK.NOT_DONE`
   */
  async undo(taskId: string, version: number, steward: Steward): Promise<Task> {
    return this.database.transaction(async tx => {
      const before = await this.tasks.find(tx, taskId);
      if (before === null) throw notFound();
      if (before.state !== 'done')
        throw new DomainError('TASK.NOT_DONE', 'only an answered task can be undone');
      await this.goldenRecords.lock(tx, before.domain);
      const task = await this.tasks.reopen(tx, before.id, version);
      if (task === null) throw stale();
      await this.#audit(tx, steward, 'task.undo', task);
      await this.goldenRecords.withdraw(
        tx,
        task.domain,
        { taskId: task.id },
        {
          actor: steward.id,
          correlationId: steward.correlationId,
          reason: 'answer taken back',
        },
      );
      return (await this.tasks.find(tx, task.id)) ?? task;
    });
  }

  /** @throws DomainError `TASK.NOT_FOUND`, `TASK.STALE_VERSION`, `TASK.CLOSED` */
  async assign(taskId: string, version: number, assignee: string | null, steward: Steward): Promise<Task> {
    return this.#simply(taskId, version, steward, 'task.assign', { assignee });
  }

  /** @throws DomainError `TASK.NOT_FOUND`, `TASK.STALE_VERSION`, `TASK.CLOSED`, `TASK.BAD_TIME` */
  async snooze(taskId: string, version: number, until: Date, steward: Steward): Promise<Task> {
    if (until <= this.clock.now())
      throw new DomainError('TASK.BAD_TIME', 'a task can only be snoozed into the future');
    return this.#simply(taskId, version, steward, 'task.snooze', { state: 'snoozed', snoozedUntil: until });
  }

  /** @throws DomainError `TASK.NOT_FOUND`, `TASK.STALE_VERSION`, `TASK.CLOSED` */
  async comment(taskId: string, version: number, comment: string, steward: Steward): Promise<Task> {
    return this.#simply(taskId, version, steward, 'task.comment', { comment });
  }

  async #simply(
    taskId: string,
    version: number,
    steward: Steward,
    action: string,
    change: TaskChange,
  ): Promise<Task> {
    return this.database.transaction(async tx => {
      const task = await this.#change(tx, await this.#openTask(tx, taskId), version, change);
      await this.#audit(tx, steward, action, task);
      return task;
    });
  }

  async #updateTasks(tx: Transaction, change: GoldenRecordsChange): Promise<void> {
    const openTasks = await this.tasks.openAround(tx, change.goldenIds);
    const plan = planTasks(change.openPairs, change.conflicts, openTasks);
    const opened = plan.open.map(draft => ({ id: this.ids.newId(), draft }));
    this.tasks.makeObsolete(tx, plan.obsolete, change.now);
    this.tasks.refresh(tx, plan.refresh);
    this.tasks.open(
      tx,
      { domain: change.domain, correlationId: change.correlationId, now: change.now },
      opened,
    );
  }

  async #openTask(tx: Transaction, taskId: string): Promise<Task> {
    const task = await this.tasks.find(tx, taskId);
    if (task === null) throw notFound();
    if (task.state === 'done' || task.state === 'obsolete') {
      throw new DomainError('TASK.CLOSED', `this task is closed: ${task.resolution ?? task.state}`, {
        retry: 'after-refresh',
      });
    }
    return task;
  }

  async #change(tx: Transaction, before: Task, version: number, change: TaskChange): Promise<Task> {
    const state = change.state ?? before.state;
    const task = await this.tasks.change(tx, before.id, version, {
      state,
      assignee: before.assignee,
      // Whoever comments on a task that sleeps does not take away the time at which it wakes.
      snoozedUntil: state === 'snoozed' ? before.snoozedUntil : null,
      comment: before.comment,
      resolution: before.resolution,
      resolvedBy: before.resolvedBy,
      resolvedAt:
        change.resolvedBy === undefined || change.resolvedBy === null ? before.resolvedAt : this.clock.now(),
      ...change,
    });
    if (task === null) throw stale();
    return task;
  }

  async #audit(
    tx: Transaction,
    steward: Steward,
    action: string,
    task: Task,
    reason?: string,
  ): Promise<void> {
    this.audit.append(tx, [
      {
        actor: steward.id,
        action,
        subject: { kind: 'task', id: task.id },
        ...(reason === undefined ? {} : { reason }),
        details: { goldenRecordIds: task.goldenIds, sourceRecordIds: task.recordIds },
        correlationId: steward.correlationId,
      },
    ]);
  }
}

type TaskChange = Partial<
  Pick<Task, 'state' | 'assignee' | 'snoozedUntil' | 'comment' | 'resolution' | 'resolvedBy'>
>;

function stale(): DomainError {
  return new DomainError('TASK.STALE_VERSION', 'somebody has changed this task in the meantime; look again', {
    retry: 'after-refresh',
  });
}

function notFound(): DomainError {
  return new DomainError('TASK.NOT_FOUND', 'there is no such task');
}
