import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { formatRuleFault, rulesJsonSchema } from '../../src/core/rules/parse/index.js';
import { checkExamples, loadRules, readRuleFolder } from '../../src/rules/index.js';
import { RULES_FOLDER, shippedDomains } from './shipped-rules.js';

const SIXTH_DOMAIN = fileURLToPath(new URL('../fixtures/sixth-domain', import.meta.url));

describe('the shipped rule files', () => {
  it('are right, all five domains and the systems', async () => {
    const outcome = loadRules(await readRuleFolder(RULES_FOLDER));
    expect(outcome.ok ? [] : outcome.faults.map(formatRuleFault)).toEqual([]);
    const domains = outcome.ok ? [...outcome.rules.domains.keys()] : [];
    expect(domains).toEqual(['contract', 'costCenter', 'item', 'location', 'supplier']);
  });

  it('name the schema that editors check them with', async () => {
    const files = await readRuleFolder(RULES_FOLDER);
    const without = files.filter(({ path, text }) => {
      const up = '../'.repeat(path.split('/').length - 1);
      return (
        path.endsWith('.yaml') &&
        !text.startsWith(`# yaml-language-server: $schema=${up}rules.schema.json#/$defs/`)
      );
    });
    expect(without.map(({ path }) => path)).toEqual([]);
  });

  it('come with a schema that is generated from the code as it is', async () => {
    const written: unknown = JSON.parse(await readFile(`${RULES_FOLDER}/rules.schema.json`, 'utf8'));
    expect(written).toEqual(JSON.parse(JSON.stringify(rulesJsonSchema())));
  });

  it('keep bank details secret and tax ids restricted, and never show either in reasons', async () => {
    const { domains } = await shippedDomains();
    const supplier = domains.get('supplier')?.ruleSet;
    const classOf = (name: string) => supplier?.attributes.attributes.find(rule => rule.name === name)?.class;
    expect([classOf('bankAccounts'), classOf('taxIds')]).toEqual(['secret', 'restricted']);
    const masked = supplier?.match.features.filter(feature => feature.masked).map(({ name }) => name);
    expect(masked).toEqual(expect.arrayContaining(['taxId', 'personalTaxId', 'bankAccount']));
  });

  it('never merge a supplier on a name alone', async () => {
    const { domains } = await shippedDomains();
    const requirements = domains.get('supplier')?.ruleSet.match.decision.require ?? [];
    for (const { label, evidence } of requirements) {
      const support = evidence.filter(({ of, level }) => of !== 'name' && level !== 'absent');
      expect(support, label).not.toEqual([]);
    }
  });
});

describe('a sixth domain', () => {
  it('is a folder of files and a system file, nothing else', async () => {
    const outcome = loadRules([
      ...(await readRuleFolder(RULES_FOLDER)).filter(({ path }) => !path.startsWith('systems/')),
      ...(await readRuleFolder(SIXTH_DOMAIN)),
    ]);
    expect(outcome.ok ? [] : outcome.faults.map(formatRuleFault)).toEqual([]);
    if (!outcome.ok) return;
    const vehicle = outcome.rules.domains.get('vehicle');
    expect(outcome.rules.systems.byId.get('fleet')?.domains.map(({ domain }) => domain)).toEqual(['vehicle']);
    expect(vehicle?.ruleSet.attributes.title).toBe('plate');
    expect(checkExamples(vehicle!.ruleSet, vehicle!.examples).flatMap(({ failures }) => failures)).toEqual(
      [],
    );
  });
});
