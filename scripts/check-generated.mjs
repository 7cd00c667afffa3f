#!/usr/bin/env node
// Fails when a generated file is not what its generator makes today: regenerate with `npm run generate` and commit.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const GENERATED = [
  'schema.graphql',
  'golden-record-rules/rules.schema.json',
  'docs/configuration.md',
  'docs/comparators.md',
  'docs/error-codes.md',
  '.env.example',
];

const before = new Map(GENERATED.map(path => [path, readFileSync(path, 'utf8')]));
const { status, stderr } = spawnSync('npm', ['run', '--silent', 'generate'], { encoding: 'utf8' });
if (status !== 0) {
  process.stderr.write(stderr);
  process.exit(1);
}
const stale = GENERATED.filter(path => readFileSync(path, 'utf8') !== before.get(path));
for (const path of stale) writeFileSync(path, before.get(path) ?? '');
if (stale.length > 0) {
  process.stderr.write(
    `Not up to date: ${stale.join(', ')}. Run "npm run generate" and commit the result.\n`,
  );
  process.exit(1);
}
