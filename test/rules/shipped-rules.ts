import { fileURLToPath } from 'node:url';
import { formatRuleFault } from '../../src/core/rules/parse/index.js';
import { loadRules, readRuleFolder } from '../../src/rules/index.js';
import type { LoadedRules } from '../../src/rules/index.js';

/** The folder of rules that ships with the hub. */
export const RULES_FOLDER = fileURLToPath(new URL('../../golden-record-rules', import.meta.url));

/** The shipped domains, loaded without the source systems; throws with all faults when they are wrong. */
export async function shippedDomains(): Promise<LoadedRules> {
  const files = await readRuleFolder(RULES_FOLDER);
  const outcome = loadRules(files.filter(({ path }) => !path.startsWith('systems/')));
  if (!outcome.ok) throw new Error(outcome.faults.map(formatRuleFault).join('\n'));
  return outcome.rules;
}
