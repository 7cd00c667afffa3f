/**
 * What a helper thread does for the engine, see `Outcome`. Keeps the fields between tasks: taking them costs as much as comparing a million
 * pairs.
 */
import { meetInChains, type MeetHelper } from './blocking/candidate-pairs.js';
import { PairComparer, type CompareHelper } from './levels/compare-pairs.js';
import { comparisonOf } from './levels/comparison-levels.js';
import { chainBlocks, type ChainHelper } from './blocking/number-blocks.js';
import { parseColumns, type ParseHelper } from './table/parse-delimited.js';
import { Texts } from './table/texts.js';

/** A helper as the engine sees it, on the other side of a thread. */
export interface EngineHelper extends ParseHelper, ChainHelper, MeetHelper, CompareHelper {}

/** What a task is given; of several, what one of them is. */
export type TaskInput<Helper, Task extends keyof Helper> = Task extends keyof Helper
  ? Helper[Task] extends (input: infer Input) => unknown
    ? Input
    : never
  : never;
/** What comes back. */
export type TaskOutput<Helper, Task extends keyof Helper> = Helper[Task] extends (
  input: never,
) => () => infer Output
  ? Output
  : never;

type Answers = {
  readonly [Task in keyof EngineHelper]: (
    input: TaskInput<EngineHelper, Task>,
  ) => TaskOutput<EngineHelper, Task>;
};

/** The work of one helper. */
export class SideWork implements Answers {
  private comparer = new PairComparer([], []);

  readonly parse: Answers['parse'] = ({ bytes, numbers }) => parseColumns(bytes, numbers);

  readonly chain: Answers['chain'] = ({ rules, blockSize }) =>
    rules.map(({ columns, next }) => chainBlocks(columns, blockSize, next));

  readonly meet: Answers['meet'] = ({ chains, scope, from, to }) => {
    const { left, right, count } = meetInChains(chains, [], scope, from, to);
    return { left, right, count };
  };

  readonly takeFields: Answers['takeFields'] = ({ fields, swaps }) => {
    this.comparer = new PairComparer(
      // Between threads go bytes; what they are is lost on the way.
      fields
        .map(field => ({ ...field, values: new Texts(field.values) }))
        .map(field => ({ field, comparison: comparisonOf(field) })),
      swaps,
    );
    return null;
  };

  readonly compare: Answers['compare'] = ({ left, right, patternOf }) => {
    const counter = this.comparer.comparePart(left, right, patternOf);
    return { codes: counter.codesInOrder(), counts: counter.countsInOrder() };
  };
}
