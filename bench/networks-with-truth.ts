/** What the benches of rules share: invented networks, the shipped rules and others on them, and scores against the truth. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ResolvedDomain, Truth } from '../src/bench/index.js';
import type { RuleSet } from '../src/core/rules/index.js';
import type { Manifest } from '../src/generator/index.js';
import type { LoadedDomain, LoadedRules } from '../src/rules/index.js';
import { built } from './built.js';

const { readTruth, resolveDomain, scoreQuality } =
  await built<typeof import('../src/bench/index.js')>('bench');
const { writeNetwork } = await built<typeof import('../src/generator/index.js')>('generator');
const { loadRules, readRuleFolder } = await built<typeof import('../src/rules/index.js')>('rules');

const DOMAINS = ['supplier', 'item', 'location', 'costCenter', 'contract'];
/** Networks with which no rule was made. */
const SEEDS = [101, 202];

/** An invented network of 10k with its truth. */
export interface Network {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly truth: Truth;
  readonly seed: number;
}

const outcome = loadRules(await readRuleFolder('golden-record-rules'));
if (!outcome.ok) throw new Error('the shipped rules have faults');
const { rules } = outcome;

/**
 * Writes a network for each seed, and looks at its domains one after the other.
 *
 * @param words of the command line: seeds, and `--domain=NAME` for one domain alone
 */
export async function forEachDomain(
  words: readonly string[],
  look: (network: Network, loaded: LoadedDomain) => Promise<void>,
): Promise<void> {
  const only = words.find(word => word.startsWith('--domain='))?.slice('--domain='.length);
  const seeds = words.filter(word => /^\d+$/.test(word)).map(Number);
  for (const seed of seeds.length === 0 ? SEEDS : seeds) {
    const folder = mkdtempSync(join(tmpdir(), 'touchstone-network-'));
    try {
      const manifest = await writeNetwork({ scale: '10k', seed, dirt: 1, out: folder });
      const truth = await readTruth(join(folder, 'truth'));
      for (const domain of DOMAINS.filter(each => only === undefined || each === only)) {
        const loaded = rules.domains.get(domain);
        if (loaded === undefined) throw new Error(`no rules for ${domain}`);
        await look({ folder, manifest, truth, seed }, loaded);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

/** What the hub makes of a domain of the network with the shipped rules, parts of them replaced. */
export async function resolveWith(
  { folder, manifest }: Network,
  { domain, ...loaded }: LoadedDomain,
  changes: Partial<RuleSet> = {},
): Promise<ResolvedDomain> {
  const changed: LoadedRules = {
    ...rules,
    domains: new Map([
      ...rules.domains,
      [domain, { domain, ...loaded, ruleSet: { ...loaded.ruleSet, ...changes } }],
    ]),
  };
  return resolveDomain(changed, folder, manifest, domain);
}

/** Prints one line: what was merged automatically, and what was asked. */
export function printScore(name: string, { truth }: Network, domain: string, resolved: ResolvedDomain): void {
  const quality = scoreQuality(truth, resolved.outcome).domains.find(each => each.domain === domain);
  if (quality === undefined) throw new Error(`no scores for ${domain}`);
  const { pairs, tasksPer1000Records, truePairsInReview } = quality;
  console.log(
    `  ${name.padEnd(16)} precision ${pairs.precision.toFixed(4)}, recall ${pairs.recall.toFixed(4)}, ${tasksPer1000Records.toFixed(1)} tasks per 1,000 records, ${(100 * truePairsInReview).toFixed(1)} % of true pairs in review`,
  );
}
