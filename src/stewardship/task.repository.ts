import { Injectable } from '@nestjs/common';
import type { GoldenIdsQuery } from '../golden-records/index.js';
import { Database, SqlParameters, Transaction, storableJson } from '../platform/database/index.js';
import type { OpenTask, TaskDraft } from './plan-tasks.js';

export type TaskState = 'open' | 'snoozed' | 'done' | 'obsolete';

/** A steward's unit of work, as stored. */
export interface Task {
  readonly id: string;
  readonly domain: string;
  readonly kind: 'duplicate' | 'ambiguous' | 'conflict';
  readonly state: TaskState;
  readonly title: string;
  /** For `ambiguous`: first the one that waits, then its candidates, best first. */
  readonly goldenIds: readonly string[];
  /** For `ambiguous`: first the records that wait, then one of each candidate. */
  readonly recordIds: readonly string[];
  /** Bits (log2 odds). */
  readonly score: number;
  readonly label: string;
  readonly reasons: readonly string[];
  readonly priority: number;
  readonly assignee: string | null;
  readonly snoozedUntil: Date | null;
  readonly comment: string | null;
  readonly createdAt: Date;
  readonly dueAt: Date | null;
  readonly version: number;
  readonly resolution: string | null;
  readonly resolvedBy: string | null;
  readonly resolvedAt: Date | null;
}

interface TaskRow {
  id: string;
  domain: string;
  kind: Task['kind'];
  state: TaskState;
  title: string;
  golden_record_ids: string[];
  source_record_ids: string[];
  score: number;
  label: string;
  reasons: string[];
  priority: number;
  assignee: string | null;
  snoozed_until: Date | null;
  comment: string | null;
  created_at: Date;
  due_at: Date | null;
  version: number;
  resolution: string | null;
  resolved_by: string | null;
  resolved_at: Date | null;
}

const COLUMNS = `id, domain, kind, state, title, golden_record_ids, source_record_ids, score, label, reasons, priority, assignee,
  snoozed_until, comment, created_at, due_at, version, resolution, resolved_by, resolved_at`;

/** Which tasks to list or count. What is absent narrows nothing. */
export interface TaskFilter {
  readonly states: readonly TaskState[];
  readonly domains?: readonly string[];
  readonly kind?: Task['kind'];
  readonly assignee?: string;
  readonly goldenId?: string;
  /** Only tasks about one of these golden records. */
  readonly about?: GoldenIdsQuery;
}

/** Every query of tasks. Failures of what only writes show at the transaction's next read or commit. */
@Injectable()
export class TaskRepository {
  constructor(private readonly database: Database) {}

  /**
   * Open and snoozed tasks about any of these golden records. Asked for one golden record at a time, which uses task_golden_ix; an
   * overlap with all of them would be compared with every open task.
   */
  async openAround(tx: Transaction, goldenIds: readonly string[]): Promise<OpenTask[]> {
    const rows = await tx.query<{
      id: string;
      subject_key: string;
      golden_record_ids: string[];
      source_record_ids: string[];
      score: number;
    }>(
      `SELECT id, subject_key, golden_record_ids, source_record_ids, score FROM task
        WHERE id = ANY(ARRAY(
          SELECT about.id FROM unnest($1::uuid[]) AS golden (id) CROSS JOIN LATERAL (
            SELECT t.id FROM task t
             WHERE t.golden_record_ids @> ARRAY[golden.id] AND t.state IN ('open','snoozed') OFFSET 0) about))`,
      [goldenIds],
    );
    return rows.map(row => ({
      id: row.id,
      subjectKey: row.subject_key,
      goldenIds: row.golden_record_ids,
      recordIds: row.source_record_ids,
      score: row.score,
    }));
  }

  open(
    tx: Transaction,
    context: { domain: string; correlationId: string; now: Date },
    tasks: readonly { id: string; draft: TaskDraft }[],
  ): void {
    if (tasks.length === 0) return;
    const drafts = tasks.map(task => task.draft);
    tx.send(
      `INSERT INTO task (id, domain, kind, subject_key, title, golden_record_ids, source_record_ids, score, label, reasons, created_at, correlation_id)
       SELECT t.id, $1, kind, subject_key,
              coalesce((SELECT string_agg(g.title, ' / ' ORDER BY g.id) FROM golden_record g WHERE g.id = ANY(goldens::uuid[])), subject_key),
              goldens::uuid[], records::bigint[], score, label, reasons, $2, $3
         FROM unnest($4::uuid[], $5::text[], $6::text[], $7::text[], $8::text[], $9::real[], $10::text[], $11::jsonb[])
           AS t (id, kind, subject_key, goldens, records, score, label, reasons)
       ON CONFLICT (subject_key) WHERE state IN ('open','snoozed') DO NOTHING`,
      [
        context.domain,
        context.now,
        context.correlationId,
        tasks.map(task => task.id),
        drafts.map(draft => draft.kind),
        drafts.map(draft => draft.subjectKey),
        drafts.map(draft => `{${draft.goldenIds.join(',')}}`),
        drafts.map(draft => `{${draft.recordIds.join(',')}}`),
        drafts.map(draft => draft.score),
        drafts.map(draft => draft.label),
        drafts.map(draft => storableJson(draft.reasons)),
      ],
    );
  }

