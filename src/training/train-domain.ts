import { keysOfDomain } from '../core/blocking/index.js';
import { Frequencies } from '../core/comparison/index.js';
import {
  decidePair,
  pairRecords,
  prepareMatching,
  scorePair,
  type MatchModel,
} from '../core/matching/index.js';
import type { RuleSet } from '../core/rules/index.js';
import {
  chooseQuestions,
  pairName,
  rehearseWeights,
  trainWeights,
  withWeights,
  type Question,
  type Rehearsal,
  type RecordPair,
  type Training,
} from '../core/training/index.js';
import { isSensitive } from '../core/validation/index.js';
import {
  HubPairsRepository,
  type AskedPair,
  type HubFacts,
  type NamedRecord,
  type OpenTask,
} from './hub-pairs.repository.js';

/** A record as a person finds it again. */
export interface ShownRecord {
  readonly id: string;
  readonly system: string;
  readonly key: string;
  /** `null` where the domain's title is none for all eyes. */
  readonly title: string | null;
  readonly goldenId: string | null;
}

/** A pair that a steward is asked about, with all that it takes to answer. */
export interface ShownQuestion extends Omit<Question, 'left' | 'right' | 'pattern'> {
  readonly left: ShownRecord;
  readonly right: ShownRecord;
  readonly decision: 'same' | 'review' | 'different';
  /** In words: what speaks for and against, with the weights as they are. */
  readonly reasons: readonly string[];
  /** The task that asks this already; `null` where there is none. */
  readonly taskId: string | null;
  /** What a steward does to answer. */
  readonly answer: string;
}

/** An example of a pair whose decision would change. */
export interface ShownChange {
  readonly left: ShownRecord;
  readonly right: ShownRecord;
  readonly scoreBefore: number;
  readonly scoreAfter: number;
}

/** The outcome of training a domain on a hub. */
export interface DomainTraining {
  readonly domain: string;
  readonly live: number;
  readonly records: number;
  readonly pairs: number;
  readonly judgements: number;
  readonly training: Training;
  readonly rehearsal: Omit<Rehearsal, 'changes'> & {
    readonly changes: readonly (Omit<Rehearsal['changes'][number], 'examples'> & {
      readonly examples: readonly ShownChange[];
    })[];
  };
  readonly questions: readonly ShownQuestion[];
}

/** How much to read, and how many questions to choose. */
export interface TrainingScope {
  /** Records beyond which a sample is read. */
  readonly recordsMax: number;
  readonly questions: number;
}

/** Trains the weights of a domain's rules on the records of a hub. Reads the hub and changes nothing. */
export async function trainDomain(
  repository: HubPairsRepository,
  ruleSet: RuleSet,
  { recordsMax, questions: count }: TrainingScope,
): Promise<DomainTraining> {
  const { domain, match } = ruleSet;
  const facts = await repository.read(domain, recordsMax, match.blockSizeMax);
  const model = prepareMatching(match, new Frequencies(ruleSet.frequencies));
  const pairs = pairsOf(domain, model, facts);
  const { records, judgements } = facts;
  const training = trainWeights({ model, records, pairs, judgements });
  const after = prepareMatching(withWeights(match, training.refined.weights), model.frequencies);
  const rehearsal = rehearseWeights({ before: model, after }, records, pairs);
  const asked = chooseQuestions(training, pairs, { decision: match.decision, count });
  const shown = await showRecords(repository, ruleSet, [
    ...asked,
    ...rehearsal.changes.flatMap(({ examples }) => examples),
  ]);
  const show = (id: string): ShownRecord =>
    shown.get(id) ?? { id, system: '', key: '', title: null, goldenId: null };
  return {
    domain,
    live: facts.live,
    records: records.length,
    pairs: pairs.length,
    judgements: judgements.length,
    training,
    rehearsal: {
      ...rehearsal,
      changes: rehearsal.changes.map(change => ({
        ...change,
        examples: change.examples.map(each => ({ ...each, left: show(each.left), right: show(each.right) })),
      })),
    },
    questions: await showQuestions(repository, domain, model, facts, asked, show),
  };
}

/** The pairs that the hub compares: under its keys, without the blocks that it leaves out. */
function pairsOf(domain: string, model: MatchModel, { records, crowded }: HubFacts): readonly RecordPair[] {
  const keyOf = keysOfDomain(domain);
  return pairRecords(model, records, crowded.size === 0 ? undefined : hash => crowded.has(keyOf(hash))).pairs;
}

async function showRecords(
  repository: HubPairsRepository,
  { attributes }: RuleSet,
  pairs: readonly { readonly left: string; readonly right: string }[],
): Promise<ReadonlyMap<string, ShownRecord>> {
  const named = await repository.name([...new Set(pairs.flatMap(({ left, right }) => [left, right]))]);
  const titleOf = (record: NamedRecord): string | null => {
    const title = record.attributes[attributes.title];
    return typeof title === 'string' && !isSensitive(attributes, attributes.title) ? title : null;
  };
  return new Map(
    [...named].map(([id, record]) => {
      const { system, key, goldenId } = record;
      return [id, { id, system, key, title: titleOf(record), goldenId }];
    }),
  );
}

async function showQuestions(
  repository: HubPairsRepository,
  domain: string,
  model: MatchModel,
  { records }: HubFacts,
  questions: readonly Question[],
  show: (id: string) => ShownRecord,
): Promise<readonly ShownQuestion[]> {
  const features = new Map(records.map(record => [record.id, record.features]));
  const asked = questions.flatMap(({ left, right }): readonly AskedPair[] => {
    const [one, other] = [show(left).goldenId, show(right).goldenId];
    return one === null || other === null || one === other
      ? []
      : [{ records: [left, right], goldens: [one, other] }];
  });
  const tasks = await repository.openTasks(asked);
  return questions.map(({ pattern: _pattern, ...question }) => {
    const [left, right] = [show(question.left), show(question.right)];
    const [a = {}, b = {}] = [features.get(question.left), features.get(question.right)];
    const { decision, reasons } = decidePair(model, scorePair(model, a, b));
    const task = tasks.get(pairName([question.left, question.right]));
    const answer = howToAnswer(domain, left, right, task);
    return { ...question, left, right, decision, reasons, taskId: task?.id ?? null, answer };
  });
}

/** People's words come from their acts in the hub; a task made up from outside would go with the next change of its records. */
function howToAnswer(
  domain: string,
  left: ShownRecord,
  right: ShownRecord,
  task: OpenTask | undefined,
): string {
  if (task !== undefined)
    return `answer the task /work/${task.id}${task.shows ? '' : ', which shows other records of the two golden records'}`;
  if (left.goldenId !== null && left.goldenId === right.goldenId)
    return `one golden record: if they are two things, split /records/${domain}/${left.goldenId}`;
  return `no task asks this: look at /records/${domain}/${left.goldenId ?? '?'} and ${right.goldenId ?? '?'}, and say so with judgePair(leftId: "${left.id}", rightId: "${right.id}", verdict: same, different or related, reason: "…")`;
}
