/**
 * Packaging of an item: from a packaging string or structured levels to a list of levels, smallest first:
 * `[{uom: 'PR', qoe: '1'}, {uom: 'BX', qoe: '50', quantity: '50', of: 'PR'}, {uom: 'CA', qoe: '200', quantity: '4', of: 'BX'}]`.
 *
 * `qoe` is the quantity of base units, `quantity` of the next smaller package; both are exact (`1/3` where no whole
 * number does). Fields of structured levels that are not about quantities (`gtin`, `orderable`) are carried through.
 * Part `base` is the base unit, `chain` the levels as text (`PR1 BX50 CA200`), which is also the key.
 */
import type { AttributeValue, CompositeValue, Fault, Standardized } from '../../model/index.js';
import { resolveUnit } from '../codes.js';
import { NOTHING, accepted, fault, presentParts, refused } from '../outcome.js';
import { textOf, type StandardizeContext, type Standardizer } from '../standardizer.js';
import { cleanLine } from '../characters.js';
import { fieldText } from '../text.js';
import { fractionText, isPlausible, multiply, readFraction, type Fraction } from './fraction.js';
import { readPackagingText, type PackStatement } from './packaging-text.js';
import { resolvePackLevels, type PackLevel, type StatedLevel } from './pack-levels.js';

interface Understood {
  readonly stated: readonly StatedLevel[];
  readonly faults: readonly Fault[];
  /** Other fields of structured levels, by unit. */
  readonly others: ReadonlyMap<string, CompositeValue>;
}

function isComposite(value: AttributeValue): value is CompositeValue {
  return typeof value === 'object' && !Array.isArray(value);
}

function isList(value: AttributeValue): value is readonly AttributeValue[] {
  return Array.isArray(value);
}

/** Maps a unit or records that it is unknown; the level then keeps no unit. */
function unit(raw: string, context: StandardizeContext, faults: Fault[]): string | null {
  if (raw === '') return '';
  const canonical = resolveUnit(raw, context);
  if (canonical === null && !faults.some(one => one.value === raw.slice(0, 200))) {
    faults.push(
      fault(
        'UOM_UNKNOWN',
        'error',
        `The unit "${raw.slice(0, 40)}" is not in the unit map of ${context.system ?? 'this source'}.`,
        {
          raw,
          fix: 'Add it to the source’s unit map with its X12 355 code; units are never mapped across sources.',
        },
      ),
    );
  }
  return canonical;
}

function quantityOf(text: string): Fraction | undefined {
  const product = text.split('x').map(factor => readFraction(factor));
  return (
    product.reduce<Fraction | null | undefined>(
      (total, factor) => (total && factor ? multiply(total, factor) : factor),
      product[0] === null ? null : { numerator: 1n, denominator: 1n },
    ) ?? undefined
  );
}

function fromStatements(statements: readonly PackStatement[], context: StandardizeContext): Understood {
  const faults: Fault[] = [];
  const stated: StatedLevel[] = [];
  for (const { quantity, child, parent } of statements) {
    const [parentUnit, childUnit] = [unit(parent, context, faults), unit(child, context, faults)];
    if (parentUnit === null || childUnit === null) continue;
    const count = quantity === '' ? undefined : quantityOf(quantity);
    if (quantity !== '' && count === undefined)
      faults.push(fault('PACK_QUANTITY', 'error', `"${quantity.slice(0, 40)}" is no quantity of a package.`));
    else
      stated.push({
        uom: parentUnit,
        ...(count === undefined ? {} : { quantity: count }),
        ...(childUnit === '' ? {} : { child: childUnit }),
      });
  }
  return { stated, faults, others: new Map() };
}

/** Field names of the sources for unit, contents and quantity of each. */
const UOM_FIELDS = ['uom', 'uomX12', 'unit', 'code'];
const QUANTITY_FIELDS = ['quantity', 'qtyOfChild', 'qty', 'pkgQuantity'];
const CHILD_FIELDS = ['of', 'child', 'childUom', 'innerUom'];
const QOE_FIELDS = ['qoe', 'eaches', 'conversion'];
/** SAP states a conversion as numerator (UMREZ) and denominator (UMREN). */
const NUMERATOR_FIELDS = ['numerator', 'umrez'];
const DENOMINATOR_FIELDS = ['denominator', 'umren'];
const OWN_FIELDS = new Set([
  ...UOM_FIELDS,
  ...QUANTITY_FIELDS,
  ...CHILD_FIELDS,
  ...QOE_FIELDS,
  ...NUMERATOR_FIELDS,
  ...DENOMINATOR_FIELDS,
  'level',
  'uomRec20',
]);

