import { sameJson } from '../core/model/index.js';
import { formatRuleFault, type RuleFile } from '../core/rules/parse/index.js';
import {
  rewriteWeights,
  shareInWords,
  withWeights,
  type RefinedLevel,
  type RefinedWeights,
} from '../core/training/index.js';
import { StartupError } from '../platform/errors/index.js';
import { checkExamples, loadRules, readRuleFolder } from '../rules/index.js';
import type { WrittenFile } from './write-rules.js';

/** A rules folder with refreshed weights, before it is written. */
export interface TrainedRules extends WrittenFile {
  /** Examples of the domain that do not hold with these weights, in words. */
  readonly failedExamples: readonly string[];
}

/**
 * Makes the domain's `match.yaml` with refreshed weights and checks it as the hub would.
 *
 * @param date ISO day on which the pairs were read
 * @throws StartupError when the file cannot be written so that it says these weights and nothing else new
 */
export async function refreshRules(
  folder: string,
  domain: string,
  refined: RefinedWeights,
  date: string,
): Promise<TrainedRules> {
  const files = await readRuleFolder(folder);
  const file = `${domain}/match.yaml`;
  const text = refreshText(files.find(({ path }) => path === file)?.text ?? '', refined, date);
  const before = loadRules(files);
  const after = loadRules(files.map((each): RuleFile => (each.path === file ? { path: file, text } : each)));
  if (!before.ok || !after.ok) {
    const faults = [before, after].flatMap(outcome =>
      outcome.ok ? [] : outcome.faults.map(formatRuleFault),
    );
    throw new StartupError(`The refreshed rules do not load: ${faults.join('; ')}`);
  }
  const [old, fresh] = [before.rules.domains.get(domain), after.rules.domains.get(domain)];
  if (
    old === undefined ||
    fresh === undefined ||
    !sameJson(fresh.ruleSet.match, withWeights(old.ruleSet.match, refined.weights))
  )
    throw new StartupError(
      `${file} with refreshed weights would not say what was learned; nothing was written.`,
    );
  const failedExamples = checkExamples(fresh.ruleSet, fresh.examples).flatMap(({ name, failures }) =>
    failures.map(failure => `${name}: ${failure}`),
  );
  return { file, text, failedExamples };
}

function refreshText(text: string, { columns, levels }: RefinedWeights, date: string): string {
  const edits = columns.flatMap((column, place) =>
    column.levels.toReversed().flatMap(({ path }, step) => {
      const found = levels[place]?.[column.levels.length - 1 - step];
      return found === undefined || found.keptBecause !== undefined
        ? []
        : [{ path, weight: found.weight, origin: originOf(found, path.at(-1) === 'conflictWeight', date) }];
    }),
  );
  try {
    return rewriteWeights(text, edits);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new StartupError(`The weights cannot be refreshed: ${error.message}.`, { cause: error });
  }
}

/** `m .93, u .0021 (.00004 of all pairs): 12,431 pairs of 2026-11-27`. */
function originOf(
  { m, u, chance, same, other, judged }: RefinedLevel,
  isConflict: boolean,
  date: string,
): string {
  const shares = `m ${shareInWords(m)}, u ${shareInWords(u)} (${shareInWords(chance)} of all pairs)`;
  const pairs = `${Math.round(same + other).toLocaleString('en-US')} pairs${judged === 0 ? '' : `, ${judged} of them judged,`}`;
  return `${isConflict ? 'different ' : ''}${shares}: ${pairs} of ${date}`;
}
