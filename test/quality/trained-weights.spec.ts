import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  readTruth,
  resolveDomain,
  scoreQuality,
  type DomainQuality,
  type ResolvedDomain,
} from '../../src/bench/index.js';
import { Frequencies } from '../../src/core/comparison/index.js';
import { pairRecords, prepareMatching } from '../../src/core/matching/index.js';
import { sameJson } from '../../src/core/model/index.js';
import { trainWeights, withWeights } from '../../src/core/training/index.js';
import { writeNetwork } from '../../src/generator/index.js';
import { loadRules, readRuleFolder } from '../../src/rules/index.js';
import { RULES_FOLDER } from '../rules/shipped-rules.js';

/** Recall that training may cost; measured: none to .0007, gains of up to .004. */
const RECALL_LOST_MAX = 0.002;
/** Tasks per 1,000 records that it may add; measured: −10 to +0.5. */
const TASKS_ADDED_MAX = 4;

let folder: string | undefined;
afterAll(async () => {
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
});

describe('weights trained without a label, on a network with which no rule was made', () => {
  it.each([
    { domain: 'supplier', moves: true },
    { domain: 'item', moves: true },
    // All weights are inside the range that the counts allow, or kept.
    { domain: 'costCenter', moves: false },
  ])('merge as well as those set by hand: $domain', async ({ domain, moves }) => {
    folder ??= await mkdtemp(join(tmpdir(), 'touchstone-trained-'));
    const manifest = await writeNetwork({ scale: '10k', seed: 202, dirt: 1, out: folder });
    const truth = await readTruth(join(folder, 'truth'));
    const outcome = loadRules(await readRuleFolder(RULES_FOLDER));
    const loaded = outcome.ok ? outcome.rules.domains.get(domain) : undefined;
    if (!outcome.ok || loaded === undefined) throw new Error('the shipped rules do not load');
    const scoreOf = ({ outcome: made }: ResolvedDomain): DomainQuality => {
      const quality = scoreQuality(truth, made).domains.find(each => each.domain === domain);
      if (quality === undefined) throw new Error(`no scores for ${domain}`);
      return quality;
    };
    const resolved = await resolveDomain(outcome.rules, folder, manifest, domain);
    const { match, frequencies } = loaded.ruleSet;
    const model = prepareMatching(match, new Frequencies(frequencies));
    const records = resolved.records
      .filter(({ deleted }) => !deleted)
      .map(({ recordId, features }) => ({ id: recordId, features }));
    const { pairs } = pairRecords(model, records);
    const { refined } = trainWeights({ model, records, pairs, judgements: [] });
    const trained = withWeights(match, refined.weights);
    expect(sameJson(trained, match)).toBe(!moves);
    const rules = {
      ...outcome.rules,
      domains: new Map([
        ...outcome.rules.domains,
        [domain, { ...loaded, ruleSet: { ...loaded.ruleSet, match: trained } }] as const,
      ]),
    };
    const [before, after] = [
      scoreOf(resolved),
      scoreOf(await resolveDomain(rules, folder, manifest, domain)),
    ];
    expect(after.pairs.precision).toBeGreaterThanOrEqual(before.pairs.precision);
    expect(after.pairs.recall).toBeGreaterThan(before.pairs.recall - RECALL_LOST_MAX);
    expect(after.tasksPer1000Records).toBeLessThan(before.tasksPer1000Records + TASKS_ADDED_MAX);
  });
});
