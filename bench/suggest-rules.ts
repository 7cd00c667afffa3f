/**
 * Suggested rules beside those written by hand, on networks whose truth is known: `npm run build:server && npx tsx bench/suggest-rules.ts
 * [seed...] [--domain=NAME] [--yaml]`. Suggests from the records of a network, as a hub would from its own, and scores the automatic merges.
 */
import type { LoadedDomain } from '../src/rules/index.js';
import { built } from './built.js';
import { forEachDomain, printScore, resolveWith, type Network } from './networks-with-truth.js';

const { standardizeRecord } = await built<typeof import('../src/core/features/index.js')>('core/features');
const { featuresOf, subjectsOf, suggestRules, writeSuggestion } =
  await built<typeof import('../src/core/suggestion/index.js')>('core/suggestion');

const words = process.argv.slice(2);
await forEachDomain(words, measure);

async function measure(network: Network, loaded: LoadedDomain): Promise<void> {
  const { domain, ruleSet } = loaded;
  const before = await resolveWith(network, loaded);
  const subjects = subjectsOf(ruleSet);
  const features = subjects.flatMap(featuresOf);
  const drawing = { ...ruleSet, match: { ...ruleSet.match, features } };
  const cpu = process.cpuUsage();
  const records = before.records
    .filter(({ deleted }) => !deleted)
    .map(({ recordId, attributes, system }) => ({
      id: recordId,
      features: standardizeRecord(drawing, attributes, { system }).features,
    }));
  const suggestion = suggestRules(subjects, records);
  const seconds = process.cpuUsage(cpu).user / 1e6;
  console.log(
    `${domain}, seed ${network.seed}: ${records.length} records, ${seconds.toFixed(1)} s of processor time`,
  );
  printScore('by hand', network, domain, before);
  if (suggestion === null) {
    console.log('  nothing is suggested');
    return;
  }
  if (words.includes('--yaml')) console.log(writeSuggestion(suggestion, { domain, date: '2026-11-01' }));
  const { rules: match, frequencies } = suggestion;
  const after = await resolveWith(network, loaded, { match, frequencies });
  printScore('suggested', network, domain, after);
}