  /** Another pair, or other candidates, show the question better now; the task keeps its age, assignee and comment. */
  refresh(tx: Transaction, tasks: readonly { id: string; draft: TaskDraft }[]): void {
    if (tasks.length === 0) return;
    tx.send(
      `UPDATE task SET source_record_ids = t.records::bigint[], score = t.score, label = t.label, reasons = t.reasons,
              golden_record_ids = t.goldens::uuid[], version = version + 1,
              title = coalesce((SELECT string_agg(g.title, ' / ' ORDER BY g.id) FROM golden_record g WHERE g.id = ANY(t.goldens::uuid[])), title)
         FROM unnest($1::uuid[], $2::text[], $3::real[], $4::text[], $5::jsonb[], $6::text[]) AS t (id, records, score, label, reasons, goldens)
        WHERE task.id = t.id`,
      [
        tasks.map(task => task.id),
        tasks.map(task => `{${task.draft.recordIds.join(',')}}`),
        tasks.map(task => task.draft.score),
        tasks.map(task => task.draft.label),
        tasks.map(task => storableJson(task.draft.reasons)),
        tasks.map(task => `{${task.draft.goldenIds.join(',')}}`),
      ],
    );
  }

  makeObsolete(tx: Transaction, ids: readonly string[], now: Date): void {
    if (ids.length === 0) return;
    tx.send(
      `UPDATE task SET state = 'obsolete', version = version + 1, resolved_at = $2, resolution = 'the question has gone'
        WHERE id = ANY($1) AND state IN ('open','snoozed')`,
      [ids, now],
    );
  }

  async find(tx: Transaction | null, id: string): Promise<Task | null> {
    const rows = await (tx ?? this.database).query<TaskRow>(`SELECT ${COLUMNS} FROM task WHERE id = $1`, [
      id,
    ]);
    return rows[0] === undefined ? null : fromRow(rows[0]);
  }

  /** Highest priority first, then score, then id. `after` is the last task of the previous page. */
  async list(
    filter: TaskFilter,
    limit: number,
    after: Pick<Task, 'priority' | 'score' | 'id'> | null,
  ): Promise<Task[]> {
    const parameters = new SqlParameters();
    const conditions = conditionsOf(filter, parameters);
    if (after !== null) {
      const [priority, score, id] = [after.priority, after.score, after.id].map(each => parameters.add(each));
      conditions.push(`(t.priority, t.score, t.id) < (${priority}::int, ${score}::real, ${id}::uuid)`);
    }
    const rows = await this.database.query<TaskRow>(
      `SELECT ${COLUMNS} FROM task t WHERE ${conditions.join(' AND ')}
        ORDER BY t.priority DESC, t.score DESC, t.id DESC LIMIT ${parameters.add(limit)}`,
      parameters.values,
    );
    return rows.map(fromRow);
  }

