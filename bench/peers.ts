/**
 * Touchstone beside its peers on invented persons, each cold, with training, CSV in and clusters out:
 * `npx tsx bench/peers.ts persons.csv [--peers splink,recordlinkage,dedupe] [--python PATH] [--rounds N]`, where persons.csv is from
 * `bench/persons.ts` and the Python has what is asked for: `splink==4.0.16`, `recordlinkage==0.16`, `dedupe==3.0.3` with `BTrees<6`, which
 * takes a minute and a half for 2,000 records. Runs take turns, so that all have the same conditions; the least of the rounds counts. All
 * have the same blocking rules, five or sixteen; `--auto` and dedupe find their own, dedupe with 200 labelled pairs. Needs the build
 * (`npm run build`) and GNU time.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { stringify } from 'yaml';
import { bCubedQuality, pairwiseQuality } from '../src/core/columnar/index.js';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    peers: { type: 'string', default: 'splink' },
    python: { type: 'string', default: 'python3' },
    rounds: { type: 'string', default: '3' },
  },
});
const [persons] = positionals;
if (persons === undefined)
  throw new Error(
    'npx tsx bench/peers.ts persons.csv [--peers splink,recordlinkage,dedupe] [--python PATH] [--rounds N]',
  );

const FIVE = [
  ['number'],
  ['given_name', 'surname', 'postcode'],
  ['postcode', 'date_of_birth'],
  ['postcode', 'street_number', 'surname'],
  ['surname (first letters)', 'date_of_birth'],
];
const SIXTEEN = [
  ...FIVE,
  ['given_name', 'surname', 'suburb'],
  ['given_name', 'date_of_birth'],
  ['address', 'street_number'],
  ['given_name (first letters)', 'surname', 'date_of_birth (year)'],
  ['given_name', 'surname', 'date_of_birth (day)'],
  ['address', 'surname'],
  ['address', 'date_of_birth'],
  ['given_name', 'postcode', 'address (first letters)'],
  ['surname', 'postcode', 'address (first letters)'],
  ['suburb', 'date_of_birth'],
  ['given_name', 'surname', 'street_number'],
];

const KINDS = {
  given_name: 'word',
  surname: 'word',
  street_number: 'code',
  address: 'address',
  suburb: 'word',
  postcode: 'code',
  state: 'word',
  date_of_birth: 'date',
  number: 'code',
};

/** One program on the file. */
interface Contender {
  readonly name: string;
  readonly command: readonly string[];
  /** Where it writes `record_id,cluster_id`. */
  readonly clusters: string;
}

/** What one run took. */
interface Cost {
  readonly wall: number;
  readonly cpu: number;
  readonly megabytes: number;
}

const folder = mkdtempSync(join(tmpdir(), 'touchstone-peers-'));
const touchstone = (name: string, ...args: readonly string[]): Contender => {
  const out = join(folder, name.replaceAll(/\W+/gu, '-'));
  const command = [process.execPath, 'bin/touchstone.js', 'dedupe', ...args, persons, '--out', out];
  return { name, command, clusters: join(out, 'clusters.csv') };
};
const python = (name: string, script: string, how: string): Contender => {
  const clusters = join(folder, `${script}-${how}.csv`);
  return { name, command: [options.python, `bench/peers/${script}.py`, persons, clusters, how], clusters };
};
const PEERS: Readonly<Record<string, readonly Contender[]>> = {
  splink: [
    python('Splink, 5 rules', 'splink_persons', 'five'),
    python('Splink, 16 rules', 'splink_persons', 'sixteen'),
  ],
  recordlinkage: [
    python('recordlinkage, 5 rules', 'recordlinkage_persons', 'five'),
    python('recordlinkage, 16 rules', 'recordlinkage_persons', 'sixteen'),
  ],
  dedupe: [python('dedupe, 200 labelled pairs', 'dedupe_persons', '100')],
};

try {
  const contenders = [
    touchstone('Touchstone, 5 rules', '--rules', writeRules('five', FIVE)),
    touchstone('Touchstone, 16 rules', '--rules', writeRules('sixteen', SIXTEEN)),
    touchstone('Touchstone --auto', '--auto'),
    ...options.peers.split(',').flatMap(peer => {
      const programs = PEERS[peer];
      if (programs === undefined) throw new Error(`peers are ${Object.keys(PEERS).join(', ')}`);
      return programs;
    }),
  ];
  const costs = contenders.map((): Cost[] => []);
  for (let round = 0; round < Number(options.rounds); round++)
    for (const [index, contender] of contenders.entries()) costs[index]!.push(measure(contender));
  console.log(
    '| | wall s | CPU s | MB at most | pairwise F1 | B³ F1 |\n| --- | ---: | ---: | ---: | ---: | ---: |',
  );
  for (const [index, { name, clusters }] of contenders.entries()) {
    const least = (of: keyof Cost): number => Math.min(...costs[index]!.map(cost => cost[of]));
    const { pairwise, bCubed } = qualityOf(clusters);
    const figures = [least('wall').toFixed(1), least('cpu').toFixed(1), least('megabytes').toFixed(0)];
    console.log(`| ${[name, ...figures, pairwise.toFixed(4), bCubed.toFixed(4)].join(' | ')} |`);
  }
} finally {
  rmSync(folder, { recursive: true });
}

/** A folder for `--rules`: what is compared, as the columns are, and the blocking; the weights are learned. */
function writeRules(name: string, blocking: readonly (readonly string[])[]): string {
  const fields = Object.entries(KINDS).map(([column, kind]) => ({ columns: [column], kind }));
  const own = join(folder, `rules-${name}`);
  mkdirSync(own);
  writeFileSync(join(own, 'dedupe.yaml'), stringify({ fields, blocking }));
  return own;
}

function measure({ name, command }: Contender): Cost {
  const { status, stderr } = spawnSync('/usr/bin/time', ['-f', 'took %e %U %S %M', ...command], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const took = /took ([\d.]+) ([\d.]+) ([\d.]+) (\d+)\s*$/u.exec(stderr);
  if (status !== 0 || took === null) throw new Error(`${name} failed:\n${stderr.slice(-2000)}`);
  const [wall, user, system, kilobytes] = took.slice(1).map(Number);
  return { wall: wall!, cpu: user! + system!, megabytes: kilobytes! / 1024 };
}

/** Who a record is stands in its id: `p12-0`, `p12-1`. */
function qualityOf(path: string): { readonly pairwise: number; readonly bCubed: number } {
  const lines = readFileSync(path, 'utf8').trim().split('\n').slice(1);
  const numberOf = new Map<string, number>();
  const number = (text: string): number => {
    const known = numberOf.get(text) ?? numberOf.size;
    numberOf.set(text, known);
    return known;
  };
  const found: number[] = [];
  const truth: number[] = [];
  for (const line of lines) {
    const [record, cluster] = line.trim().split(',');
    found.push(number(`cluster ${cluster}`));
    truth.push(number(record!.slice(0, record!.indexOf('-'))));
  }
  return { pairwise: pairwiseQuality(found, truth).f1, bCubed: bCubedQuality(found, truth).f1 };
}
