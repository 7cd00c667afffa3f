/** What a helper thread does, see `Helpers`. Keeps the fields between tasks: taking them costs as much as comparing a million pairs. */
import { meetInChains } from './candidate-pairs.js';
import { PairComparer } from './compare-pairs.js';
import { comparisonOf } from './comparison-levels.js';
import type { SideTask, SideTasks } from './helpers.js';
import { chainBlocks } from './number-blocks.js';
import { parseColumns } from './parse-delimited.js';
import { Texts } from './texts.js';

type Answers = {
  readonly [Task in SideTask]: (input: SideTasks[Task]['input']) => SideTasks[Task]['output'];
};

/** The work of one helper. */
export class SideWork {
  private comparer = new PairComparer([], []);
  private readonly answers: Answers = {
    parse: ({ bytes, numbers }) => parseColumns(bytes, numbers),
    fields: ({ fields, swaps }) => {
      this.comparer = new PairComparer(
        // Between threads go bytes; what they are is lost on the way.
        fields
          .map(field => ({ ...field, values: new Texts(field.values) }))
          .map(field => ({ field, comparison: comparisonOf(field) })),
        swaps,
      );
      return null;
    },
    compare: ({ left, right, patternOf }) => {
      const counter = this.comparer.comparePart(left, right, patternOf);
      return { codes: counter.codesInOrder(), counts: counter.countsInOrder() };
    },
    chain: ({ rules, blockSize }) => rules.map(({ columns, next }) => chainBlocks(columns, blockSize, next)),
    meet: ({ chains, scope, from, to }) => {
      const { left, right, count } = meetInChains(chains, [], scope, from, to);
      return { left, right, count };
    },
  };

  /** Does one task. */
  run<Task extends SideTask>(task: Task, input: SideTasks[Task]['input']): SideTasks[Task]['output'] {
    return this.answers[task](input);
  }
}
