import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readTruth, resolveDomain, scoreQuality, type ResolvedDomain } from '../../src/bench/index.js';
import { standardizeRecord } from '../../src/core/features/index.js';
import { featuresOf, subjectsOf, suggestRules } from '../../src/core/suggestion/index.js';
import { writeNetwork } from '../../src/generator/index.js';
import { loadRules, readRuleFolder } from '../../src/rules/index.js';
import { RULES_FOLDER } from '../rules/shipped-rules.js';

let folder: string | undefined;
afterAll(async () => {
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
});

describe('rules suggested from the records of a network with which no rule was made', () => {
  it.each([
    // Measured: .9973, .9437, 10.4.
    { domain: 'supplier', precision: 0.995, recall: 0.9, tasks: 30 },
    // .9895, .7531, 9.8.
    { domain: 'location', precision: 0.985, recall: 0.6, tasks: 60 },
  ])(
    'merge hardly anything wrong, and most of what is one thing: $domain',
    async ({ domain, precision, recall, tasks }) => {
      folder ??= await mkdtemp(join(tmpdir(), 'touchstone-suggested-'));
      const manifest = await writeNetwork({ scale: '10k', seed: 202, dirt: 1, out: folder });
      const truth = await readTruth(join(folder, 'truth'));
      const outcome = loadRules(await readRuleFolder(RULES_FOLDER));
      const loaded = outcome.ok ? outcome.rules.domains.get(domain) : undefined;
      if (!outcome.ok || loaded === undefined) throw new Error('the shipped rules do not load');
      const { ruleSet } = loaded;
      const { records } = await resolveDomain(outcome.rules, folder, manifest, domain);
      const subjects = subjectsOf(ruleSet);
      const drawing = { ...ruleSet, match: { ...ruleSet.match, features: subjects.flatMap(featuresOf) } };
      const suggestion = suggestRules(
        subjects,
        records
          .filter(({ deleted }) => !deleted)
          .map(({ recordId, attributes, system }) => ({
            id: recordId,
            features: standardizeRecord(drawing, attributes, { system }).features,
          })),
      );
      if (suggestion === null) throw new Error('nothing is suggested');
      const { rules: match, frequencies } = suggestion;
      const rules = {
        ...outcome.rules,
        domains: new Map([
          ...outcome.rules.domains,
          [domain, { ...loaded, ruleSet: { ...ruleSet, match, frequencies } }] as const,
        ]),
      };
      const resolved: ResolvedDomain = await resolveDomain(rules, folder, manifest, domain);
      const quality = scoreQuality(truth, resolved.outcome).domains.find(each => each.domain === domain);
      expect(quality?.pairs.precision).toBeGreaterThanOrEqual(precision);
      expect(quality?.pairs.recall).toBeGreaterThan(recall);
      expect(quality?.tasksPer1000Records).toBeLessThan(tasks);
    },
  );
});
