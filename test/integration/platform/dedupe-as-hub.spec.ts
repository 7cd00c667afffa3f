import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { useBuiltHub } from '../../harness/index.js';

const { touchstone, makeFolder } = useBuiltHub('dedupe-as-hub-spec');
const FILES = 'test/fixtures/sources';
const SUPPLIERS = [
  `coupa=${FILES}/coupa/suppliers.csv`,
  `vms=${FILES}/vms/suppliers.json`,
  ...['LFA1', 'LFB1', 'LFBK'].map(name => `sap=${FILES}/sap/${name}.csv`),
];

/** Without a database, and with nothing else of a hub. */
async function dedupe(...words: string[]): Promise<{ code: number | null; text: string }> {
  const command = touchstone(['dedupe', '--rules', 'golden-record-rules', ...words], { DATABASE_URL: '' });
  return { code: await command.ended, text: command.text() };
}

describe('touchstone dedupe --domain', () => {
  it('writes what the hub would make of the files of its systems, whatever their order', async () => {
    const [out, again] = [await makeFolder(), await makeFolder()];
    const done = await dedupe('--domain', 'supplier', ...SUPPLIERS, '--out', out);
    expect(done).toEqual({
      code: 0,
      text: expect.stringMatching(/^5 records are 3 things, with 0 questions /),
    });
    expect(await readFile(join(out, 'clusters.csv'), 'utf8')).toBe(
      [
        'record_id,cluster_id',
        'coupa:100245,coupa:100245',
        'sap:0000100871,coupa:100245',
        'sap:0000100872,coupa:100245',
        'sap:0000104007,sap:0000104007',
        'vms:VMS-BPS,vms:VMS-BPS',
        '',
      ].join('\n'),
    );
    const golden = (await readFile(join(out, 'golden.csv'), 'utf8')).split('\n');
    expect(golden[0]).toMatch(/^cluster_id,records,legalName,/);
    expect(golden[1]).toMatch(/^coupa:100245,3,/);
    await dedupe('--domain', 'supplier', ...SUPPLIERS.toReversed(), '--out', again);
    for (const name of [
      'clusters.csv',
      'pairs.csv',
      'golden.csv',
      'tasks.csv',
      'quarantine.csv',
      'report.html',
    ])
      expect(await readFile(join(again, name), 'utf8')).toBe(await readFile(join(out, name), 'utf8'));
  });

  it('measures against the truth, and explains a pair', async () => {
    const out = await makeFolder();
    const truth = join(out, 'truth.csv');
    await writeFile(truth, 'left_id,right_id\ncoupa:100245,sap:0000100871\n');
    const asked = ['--truth', truth, '--explain', 'coupa:100245,sap:0000104007', '--json'];
    const { code, text } = await dedupe('--domain', 'supplier', ...SUPPLIERS, '--out', out, ...asked);
    expect(code).toBe(0);
    const { metrics, explained } = JSON.parse(text) as {
      metrics: { pairwise: { precision: number; recall: number } };
      explained: { isTogether: boolean; reasons: string[] }[];
    };
    expect(metrics.pairwise).toMatchObject({ precision: 1 / 3, recall: 1 });
    expect(explained).toMatchObject([{ isTogether: false }]);
    expect(explained[0]!.reasons).not.toEqual([]);
  });

  it('puts rows that the hub would not take into quarantine.csv, with the cause', async () => {
    const out = await makeFolder();
    const lines = (await readFile(`${FILES}/coupa/suppliers.csv`, 'utf8')).trimEnd().split('\n');
    const nameless = lines[1]!.split(',').with(0, '');
    const file = join(out, 'suppliers.csv');
    await writeFile(file, [...lines, nameless.join(',')].join('\n'));
    expect((await dedupe('--domain', 'supplier', `coupa=${file}`, '--out', out)).code).toBe(0);
    const quarantine = (await readFile(join(out, 'quarantine.csv'), 'utf8')).trimEnd().split('\n');
    expect(quarantine[0]).toBe('system,row,key,code,attribute,message,fix');
    expect(quarantine.slice(1)).toEqual([expect.stringMatching(/^coupa,2,/)]);
    const report = await readFile(join(out, 'report.html'), 'utf8');
    expect(report).toContain('rows in quarantine: 1');
    expect(report).toContain('<td>1</td><td>coupa</td><td></td><td>row 2 has the key of row 1');
  });

  it.each([
    [['--domain', 'suplier', 'coupa=x.csv'], "There is no domain 'suplier'; did you mean 'supplier'?"],
    [['--domain', 'supplier', 'kupa=x.csv'], /^no source system 'kupa'; known: billing, clm, coupa, /],
    [['--domain', 'supplier', 'x.csv'], 'Say of which system x.csv is, for instance coupa=x.csv.'],
    [['--domain', 'item', 'clm=x.csv'], /^clm sends no item records; it sends: contract, supplier/],
    [['--domain', 'supplier', 'coupa=nope.csv'], 'nope.csv cannot be opened or made: it is not there.'],
    [
      ['--domain', 'supplier', `sap=${FILES}/sap/LFA1.csv`],
      /^sap: The batch has no LFB1 file\. Send a file /,
    ],
    [['--domain', 'supplier', `coupa=${FILES}/coupa/items.csv`], /^coupa: The columns of \w+ have changed: /],
    [
      ['--domain', 'supplier', '--link-only', 'coupa=x.csv'],
      /^--id and --link-only have no meaning with --domain/,
    ],
    [
      [`${FILES}/coupa/suppliers.csv`],
      /dedupe\.yaml cannot be read; .* For the rules of a hub, say --domain as well\.$/,
    ],
  ])('says what is wrong with %j', async (words, sentence) => {
    const { code, text } = await dedupe(...words, '--out', await makeFolder());
    expect(code).toBe(1);
    expect(text.trimEnd()).toMatch(sentence);
  });
});
