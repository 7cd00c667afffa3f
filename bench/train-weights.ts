/**
 * What training makes of the shipped weights, on networks whose truth is known: `npm run build:server && npx tsx bench/train-weights.ts
 * [seed...] [--domain=NAME] [--weights]`. Trains on the records of a network, as a hub would on its own, and scores the automatic merges with the
 * weights as shipped, as trained, and as trained again after a steward who knows the truth has answered the questions that teach most.
 */
import type { ResolvedDomain, Truth } from '../src/bench/index.js';
import type { Training, TrainingJudgement } from '../src/core/training/index.js';
import type { LoadedDomain } from '../src/rules/index.js';
import { built } from './built.js';
import { forEachDomain, printScore, resolveWith, type Network } from './networks-with-truth.js';

const { recordName } = await built<typeof import('../src/bench/index.js')>('bench');
const { pairRecords, prepareMatching } =
  await built<typeof import('../src/core/matching/index.js')>('core/matching');
const { Frequencies } = await built<typeof import('../src/core/comparison/index.js')>('core/comparison');
const { chooseQuestions, trainWeights, withWeights } =
  await built<typeof import('../src/core/training/index.js')>('core/training');

const QUESTIONS = 50;
/** Rounds of questions, each trained on the answers so far. */
const ROUNDS = 4;

await forEachDomain(process.argv.slice(2), measure);

async function measure(network: Network, loaded: LoadedDomain): Promise<void> {
  const { domain, ruleSet } = loaded;
  const before = await resolveWith(network, loaded);
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
      await resolveWith(network, loaded, { match: withWeights(ruleSet.match, trained.refined.weights) }),
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

/** Pairs that the model takes for the same. */
function expectedPairs({ patterns, refined }: Training): number {
  return patterns.reduce(
    (sum, { pairs, judgedSame }, number) => sum + judgedSame + pairs * (refined.posterior[number] ?? 0),
    0,
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
