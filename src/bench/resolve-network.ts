import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Frequencies } from '../core/comparison/index.js';
import { assignFiles, compileDomain, conventionsOf, type CompiledDomain } from '../core/mapping/index.js';
import { prepareMatching } from '../core/matching/index.js';
import { planResolution } from '../core/merge/index.js';
import type { RuleSet } from '../core/rules/index.js';
import { authorityTable } from '../core/survivorship/index.js';
import { demoBatches, type DemoBatch } from '../demo/demo-batches.js';
import type { Manifest } from '../generator/index.js';
import {
  clusterNeighbourhood,
  openConflict,
  openQuestions,
  type NeighbourRecord,
} from '../golden-records/index.js';
import {
  classifyArrival,
  contentHash,
  incoming,
  standardizeIncoming,
  type IncomingRecord,
} from '../ingestion/index.js';
import { decideCandidates, pairRecords, type DecidedPair } from '../matching/index.js';
import type { LoadedRules } from '../rules/index.js';
import { MemoryJoinStore, memoryBytes, readRecords } from '../sources/index.js';
import { planTasks } from '../stewardship/index.js';
import { recordName, type HubFault, type HubOutcome } from './quality-facts.js';

/** What is done on the way, for whoever looks for the reason of a decision. */
export interface ResolvedDomain {
  readonly records: readonly NeighbourRecord[];
  readonly pairs: readonly DecidedPair[];
  readonly outcome: HubOutcome;
}

/** Time at which trust is judged and records are taken in; with it, the same network gives the same golden records. */
const NOW = '2026-11-01T00:00:00.000Z';

/**
 * What the hub makes of a network, without database and jobs: the same functions read, standardise, block, decide, cluster, survive
 * and ask, over all records of a domain at once instead of a batch at a time. Order of arrival changes nothing about
 * clusters, so they are those of the hub. Golden values are those that the hub would propose; what it holds back for an approver is
 * left out as at a first sight.
 *
 * @param folder where `writeNetwork` wrote the network
 */
export async function resolveDomain(
  rules: LoadedRules,
  folder: string,
  manifest: Manifest,
  domain: string,
): Promise<ResolvedDomain> {
  const ruleSet = rules.domains.get(domain)?.ruleSet;
  if (ruleSet === undefined) throw new Error(`no rules for ${domain}`);
  const records: NeighbourRecord[] = [];
  const faults: HubFault[] = [];
  for (const batch of demoBatches(manifest, (system, name) => mappingOf(rules, system, name).source)) {
    if (batch.domain !== domain) continue;
    const taken = await takeIn(rules, ruleSet, folder, batch);
    faults.push(...taken.faults);
    for (const record of taken.records) records.push({ ...record, recordId: String(records.length + 1) });
  }
  const pairs = decideAll(ruleSet, records);
  return { records, pairs, outcome: resolveAll(rules, ruleSet, records, pairs, faults) };
}

function mappingOf(rules: LoadedRules, systemId: string, domain: string): CompiledDomain {
  const system = rules.systems.byId.get(systemId);
  const source = system?.domains.find(each => each.domain === domain);
  const ruleSet = rules.domains.get(domain)?.ruleSet;
  if (system === undefined || source === undefined || ruleSet === undefined)
    throw new Error(`no ${domain} from ${systemId}`);
  return compileDomain(system, source, ruleSet.attributes);
}

/** Reads, maps and standardises one batch; the last version of each accepted record, and every fault. */
async function takeIn(
  rules: LoadedRules,
  ruleSet: RuleSet,
  folder: string,
  { system, domain, paths }: DemoBatch,
): Promise<{ readonly records: readonly NeighbourRecord[]; readonly faults: readonly HubFault[] }> {
  const mapping = mappingOf(rules, system, domain);
  const context = { ruleSet, conventions: conventionsOf(mapping.system) };
  const accepted = new Map<
    string,
    { readonly row: IncomingRecord; readonly hash: string; readonly record: NeighbourRecord }
  >();
  const quarantined: HubFault[] = [];
  for (const row of await readRows(mapping, folder, paths)) {
    const { key } = row;
    const refuse = (codes: readonly string[]): void => {
      if (key !== null)
        quarantined.push(...codes.map(code => ({ domain, name: recordName(system, key), code })));
    };
    if (key === null) continue;
    if (row.faults.some(fault => fault.severity === 'error') && !row.deleted) {
      refuse(row.faults.map(fault => fault.code));
      continue;
    }
    const hash = contentHash(row);
    const known = accepted.get(key);
    const arrival = known === undefined ? 'new' : arrivalOf(row, hash, known);
    if (arrival === 'unchanged' || arrival === 'stale') continue;
    if (arrival === 'contradicts-same-batch') {
      refuse(['KEY_CONTRADICTION']);
      continue;
    }
    const standardized = standardizeIncoming(context, row);
    if (standardized.faults.some(fault => fault.severity === 'error')) {
      refuse(standardized.faults.map(fault => fault.code));
      continue;
    }
    // What is deleted when the hub first hears of it is not taken in.
    if (row.deleted && known === undefined) continue;
    accepted.set(key, { row, hash, record: toRecord(system, key, row, standardized, known?.record) });
  }
  const records = [...accepted.values()].map(({ record }) => record);
  const noted = records.flatMap(record =>
    record.faults.map(({ code }) => ({ domain, name: recordName(system, record.key), code })),
  );
  return { records, faults: [...quarantined, ...noted] };
}

