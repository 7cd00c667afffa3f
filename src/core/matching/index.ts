/**
 * Are these two records the same thing? Prepare the rules once (`prepareMatching`), then score, decide and explain
 * pairs with them. Everything is a function of rules, snapshot and the two records alone.
 */
export { prepareMatching, type MatchModel } from './match-model.js';
export {
  levelsOfPair,
  scorePair,
  weighPair,
  type Comparison,
  type Evidence,
  type PairScore,
} from './score-pair.js';
export {
  decideCandidates,
  pairRecords,
  planCandidates,
  type Block,
  type DecidedPair,
} from './decide-candidates.js';
export { blockingYield } from './blocking-yield.js';
export { classifyPair, decidePair, type Decision } from './decide-pair.js';
export { explainPair, type Explanation, type KeyExplanation } from './explain-pair.js';
export type { Change } from './find-counterfactual.js';
export { scoreMany, type RankedCandidate } from './rank-candidates.js';
export { isForbidden, vetoBetween, vetoSignature, type Veto } from './vetoes.js';
export { countFrequencies } from './compute-frequencies.js';
export { mayBeOne, type Member } from './may-be-one.js';
