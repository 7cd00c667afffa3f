import { assignFiles, compileDomain, conventionsOf } from '../../src/core/mapping/index.js';
import type { MappedRecord } from '../../src/core/mapping/index.js';
import { standardizeRecord } from '../../src/core/features/index.js';
import type { Attributes, Fault } from '../../src/core/model/index.js';
import type { LoadedRules } from '../../src/rules/index.js';
import { MemoryJoinStore, memoryBytes, readRecords, UnreadableFile } from '../../src/sources/index.js';
import type { BatchRecord } from '../../src/sources/index.js';

/** A file as it would be uploaded. */
export interface UploadedFile {
  readonly name: string;
  readonly content: Uint8Array;
}

/** What came out of a batch. */
export interface ReadBatch {
  readonly records: readonly (BatchRecord & { readonly mapped: MappedRecord })[];
  readonly byKey: ReadonlyMap<string | null, MappedRecord>;
  /** Faults of rows and of mapping. */
  readonly faults: readonly Fault[];
  /** Causes that stopped the batch, and remarks about its files. */
  readonly causes: readonly Fault[];
}

/** Reads files through a system file as ingestion does, without a database. */
export async function readBatch(
  rules: LoadedRules,
  systemId: string,
  domain: string,
  files: readonly UploadedFile[],
): Promise<ReadBatch> {
  const system = rules.systems.byId.get(systemId);
  const source = system?.domains.find(candidate => candidate.domain === domain);
  const ruleSet = rules.domains.get(domain)?.ruleSet;
  if (system === undefined || source === undefined || ruleSet === undefined) {
    throw new Error(`no ${domain} from ${systemId}`);
  }
  const assignment = assignFiles(source, files.map(file => file.name)); // prettier-ignore
  const causes: Fault[] = [...assignment.faults];
  const compiled = compileDomain(system, source, ruleSet.attributes);
  const batch = readRecords({
    domain: compiled,
    joins: new MemoryJoinStore(),
    open: file => {
      const content = files[assignment.positions.get(file.name) ?? -1]?.content;
      return content === undefined ? undefined : memoryBytes(content);
    },
  });
  const records: ReadBatch['records'][number][] = [];
  try {
    for await (const chunk of batch.records) {
      for (const record of chunk) records.push({ ...record, mapped: compiled.map(record.raw) });
    }
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    causes.push(...error.faults);
  }
  causes.push(...batch.report().notices);
  return {
    records,
    byKey: new Map(records.map(({ mapped }) => [mapped.key, mapped])),
    faults: records.flatMap(({ faults, mapped }) => [...faults, ...mapped.faults]),
    causes,
  };
}

/** Standardises mapped attributes with the conventions of their system. */
export function standardized(
  rules: LoadedRules,
  systemId: string,
  domain: string,
  attributes: Attributes | undefined,
): { readonly attributes: Attributes; readonly faults: readonly Fault[] } {
  const system = rules.systems.byId.get(systemId);
  const ruleSet = rules.domains.get(domain)?.ruleSet;
  if (system === undefined || ruleSet === undefined || attributes === undefined) {
    throw new Error(`nothing to standardize of ${domain} from ${systemId}`);
  }
  return standardizeRecord(ruleSet, attributes, conventionsOf(system));
}
