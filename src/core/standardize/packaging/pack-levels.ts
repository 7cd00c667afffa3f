/**
 * From statements about packages to the levels of one item: each level's quantity of each (QOE), exactly, with the
 * faults that price files are known for: an each that holds more than one, and a chain that contradicts itself.
 */
import type { Fault } from '../../model/index.js';
import { fault } from '../outcome.js';
import { compareFractions, divide, equals, fractionText, multiply, ONE, type Fraction } from './fraction.js';

/** A package as stated. `qoe` and the pair `quantity`/`child` may both be given and are then compared. */
export interface StatedLevel {
  /** Canonical unit; '' where the notation names none. */
  readonly uom: string;
  readonly quantity?: Fraction;
  readonly child?: string;
  readonly qoe?: Fraction;
}

/** A package as understood, base unit first. */
export interface PackLevel {
  readonly uom: string;
  readonly qoe: Fraction;
  readonly quantity: Fraction;
  readonly child: string;
}

interface Resolution {
  readonly levels: readonly PackLevel[];
  readonly faults: readonly Fault[];
}

function unitName(uom: string): string {
  return uom === '' ? 'the outer package' : uom;
}

/** The unit that everything is counted in: stated with QOE 1, else a child that is nobody's parent, else EA. */
function baseOf(stated: readonly StatedLevel[]): string | null {
  const own = stated.find(
    level =>
      (level.child ?? '') === '' &&
      (level.qoe === undefined || equals(level.qoe, ONE)) &&
      (level.quantity === undefined || equals(level.quantity, ONE)),
  );
  if (own !== undefined) return own.uom;
  const parents = new Set(stated.filter(level => level.quantity !== undefined).map(level => level.uom));
  return stated.map(level => level.child ?? '').find(child => child !== '' && !parents.has(child)) ?? null;
}

function chainFault(level: StatedLevel, stated: Fraction, computed: Fraction): Fault {
  const child = level.child ?? '';
  const factors =
    level.quantity === undefined || child === '' ? '' : ` (${fractionText(level.quantity)} ${child} each)`;
  return fault(
    'QOE_CHAIN_BROKEN',
    'error',
    `${unitName(level.uom)} is said to hold ${fractionText(stated)} base units, but its contents${factors} come to ${fractionText(computed)}.`,
    { fix: `If the contents are right, the quantity of each is ${fractionText(computed)}.` },
  );
}

/** What a level holds in base units by its contents, or `undefined` while its child is not known yet. */
function computedQoe(
  level: StatedLevel,
  known: ReadonlyMap<string, Fraction>,
  base: string | null,
): Fraction | undefined {
  if (level.quantity === undefined) return level.uom === base ? ONE : undefined;
  if ((level.child ?? '') === '') return level.quantity;
  if (level.child === level.uom) return equals(level.quantity, ONE) ? ONE : undefined;
  const child = known.get(level.child ?? '');
  return child === undefined ? undefined : multiply(child, level.quantity);
}

/** Resolves levels in any order: each round can use what the rounds before found. */
function resolveQoes(
  stated: readonly StatedLevel[],
  base: string | null,
): { readonly known: Map<string, Fraction>; readonly faults: Fault[] } {
  const known = new Map<string, Fraction>(base === null ? [] : [[base, ONE]]);
  const faults: Fault[] = [];
  let open = [...stated];
  for (let size = -1; open.length > 0 && size !== open.length;) {
    size = open.length;
    open = open.filter(level => {
      const computed = computedQoe(level, known, base);
      const qoe = computed ?? (level.quantity === undefined ? level.qoe : undefined);
      if (qoe === undefined) return true;
      if (computed !== undefined && level.qoe !== undefined && !equals(level.qoe, computed))
        faults.push(chainFault(level, level.qoe, computed));
      const before = known.get(level.uom);
      if (before !== undefined && !equals(before, qoe) && level.uom !== 'EA')
        faults.push(chainFault(level, before, qoe));
      if (before === undefined) known.set(level.uom, qoe);
      return false;
    });
  }
  for (const level of open) {
    if (level.qoe !== undefined && !known.has(level.uom)) known.set(level.uom, level.qoe);
    else
      faults.push(
        fault('QOE_CHAIN_BROKEN', 'error', `Nothing says how many base units ${unitName(level.uom)} holds.`, {
          fix: `State the contents of ${level.child ?? 'its inner package'}.`,
        }),
      );
  }
  return { known, faults };
}

/** EA means one. A price file line that says `EA` with 50 means a box. */
function eachFaults(stated: readonly StatedLevel[]): readonly Fault[] {
  const wrong = stated.find(
    level =>
      level.uom === 'EA' &&
      [level.qoe, level.quantity].some(count => count !== undefined && !equals(count, ONE)),
  );
  const count = wrong?.qoe ?? wrong?.quantity;
  if (count === undefined) return [];
  return [
    fault('EA_QOE_NOT_1', 'error', `The unit is EA, but the quantity of each is ${fractionText(count)}.`, {
      fix: `Use the unit of the package that holds ${fractionText(count)}, or quantity 1.`,
    }),
  ];
}

/** Resolves stated levels into pack levels, smallest first. */
export function resolvePackLevels(stated: readonly StatedLevel[]): Resolution {
  const base = baseOf(stated);
  const { known, faults } = resolveQoes(stated, base);
  const sorted = [...known].sort(
    ([leftUom, left], [rightUom, right]) => compareFractions(left, right) || (leftUom < rightUom ? -1 : 1),
  );
  const levels = sorted.map(([uom, qoe], index): PackLevel => {
    const said = stated.find(level => level.uom === uom && (level.child ?? '') !== '' && level.child !== uom);
    const [innerUom, innerQoe] =
      said === undefined
        ? (sorted[index - 1] ?? ['', ONE])
        : [said.child ?? '', known.get(said.child ?? '') ?? ONE];
    return { uom, qoe, child: innerUom, quantity: innerUom === '' ? qoe : divide(qoe, innerQoe) };
  });
  return { levels, faults: [...eachFaults(stated), ...faults] };
}
