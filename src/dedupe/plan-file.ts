/** The rules of a run as a YAML file that people edit: written by a run without rules, read by a run with them. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv, type JSONSchemaType } from 'ajv';
import { Document, isMap, isScalar, parseDocument } from 'yaml';
import {
  BLOCK_SIZE_MAX,
  COLUMN_KINDS,
  fieldName,
  THRESHOLD,
  type ColumnKind,
  type DedupePlan,
  type FieldWeights,
  type GivenPlan,
} from '../core/columnar/index.js';
import { StartupError } from '../platform/errors/index.js';
import { evidenceInWords } from './alignment-in-words.js';
import type { ColumnSources, JoinedColumn } from './join-columns.js';

/** A plan for files: which of their columns are one comes first. */
export type FilePlan = GivenPlan & {
  /** Columns that are not simply those of one name; `undefined` for none. */
  readonly columns?: readonly ColumnSources[] | undefined;
};

/** The one file of a folder of rules. */
export const PLAN_FILE = 'dedupe.yaml';

interface FieldEntry {
  readonly columns: string[];
  readonly kind: ColumnKind;
}

interface WeightEntry {
  readonly field: string;
  readonly judgedBy?: string;
  readonly agreesFrom: number;
  readonly levels?: string[];
  readonly bits: number[][];
  readonly ofTruePairs: number[][];
  readonly ofOthers: number[][];
}

interface SpillEntry {
  readonly column: string;
  readonly holds: string[];
}

interface PlanEntry {
  readonly columns?: Record<string, Record<string, string>>;
  readonly spilled?: SpillEntry[];
  readonly fields: FieldEntry[];
  readonly blocking: string[][];
  readonly blockSizeMax?: number;
  readonly nearestTexts?: boolean;
  readonly oneToOne?: string[];
  readonly threshold?: number;
  readonly prior?: number;
  readonly weights?: WeightEntry[];
}

const numberRows = { type: 'array', items: { type: 'array', items: { type: 'number' } } } as const;
const texts = { type: 'array', items: { type: 'string' } } as const;

const schema: JSONSchemaType<PlanEntry> = {
  type: 'object',
  additionalProperties: false,
  required: ['fields', 'blocking'],
  dependencies: { weights: ['prior'], prior: ['weights'] },
  properties: {
    columns: {
      type: 'object',
      nullable: true,
      required: [],
      additionalProperties: {
        type: 'object',
        required: [],
        minProperties: 1,
        additionalProperties: { type: 'string' },
      },
    },
    spilled: {
      type: 'array',
      nullable: true,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['column', 'holds'],
        properties: { column: { type: 'string' }, holds: texts },
      },
    },
    fields: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['columns', 'kind'],
        properties: { columns: texts, kind: { type: 'string', enum: [...COLUMN_KINDS] } },
      },
    },
    blocking: { type: 'array', items: texts },
    blockSizeMax: { type: 'integer', minimum: 2, nullable: true },
    nearestTexts: { type: 'boolean', nullable: true },
    oneToOne: { ...texts, nullable: true },
    threshold: { type: 'number', nullable: true },
    prior: { type: 'number', nullable: true },
    weights: {
      type: 'array',
      nullable: true,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['field', 'agreesFrom', 'bits', 'ofTruePairs', 'ofOthers'],
        properties: {
          field: { type: 'string' },
          judgedBy: { type: 'string', nullable: true },
          agreesFrom: { type: 'integer' },
          levels: { ...texts, nullable: true },
          bits: numberRows,
          ofTruePairs: numberRows,
          ofOthers: numberRows,
        },
      },
    },
  },
};

const COMMENTS: Readonly<Record<keyof PlanEntry, string>> = {
  columns:
    ' Columns of several files that are one: the header in each file, by its name without ending. Columns that stand\n here in no line are one with those of the same name in the other files.',
  spilled:
    ' Columns that hold values of others as well, in records that leave those blank. They are moved back before anything is\n compared; what is written out stays as it was read.',
  fields:
    ' What is compared. Several columns are read as one text; telephones, addresses of\n e-mail and web, and identifiers as several values, of which the best counts. Change a kind where the machine took a column for\n something else; leave a field and its weights out to ignore it.',
  blocking: ' Records are compared when they agree on all keys of a line.',
  blockSizeMax: ' Larger blocks are not compared; the report says which.',
  nearestTexts: ' Compare the nearest texts of each record as well.',
  oneToOne: ' Sources that hold each thing once: no two of their records end in one cluster.',
  threshold: ' Pairs from so many bits (log2 odds; 0 = even) are links. Raise it to merge less.',
  prior: ' log2 odds of any two records being the same.',
  weights:
    ' What each level is worth in bits, worst level first after "missing"; with judgedBy one row each for that field\n missing, not agreeing and agreeing. Where they come from: the shares of true and of other pairs, learned without labels.\n Without prior and weights they are learned anew.',
};