function field(level: CompositeValue, names: readonly string[]): string {
  for (const name of names) {
    const text = Object.hasOwn(level, name) ? fieldText(level[name]) : '';
    if (text !== '') return text;
  }
  return '';
}

function qoeOf(level: CompositeValue): string {
  const numerator = field(level, NUMERATOR_FIELDS);
  return numerator === ''
    ? field(level, QOE_FIELDS)
    : `${numerator}/${field(level, DENOMINATOR_FIELDS) || '1'}`;
}

function fromLevels(levels: readonly AttributeValue[], context: StandardizeContext): Understood {
  const faults: Fault[] = [];
  const stated: StatedLevel[] = [];
  const others = new Map<string, CompositeValue>();
  for (const level of levels) {
    if (!isComposite(level)) {
      faults.push(
        fault('VALUE_SHAPE', 'error', 'A package level is a group of fields: uom, quantity, of, qoe.'),
      );
      continue;
    }
    const [uom, child] = [
      unit(field(level, UOM_FIELDS), context, faults),
      unit(field(level, CHILD_FIELDS), context, faults),
    ];
    const texts = [field(level, QUANTITY_FIELDS), qoeOf(level)] as const;
    const [quantity, qoe] = [
      texts[0] === '' ? undefined : readFraction(texts[0]),
      texts[1] === '' ? undefined : readFraction(texts[1]),
    ];
    if (quantity === null || qoe === null)
      faults.push(
        fault(
          'PACK_QUANTITY',
          'error',
          `"${(quantity === null ? texts[0] : texts[1]).slice(0, 40)}" is no quantity of a package.`,
        ),
      );
    if (uom === null || child === null || quantity === null || qoe === null) continue;
    // Without a child, a quantity beside a QOE counts an inner package that is not named: only the QOE is usable.
    const contents = child === '' && qoe !== undefined ? undefined : quantity;
    stated.push({
      uom,
      ...(contents === undefined ? {} : { quantity: contents }),
      ...(child === '' ? {} : { child }),
      ...(qoe === undefined ? {} : { qoe }),
    });
    const rest = Object.entries(level).filter(([name]) => !OWN_FIELDS.has(name));
    if (!others.has(uom)) others.set(uom, Object.fromEntries(rest));
  }
  return { stated, faults, others };
}

function levelValue(
  { uom, qoe, quantity, child }: PackLevel,
  others: ReadonlyMap<string, CompositeValue>,
): CompositeValue {
  const contents = child === '' ? {} : { quantity: fractionText(quantity), of: child };
  return { ...others.get(uom), ...presentParts({ uom }), qoe: fractionText(qoe), ...contents };
}

function finish({ stated, faults, others }: Understood): Standardized {
  if (stated.length === 0) return { ...NOTHING, faults };
  const resolved = resolvePackLevels(stated);
  const implausible = resolved.levels.find(level => !isPlausible(level.qoe) || !isPlausible(level.quantity));
  const all = [...faults, ...resolved.faults];
  if (implausible !== undefined) {
    all.push(
      fault(
        'PACK_QUANTITY',
        'error',
        `No package holds ${fractionText(implausible.qoe).slice(0, 40)} units.`,
      ),
    );
  }
  if (all.some(one => one.severity === 'error')) return { ...NOTHING, faults: all };
  const chain = resolved.levels.map(level => level.uom + fractionText(level.qoe)).join(' ');
  const [smallest] = resolved.levels;
  const base = smallest !== undefined && fractionText(smallest.qoe) === '1' ? smallest.uom : '';
  const value = resolved.levels.map(level => levelValue(level, others));
  return accepted(value, chain, presentParts({ base, chain }), all);
}

/** The packaging of an item; see the head of this file. */
export const packaging: Standardizer = (raw, context) => {
  if (isComposite(raw)) {
    const levels = raw['levels'];
    return finish(
      fromLevels(levels !== undefined && levels !== null && isList(levels) ? levels : [raw], context),
    );
  }
  if (isList(raw) && raw.some(level => typeof level === 'object')) return finish(fromLevels(raw, context));
  const text = isList(raw) ? raw.map(line => textOf(line) ?? '').join('; ') : textOf(raw);
  const line = cleanLine(text ?? '');
  if (line === '') return NOTHING;
  const statements = readPackagingText(line);
  if (statements === null) {
    return refused('PACKAGING_FORMAT', 'The packaging text is not understood.', {
      raw: line,
      fix: 'Write it like "50 PR/BX 4 BX/CA".',
    });
  }
  return finish(fromStatements(statements, context));
};
