/**
 * Which source's value each attribute of a golden record takes, and why. Given the contributors of one golden record, the
 * rules, the authority of the systems and the stewards' pins, the answer depends on nothing else: not on the order in which
 * the records arrived, and not on the clock beyond `now` (trust ages, pins expire).
 *
 * Oracle calls a supplier "Meridian Surgical Supply, Inc." and ranks 1 for `legalName`; the VMS calls it "Meridian Surg" and
 * ranks 3. The name of Oracle survives, "authority: oracle-fusion ranks 1", and the other is kept as a loser.
 */
import type { Attributes, AttributeValue } from '../model/index.js';
import { DomainError, isComposite, isFilled, timeOf } from '../model/index.js';
import type { AttributeRule, Strategy } from '../rules/index.js';
import { aggregateValues } from './aggregate-values.js';
import type { AuthorityTable } from './authority.js';
import { candidatesOf, type Candidate } from './candidates.js';
import type { ContributorRecord, Pin } from './contributor-record.js';
import { compareContributors, loser, pick, refOf, sift } from './decide.js';
import type { AttributeProvenance, Loser, Provenance } from './provenance.js';
import { activePins, nextExpiry, pinned } from './pins.js';
import { statementsOf } from './statements.js';
import { authorityOf } from './strategies.js';
import type { StrategyContext } from './strategies.js';
import { survivalUnits } from './survival-units.js';
import type { SurvivalUnit, SurvivorshipRuleSet } from './survival-units.js';
import { valueKey } from './value-key.js';

/** What survived, and why. */
export interface Survivors {
  readonly attributes: Attributes;
  readonly provenance: Provenance;
  /**
   * ISO instant from which on the record must survive anew because time has passed: a pin in force expires, or trust has decayed
   * so far that another value may win. Until then the same contributors give the same values. Absent: never.
   */
  readonly reviewAt?: string;
  /** For every attribute the places that its value was taken from: lets faults of sources follow their values. */
  readonly origins: ReadonlyMap<string, readonly Origin[]>;
}

/** Where a surviving value (or the element `index` of a list) came from: record, and place in its list. */
export interface Origin {
  readonly recordId: string;
  readonly index?: number;
}

/** A unit's outcome before pins. */
interface Outcome {
  /** The record that won; none for aggregates and where nothing survived. */
  readonly recordId?: string;
  /** The attributes with a value, or with reasons why none survived. */
  readonly decided: readonly DecidedAttribute[];
  /** Instant (ms) from which on time may have changed it; `Infinity`: never. */
  readonly holdsUntilMs: number;
}

interface DecidedAttribute {
  readonly name: string;
  readonly value?: AttributeValue;
  readonly provenance: AttributeProvenance;
  /** Empty where nothing survived. */
  readonly origins: readonly Origin[];
}

/**
 * Chooses the survivors of one golden record.
 *
 * Deleted source records contribute nothing, unless all are deleted: then the last known values survive, so that an inactive
 * golden record can still be read. Values of systems that may `never` decide an attribute are kept as losers.
 *
 * @param now ISO instant at which trust and pins are judged
 * @throws DomainError `SURVIVORSHIP.BAD_TIME` when `now` is no ISO instant
 */
