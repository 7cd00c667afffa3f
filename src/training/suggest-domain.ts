import { standardizeRecord } from '../core/features/index.js';
import { sameJson } from '../core/model/index.js';
import { formatRuleFault, type RuleFile } from '../core/rules/parse/index.js';
import type { FrequencySnapshot, RuleSet } from '../core/rules/index.js';
import {
  featuresOf,
  subjectsOf,
  suggestRules,
  writeSuggestion,
  type Suggestion,
} from '../core/suggestion/index.js';
import type { TrainingRecord } from '../core/training/index.js';
import { StartupError } from '../platform/errors/index.js';
import { checkExamples, FREQUENCIES, loadRules, readRuleFolder } from '../rules/index.js';
import type { HubPairsRepository } from './hub-pairs.repository.js';
import type { WrittenFile } from './write-rules.js';

/** Who hears how far the work is. */
export interface SuggestionListener {
  readonly onRecord: (done: number, total: number) => void;
  readonly onStep: (words: string) => void;
}

/** What was found in a hub. */
export interface DomainSuggestion {
  readonly domain: string;
  readonly live: number;
  /** `null` where no attribute can tell records apart, or no two records agree on anything telling. */
  readonly suggestion: Suggestion | null;
}

/**
 * Suggests match rules for a domain from the records that a hub holds. Their stored features are those of the rules in force, so the standardised
 * attributes are read anew: a canonical value standardises to itself. Changes nothing.
 *
 * @param recordsMax records beyond which a sample is read
 */
export async function suggestDomain(
  repository: HubPairsRepository,
  ruleSet: RuleSet,
  recordsMax: number,
  { onRecord, onStep }: SuggestionListener,
): Promise<DomainSuggestion> {
  const { domain } = ruleSet;
  const subjects = subjectsOf(ruleSet);
  const features = subjects.flatMap(featuresOf);
  const drawing = { ...ruleSet, match: { ...ruleSet.match, features } };
  const records: TrainingRecord[] = [];
  const live = await repository.eachRecord(domain, recordsMax, ({ id, system, attributes }, all) => {
    records.push({ id, features: standardizeRecord(drawing, attributes, { system }).features });
    onRecord(records.length, Math.min(all, recordsMax));
  });
  return { domain, live, suggestion: records.length < 2 ? null : suggestRules(subjects, records, onStep) };
}

/** A rules folder with suggested rules, before it is written. */
export interface SuggestedRules {
  /** `match.yaml` and the frequency snapshot that its weights were learned with. */
  readonly match: WrittenFile;
  readonly frequencies: WrittenFile;
  /** Examples of the domain that do not hold with these rules, in words. */
  readonly failedExamples: readonly string[];
}

/**
 * Makes the domain's files with the suggested rules and checks them as the hub would.
 *
 * @param counted where and when the records were read
 * @throws StartupError when the files would not say what was found
 */
export async function suggestedFiles(
  folder: string,
  domain: string,
  suggestion: Suggestion,
  counted: NonNullable<FrequencySnapshot['counted']>,
): Promise<SuggestedRules> {
  const date = counted.at.slice(0, 10);
  const match = { file: `${domain}/match.yaml`, text: writeSuggestion(suggestion, { domain, date }) };
  const snapshot = { counted, ...suggestion.frequencies };
  const frequencies = { file: `${domain}/${FREQUENCIES}`, text: `${JSON.stringify(snapshot, null, 1)}\n` };
  const made = [match, frequencies];
  const others = (await readRuleFolder(folder)).filter(({ path }) => made.every(({ file }) => file !== path));
  const outcome = loadRules([...others, ...made.map(({ file, text }): RuleFile => ({ path: file, text }))]);
  if (!outcome.ok)
    throw new StartupError(
      `The suggested rules do not load: ${outcome.faults.map(formatRuleFault).join('; ')}`,
    );
  const fresh = outcome.rules.domains.get(domain);
  if (fresh === undefined || !sameJson(fresh.ruleSet.match, suggestion.rules))
    throw new StartupError(`${match.file} would not say what was found; nothing was written.`);
  const failedExamples = checkExamples(fresh.ruleSet, fresh.examples).flatMap(({ name, failures }) =>
    failures.map(failure => `${name}: ${failure}`),
  );
  return { match, frequencies, failedExamples };
}
