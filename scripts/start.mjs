#!/usr/bin/env node
// `npm start`: builds what is missing or older than its sources, then runs the hub in this terminal.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(
    `Touchstone needs Node.js 20.19 or newer and this is ${process.versions.node}; install a newer one from https://nodejs.org.\n`,
  );
  process.exit(1);
}

build('the server', 'dist/src/cli.js', ['src', 'migrations'], 'build:server');
build('the steward UI', 'web/dist/index.html', ['web/src', 'schema.graphql'], 'build:web');
process.argv.splice(2, 0, 'start');
await import('../bin/touchstone.js');

/** Runs a build script when its result is missing or older than its sources. */
function build(what, result, sources, script) {
  const builtAt = existsSync(result) ? statSync(result).mtimeMs : 0;
  if (sources.some(source => newest(source) > builtAt)) {
    process.stdout.write(`Building ${what}…\n`);
    const { status, stdout, stderr } = spawnSync('npm', ['run', '--silent', script], {
      encoding: 'utf8',
      shell: process.platform === 'win32',
    });
    if (status !== 0) {
      process.stderr.write(
        `${stdout}${stderr}\nBuilding ${what} failed; the reason is above. "npm ci" repairs a broken installation.\n`,
      );
      process.exit(1);
    }
  }
}

/** When anything below a path was last changed, in milliseconds. */
function newest(path) {
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(0, ...readdirSync(path).map(name => newest(join(path, name))));
}
