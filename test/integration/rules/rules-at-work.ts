import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { RulesReapplier } from '../../../src/ingestion/index.js';
import { RulesService } from '../../../src/rules/index.js';
import type { TestHub } from '../../harness/index.js';

/** Activates what stands in the rules folder. */
export async function activate(hub: TestHub): Promise<void> {
  await hub.get(RulesService).activate({ actor: 'test', correlationId: 'test' });
}

/** Changes a file of the rules folder and activates it. */
export async function activateChanged(
  hub: TestHub,
  file: string,
  change: (text: string) => string,
): Promise<void> {
  const path = join(hub.config.rules.path, file);
  const before = await readFile(path, 'utf8');
  const after = change(before);
  expect(after).not.toBe(before);
  await writeFile(path, after);
  await activate(hub);
}

/** Does what the job does for every domain that is due, and says which were. */
export async function reapplyRules(hub: TestHub): Promise<readonly string[]> {
  const reapplier = hub.get(RulesReapplier);
  const due = await reapplier.dueDomains(10);
  for (const domain of due) await reapplier.reapply(domain, new AbortController().signal);
  return due;
}

/** A supplier of a system as the hub holds it. */
export interface HeldRecord {
  readonly system: string;
  readonly key: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly faults: readonly unknown[];
  readonly keptBecause: string | null;
  readonly goldenId: string | null;
}

/** All suppliers, or those with these keys, by system and key. */
export async function heldSuppliers(hub: TestHub, ...keys: readonly string[]): Promise<HeldRecord[]> {
  return hub.database.query<HeldRecord>(
    `SELECT s.system, s.source_key AS key, s.attributes, s.faults, s.kept_because AS "keptBecause", l.golden_record_id AS "goldenId"
       FROM source_record s LEFT JOIN link l ON l.source_record_id = s.id AND l.until IS NULL
      WHERE s.domain = 'supplier' AND ($1 OR s.source_key = ANY($2)) ORDER BY 1, 2`,
    [keys.length === 0, keys],
  );
}

/** The golden records that suppliers with these keys belong to, each once. */
export async function goldenIdsOf(hub: TestHub, ...keys: readonly string[]): Promise<(string | null)[]> {
  return [...new Set((await heldSuppliers(hub, ...keys)).map(({ goldenId }) => goldenId))];
}
