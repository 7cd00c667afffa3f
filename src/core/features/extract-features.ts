import type { CompositeValue } from '../model/index.js';
import { isList } from '../model/index.js';
import type { FeatureRule, Features } from '../rules/index.js';
import type { Face } from './face.js';

/**
 * Draws the features of a record from the faces of its standardised values: per rule the wanted part of every value at its
 * paths, each once, in the order of the paths and then of the record. Features without values are absent.
 */
export function extractFeatures(rules: readonly FeatureRule[], faces: readonly Face[]): Features {
  const byPath = new Map<string, Face[]>();
  for (const face of faces) {
    const known = byPath.get(face.path);
    if (known === undefined) byPath.set(face.path, [face]);
    else known.push(face);
  }
  const features: Record<string, readonly string[]> = {};
  for (const rule of rules) {
    const values = new Set<string>();
    for (const path of rule.from)
      for (const face of byPath.get(path) ?? []) for (const value of valuesOf(rule, face)) values.add(value);
    if (values.size > 0) features[rule.name] = [...values];
  }
  return features;
}

function valuesOf(rule: FeatureRule, face: Face): readonly string[] {
  if (!isWanted(rule, face.element)) return [];
  const text = partOf(rule.part, face)?.trim() ?? '';
  // Analysts write what says nothing as they see it (`99-9999999`) or as it is compared (`999999999`).
  if (text === '' || isIgnored(rule, text) || (face.value !== null && isIgnored(rule, face.value))) return [];
  const values = rule.tokens ? text.split(/\s+/u) : [upTo(rule, text)];
  return values.filter(
    value =>
      value !== '' && !isIgnored(rule, value) && (rule.only === undefined || rule.only.includes(value)),
  );
}

function upTo({ upTo: end }: FeatureRule, text: string): string {
  return end === undefined ? text : text.slice(0, Math.max(0, text.indexOf(end)));
}

function isIgnored(rule: FeatureRule, value: string): boolean {
  return rule.ignore?.includes(value) === true;
}

function partOf(part: string, face: Face): string | null | undefined {
  if (part === 'key') return face.key;
  if (part === 'value') return face.value;
  return Object.hasOwn(face.parts, part) ? face.parts[part] : undefined;
}

/** Whether the element's fields are among those that the rule asks for. Compared as text: codes may be numbers. */
function isWanted(rule: FeatureRule, element: CompositeValue | null): boolean {
  if (rule.where === undefined) return true;
  return Object.entries(rule.where).every(([field, allowed]) => {
    const value = element?.[field];
    const values: readonly unknown[] = isList(value) ? value : [value];
    return values.some(each => allowed.some(wanted => String(wanted) === String(each)));
  });
}
