/**
 * Measures the hub against networks whose truth is known: how well it merges, asks, finds errors and chooses values. The scoring is
 * pure; `readTruth`, `HubOutcomeRepository` and `loadNetwork` bring the two sides together.
 */
export { openBenchHub, type BenchHub } from './bench-hub.js';
export { describeQuality } from './describe-quality.js';
export { HubOutcomeRepository } from './hub-outcome.repository.js';
export { HubSamplesRepository } from './hub-samples.repository.js';
export { loadNetwork, type NetworkLoad } from './load-network.js';
export { recordName, type HubOutcome, type Truth } from './quality-facts.js';
export { readTruth } from './read-truth.js';
export { resolveDomain, type ResolvedDomain } from './resolve-network.js';
export { scoreQuality, type DomainQuality, type Floor, type Quality } from './score-quality.js';
export { timeAnswers, timeFeed, type Times } from './time-hub.js';