export function chooseSurvivors(
  ruleSet: SurvivorshipRuleSet,
  contributors: readonly ContributorRecord[],
  authority: AuthorityTable,
  pins: readonly Pin[],
  now: string,
): Survivors {
  const nowMs = timeOf(now);
  if (nowMs === undefined) throw new DomainError('SURVIVORSHIP.BAD_TIME', `'${now}' is not an ISO instant`);
  const outcomes = decideAll(ruleSet, [...contributors].sort(compareContributors), authority, nowMs);
  const decided = new Map(outcomes.flatMap(outcome => outcome.decided.map(each => [each.name, each])));
  const active = activePins(pins, nowMs);
  const attributes: Record<string, AttributeValue> = {};
  const provenance: Record<string, AttributeProvenance> = {};
  const origins = new Map<string, readonly Origin[]>();
  for (const { name } of ruleSet.attributes.attributes) {
    const chosen = decided.get(name);
    const pin = active.get(name);
    const value = pin ? pin.value : chosen?.value;
    if (isFilled(value)) attributes[name] = value;
    if (pin) provenance[name] = pinned(pin, chosen?.provenance, chosen?.value);
    else if (chosen) {
      provenance[name] = chosen.provenance;
      if (chosen.origins.length > 0) origins.set(name, chosen.origins);
    }
  }
  const dueMs = outcomes.reduce(
    (least, outcome) => Math.min(least, outcome.holdsUntilMs),
    nextExpiry([...active.values()]),
  );
  const reviewAt = dueMs === Infinity ? {} : { reviewAt: new Date(dueMs).toISOString() };
  return { attributes, provenance, origins, ...reviewAt };
}

/** Decides every unit that anybody says something about once, leaders before the attributes that follow them. */
function decideAll(
  ruleSet: SurvivorshipRuleSet,
  contributors: readonly ContributorRecord[],
  authority: AuthorityTable,
  nowMs: number,
): readonly Outcome[] {
  const units = survivalUnits(ruleSet);
  const statements = statementsOf(units, contributors);
  const nobodyLive = contributors.every(contributor => contributor.deleted);
  const outcomes = new Map<SurvivalUnit, Outcome>();
  const deciding = new Set<SurvivalUnit>();
  const decide = (unit: SurvivalUnit): Outcome | undefined => {
    const said = statements.get(unit);
    // Rules that follow in a circle are refused when they are loaded; here the circle just ends.
    if (said === undefined || deciding.has(unit)) return undefined;
    const known = outcomes.get(unit);
    if (known) return known;
    deciding.add(unit);
    const outcome = decideUnit(
      unit,
      candidatesOf(ruleSet, unit, said),
      {
        attributes: unit.names,
        grouped: unit.grouped,
        authority,
        quality: ruleSet.quality,
        nowMs,
        winnerOf: attribute => {
          const leader = units.get(attribute);
          return leader === undefined ? undefined : decide(leader)?.recordId;
        },
      },
      nobodyLive,
    );
    deciding.delete(unit);
    outcomes.set(unit, outcome);
    return outcome;
  };
  for (const unit of statements.keys()) decide(unit);
  return [...outcomes.values()];
}

function decideUnit(
  unit: SurvivalUnit,
  all: readonly Candidate[],
  context: StrategyContext,
  nobodyLive: boolean,
): Outcome {
  const excluded: { candidate: Candidate; because: string }[] = [];
  const eligible = all.filter(candidate => {
    const because = exclusion(candidate, context, nobodyLive);
    if (because !== undefined) excluded.push({ candidate, because });
    return because === undefined;
  });
  const sifted = sift(unit.strategies, eligible, context);
  const [rule] = unit.attributes;
  if (sifted.perElement && !unit.grouped && rule?.multi === true) {
    const out = excluded.map(({ candidate, because }) => loser(candidate, because));
    return aggregated(rule, sifted, sifted.perElement, context, out);
  }
  // An aggregate strategy decides nothing about single values and groups: the other strategies do.
  const others = unit.strategies.filter(strategy => strategy.by !== 'aggregate');
  const single = sifted.perElement ? sift(others, eligible, context) : sifted;
  const { winner, decidedBy, reason, losers } = pick(single, eligible);
  const { holdsUntilMs } = single;
  const out = excluded.map(({ candidate, because }) =>
    loser(candidate, because, candidate.key === winner?.key),
  );
  const decision = { decidedBy, reason, losers: [...losers, ...out] };
  const decided = unit.grouped
    ? decidedGroup(unit, winner, decision)
    : decidedValue(unit.name, winner, decision);
  return { ...(winner ? { recordId: winner.contributor.recordId } : {}), decided, holdsUntilMs };
}

