import type { RulesService } from '../rules/index.js';
import type { SourcesService } from '../sources/index.js';

/** The rules of a domain together with what the system files say about its records. */
export interface RulesState {
  readonly domain: string;
  readonly ruleVersion: number;
  readonly systemsVersion: number;
  /** By system; a system without one is no longer described. */
  readonly descriptionHashes: ReadonlyMap<string, string>;
}

/** What is in force for a domain. */
export function rulesStateOf(domain: string, rules: RulesService, sources: SourcesService): RulesState {
  return {
    domain,
    ruleVersion: rules.active(domain).version,
    systemsVersion: rules.systemsVersion,
    descriptionHashes: sources.descriptionHashes(domain),
  };
}