/**
 * Writes a plan, with comments.
 * @param levels captions of the levels of each field
 * @param joined columns of several files that are not simply those of one name
 */
export async function writePlan(
  folder: string,
  plan: DedupePlan,
  levels: ReadonlyMap<string, readonly string[]>,
  joined: readonly JoinedColumn[] = [],
): Promise<void> {
  const entry: PlanEntry = {
    ...(joined.length > 0 && {
      columns: Object.fromEntries(joined.map(({ name, from }) => [name, Object.fromEntries(from)])),
    }),
    ...(plan.spilled.length > 0 && {
      spilled: plan.spilled.map(({ column, holds }) => ({ column, holds: [...holds] })),
    }),
    fields: plan.fields.map(({ columns, kind }) => ({ columns: [...columns], kind })),
    blocking: plan.blocking.map(keys => [...keys]),
    blockSizeMax: plan.blockSizeMax,
    nearestTexts: plan.nearest,
    oneToOne: [...plan.oneToOne],
    threshold: plan.threshold,
    prior: plan.weights.prior,
    weights: [...plan.weights.fields].map(([field, { parent, agreesFrom, weights, m, u }]) => ({
      field,
      ...(parent === null ? {} : { judgedBy: parent }),
      agreesFrom,
      levels: [...(levels.get(field) ?? [])],
      bits: weights.map(row => [...row]),
      ofTruePairs: m.map(row => [...row]),
      ofOthers: u.map(row => [...row]),
    })),
  };
  const document = new Document(entry);
  document.commentBefore =
    ' Written by touchstone dedupe --auto. Edit it and give the folder back with --rules.';
  const comments: ReadonlyMap<unknown, string> = new Map(Object.entries(COMMENTS));
  for (const { key } of isMap(document.contents) ? document.contents.items : []) {
    const comment = isScalar(key) ? comments.get(key.value) : undefined;
    if (isScalar(key) && comment !== undefined) key.commentBefore = comment;
  }
  commentColumns(document, joined);
  await writeFile(join(folder, PLAN_FILE), document.toString({ lineWidth: 0, collectionStyle: 'any' }));
}

/** Says over each column why the headers are taken for one. */
function commentColumns(document: Document, joined: readonly JoinedColumn[]): void {
  const columns = document.get('columns');
  for (const { key } of isMap(columns) ? columns.items : []) {
    const column = joined.find(({ name }) => isScalar(key) && key.value === name);
    if (isScalar(key) && column !== undefined && column.evidence !== null)
      key.commentBefore = ` ${evidenceInWords(column.evidence)}`;
  }
}

/**
 * Reads the plan of a folder.
 * @throws StartupError there is none, or it is not understood
 */
export async function readPlan(folder: string): Promise<FilePlan> {
  const path = join(folder, PLAN_FILE);
  const text = await readFile(path, 'utf8').catch(() => {
    throw new StartupError(
      `${path} cannot be read; a run with --auto writes one. For the rules of a hub, say --domain as well.`,
    );
  });
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error !== undefined) throw new StartupError(`${path}: ${error.message}`);
  const entry: unknown = document.toJS();
  const validate = new Ajv({ allErrors: true }).compile(schema);
  if (!validate(entry)) {
    const faults = (validate.errors ?? []).map(
      ({ instancePath, message }) => `${instancePath || '/'} ${message ?? ''}`,
    );
    throw new StartupError(`${path} is not understood: ${faults.join('; ')}`);
  }
  const {
    fields,
    blocking,
    blockSizeMax = BLOCK_SIZE_MAX,
    nearestTexts = false,
    oneToOne = [],
    spilled = [],
  } = entry;
  const { threshold = THRESHOLD, prior, weights } = entry;
  const isLearned = prior === undefined || weights === undefined;
  return {
    columns:
      entry.columns &&
      Object.entries(entry.columns).map(([name, from]) => ({ name, from: new Map(Object.entries(from)) })),
    spilled,
    fields,
    blocking,
    blockSizeMax,
    nearest: nearestTexts,
    oneToOne,
    threshold,
    weights: isLearned ? undefined : { prior, fields: weightsOf(weights, new Set(fields.map(fieldName))) },
  };
}

function weightsOf(
  entries: readonly WeightEntry[],
  known: ReadonlySet<string>,
): ReadonlyMap<string, FieldWeights> {
  return new Map(
    entries.map(({ field, judgedBy, agreesFrom, bits, ofTruePairs, ofOthers }) => [
      field,
      {
        // A parent that was taken out judges nothing any more.
        parent: judgedBy !== undefined && known.has(judgedBy) ? judgedBy : null,
        agreesFrom,
        weights: bits,
        m: ofTruePairs,
        u: ofOthers,
      },
    ]),
  );
}
