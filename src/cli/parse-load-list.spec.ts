import { describe, expect, it } from 'vitest';
import { formatRuleFault } from '../core/rules/parse/index.js';
import { parseLoadList } from './parse-load-list.js';

const faultsOf = (...lines: string[]): string[] =>
  parseLoadList(lines.join('\n'), 'loads.yaml').faults.map(formatRuleFault);

describe('a list of loads', () => {
  it('names systems, domains and files, in its order, with their places', () => {
    const list = [
      'loads:',
      '  - { system: sap, domain: supplier, files: [sap/LFA1.txt, sap/LFB1.txt] }',
      '  - system: vms',
      '    domain: item',
      '    files: [items.json]',
    ].join('\n');
    expect(parseLoadList(list, 'loads.yaml')).toEqual({
      faults: [],
      loads: [
        {
          system: 'sap',
          domain: 'supplier',
          files: [
            { path: 'sap/LFA1.txt', at: { line: 2, column: 46 } },
            { path: 'sap/LFB1.txt', at: { line: 2, column: 60 } },
          ],
          at: { line: 2, column: 5 },
        },
        {
          system: 'vms',
          domain: 'item',
          files: [{ path: 'items.json', at: { line: 5, column: 13 } }],
          at: { line: 3, column: 5 },
        },
      ],
    });
  });

  it('tells all faults of its form at once, and still says which files to look for', () => {
    const list = [
      'loads:',
      '  - { sytem: sap, domain: supplier, files: [LFA1.txt] }',
      '  - { system: vms, domain: item, files: [] }',
      '  - { system: vms, domain: item, files: items.json }',
    ].join('\n');
    const { faults, loads } = parseLoadList(list, 'loads.yaml');
    expect(faults.map(formatRuleFault).sort()).toEqual([
      "loads.yaml:2:5 a load needs 'system'",
      "loads.yaml:2:7 unknown setting 'sytem' of a load; did you mean 'system'?",
      'loads.yaml:3:41 must not be empty',
      'loads.yaml:4:41 must be a list, not text',
    ]);
    expect(loads.flatMap(({ files }) => files.map(({ path }) => path))).toEqual(['LFA1.txt']);
  });

  it.each([
    ['', 'loads.yaml:1:1 must be a mapping of names to values, not empty'],
    ['loads: []', 'loads.yaml:1:8 must not be empty'],
    ['- LFA1.txt', 'loads.yaml:1:1 must be a mapping of names to values, not a list'],
    ['loads: [', expect.stringMatching(/^loads\.yaml:1:\d+ /)],
  ])('that is %j is refused', (text, fault) => {
    expect(faultsOf(text)).toEqual([fault]);
  });

  it('has no load twice, in whatever order its files come, and no file twice in a load', () => {
    expect(
      faultsOf(
        'loads:',
        '  - { system: sap, domain: supplier, files: [a.txt, b.txt] }',
        '  - { system: sap, domain: item, files: [a.txt, b.txt] }',
        '  - { system: vms, domain: supplier, files: [a.txt, ./a.txt] }',
        '  - { system: sap, domain: supplier, files: [b.txt, ./a.txt] }',
        '  - { system: sap, domain: supplier, files: [b.txt] }',
      ),
    ).toEqual([
      'loads.yaml:4:53 ./a.txt is in this load already',
      'loads.yaml:5:5 sap supplier with the same files is in the list already, in line 2',
    ]);
  });
});
