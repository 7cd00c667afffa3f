/** The attributes of a domain that may tell who is who, with the features in which their values are looked at. */
import { STANDARDIZER_BY_TYPE } from '../features/index.js';
import type { AttributeRule, FeatureRule, Features, RuleSet } from '../rules/index.js';
import { isStandardizerName, type StandardizerName } from '../standardize/index.js';
import { isSensitive } from '../validation/index.js';
import { aspectsOf, kindOfStandardizer, NESTED_KINDS, type SubjectKind } from './subject-kinds.js';

/** An attribute, or several that name the same thing, as evidence. */
export interface Subject {
  /** Also of the feature that is compared. */
  readonly name: string;
  /** Caption in reasons: `tax id`. */
  readonly label: string;
  /** Attribute paths. */
  readonly from: readonly string[];
  readonly kind: SubjectKind;
  /** The face that is compared, where it is not the one of the kind. */
  readonly part?: string;
  /** Section of the record page in `attributes.yaml`. */
  readonly group: string;
  readonly masked: boolean;
  /** Whether a record may have several values. */
  readonly multi: boolean;
}

type AttributeSource = Pick<RuleSet, 'attributes' | 'standardize'>;

/** Every attribute that may be evidence, the title first, then in the order of the rules. */
export function subjectsOf(source: AttributeSource): readonly Subject[] {
  const { attributes } = source.attributes;
  const subjects = attributes.flatMap(rule => within(rule, rule.name, rule, source));
  const labels = new Map<string, number>();
  for (const { label } of subjects) labels.set(label, (labels.get(label) ?? 0) + 1);
  const named = subjects.map(subject =>
    (labels.get(subject.label) ?? 0) > 1 ? { ...subject, label: wholeLabel(subject, attributes) } : subject,
  );
  const isTitle = ({ from }: Subject): boolean => from[0] === source.attributes.title;
  return [...named.filter(isTitle), ...named.filter(each => !isTitle(each))];
}

function within(
  rule: AttributeRule,
  path: string,
  top: AttributeRule,
  source: AttributeSource,
): readonly Subject[] {
  const isNested = path !== top.name;
  const standardizer = standardizerOf(rule, path, source);
  const kind = standardizer === null ? undefined : kindOfStandardizer(standardizer);
  if (kind === undefined || (isNested && !NESTED_KINDS.has(kind)))
    return (rule.fields ?? []).flatMap(field => within(field, `${path}.${field.name}`, top, source));
  return [
    {
      name: nameOf(path),
      label: inSentence(rule.label),
      from: [path],
      kind,
      group: top.group,
      masked: isSensitive(source.attributes, path),
      multi: top.multi || rule.multi,
    },
  ];
}

function standardizerOf(
  rule: AttributeRule,
  path: string,
  { standardize }: AttributeSource,
): StandardizerName | null {
  const name = standardize.attributes[path]?.with ?? rule.standardize ?? STANDARDIZER_BY_TYPE[rule.type];
  return name !== undefined && isStandardizerName(name) ? name : null;
}

/** Letters of a name that leave room for what is appended to it: names in rule files have 60. */
const NAME_LENGTH_MAX = 40;

/** `packaging.gtin` → `packagingGtin`. */
function nameOf(path: string): string {
  const name = path.replace(/\.(.)/gu, (_, letter: string) => letter.toUpperCase());
  // Long names keep both ends: the attribute and the field.
  return name.length <= NAME_LENGTH_MAX ? name : `${name.slice(0, 16)}${name.slice(16 - NAME_LENGTH_MAX)}`;
}

/** `Legal name` → `legal name`; `GLN` and `DUNS number` stay. */
function inSentence(label: string): string {
  return /^\p{Lu}(?!\p{Lu})/u.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
}

/** Fields of one caption are told apart by the attribute that they are in. */
function wholeLabel({ from: [path = ''], label }: Subject, attributes: readonly AttributeRule[]): string {
  const [name = '', field] = path.split('.');
  const top = attributes.find(rule => rule.name === name);
  return field === undefined || top === undefined ? label : `${inSentence(top.label)}: ${label}`;
}

/** The features of a subject, the one that is compared first. */
export function featuresOf({
  name,
  label,
  from,
  kind,
  masked,
  part: compared,
}: Subject): readonly FeatureRule[] {
  return aspectsOf(kind).map(aspect => ({
    name: name + aspect.suffix,
    label: label + aspect.label,
    from,
    part: aspect.suffix === '' ? (compared ?? aspect.part) : aspect.part,
    tokens: aspect.tokens ?? false,
    masked,
  }));
}

/** Values of a record. */
export function valuesIn(features: Features, name: string): readonly string[] {
  return features[name] ?? NONE;
}

const NONE: readonly string[] = [];
