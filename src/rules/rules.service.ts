import { AuditRepository } from '../audit/index.js';
import { canonicalJson } from '../core/model/index.js';
import type { FrequencySnapshot, RuleSet, SourceSystem } from '../core/rules/index.js';
import { Clock } from '../platform/clock/index.js';
import { Database, NotificationListener, Transaction } from '../platform/database/index.js';
import { Logger } from '../platform/logging/index.js';
import { loadRules, parseStoredDomain, parseStoredSystems, SYSTEMS } from './load-rules.js';
import type { LoadedRules } from './load-rules.js';
import { readRuleFolder } from './read-rule-folder.js';
import { RuleSetVersionRepository } from './rule-set-version.repository.js';
import type { RuleSetVersion } from './rule-set-version.repository.js';
import { rulesInvalid, unknownDomain, unknownVersion } from './rules.errors.js';

/** A rule set with the version that it is. */
export interface VersionedRuleSet {
  readonly domain: string;
  readonly version: number;
  readonly hash: string;
  readonly ruleSet: RuleSet;
}

/** What one activation did to a domain (or to `systems`). */
export interface Activation {
  readonly domain: string;
  readonly version: number;
  readonly hash: string;
  /** False: the files and the snapshot were those of the active version, and nothing was stored. */
  readonly isNew: boolean;
}

/** Who activates, and with which frequency snapshots. */
export interface ActivationOrder {
  /** `user:<id>`, `key:<id>` or `machine`. */
  readonly actor: string;
  readonly correlationId: string;
  /**
   * Domain → snapshot counted over the records now there. A domain without one takes the one in its folder, else it keeps
   * that of its active version, else it has an empty one.
   */
  readonly frequencies?: ReadonlyMap<string, FrequencySnapshot>;
}

const NOTHING_COUNTED: FrequencySnapshot = { records: 0, features: {} };
/** Serialises activations of all processes. */
const ACTIVATION_LOCK = 'rules.activate';

/**
 * The rules in force. They come from the database, where `activate` puts them: editing a file changes nothing until its
 * folder is activated, and every process runs the same version. A hub without any version activates its folder at start.
 */
