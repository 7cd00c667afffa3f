/**
 * Processor and clock seconds of `touchstone dedupe`, step by step, in one thread: `npx tsx bench/dedupe-steps.ts file.csv
 * [folder with rules]`; without a folder as with `--auto`. The files are written to a temporary folder, which goes when the run is over.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canonicalTable, dedupeTable } from '../src/core/columnar/index.js';
import { readPlan, readTable, writeResults } from '../src/dedupe/index.js';

const [path, rules] = process.argv.slice(2);
if (path === undefined) throw new Error('npx tsx bench/dedupe-steps.ts file.csv [folder with rules]');

let step = 'Reading';
let [cpu, clock] = [process.cpuUsage(), performance.now()];
const [firstCpu, firstClock] = [cpu, clock];

console.log('| step | CPU s | wall s |');
console.log('|---|---|---|');
const plan = rules === undefined ? undefined : await readPlan(rules);
const folder = await mkdtemp(join(tmpdir(), 'dedupe-steps-'));
const { table: read, warnings } = await readTable([path], {});
enter('Order of the records');
const table = canonicalTable(read);
const result = dedupeTable(table, { acrossOnly: false, plan, onStep: enter });
enter('Writing');
await writeResults(folder, { table, result, metrics: null, warnings });
enter('');
await rm(folder, { recursive: true });
print('together', firstCpu, firstClock);
console.log(`\n${result.pairs.count} pairs, ${Math.round(process.resourceUsage().maxRSS / 1024)} MB at most`);

function enter(next: string): void {
  print(step, cpu, clock);
  [step, cpu, clock] = [next, process.cpuUsage(), performance.now()];
}

function print(name: string, sinceCpu: NodeJS.CpuUsage, sinceClock: number): void {
  const { user, system } = process.cpuUsage(sinceCpu);
  const wall = (performance.now() - sinceClock) / 1000;
  console.log(`| ${name} | ${((user + system) / 1e6).toFixed(2)} | ${wall.toFixed(2)} |`);
}
