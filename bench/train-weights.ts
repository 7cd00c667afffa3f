/**
 * What training makes of the shipped weights, on networks whose truth is known: `npm run build:server && npx tsx bench/train-weights.ts
 * [seed...] [--weights]`. Trains on the records of a network, as a hub would on its own, and scores the automatic merges with the
 * weights as shipped, as trained, and as trained again after a steward who knows the truth has answered the questions that teach most.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ResolvedDomain, Truth } from '../src/bench/index.js';
import type { MatchRules } from '../src/core/rules/index.js';
import type { Training, TrainingJudgement } from '../src/core/training/index.js';
import type { Manifest } from '../src/generator/index.js';
import type { LoadedDomain, LoadedRules } from '../src/rules/index.js';

const built = <Module>(path: string): Promise<Module> =>
  import(new URL(`../dist/src/${path}/index.js`, import.meta.url).href);
const { readTruth, recordName, resolveDomain, scoreQuality } =
  await built<typeof import('../src/bench/index.js')>('bench');
const { writeNetwork } = await built<typeof import('../src/generator/index.js')>('generator');
const { loadRules, readRuleFolder } = await built<typeof import('../src/rules/index.js')>('rules');
const { pairRecords, prepareMatching } =
  await built<typeof import('../src/core/matching/index.js')>('core/matching');
const { Frequencies } = await built<typeof import('../src/core/comparison/index.js')>('core/comparison');
const { chooseQuestions, trainWeights, withWeights } =
  await built<typeof import('../src/core/training/index.js')>('core/training');

const DOMAINS = ['supplier', 'item', 'location', 'costCenter', 'contract'];
const QUESTIONS = 50;
/** Rounds of questions, each trained on the answers so far. */
const ROUNDS = 4;

const outcome = loadRules(await readRuleFolder('golden-record-rules'));
if (!outcome.ok) throw new Error('the shipped rules have faults');
const { rules } = outcome;
const seeds = process.argv.slice(2).filter(word => /^\d+$/.test(word));

for (const seed of seeds.length === 0 ? [101, 202] : seeds.map(Number)) {
  const folder = mkdtempSync(join(tmpdir(), 'touchstone-train-'));
  try {
    const manifest = await writeNetwork({ scale: '10k', seed, dirt: 1, out: folder });
    const truth = await readTruth(join(folder, 'truth'));
    for (const domain of DOMAINS) {
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
  const model = prepareMatching(ruleSet.match, new Frequencies(ruleSet.frequencies));
  const records = before.records
    .filter(({ deleted }) => !deleted)
    .map(({ recordId, features }) => ({ id: recordId, features }));
  const { pairs } = pairRecords(model, records);
  const isTrue = truthOf(network.truth, domain, before);
  const truePairs = pairs.filter(pair => isTrue(...pair)).length;
  const judgements: TrainingJudgement[] = [];
  const cpu = process.cpuUsage();
  let trained = trainWeights({ model, records, pairs, judgements });
  const seconds = process.cpuUsage(cpu).user / 1e6;
  console.log(
    `${domain}, seed ${network.seed}: ${records.length} records, ${pairs.length} pairs, ${trained.patterns.length} patterns, ${seconds.toFixed(1)} s of processor time; ${truePairs} true pairs in blocks`,
  );
  if (process.argv.includes('--weights')) printWeights(trained);
  printScore('as shipped', network, domain, before);
  for (let round = 0; round <= ROUNDS; round++) {
    const name = round === 0 ? 'trained' : `and ${judgements.length} answers`;
    printScore(
      name,
      network,
      domain,
      await resolveWith(network, loaded, withWeights(ruleSet.match, trained.refined.weights)),
    );
    const questions = chooseQuestions(trained, pairs, {
      decision: ruleSet.match.decision,
      count: QUESTIONS,
    });
    const same = questions.filter(({ left, right }) => isTrue(left, right)).length;
    const patterns = new Set(questions.map(({ pattern }) => pattern)).size;
    console.log(
      `    takes ${expectedPairs(trained).toFixed(0)} pairs for true; asks ${questions.length} pairs of ${patterns} patterns; ${same} are the same`,
    );
    judgements.push(
      ...questions.map(({ left, right }) => ({
        left,
        right,
        judgedAs: isTrue(left, right) ? ('same' as const) : ('other' as const),
      })),
    );
    trained = trainWeights({ model, records, pairs, judgements });
  }
}

function truthOf(
  truth: Truth,
  domain: string,
  { records }: ResolvedDomain,
): (left: string, right: string) => boolean {
  const entities = new Map(
    truth.records.filter(each => each.domain === domain).map(({ name, entity }) => [name, entity]),
  );
  const entityOf = new Map(
    records.map(({ recordId, system, key }) => [recordId, entities.get(recordName(system, key))]),
  );
  return (left, right) => entityOf.get(left) !== undefined && entityOf.get(left) === entityOf.get(right);
}

async function resolveWith(
  { folder, manifest }: Network,
  loaded: LoadedDomain,
  match: MatchRules,
): Promise<ResolvedDomain> {
  const changed: LoadedRules = {
    ...rules,
    domains: new Map([
      ...rules.domains,
      [loaded.domain, { ...loaded, ruleSet: { ...loaded.ruleSet, match } }],
    ]),
  };
  return resolveDomain(changed, folder, manifest, loaded.domain);
}

/** Pairs that the model takes for the same. */
function expectedPairs({ patterns, refined }: Training): number {
  return patterns.reduce(
    (sum, { pairs, judgedSame }, number) => sum + judgedSame + pairs * (refined.posterior[number] ?? 0),
    0,
  );
}

function printScore(name: string, { truth }: Network, domain: string, resolved: ResolvedDomain): void {
  const quality = scoreQuality(truth, resolved.outcome).domains.find(each => each.domain === domain);
  if (quality === undefined) throw new Error(`no scores for ${domain}`);
  const { pairs, tasksPer1000Records, truePairsInReview } = quality;
  console.log(
    `  ${name.padEnd(16)} precision ${pairs.precision.toFixed(4)}, recall ${pairs.recall.toFixed(4)}, ${tasksPer1000Records.toFixed(1)} tasks per 1,000 records, ${(100 * truePairsInReview).toFixed(1)} % of true pairs in review`,
  );
}

function printWeights({ refined: { columns, levels } }: Training): void {
  for (const [place, column] of columns.entries()) {
    for (const [level, { name }] of column.levels.entries()) {
      const found = levels[place]?.[level];
      if (found === undefined) continue;
      const { old, weight, counted, same, other, keptBecause = '' } = found;
      const figures = [old, weight, ...counted].map(bits => bits.toFixed(1).padStart(6)).join(' ');
      console.log(
        `  ${`${column.name} ${name}`.padEnd(26)}${figures}  ${same.toFixed(0)} same, ${other.toFixed(0)} other ${keptBecause}`,
      );
    }
  }
}
