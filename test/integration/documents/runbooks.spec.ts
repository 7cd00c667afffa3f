import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { useApi } from '../graphql/use-api.js';

/** Whoever follows a runbook at night must be able to trust every line of it. */
const FOLDERS = ['docs', 'docs/runbooks', 'docs/adr', '.'];
const PAGES = FOLDERS.flatMap(folder =>
  readdirSync(folder)
    .filter(name => name.endsWith('.md'))
    .map(name => join(folder, name)),
);
const RUNBOOKS = PAGES.filter(path => path.startsWith('docs/runbooks/'));
const api = useApi();

function blocksOf(path: string, language: string): readonly string[] {
  const text = readFileSync(path, 'utf8').replaceAll(/^ +/gm, '');
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(
    ([, block]) => block ?? '',
  );
}

describe('the runbooks', () => {
  const statements = RUNBOOKS.flatMap(path =>
    [...blocksOf(path, 'sql').flatMap(block => block.split(';\n')), ...inlineStatements(path)]
      .filter(statement => /^(SELECT|UPDATE)/m.test(statement))
      .map(statement => [path, statement] as const),
  );

  it('have SQL to look at', () => {
    expect(statements.length).toBeGreaterThan(8);
  });

  it.each(statements)('%s: a statement runs on the schema of this release', async (_path, statement) => {
    const sql = statement.replaceAll(/<(id|pid)>/g, '0');
    await expect(api().database.query(`EXPLAIN ${sql.replace(/^--.*\n/gm, '')}`)).resolves.toBeDefined();
  });

  it('name only metrics that the hub has', async () => {
    const metrics = await (await fetch(`${api().url}/metrics`)).text();
    const named = RUNBOOKS.flatMap(path =>
      [...readFileSync(path, 'utf8').matchAll(/touchstone_[a-z_]+/g)].map(([name]) => name),
    ).filter(name => !name.startsWith('touchstone_restored'));
    expect(named.length).toBeGreaterThan(4);
    for (const name of named) expect(metrics).toContain(`# TYPE ${name} `);
  });

  it('name only error codes that the hub has', () => {
    const codes = readFileSync('docs/error-codes.md', 'utf8');
    for (const path of RUNBOOKS) {
      for (const [, code = ''] of readFileSync(path, 'utf8').matchAll(/`([A-Z][A-Z_]+\.[A-Z_]+)`/g)) {
        expect(codes, `${path}: ${code}`).toContain(`\`${code}\``);
      }
    }
  });
});

describe('the documents', () => {
  it('link only to what is there', () => {
    for (const path of PAGES) {
      for (const [, target = ''] of readFileSync(path, 'utf8').matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)) {
        if (/^(https?:|mailto:)/.test(target)) continue;
        expect(existsSync(join(dirname(path), target)), `${path} → ${target}`).toBe(true);
      }
    }
  });

  it('name only tests, sources and scripts that are there', () => {
    const scripts = Object.keys(
      (JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: object }).scripts,
    );
    for (const path of PAGES) {
      const text = readFileSync(path, 'utf8');
      for (const [, named = ''] of text.matchAll(
        /`((?:src|test|docs|bench|scripts|migrations|golden-record-rules)\/[\w./-]+)`/g,
      )) {
        expect(existsSync(named), `${path}: ${named}`).toBe(true);
      }
      for (const [, script = ''] of text.matchAll(/npm run (?:-s )?([\w:]+)/g))
        expect(scripts, path).toContain(script);
    }
  });

  it('name only commands and settings that the hub has', () => {
    const commands = [...readFileSync('src/cli.ts', 'utf8').matchAll(/^ {2}(\w+): async \(\) =>/gm)].map(
      ([, name]) => name,
    );
    const settings = readFileSync('.env.example', 'utf8');
    for (const path of RUNBOOKS) {
      const text = readFileSync(path, 'utf8');
      for (const [, command = ''] of text.matchAll(/(?:npm run hub --|`touchstone) (\w+)/g)) {
        expect(commands, path).toContain(command);
      }
      for (const [name] of text.matchAll(
        /\b(?:TOUCHSTONE|QUEUE|OUTBOUND_ALLOWED|DATABASE|REDIS)_[A-Z_]+\b(?!\.)/g,
      )) {
        expect(settings, `${path}: ${name}`).toContain(`${name}=`);
      }
    }
  });
});

function inlineStatements(path: string): readonly string[] {
  return [...readFileSync(path, 'utf8').matchAll(/`(SELECT [^`]+?);?`/g)].map(
    ([, statement]) => statement ?? '',
  );
}
