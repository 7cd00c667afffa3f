import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { runAsAdmin, urlOf, useBuiltHub, useTestDatabase } from '../../harness/index.js';

interface Finding {
  readonly check: string;
  readonly status: 'ok' | 'warning' | 'failed';
  readonly message: string;
}

const hub = useTestDatabase();
const { touchstone, makeFolder } = useBuiltHub('doctor-spec');
const EMPTY = 'test_doctor_empty';
const squatter = createServer();
let port = '';
let badRules = '';

beforeAll(async () => {
  await runAsAdmin(inject('adminUrl'), `DROP DATABASE IF EXISTS ${EMPTY}`, `CREATE DATABASE ${EMPTY}`);
  await new Promise<void>(done => squatter.listen(0, '127.0.0.1', done));
  port = String((squatter.address() as AddressInfo).port);
  badRules = await makeFolder();
  cpSync('golden-record-rules', badRules, { recursive: true });
  const path = join(badRules, 'supplier', 'attributes.yaml');
  writeFileSync(path, readFileSync(path, 'utf8').replace('type: object', 'type: objcet'));
});

afterAll(async () => {
  squatter.close();
  await runAsAdmin(inject('adminUrl'), `DROP DATABASE ${EMPTY}`);
});

async function examine(
  variables: Readonly<Record<string, string>>,
): Promise<{ code: number | null; text: string; findings: readonly Finding[] }> {
  const doctor = touchstone(['doctor', '--json'], variables);
  const code = await doctor.ended;
  const text = doctor.text();
  return { code, text, findings: (JSON.parse(text) as { findings: readonly Finding[] }).findings };
}

/** A set-up in which nothing is wrong. */
async function healthy(): Promise<Record<string, string>> {
  return {
    DATABASE_URL: hub().url,
    TOUCHSTONE_SECRET: 'a secret of more than thirty-two characters',
    TOUCHSTONE_DATA_DIR: await makeFolder(),
  };
}

describe('touchstone doctor', () => {
  it('finds nothing wrong where nothing is', async () => {
    const { code, findings } = await examine(await healthy());
    expect(findings.filter(({ status }) => status === 'failed')).toEqual([]);
    expect(code).toBe(0);
  });

  it.each([
    ['a faulty setting', () => ({ PORT: 'eighty' }), 'settings', /^PORT /],
    [
      'a folder that cannot be written to',
      () => ({ TOUCHSTONE_DATA_DIR: '/proc/touchstone' }),
      'start',
      /may not write/,
    ],
    ['a taken port', () => ({ PORT: port }), 'port', /is taken by another program/],
    [
      'faulty rules',
      () => ({ TOUCHSTONE_RULES_DIR: badRules }),
      'rules',
      /supplier\/attributes\.yaml:\d+:\d+ .*objcet/,
    ],
    [
      'no rules',
      () => ({ TOUCHSTONE_RULES_DIR: '/nowhere' }),
      'rules',
      /does not exist; set TOUCHSTONE_RULES_DIR/,
    ],
    [
      'a database that is not there',
      () => ({ DATABASE_URL: 'postgres://u:hunter2@127.0.0.1:1/x' }),
      'database',
      /ECONNREFUSED/,
    ],
    [
      'a schema that is not there',
      () => ({ DATABASE_URL: urlOf(inject('adminUrl'), EMPTY) }),
      'migrations',
      /touchstone migrate/,
    ],
    [
      'a Redis that is not there',
      () => ({ REDIS_URL: 'redis://127.0.0.1:1' }),
      'job queue',
      /Redis does not answer .*ECONNREFUSED/,
    ],
  ])('finds %s, and says so in its JSON', async (_what, broken, check, message) => {
    const { code, text, findings } = await examine({ ...(await healthy()), ...broken() });
    expect(code).toBe(1);
    expect(findings.find(finding => finding.check === check && finding.status === 'failed')?.message).toMatch(
      message,
    );
    expect(text).not.toContain('hunter2');
    if (check !== 'settings')
      expect(findings.find(finding => finding.check === 'Node.js')?.status).toBe('ok');
  });

  it('warns where serve and worker would lack their common key', async () => {
    const { TOUCHSTONE_SECRET: _secret, ...variables } = await healthy();
    const { code, findings } = await examine(variables);
    expect(findings.find(({ check }) => check === 'secret')).toMatchObject({ status: 'warning' });
    expect(code).toBe(0);
  });
});
