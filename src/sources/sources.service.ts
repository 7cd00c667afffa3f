import { Injectable } from '@nestjs/common';
import { compileDomain, conventionsOf } from '../core/mapping/index.js';
import type { CompiledDomain } from '../core/mapping/index.js';
import type { DomainSource, SourceSystem } from '../core/rules/index.js';
import { RulesService } from '../rules/index.js';
import { descriptionHash } from './description-hash.js';
import { unknownSourceDomain, unknownSystem } from './sources.errors.js';

/** The source systems in force, with their mappings compiled. */
@Injectable()
export class SourcesService {
  /** Compiled mappings by system object: a newly activated rule set brings new objects and so drops them. */
  readonly #compiled = new WeakMap<SourceSystem, Map<string, CompiledDomain>>();

  readonly #hashes = new WeakMap<DomainSource, string>();

  constructor(private readonly rules: RulesService) {}

  /** All systems, in alphabetical order of their ids. */
  systems(): readonly SourceSystem[] {
    const byId = this.rules.systems();
    return [...byId.keys()].sort().flatMap(id => byId.get(id) ?? []);
  }

  /** @throws DomainError `SOURCE.UNKNOWN_SYSTEM` */
  system(id: string): SourceSystem {
    const byId = this.rules.systems();
    const system = byId.get(id);
    if (system === undefined) throw unknownSystem(id, byId.keys());
    return system;
  }

  /** How a domain's records come out of a system. @throws DomainError `SOURCE.UNKNOWN_SYSTEM`, `SOURCE.UNKNOWN_DOMAIN` */
  domainSource(systemId: string, domain: string): DomainSource {
    const system = this.system(systemId);
    const source = system.domains.find(candidate => candidate.domain === domain);
    if (source !== undefined) return source;
    throw unknownSourceDomain(systemId, domain, system.domains.map(each => each.domain)); // prettier-ignore
  }

  /** The compiled mapping. @throws DomainError `SOURCE.UNKNOWN_SYSTEM`, `SOURCE.UNKNOWN_DOMAIN` */
  mapping(systemId: string, domain: string): CompiledDomain {
    const source = this.domainSource(systemId, domain);
    const system = this.system(systemId);
    const known = this.#compiled.get(system) ?? new Map<string, CompiledDomain>();
    this.#compiled.set(system, known);
    let compiled = known.get(domain);
    if (compiled === undefined) {
      compiled = compileDomain(system, source, this.rules.active(domain).ruleSet.attributes);
      known.set(domain, compiled);
    }
    return compiled;
  }

  /** The {@link descriptionHash} of every system that has records of the domain, by system. */
  descriptionHashes(domain: string): ReadonlyMap<string, string> {
    return new Map(
      this.systems().flatMap(system =>
        system.domains
          .filter(source => source.domain === domain)
          .map(source => [system.system, this.#hashOf(system, source)] as const),
      ),
    );
  }

  /** The {@link descriptionHash} of one of them. @throws DomainError `SOURCE.UNKNOWN_SYSTEM`, `SOURCE.UNKNOWN_DOMAIN` */
  descriptionHash(systemId: string, domain: string): string {
    return this.#hashOf(this.system(systemId), this.domainSource(systemId, domain));
  }

  /** How the system writes values, for standardizers. @throws DomainError `SOURCE.UNKNOWN_SYSTEM` */
  conventions(systemId: string): ReturnType<typeof conventionsOf> {
    return conventionsOf(this.system(systemId));
  }

  #hashOf(system: SourceSystem, source: DomainSource): string {
    const known = this.#hashes.get(source) ?? descriptionHash(system, source);
    this.#hashes.set(source, known);
    return known;
  }
}