/** Why a candidate may not survive whatever its merits, or `undefined`. */
function exclusion(
  { contributor }: Candidate,
  context: StrategyContext,
  nobodyLive: boolean,
): string | undefined {
  if (contributor.deleted && !nobodyLive) return `deleted in ${contributor.system}`;
  const barred = context.attributes.find(
    attribute => authorityOf(context, contributor.system, attribute)?.rank === 'never',
  );
  return barred === undefined ? undefined : `authority: ${contributor.system} never decides ${barred}`;
}

function aggregated(
  rule: AttributeRule,
  sifted: ReturnType<typeof sift>,
  strategies: readonly Strategy[],
  context: StrategyContext,
  excluded: readonly Loser[],
): Outcome {
  const union = aggregateValues(rule.name, rule.identity ?? [], strategies, sifted.left, context);
  const dropped = sifted.dropped.map(({ candidate, because }) => loser(candidate, because));
  const losers = [...dropped, ...union.losers, ...excluded];
  const holdsUntilMs = Math.min(sifted.holdsUntilMs, union.holdsUntilMs);
  if (union.value.length === 0 && losers.length === 0) return { decided: [], holdsUntilMs };
  const sources = new Set(union.elements.flatMap(element => element.contributors.map(each => each.recordId)))
    .size;
  const total = `aggregate: ${union.value.length} from ${sources} ${sources === 1 ? 'record' : 'records'}`;
  const provenance: AttributeProvenance = {
    decidedBy: union.value.length === 0 ? 'none' : 'aggregate',
    reason: union.value.length === 0 ? 'no value may survive' : [...sifted.reasons, total].join(', then '),
    elements: union.elements,
    losers,
  };
  const value = union.value.length === 0 ? {} : { value: union.value };
  return { decided: [{ name: rule.name, ...value, provenance, origins: union.sources }], holdsUntilMs };
}

type Decision = Pick<AttributeProvenance, 'decidedBy' | 'reason' | 'losers'>;

function decidedValue(
  name: string,
  winner: Candidate | undefined,
  decision: Decision,
): readonly DecidedAttribute[] {
  if (winner === undefined)
    return decision.losers.length === 0 ? [] : [{ name, provenance: decision, origins: [] }];
  const { contributor, value } = winner;
  const { decidedBy, reason, losers } = decision;
  return [
    {
      name,
      value,
      provenance: { decidedBy, reason, losers, winner: refOf(contributor) },
      origins: [{ recordId: contributor.recordId }],
    },
  ];
}

/** Splits a group's decision into its attributes; each loser shows only its value of that attribute. */
function decidedGroup(
  unit: SurvivalUnit,
  winner: Candidate | undefined,
  decision: Decision,
): readonly DecidedAttribute[] {
  return unit.names.flatMap((name): DecidedAttribute[] => {
    const won = fieldOf(winner?.value, name);
    const losers = decision.losers.flatMap(({ agrees, ...lost }): Loser[] => {
      const value = fieldOf(lost.value, name);
      if (value === undefined) return [];
      const same = won !== undefined && valueKey(value) === valueKey(won);
      return [{ ...lost, value, ...(agrees || same ? { agrees: true } : {}) }];
    });
    if (won === undefined && losers.length === 0) return [];
    const provenance = {
      ...decision,
      group: unit.name,
      losers,
      ...(winner ? { winner: refOf(winner.contributor) } : {}),
    };
    if (won === undefined || !winner) return [{ name, provenance, origins: [] }];
    return [{ name, value: won, provenance, origins: [{ recordId: winner.contributor.recordId }] }];
  });
}

function fieldOf(value: AttributeValue | undefined, field: string): AttributeValue | undefined {
  const found = isComposite(value) ? value[field] : undefined;
  return isFilled(found) ? found : undefined;
}
