import { didYouMean } from '../core/rules/parse/index.js';
import { StartupError } from '../platform/errors/index.js';
import { loadRules, readRuleFolder, type LoadedDomain, type LoadedRules } from '../rules/index.js';

/** The rules of a folder. @throws StartupError when the files have faults */
export async function loadRuleFolder(folder: string): Promise<LoadedRules> {
  const outcome = loadRules(await readRuleFolder(folder));
  if (outcome.ok) return outcome.rules;
  throw new StartupError(
    `The rule files have ${outcome.faults.length} faults; "touchstone rules check" names them.`,
  );
}

/**
 * The domains of a rules folder by name: those that were asked for, or all.
 *
 * @throws StartupError when the files have faults or a domain is not there
 */
export async function loadDomains(
  folder: string,
  names: readonly string[],
): Promise<ReadonlyMap<string, LoadedDomain>> {
  const { domains } = await loadRuleFolder(folder);
  if (names.length === 0) return domains;
  return new Map(
    names.map(name => {
      const loaded = domains.get(name);
      if (loaded === undefined) throw unknownDomain(name, domains.keys());
      return [name, loaded];
    }),
  );
}

/** Says which domain was perhaps meant. */
export function unknownDomain(name: string, known: Iterable<string>): StartupError {
  return new StartupError(`There is no domain '${name}'${didYouMean(name, known)}`);
}

/** One domain of a rules folder. @throws StartupError as `loadDomains` */
export async function loadDomain(folder: string, name: string): Promise<LoadedDomain> {
  const [loaded] = (await loadDomains(folder, [name])).values();
  if (loaded === undefined) throw new StartupError(`There is no domain '${name}'.`);
  return loaded;
}
