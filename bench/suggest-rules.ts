/**
 * Suggested rules beside those written by hand, on networks whose truth is known: `npm run build:server && npx tsx bench/suggest-rules.ts
 * [seed...] [--domain=NAME] [--yaml]`. Suggests from the records of a network, as a hub would from its own, and scores the automatic merges.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ResolvedDomain, Truth } from '../src/bench/index.js';
import type { FrequencySnapshot, MatchRules } from '../src/core/rules/index.js';
import type { Manifest } from '../src/generator/index.js';
import type { LoadedDomain, LoadedRules } from '../src/rules/index.js';

const built = <Module>(path: string): Promise<Module> =>
  import(new URL(`../dist/src/${path}/index.js`, import.meta.url).href);
const { readTruth, resolveDomain, scoreQuality } =
  await built<typeof import('../src/bench/index.js')>('bench');
const { writeNetwork } = await built<typeof import('../src/generator/index.js')>('generator');
const { loadRules, readRuleFolder } = await built<typeof import('../src/rules/index.js')>('rules');
const { standardizeRecord } = await built<typeof import('../src/core/features/index.js')>('core/features');
const { featuresOf, subjectsOf, suggestRules, writeSuggestion } =
  await built<typeof import('../src/core/suggestion/index.js')>('core/suggestion');

const DOMAINS = ['supplier', 'item', 'location', 'costCenter', 'contract'];
const words = process.argv.slice(2);
const only = words.find(word => word.startsWith('--domain='))?.slice('--domain='.length);
const seeds = words.filter(word => /^\d+$/.test(word)).map(Number);

const outcome = loadRules(await readRuleFolder('golden-record-rules'));
if (!outcome.ok) throw new Error('the shipped rules have faults');
const { rules } = outcome;

for (const seed of seeds.length === 0 ? [101, 202] : seeds) {
  const folder = mkdtempSync(join(tmpdir(), 'touchstone-suggest-'));
  try {
    const manifest = await writeNetwork({ scale: '10k', seed, dirt: 1, out: folder });
    const truth = await readTruth(join(folder, 'truth'));
    for (const domain of DOMAINS.filter(each => only === undefined || each === only)) {
      const loaded = rules.domains.get(domain);
      if (loaded === undefined) throw new Error(`no rules for ${domain}`);
      await measure({ folder, manifest, truth, seed }, loaded);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Network {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly truth: Truth;
  readonly seed: number;
}

async function measure(network: Network, loaded: LoadedDomain): Promise<void> {
  const { domain, ruleSet } = loaded;
  const before = await resolveDomain(rules, network.folder, network.manifest, domain);
  const subjects = subjectsOf(ruleSet);
  const features = subjects.flatMap(featuresOf);
  const drawing = { ...ruleSet, match: { ...ruleSet.match, features } };
  const cpu = process.cpuUsage();
  const records = before.records
    .filter(({ deleted }) => !deleted)
    .map(({ recordId, attributes, system }) => ({
      id: recordId,
      features: standardizeRecord(drawing, attributes, { system }).features,
    }));
  const suggestion = suggestRules(subjects, records);
  const seconds = process.cpuUsage(cpu).user / 1e6;
  console.log(
    `${domain}, seed ${network.seed}: ${records.length} records, ${seconds.toFixed(1)} s of processor time`,
  );
  printScore('by hand', network, domain, before);
  if (suggestion === null) {
    console.log('  nothing is suggested');
    return;
  }
  if (words.includes('--yaml')) console.log(writeSuggestion(suggestion, { domain, date: '2026-11-01' }));
  const after = await resolveWith(network, loaded, suggestion.rules, suggestion.frequencies);
  printScore('suggested', network, domain, after);
}

async function resolveWith(
  { folder, manifest }: Network,
  loaded: LoadedDomain,
  match: MatchRules,
  frequencies: FrequencySnapshot,
): Promise<ResolvedDomain> {
  const changed: LoadedRules = {
    ...rules,
    domains: new Map([
      ...rules.domains,
      [loaded.domain, { ...loaded, ruleSet: { ...loaded.ruleSet, match, frequencies } }],
    ]),
  };
  return resolveDomain(changed, folder, manifest, loaded.domain);
}

function printScore(name: string, { truth }: Network, domain: string, resolved: ResolvedDomain): void {
  const quality = scoreQuality(truth, resolved.outcome).domains.find(each => each.domain === domain);
  if (quality === undefined) throw new Error(`no scores for ${domain}`);
  const { pairs, tasksPer1000Records, truePairsInReview } = quality;
  console.log(
    `  ${name.padEnd(10)} precision ${pairs.precision.toFixed(4)}, recall ${pairs.recall.toFixed(4)}, ${tasksPer1000Records.toFixed(1)} tasks per 1,000 records, ${(100 * truePairsInReview).toFixed(1)} % of true pairs in review`,
  );
}
