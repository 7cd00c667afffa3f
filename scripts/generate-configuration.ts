import { readFileSync, writeFileSync } from 'node:fs';
import { describeEnvironment, exampleEnvironment } from '../src/platform/config/index.js';

// Writes docs/configuration.md and .env.example; with --check it fails when they are not what it would write.
const check = process.argv.includes('--check');
const pages = { 'docs/configuration.md': describeEnvironment(), '.env.example': exampleEnvironment() };
for (const [path, page] of Object.entries(pages)) {
  const url = new URL(`../${path}`, import.meta.url);
  if (!check) writeFileSync(url, page);
  else if (readFileSync(url, 'utf8') !== page) {
    console.error(`${path} is out of date: run npm run generate`);
    process.exitCode = 1;
  }
}
