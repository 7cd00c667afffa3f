import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AuditRepository } from '../../../src/audit/index.js';
import { Clock } from '../../../src/platform/clock/index.js';
import { NotificationListener } from '../../../src/platform/database/index.js';
import { createLogger } from '../../../src/platform/logging/index.js';
import { RulesService, RuleSetVersionRepository } from '../../../src/rules/index.js';
import { useTestDatabase } from '../../harness/test-database.js';

const hub = useTestDatabase();
const SHIPPED = fileURLToPath(new URL('../../../golden-record-rules', import.meta.url));
const ORDER = { actor: 'user:analyst', correlationId: 'test' };

let folder: string;
let listeners: NotificationListener[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'touchstone-rules-'));
  listeners = [];
  for (const part of ['supplier', 'location', 'costCenter', 'reference'])
    await cp(join(SHIPPED, part), join(folder, part), { recursive: true });
  await hub().database.execute('TRUNCATE rule_set_version');
});

afterEach(async () => {
  await Promise.all(listeners.map(listener => listener.close()));
  await rm(folder, { recursive: true });
});

function service(): RulesService {
  return new RulesService(
    folder,
    hub().database,
    new RuleSetVersionRepository(),
    new AuditRepository(),
    new Clock(),
  );
}

async function started(): Promise<RulesService> {
  const rules = service();
  const listener = new NotificationListener(hub().config.database);
  listeners.push(listener);
  await rules.start(listener, createLogger({ level: 'silent', format: 'json' }));
  return rules;
}

async function edit(path: string, from: string, to: string): Promise<void> {
  const text = await readFile(join(folder, path), 'utf8');
  if (!text.includes(from)) throw new Error(`${path} has no ${from}`);
  await writeFile(join(folder, path), text.replace(from, to));
}

describe('RulesService', () => {
  it('activates the folder of an empty hub at its first start, and nothing at the next', async () => {
    const first = await started();
    expect(first.domains()).toEqual(['costCenter', 'location', 'supplier']);
    expect(first.active('supplier')).toMatchObject({ version: 1, ruleSet: { domain: 'supplier' } });
    const second = await started();
    expect(second.active('supplier').version).toBe(1);
    const audited = await hub().database.query<{ action: string; actor: string }>(
      `SELECT DISTINCT action, actor FROM audit_event WHERE action = 'rules.activate'`,
    );
    expect(audited).toEqual([{ action: 'rules.activate', actor: 'machine' }]);
  });

  it('runs with the active version while files are edited, and stores a new one only for what changed', async () => {
    const rules = await started();
    const before = rules.active('location');
    await edit('supplier/match.yaml', 'same: 8', 'same: 10');
    expect((await started()).active('supplier').ruleSet.match.decision.same).toBe(8);
    expect(await rules.activate(ORDER)).toMatchObject([
      { domain: 'costCenter', version: 1, isNew: false },
      { domain: 'location', version: 1, isNew: false },
      { domain: 'supplier', version: 2, isNew: true },
      { domain: 'systems', version: 1, isNew: false },
    ]);
    expect(rules.active('supplier').ruleSet.match.decision.same).toBe(10);
    expect(rules.active('location')).toBe(before);
    expect((await rules.version('supplier', 1)).ruleSet.match.decision.same).toBe(8);
    await expect(rules.version('supplier', 9)).rejects.toMatchObject({ code: 'RULES.UNKNOWN_VERSION' });
  });

  it('keeps the frequency snapshot through edits and takes a new one only when it is given', async () => {
    const rules = await started();
    const frequencies = { records: 100, features: { phone: { '+13165550142': 41 } } };
    await rules.activate({ ...ORDER, frequencies: new Map([['supplier', frequencies]]) });
    await edit('supplier/match.yaml', 'same: 8', 'same: 11');
    await rules.activate(ORDER);
    expect(rules.active('supplier')).toMatchObject({ version: 3, ruleSet: { frequencies } });
  });

  it('refuses faulty files as a whole and goes on with what is active', async () => {
    const rules = await started();
    await edit('supplier/match.yaml', 'from: legalName, part: tail', 'from: legalNme, part: tail');
    await edit('location/quality.yaml', 'required: name', 'required: nam');
    await expect(rules.activate(ORDER)).rejects.toMatchObject({
      code: 'RULES.INVALID',
      message: expect.stringMatching(
        /location\/quality\.yaml:\d+:\d+ .*\n.*supplier\/match\.yaml:\d+:\d+ .*did you mean 'legalName'/,
      ),
    });
    expect((await started()).active('supplier').version).toBe(1);
  });

  it('does not start at all with faulty files and no active version', async () => {
    await edit('supplier/match.yaml', 'same: 8', 'same: nine');
    await expect(started()).rejects.toMatchObject({ code: 'RULES.INVALID' });
  });

  it('tells the other processes, which then run the new version without a restart', async () => {
    const here = await started();
    const there = await started();
    await edit('supplier/match.yaml', 'same: 8', 'same: 12');
    await here.activate(ORDER);
    await vi.waitFor(() => expect(there.active('supplier').ruleSet.match.decision.same).toBe(12), {
      timeout: 5000,
    });
  });

  it('gives one version per change however many activate at once', async () => {
    await started();
    await edit('supplier/match.yaml', 'same: 8', 'same: 13');
    await Promise.all(Array.from({ length: 4 }, () => service().activate(ORDER)));
    const versions = await new RuleSetVersionRepository().list(hub().database, 'supplier');
    expect(versions.map(({ version }) => version)).toEqual([2, 1]);
  });

  it('never changes what was activated', async () => {
    await started();
    await expect(hub().database.execute(`UPDATE rule_set_version SET hash = 'x'`)).rejects.toThrow(
      /immutable/,
    );
    await expect(hub().database.execute(`DELETE FROM rule_set_version`)).rejects.toThrow(/immutable/);
  });
});
