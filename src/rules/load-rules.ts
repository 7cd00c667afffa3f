import { readSourceSystem } from '../core/mapping/index.js';
import type {
  DomainAttributes,
  FrequencySnapshot,
  RuleExamples,
  RuleSet,
  SourceSystem,
} from '../core/rules/index.js';
import { didYouMean, loadReferenceLists, loadRuleSet, sortRuleFaults } from '../core/rules/parse/index.js';
import type { RuleFault, RuleFile } from '../core/rules/parse/index.js';
import { contentHash, sortedByPath } from './content-hash.js';
import { ruleVocabulary } from './rule-vocabulary.js';
import { rulesInvalid } from './rules.errors.js';

/** The rules of one domain as loaded from files. */
export interface LoadedDomain {
  readonly domain: string;
  /** What a version stores: the files that decide, without examples and frequency snapshot. */
  readonly files: readonly RuleFile[];
  readonly hash: string;
  readonly ruleSet: RuleSet;
  /** The snapshot in the folder's `frequencies.json`; absent without one. */
  readonly frequencies?: FrequencySnapshot;
  readonly examples: RuleExamples;
}

/** The source systems as loaded from files; versioned as a whole, because systems share code maps and domains. */
export interface LoadedSystems {
  readonly files: readonly RuleFile[];
  readonly hash: string;
  readonly byId: ReadonlyMap<string, SourceSystem>;
}

/** A rules folder that is right in all its files. */
export interface LoadedRules {
  readonly domains: ReadonlyMap<string, LoadedDomain>;
  readonly systems: LoadedSystems;
}

export type RulesOutcome =
  | { readonly ok: true; readonly rules: LoadedRules }
  | { readonly ok: false; readonly faults: readonly RuleFault[] };

/** Folders that are no domains. */
export const SYSTEMS = 'systems';
const REFERENCE = 'reference';
/** Written by `touchstone rules count`. */
export const FREQUENCIES = 'frequencies.json';

/**
 * Loads all domains, source systems and code lists from the files of a rules folder.
 *
 * @param files paths relative to the folder, with `/`: `supplier/match.yaml`
 * @returns all faults of all files at once, or everything ready to use
 */
export function loadRules(files: readonly RuleFile[]): RulesOutcome {
  const byFolder = groupByFolder(sortedByPath(files));
  const referenceFiles = byFolder.get(REFERENCE) ?? [];
  const { references, faults: referenceFaults } = loadReferenceLists(referenceFiles);
  const faults: RuleFault[] = [...referenceFaults];
  const domains = new Map<string, LoadedDomain>();
  for (const [folder, own] of byFolder) {
    if (folder === REFERENCE || folder === SYSTEMS) continue;
    const outcome = loadRuleSet(folder, own, ruleVocabulary, references);
    if (!outcome.ok) {
      faults.push(...outcome.faults);
      continue;
    }
    const stored = [...own.filter(decides), ...referenceFiles];
    domains.set(folder, {
      domain: folder,
      files: stored,
      hash: contentHash(stored),
      ruleSet: outcome.ruleSet,
      ...(own.some(file => file.path === `${folder}/${FREQUENCIES}`)
        ? { frequencies: outcome.ruleSet.frequencies }
        : {}),
      examples: outcome.examples,
    });
  }
  const folders = [...byFolder.keys()].filter(folder => folder !== REFERENCE && folder !== SYSTEMS);
  const attributes = new Map([...domains].map(([name, { ruleSet }]) => [name, ruleSet.attributes]));
  faults.push(...crossDomainFaults(attributes, new Set(folders)));
  const systemFiles = byFolder.get(SYSTEMS) ?? [];
  // Systems refer to the domains; while a domain is broken, half of their faults would be its own.
  const isComplete = domains.size === folders.length;
  const systems = isComplete ? loadSystems(systemFiles, attributes, faults) : new Map<string, SourceSystem>();
  if (faults.length > 0) return { ok: false, faults: sortRuleFaults(faults) };
  return {
    ok: true,
    rules: { domains, systems: { files: systemFiles, hash: contentHash(systemFiles), byId: systems } },
  };
}

/**
 * Parses the stored files of one domain version.
 *
 * @throws DomainError `RULES.INVALID` when this release reads them otherwise than the one that stored them
 */
export function parseStoredDomain(domain: string, files: readonly RuleFile[]): RuleSet {
  const { references, faults } = loadReferenceLists(files.filter(isReference));
  const outcome = loadRuleSet(
    domain,
    files.filter(file => !isReference(file)),
    ruleVocabulary,
    references,
  );
  if (!outcome.ok || faults.length > 0)
    throw rulesInvalid([...faults, ...(outcome.ok ? [] : outcome.faults)]);
  return outcome.ruleSet;
}

/**
 * Parses the stored files of the source systems against the domains in force.
 *
 * @throws DomainError `RULES.INVALID`
 */
export function parseStoredSystems(
  files: readonly RuleFile[],
  domains: ReadonlyMap<string, DomainAttributes>,
): ReadonlyMap<string, SourceSystem> {
  const faults: RuleFault[] = [];
  const systems = loadSystems(files, domains, faults);
  if (faults.length > 0) throw rulesInvalid(faults);
  return systems;
}

function isReference({ path }: RuleFile): boolean {
  return path.startsWith(`${REFERENCE}/`);
}

function groupByFolder(files: readonly RuleFile[]): ReadonlyMap<string, readonly RuleFile[]> {
  const groups = new Map<string, RuleFile[]>();
  for (const file of files) {
    const folder = file.path.split('/', 1)[0] ?? '';
    groups.set(folder, [...(groups.get(folder) ?? []), file]);
  }
  return groups;
}

/** Examples promise what rules do and the snapshot is stored on its own: neither makes another version. */
function decides({ path }: RuleFile): boolean {
  return path.endsWith('.yaml') && !path.includes('/examples/');
}

function loadSystems(
  files: readonly RuleFile[],
  attributes: ReadonlyMap<string, DomainAttributes>,
  faults: RuleFault[],
): ReadonlyMap<string, SourceSystem> {
  const byId = new Map<string, SourceSystem>();
  for (const { path, text } of files) {
    const outcome = readSourceSystem(text, path, attributes);
    if (!outcome.ok) {
      faults.push(...outcome.faults);
      continue;
    }
    const id = outcome.system.system;
    if (byId.has(id))
      faults.push({ file: path, line: 1, column: 1, message: `system '${id}' is in another file too` });
    byId.set(id, outcome.system);
  }
  return byId;
}

/** References must lead to a domain that exists, and the API's root fields must not collide. */
function crossDomainFaults(
  domains: ReadonlyMap<string, DomainAttributes>,
  folders: ReadonlySet<string>,
): readonly RuleFault[] {
  const faults: RuleFault[] = [];
  const rootFields = new Map<string, string>();
  for (const [name, { attributes, plural }] of domains) {
    const file = `${name}/attributes.yaml`;
    const complain = (message: string): void => void faults.push({ file, line: 1, column: 1, message });
    for (const field of [name, plural]) {
      const other = rootFields.get(field);
      if (other !== undefined) complain(`'${field}' is a field of the API for domain '${other}' already`);
      rootFields.set(field, name);
    }
    const pending = [...attributes];
    for (let rule = pending.pop(); rule !== undefined; rule = pending.pop()) {
      pending.push(...(rule.fields ?? []));
      if (rule.domain !== undefined && !folders.has(rule.domain)) {
        complain(
          `'${rule.name}' points into unknown domain '${rule.domain}'${didYouMean(rule.domain, folders)}`,
        );
      }
    }
  }
  return faults;
}