  /** How many tasks `list` holds on all its pages together. */
  async count(filter: TaskFilter): Promise<number> {
    const parameters = new SqlParameters();
    const rows = await this.database.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM task t WHERE ${conditionsOf(filter, parameters).join(' AND ')}`,
      parameters.values,
    );
    return rows[0]?.count ?? 0;
  }

  /** Open tasks per domain and kind; with an assignee only theirs. */
  async countOpen(
    domains: readonly string[] | null,
    assignee: string | null,
  ): Promise<{ domain: string; kind: string; count: number }[]> {
    return this.database.query(
      `SELECT domain, kind, count(*)::int AS count FROM task
        WHERE state = 'open' AND ($1::text[] IS NULL OR domain = ANY($1)) AND ($2::text IS NULL OR assignee = $2)
        GROUP BY domain, kind ORDER BY domain, kind`,
      [domains, assignee],
    );
  }

  /** Open tasks per range of scores (`width` bits each), from the lowest to the highest that there is, empty ranges too. */
  async countByScore(
    domains: readonly string[] | null,
    kind: string | null,
    width: number,
  ): Promise<{ from: number; to: number; count: number }[]> {
    return this.database.query(
      `WITH binned AS (
         SELECT floor(score / $3)::int AS bin, count(*)::int AS count FROM task
          WHERE state = 'open' AND ($1::text[] IS NULL OR domain = ANY($1)) AND ($2::text IS NULL OR kind = $2)
          GROUP BY bin)
       SELECT bin * $3::int AS "from", (bin + 1) * $3::int AS "to", coalesce(count, 0) AS count
         FROM (SELECT generate_series(min(bin), max(bin)) AS bin FROM binned) AS bins LEFT JOIN binned USING (bin)
        ORDER BY bin`,
      [domains, kind, width],
    );
  }

  /** Changes a task if it is still at this version; `null` when somebody was faster. */
  async change(
    tx: Transaction,
    id: string,
    version: number,
    change: {
      state: TaskState;
      assignee: string | null;
      snoozedUntil: Date | null;
      comment: string | null;
      resolution: string | null;
      resolvedBy: string | null;
      resolvedAt: Date | null;
    },
  ): Promise<Task | null> {
    const rows = await tx.query<TaskRow>(
      `UPDATE task SET state = $3, assignee = $4, snoozed_until = $5, comment = $6, resolution = $7, resolved_by = $8, resolved_at = $9,
              version = version + 1
        WHERE id = $1 AND version = $2 RETURNING ${COLUMNS}`,
      [
        id,
        version,
        change.state,
        change.assignee,
        change.snoozedUntil,
        change.comment,
        change.resolution,
        change.resolvedBy,
        change.resolvedAt,
      ],
    );
    return rows[0] === undefined ? null : fromRow(rows[0]);
  }

  /**
   * Opens an answered task again if it is still at this version; `null` when somebody was faster. Where another task asks the same by now,
   * that one stays and this one becomes obsolete: there is one open task per subject.
   */
  async reopen(tx: Transaction, id: string, version: number): Promise<Task | null> {
    const rows = await tx.query<TaskRow>(
      `UPDATE task SET resolution = NULL, resolved_by = NULL, resolved_at = NULL, version = version + 1,
              state = CASE WHEN EXISTS (SELECT FROM task other WHERE other.subject_key = task.subject_key
                                           AND other.state IN ('open','snoozed')) THEN 'obsolete' ELSE 'open' END
        WHERE id = $1 AND version = $2 RETURNING ${COLUMNS}`,
      [id, version],
    );
    return rows[0] === undefined ? null : fromRow(rows[0]);
  }

  /** How many snoozed tasks have slept long enough. */
  async countDue(now: Date): Promise<number> {
    const rows = await this.database.query<{ due: number }>(
      `SELECT count(*)::int AS due FROM task WHERE state = 'snoozed' AND snoozed_until <= $1`,
      [now],
    );
    return rows[0]?.due ?? 0;
  }

  /** Snoozed tasks whose time has come are open again. */
  async wake(now: Date): Promise<number> {
    const rows = await this.database.query(
      `UPDATE task SET state = 'open', snoozed_until = NULL, version = version + 1
        WHERE state = 'snoozed' AND snoozed_until <= $1 RETURNING id`,
      [now],
    );
    return rows.length;
  }
}

/** Conditions on `task t`. */
function conditionsOf(filter: TaskFilter, parameters: SqlParameters): string[] {
  const { states, domains, kind, assignee, goldenId, about } = filter;
  return [
    ...parameters.given(states, list => `t.state = ANY(${list}::text[])`),
    ...parameters.given(domains, list => `t.domain = ANY(${list}::text[])`),
    ...parameters.given(kind, one => `t.kind = ${one}`),
    ...parameters.given(assignee, one => `t.assignee = ${one}`),
    ...parameters.given(goldenId, one => `t.golden_record_ids @> ARRAY[${one}::uuid]`),
    ...(about === undefined ? [] : [aboutOne(states, about, parameters)]),
  ];
}

/**
 * The golden records of all tasks in these states are joined with those wanted, once. Asked task by task, PostgreSQL looked the words up
 * again for each of them; asked of task_golden_ix, a common word asks once for each of the thousands of records that have it.
 */
function aboutOne(states: readonly TaskState[], about: GoldenIdsQuery, parameters: SqlParameters): string {
  return `t.id IN (SELECT a.id FROM task a CROSS JOIN unnest(a.golden_record_ids) AS golden (id)
                    WHERE a.state = ANY(${parameters.add(states)}::text[]) AND golden.id IN (${about(parameters)}))`;
}

function fromRow(row: TaskRow): Task {
  return {
    id: row.id,
    domain: row.domain,
    kind: row.kind,
    state: row.state,
    title: row.title,
    goldenIds: row.golden_record_ids,
    recordIds: row.source_record_ids,
    score: row.score,
    label: row.label,
    reasons: row.reasons,
    priority: row.priority,
    assignee: row.assignee,
    snoozedUntil: row.snoozed_until,
    comment: row.comment,
    createdAt: row.created_at,
    dueAt: row.due_at,
    version: row.version,
    resolution: row.resolution,
    resolvedBy: row.resolved_by,
    resolvedAt: row.resolved_at,
  };
}
