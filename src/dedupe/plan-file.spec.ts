import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalTable, dedupeTable, parseDelimited, type CanonicalTable } from '../core/columnar/index.js';
import { PLAN_FILE, readPlan, writePlan } from './plan-file.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'touchstone-plan-file-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function planOf(text: string) {
  await writeFile(join(folder, PLAN_FILE), text);
  return readPlan(folder);
}

const ROWS = 600;

/** Persons, of whom every third record is the one before with another town or a slip in the name. */
function persons(): CanonicalTable {
  const names = ['kari', 'okafor', 'jansen', 'meyer', 'smith', 'rossi', 'novak', 'silva', 'tanaka', 'brown'];
  const lines = Array.from({ length: ROWS }, (_, row) => {
    const person = row - Math.floor(row / 3);
    const isCopy = row % 3 === 2;
    const cells = [
      names[person % 10]! + names[(person * 7) % 9]!,
      `t${isCopy ? row : person % 50}`,
      String(5000 + person),
    ];
    return (isCopy && row % 2 === 0 ? [`${cells[0]}s`, ...cells.slice(1)] : cells).join(',');
  });
  const { columns } = parseDelimited(new TextEncoder().encode(['name,town,number', ...lines].join('\n')));
  const recordIds = Array.from({ length: ROWS }, (_, row) => `r${row}`);
  return canonicalTable({ rows: ROWS, columns, recordIds, sourceOf: new Uint16Array(ROWS), sources: ['a'] });
}

const SHORT = `
fields:
  - { columns: [name], kind: word }
  - { columns: [town], kind: code }
  - { columns: [number], kind: code }
blocking:
  - [number]
  - [name, town]
`;

describe('a file of rules', () => {
  it('comes back as it was written, and finds the same', async () => {
    const table = persons();
    const { plan, clusterOf, fields } = dedupeTable(table, { acrossOnly: false });
    await writePlan(
      folder,
      plan,
      new Map(fields.map(({ field, comparison }) => [field.name, comparison.labels])),
    );
    const read = await readPlan(folder);
    expect(read).toEqual(plan);
    expect(dedupeTable(table, { acrossOnly: false, plan: read }).clusterOf).toEqual(clusterOf);
  });

  it('says which values are moved back', async () => {
    const { plan } = dedupeTable(persons(), { acrossOnly: false });
    const spilled = [{ column: 'name', holds: ['town', 'number'] }];
    await writePlan(folder, { ...plan, spilled }, new Map());
    expect((await readPlan(folder)).spilled).toEqual(spilled);
    const text = `spilled: [{ column: name, holds: town }]${SHORT}`;
    await expect(planOf(text)).rejects.toThrow(/spilled/u);
  });

  it('needs fields and blocking only; the weights are learned', async () => {
    const table = persons();
    const plan = await planOf(SHORT);
    expect(plan).toMatchObject({
      blockSizeMax: 200,
      nearest: false,
      oneToOne: [],
      threshold: 0,
      weights: undefined,
    });
    const result = dedupeTable(table, { acrossOnly: false, plan });
    expect(result.plan).toMatchObject({ fields: plan.fields, blocking: plan.blocking });
    expect([...result.plan.weights.fields.keys()]).toEqual(['name', 'town', 'number']);
    expect(Math.abs(new Set(result.clusterOf).size - (2 * ROWS) / 3)).toBeLessThan(5);
    const again = dedupeTable(table, { acrossOnly: false, plan: result.plan });
    expect(again.clusterOf).toEqual(result.clusterOf);
  });

  it('says which rules name keys that there are not', async () => {
    const plan = await planOf(`${SHORT}  - [name (sound), twon]\n`);
    expect(dedupeTable(persons(), { acrossOnly: false, plan }).unknownRules).toEqual([
      ['name (sound)', 'twon'],
    ]);
  });

  it.each([
    ['weights without a prior', `${SHORT}weights: []`, /prior/u],
    ['no fields', 'blocking: []', /fields/u],
    ['a kind that there is not', SHORT.replace('word', 'werd'), /allowed values/u],
    ['no YAML', 'fields: [', /flow sequence/iu],
  ])('with %s is refused', async (_, text, message) => {
    await expect(planOf(text)).rejects.toThrow(message);
  });
});