function arrivalOf(
  row: IncomingRecord,
  hash: string,
  known: { readonly row: IncomingRecord; readonly hash: string },
): ReturnType<typeof classifyArrival> {
  return classifyArrival(
    row,
    hash,
    {
      id: '',
      key: '',
      version: 1,
      lastVersion: 1,
      contentHash: known.hash,
      sourceVersion: known.row.sourceVersion,
      effectiveAt: known.row.effectiveAt,
      deleted: known.row.deleted,
      attributes: {},
      batchId: 'this',
      rowNumber: known.row.rowNumber,
    },
    'this',
  );
}

function toRecord(
  system: string,
  key: string,
  row: IncomingRecord,
  { attributes, features, faults }: ReturnType<typeof standardizeIncoming>,
  before: NeighbourRecord | undefined,
): NeighbourRecord {
  return {
    recordId: '',
    system,
    key,
    version: (before?.version ?? 0) + 1,
    attributes: row.deleted ? (before?.attributes ?? {}) : attributes,
    features,
    faults,
    effectiveAt: row.effectiveAt,
    recordedAt: NOW,
    deleted: row.deleted,
  };
}

async function readRows(
  mapping: CompiledDomain,
  folder: string,
  paths: readonly string[],
): Promise<readonly IncomingRecord[]> {
  const { positions } = assignFiles(
    mapping.source,
    paths.map(path => basename(path)),
  );
  const contents = await Promise.all(paths.map(path => readFile(join(folder, path))));
  const reading = readRecords({
    domain: mapping,
    joins: new MemoryJoinStore(),
    open: file => {
      const content = contents[positions.get(file.name) ?? -1];
      return content === undefined ? undefined : memoryBytes(content);
    },
  });
  const rows: IncomingRecord[] = [];
  for await (const chunk of reading.records) rows.push(...chunk.map(record => incoming(record, mapping)));
  return rows;
}

/** Blocks, candidates and decisions of all live records. */
function decideAll(ruleSet: RuleSet, records: readonly NeighbourRecord[]): readonly DecidedPair[] {
  const model = prepareMatching(ruleSet.match, new Frequencies(ruleSet.frequencies));
  const live = records.filter(record => !record.deleted);
  const { pairs } = pairRecords(
    model,
    live.map(({ recordId, features }) => ({ id: recordId, features })),
  );
  return decideCandidates(model, pairs, new Map(live.map(record => [record.recordId, record.features])));
}

function resolveAll(
  rules: LoadedRules,
  ruleSet: RuleSet,
  records: readonly NeighbourRecord[],
  pairs: readonly DecidedPair[],
  faults: readonly HubFault[],
): HubOutcome {
  const { domain } = ruleSet;
  const sources = [...rules.systems.byId.values()].flatMap(system =>
    system.domains.filter(each => each.domain === domain).map(source => ({ system: system.system, source })),
  );
  const model = prepareMatching(ruleSet.match, new Frequencies(ruleSet.frequencies));
  const uniqueSystems = new Set(sources.flatMap(({ system, source }) => (source.unique ? [system] : [])));
  const { resolution, conflicts } = clusterNeighbourhood({
    model,
    records,
    pairs,
    judgements: [],
    links: [],
    goldens: [],
    uniqueSystems,
  });
  let ids = 0;
  const plan = planResolution(
    { goldens: [], links: [], contributors: records, pins: [], approvals: new Map(), judgements: [] },
    resolution,
    {
      ruleSet,
      authority: authorityTable(
        ruleSet.attributes,
        sources.map(({ system, source }) => ({ system, authority: source.authority })),
      ),
      now: NOW,
      newId: () => `${domain}-${(ids += 1)}`,
      actor: 'bench',
      reason: 'bench',
    },
  );
  const goldenOf = new Map(plan.goldens.flatMap(({ after, members }) => members.map(id => [id, after.id])));
  const open = pairs.flatMap(({ left, right, decision, score, reasons }) => {
    const [leftGolden = '', rightGolden = ''] = [goldenOf.get(left), goldenOf.get(right)];
    return decision !== 'review' || leftGolden === rightGolden
      ? []
      : [{ left, right, leftGolden, rightGolden, score, reasons }];
  });
  const members = new Map<string, NeighbourRecord[]>();
  for (const record of records.filter(({ deleted }) => !deleted)) {
    const goldenId = goldenOf.get(record.recordId) ?? '';
    members.set(goldenId, [...(members.get(goldenId) ?? []), record]);
  }
  const questions = openQuestions(model, open, members, uniqueSystems);
  const unsettled = conflicts.filter(({ settled }) => !settled).map(each => openConflict(each, goldenOf));
  return {
    records: records.flatMap(({ recordId, system, key }) => {
      const goldenId = goldenOf.get(recordId);
      return goldenId === undefined ? [] : [{ domain, name: recordName(system, key), goldenId }];
    }),
    tasks: planTasks(questions, unsettled, []).open.map(({ goldenIds }) => ({ domain, goldenIds })),
    faults,
    goldens: plan.goldens.map(({ after }) => ({
      id: after.id,
      attributes: after.attributes,
      winners: Object.fromEntries(
        Object.entries(after.provenance).flatMap(([name, { winner }]) =>
          winner === undefined ? [] : [[name, winner.system] as const],
        ),
      ),
    })),
  };
}