export class RulesService {
  #active: ReadonlyMap<string, VersionedRuleSet> = new Map();
  #systems: {
    readonly version: number;
    readonly hash: string | undefined;
    readonly byId: ReadonlyMap<string, SourceSystem>;
  } = {
    version: 0,
    hash: undefined,
    byId: new Map(),
  };
  readonly #older = new Map<string, VersionedRuleSet>();
  #stopListening: (() => void) | undefined;

  constructor(
    private readonly folder: string,
    private readonly database: Database,
    private readonly versions: RuleSetVersionRepository,
    private readonly audit: AuditRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * Loads the active versions; activates the folder's domains and systems that have none.
   *
   * @throws DomainError `RULES.INVALID` when the folder is faulty and the hub has no rules to run with
   */
  async start(listener: NotificationListener, logger: Logger): Promise<void> {
    await this.refresh();
    const outcome = loadRules(await readRuleFolder(this.folder));
    if (!outcome.ok && this.#active.size === 0) throw rulesInvalid(outcome.faults);
    if (!outcome.ok) {
      logger.error('the rule files have faults; the hub runs with the active versions', {
        faults: outcome.faults.length,
      });
    } else if (this.#lacksAny(outcome.rules)) {
      await this.activate({ actor: 'machine', correlationId: 'start' });
    } else if (this.pendingIn(outcome.rules).length > 0) {
      logger.warn(
        'rule files differ from the active versions; activate them with "touchstone rules activate"',
        {
          domains: this.pendingIn(outcome.rules).join(', '),
        },
      );
    }
    this.#stopListening = await listener.listen('rules_activated', () => {
      this.refresh().catch((error: unknown) =>
        logger.error('activated rules could not be loaded', { error }),
      );
    });
  }

  stop(): void {
    this.#stopListening?.();
  }

  /** @throws DomainError `RULES.UNKNOWN_DOMAIN` */
  active(domain: string): VersionedRuleSet {
    const found = this.#active.get(domain);
    if (found === undefined) throw unknownDomain(domain);
    return found;
  }

  /**
   * Any version that was ever active.
   *
   * @throws DomainError `RULES.UNKNOWN_VERSION`
   */
  async version(domain: string, version: number): Promise<VersionedRuleSet> {
    const current = this.#active.get(domain);
    if (current?.version === version) return current;
    const key = `${domain} ${version}`;
    const known = this.#older.get(key);
    if (known !== undefined) return known;
    const stored = await this.versions.find(this.database, domain, version);
    if (stored === undefined || domain === SYSTEMS) throw unknownVersion(domain, version);
    const parsed = ruleSetOf(stored);
    this.#older.set(key, parsed);
    return parsed;
  }

  /** Domain ids in alphabetical order. */
  domains(): readonly string[] {
    return [...this.#active.keys()].sort();
  }

  /** The source systems in force, by id. */
  systems(): ReadonlyMap<string, SourceSystem> {
    return this.#systems.byId;
  }

  /** The version of the source systems in force; they are versioned as a whole. */
  get systemsVersion(): number {
    return this.#systems.version;
  }

  /** Domains (and `systems`) whose files or frequency snapshot differ from the active version. */
  pendingIn(rules: LoadedRules): readonly string[] {
    const changed = [...rules.domains.values()]
      .filter(({ domain, hash, frequencies }) => {
        const active = this.#active.get(domain);
        const recounted =
          frequencies !== undefined &&
          canonicalJson(frequencies) !== canonicalJson(active?.ruleSet.frequencies);
        return active?.hash !== hash || recounted;
      })
      .map(({ domain }) => domain);
    return rules.systems.hash === this.#systems.hash ? changed : [...changed, SYSTEMS];
  }

  /**
   * Makes the folder's rules the active ones. Everything is activated together, in one transaction, or nothing; a domain
   * whose files and snapshot are those of its active version keeps it.
   *
   * @throws DomainError `RULES.INVALID` with all faults; then nothing was changed
   */
  async activate(order: ActivationOrder): Promise<readonly Activation[]> {
    const outcome = loadRules(await readRuleFolder(this.folder));
    if (!outcome.ok) throw rulesInvalid(outcome.faults);
    const { domains, systems } = outcome.rules;
    const activations = await this.database.transaction(async tx => {
      await tx.lock(ACTIVATION_LOCK);
      const newest = new Map((await this.versions.newest(tx)).map(version => [version.domain, version]));
      const done: Activation[] = [];
      for (const { domain, files, hash, frequencies: counted } of domains.values()) {
        const previous = newest.get(domain);
        const frequencies =
          order.frequencies?.get(domain) ?? counted ?? previous?.frequencies ?? NOTHING_COUNTED;
        done.push(await this.#store(tx, { domain, files, hash, frequencies }, previous, order));
      }
      const candidate = {
        domain: SYSTEMS,
        files: systems.files,
        hash: systems.hash,
        frequencies: NOTHING_COUNTED,
      };
      done.push(await this.#store(tx, candidate, newest.get(SYSTEMS), order));
      return done;
    });
    await this.refresh();
    return activations;
  }

  /** Loads the newest versions again, for instance after another process activated some. */
  async refresh(): Promise<void> {
    const newest = await this.versions.newest(this.database);
    const stored = newest.filter(({ domain }) => domain !== SYSTEMS);
    const systems = newest.find(({ domain }) => domain === SYSTEMS);
    const active = new Map(stored.map(version => [version.domain, this.#sameOrParsed(version)]));
    const attributes = new Map([...active].map(([domain, { ruleSet }]) => [domain, ruleSet.attributes]));
    const byId = parseStoredSystems(systems?.files ?? [], attributes);
    // Assigned together and only when all could be read: nobody sees the domains of one activation with the systems of another.
    this.#active = active;
    this.#systems = { version: systems?.version ?? 0, hash: systems?.hash, byId };
  }

  /** Consumers keep what they derived from a rule set by its identity, so an unchanged version stays the same object. */
  #sameOrParsed(version: RuleSetVersion): VersionedRuleSet {
    const current = this.#active.get(version.domain);
    return current?.version === version.version ? current : ruleSetOf(version);
  }

  #lacksAny(rules: LoadedRules): boolean {
    return (
      [...rules.domains.keys()].some(domain => !this.#active.has(domain)) || this.#systems.hash === undefined
    );
  }

  async #store(
    tx: Transaction,
    candidate: Pick<RuleSetVersion, 'domain' | 'files' | 'hash' | 'frequencies'>,
    previous: RuleSetVersion | undefined,
    { actor, correlationId }: ActivationOrder,
  ): Promise<Activation> {
    const { domain, hash } = candidate;
    const isSame =
      previous?.hash === hash && canonicalJson(previous.frequencies) === canonicalJson(candidate.frequencies);
    if (isSame) return { domain, version: previous.version, hash, isNew: false };
    const version = (previous?.version ?? 0) + 1;
    await this.versions.insert(tx, {
      ...candidate,
      version,
      activatedAt: this.clock.now(),
      activatedBy: actor,
    });
    this.audit.append(tx, [
      {
        actor,
        action: 'rules.activate',
        subject: { kind: 'rules', id: domain },
        details: { version, hash, records: candidate.frequencies.records },
        correlationId,
      },
    ]);
    return { domain, version, hash, isNew: true };
  }
}

function ruleSetOf({ domain, version, hash, files, frequencies }: RuleSetVersion): VersionedRuleSet {
  return { domain, version, hash, ruleSet: { ...parseStoredDomain(domain, files), frequencies } };
}
