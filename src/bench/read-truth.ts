import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parse } from 'csv-parse/sync';
import { isRecord } from './is-record.js';
import { recordName, type Truth, type TrueGolden } from './quality-facts.js';

/** Reads the truth of a generated network from its `truth` folder. */
export async function readTruth(folder: string): Promise<Truth> {
  const records = (await readTable(join(folder, 'records.csv'))).map(row => ({
    name: recordName(cell(row, 'system'), cell(row, 'key')),
    domain: cell(row, 'domain'),
    entity: cell(row, 'entity_id'),
    patterns: cell(row, 'patterns')
      .split(';')
      .filter(pattern => pattern !== ''),
  }));
  const negatives = (await readTable(join(folder, 'negatives.csv'))).map(row => ({
    domain: cell(row, 'domain'),
    left: recordName(cell(row, 'a_system'), cell(row, 'a_key')),
    right: recordName(cell(row, 'b_system'), cell(row, 'b_key')),
    pattern: cell(row, 'pattern'),
  }));
  const errors = (await readTable(join(folder, 'errors.csv'))).map(row => ({
    domain: cell(row, 'domain'),
    name: recordName(cell(row, 'system'), cell(row, 'key')),
    field: cell(row, 'field'),
    code: cell(row, 'code'),
  }));
  return { records, negatives, errors, goldens: await readGoldens(join(folder, 'golden.jsonl')) };
}

type Row = Readonly<Record<string, string>>;

async function readTable(path: string): Promise<readonly Row[]> {
  return parse<Row>(await readFile(path), { columns: true });
}

function cell(row: Row, column: string): string {
  const text = row[column];
  if (text === undefined) throw new Error(`a truth file lacks the column ${column}`);
  return text;
}

async function readGoldens(path: string): Promise<TrueGolden[]> {
  const goldens: TrueGolden[] = [];
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    if (line !== '') goldens.push(toGolden(JSON.parse(line)));
  }
  return goldens;
}

function toGolden(parsed: unknown): TrueGolden {
  if (!isRecord(parsed) || !isRecord(parsed.attributes))
    throw new Error('golden.jsonl has a line of another shape');
  const attributes = Object.entries(parsed.attributes).flatMap(([name, expected]) =>
    isRecord(expected) ? [[name, { value: expected.value, source: String(expected.source) }] as const] : [],
  );
  return {
    domain: String(parsed.domain),
    entity: String(parsed.entityId),
    attributes: Object.fromEntries(attributes),
  };
}
