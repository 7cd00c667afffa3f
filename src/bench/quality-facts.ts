/** Names a source record within its domain: system and key, as the truth files and the hub both know them. */
export type RecordName = string;

/** The name of a source record. The separator cannot be part of a system's id. */
export function recordName(system: string, key: string): RecordName {
  return `${system} ${key}`;
}

/** A source record as the truth knows it. */
export interface TrueRecord {
  readonly name: RecordName;
  readonly domain: string;
  /** Records of one entity are one real thing. */
  readonly entity: string;
  /** What was done to this copy: `D1`, `D11`… */
  readonly patterns: readonly string[];
}

/** Two records that must stay apart. */
export interface NegativePair {
  readonly domain: string;
  readonly left: RecordName;
  readonly right: RecordName;
  /** `N1`–`N14`: different things that look alike; `L1`–`L5`: related, but not the same. */
  readonly pattern: string;
}

/** A fault that the generator planted. */
export interface PlantedError {
  readonly domain: string;
  readonly name: RecordName;
  /** Column in the source's own format. */
  readonly field: string;
  readonly code: string;
}

/** What the golden record of an entity should say. */
export interface TrueGolden {
  readonly domain: string;
  readonly entity: string;
  readonly attributes: Readonly<Record<string, { readonly value: unknown; readonly source: string }>>;
}

/** Everything that a generated network says about itself. */
export interface Truth {
  readonly records: readonly TrueRecord[];
  readonly negatives: readonly NegativePair[];
  readonly errors: readonly PlantedError[];
  readonly goldens: readonly TrueGolden[];
}

/** A source record that the hub has accepted, and the golden record it belongs to. */
export interface HubRecord {
  readonly domain: string;
  readonly name: RecordName;
  readonly goldenId: string;
}

/** An open task of a steward. */
export interface HubTask {
  readonly domain: string;
  readonly goldenIds: readonly string[];
}

/** Why a record is in quarantine, or what is noted on an accepted one. */
export interface HubFault {
  readonly domain: string;
  readonly name: RecordName;
  readonly code: string;
}

/** Values of a golden record, and which system each single value came from. */
export interface HubGolden {
  readonly id: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly winners: Readonly<Record<string, string>>;
}

/** What the hub has made of the network. */
export interface HubOutcome {
  readonly records: readonly HubRecord[];
  readonly tasks: readonly HubTask[];
  readonly faults: readonly HubFault[];
  readonly goldens: readonly HubGolden[];
}
