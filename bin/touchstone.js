#!/usr/bin/env node
// Loads nothing before it knows that this Node can load it.
const [major, minor] = process.versions.node.split('.').map(Number);
const cli = new URL('../dist/src/cli.js', import.meta.url);

if (major < 20 || (major === 20 && minor < 19)) {
  fail(
    `Touchstone needs Node.js 20.19 or newer and this is ${process.versions.node}; install a newer one from https://nodejs.org.`,
  );
} else if (!(await import('node:fs')).existsSync(cli)) {
  fail('Touchstone is not built yet; run "npm run build" first, or "npm start" for both.');
} else {
  const { runCli } = await import(cli.href);
  process.exitCode = await runCli(process.argv.slice(2));
  // A connection that a failed start left open must not keep the terminal waiting.
  setTimeout(() => process.exit(), 2_000).unref();
}

function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
}
