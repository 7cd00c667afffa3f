import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readTruth, resolveDomain, scoreQuality, type Quality, type Truth } from '../../src/bench/index.js';
import { formatRuleFault } from '../../src/core/rules/parse/index.js';
import { writeNetwork, type Manifest } from '../../src/generator/index.js';
import { loadRules, readRuleFolder, type LoadedRules } from '../../src/rules/index.js';
import { RULES_FOLDER } from '../rules/shipped-rules.js';

/**
 * The quality that the shipped rules promise, on two networks with which no rule was made. The same functions as in the hub read,
 * match, cluster, survive and ask; only the database is left out (`touchstone bench quality` has it, and gives the same figures).
 */
const SEEDS = [101, 202];
const DOMAINS = ['supplier', 'item', 'location', 'costCenter', 'contract'];

interface Network {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly truth: Truth;
}

const folders: string[] = [];
afterAll(async () => {
  await Promise.all(folders.map(folder => rm(folder, { recursive: true, force: true })));
});

async function network(seed: number): Promise<Network> {
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-quality-'));
  folders.push(folder);
  const manifest = await writeNetwork({ scale: '10k', seed, dirt: 1, out: folder });
  return { folder, manifest, truth: await readTruth(join(folder, 'truth')) };
}

/** The shipped rules; `worsen` makes a mutant of one file. */
async function rules(path = '', worsen: (text: string) => string = text => text): Promise<LoadedRules> {
  const files = await readRuleFolder(RULES_FOLDER);
  const outcome = loadRules(
    files.map(file => (file.path === path ? { ...file, text: worsen(file.text) } : file)),
  );
  if (!outcome.ok) throw new Error(outcome.faults.map(formatRuleFault).join('\n'));
  return outcome.rules;
}

async function verdict(
  { folder, manifest, truth }: Network,
  loaded: LoadedRules,
  domains: readonly string[],
): Promise<Quality> {
  const resolved = [];
  for (const domain of domains)
    resolved.push((await resolveDomain(loaded, folder, manifest, domain)).outcome);
  const inDomains = <Fact extends { readonly domain: string }>(facts: readonly Fact[]): readonly Fact[] =>
    facts.filter(fact => domains.includes(fact.domain));
  return scoreQuality(
    {
      records: inDomains(truth.records),
      negatives: inDomains(truth.negatives),
      errors: inDomains(truth.errors),
      goldens: inDomains(truth.goldens),
    },
    {
      records: resolved.flatMap(each => each.records),
      tasks: resolved.flatMap(each => each.tasks),
      faults: resolved.flatMap(each => each.faults),
      goldens: resolved.flatMap(each => each.goldens),
    },
  );
}

const missed = ({ floors }: Quality): string[] =>
  floors.filter(({ met }) => !met).map(({ sentence, actual }) => `${sentence}: ${actual}`);

describe('the quality of the shipped rules', () => {
  it.each(SEEDS)('meets every floor on the network of seed %i', async seed => {
    expect(missed(await verdict(await network(seed), await rules(), DOMAINS))).toEqual([]);
  });

  it.each([
    {
      mutant: 'the warehouse code of a place decides no longer',
      domain: 'location',
      rule: '{ wmsLocation: shared }',
      worse: '{ wmsLocation: shared, address: same }',
    },
    {
      mutant: 'a manufacturer and a description decide without a part number',
      domain: 'item',
      rule: /same: 7\n|\{ mpn: same, manufacturer: some \}/g,
      worse: (found: string) =>
        found.startsWith('same') ? 'same: 4\n' : '{ manufacturer: some, words: near }',
    },
  ])('fails when $mutant', async ({ domain, rule, worse }) => {
    const mutant = await rules(`${domain}/match.yaml`, text => {
      const worsened = typeof worse === 'string' ? text.replace(rule, worse) : text.replace(rule, worse);
      expect(worsened).not.toBe(text);
      return worsened;
    });
    expect(missed(await verdict(await network(SEEDS[0] ?? 1), mutant, [domain]))).not.toEqual([]);
  });
});
