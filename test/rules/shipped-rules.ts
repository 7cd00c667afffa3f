import { fileURLToPath } from 'node:url';
import { formatRuleFault } from '../../src/core/rules/parse/index.js';
import { loadRules, readRuleFolder } from '../../src/rules/index.js';
import type { LoadedRules } from '../../src/rules/index.js';

/** The folder of rules that ships with the hub. */
export const RULES_FOLDER = fileURLToPath(new URL('../../golden-record-rules', import.meta.url));

/** The shipped rules, loaded; throws with all faults when they are wrong. */
export async function shippedRules(): Promise<LoadedRules> {
  const outcome = loadRules(await readRuleFolder(RULES_FOLDER));
  if (!outcome.ok) throw new Error(outcome.faults.map(formatRuleFault).join('\n'));
  return outcome.rules;
}
