import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readSourceSystem } from '../core/mapping/index.js';
import { loadRules, readRuleFolder } from '../rules/index.js';
import { descriptionHash } from './description-hash.js';

const FILE = 'golden-record-rules/systems/coupa.yaml';
const original = readFileSync(FILE, 'utf8');
const rules = loadRules(await readRuleFolder('golden-record-rules'));
const domains = new Map(
  rules.ok ? [...rules.rules.domains].map(([name, { ruleSet }]) => [name, ruleSet.attributes]) : [],
);

function hashes(text: string): Readonly<Record<string, string>> {
  const outcome = readSourceSystem(text, FILE, domains);
  if (!outcome.ok) throw new Error(outcome.faults.map(({ message }) => message).join('; '));
  const { system } = outcome;
  return Object.fromEntries(
    system.domains.map(source => [source.domain, descriptionHash(system, source)] as const),
  );
}

function changed(from: string | RegExp, to: string): readonly string[] {
  const text = original.replace(from, to);
  expect(text).not.toBe(original);
  const [before, after] = [hashes(original), hashes(text)];
  return Object.keys(after).filter(domain => before[domain] !== after[domain]);
}

describe('what a system file says about records that are there', () => {
  it('changes with a mapping, in its domain alone', () => {
    expect(changed('mpn: Manufacturer Part Number', 'mpn: Supplier Part Number')).toEqual(['item']);
  });

  it('changes with a word in the authority of a domain', () => {
    expect(changed('default: 6', 'default: 7')).toEqual(['contract']);
  });

  it.each([
    { what: 'a unit', from: /CS: CA,/, to: 'CS: BX,' },
    { what: 'the time zone', from: /^timezone: .*$/m, to: 'timezone: Europe/Berlin' },
  ])('changes with $what, in every domain', ({ from, to }) => {
    expect(changed(from, to)).toEqual(Object.keys(hashes(original)));
  });

  it.each([
    { what: 'a label', from: /^label: .*$/m, to: 'label: Procurement' },
    { what: 'the names of its files', from: "pattern: '*item*'", to: "pattern: '*catalogue*'" },
    { what: 'a remark', from: /^timezone:/m, to: '# Where the buyers sit.\ntimezone:' },
  ])('does not change with $what', ({ from, to }) => {
    expect(changed(from, to)).toEqual([]);
  });
});
