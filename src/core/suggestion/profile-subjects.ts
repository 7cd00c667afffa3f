/**
 * What the records of a domain hold of each subject: how often it is filled, how telling its values are, and, of plain texts, what they are.
 * Attributes that name one thing in several places are put together.
 */
import { profileColumn, Texts, type Column, type ColumnKind } from '../columnar/index.js';
import type { TrainingRecord } from '../training/index.js';
import { WHOLE, WRITTEN, type SubjectKind } from './subject-kinds.js';
import { featuresOf, valuesIn, type Subject } from './subjects.js';

/** How common the values of a feature are. */
export interface Profile {
  /** Records with a value. */
  readonly filled: number;
  readonly distinct: number;
  /** Values per record that has one. */
  readonly valuesEach: number;
  /** Chance that two records with a value have one in common, as if each had one. */
  readonly agreement: number;
  /** Records that have a value, mean over the records and their values: 1 when no two share one. */
  readonly sharing: number;
  /** Records that have a value at most, of 199 values in 200. */
  readonly sharingMost: number;
}

/** A subject with what the records hold of it. */
export interface ProfiledSubject extends Subject {
  readonly profile: Profile;
}

/** Values looked at to see what a plain text is. */
const LOOKED_AT = 20_000;

/** What each content of a plain text is as evidence; the others say nothing, or change. */
const KIND_OF_CONTENT: Partial<Readonly<Record<ColumnKind, SubjectKind>>> = {
  email: 'email',
  web: 'email',
  phone: 'phone',
  code: 'identifier',
  category: 'category',
  word: 'word',
  person: 'person',
  organisation: 'writtenOrganisation',
  address: 'writtenAddress',
  phrase: 'phrase',
};

/** Counts a feature over all records. */
export function profileFeature(records: readonly TrainingRecord[], name: string): Profile {
  const counts = new Map<string, number>();
  let filled = 0;
  let values = 0;
  for (const { features } of records) {
    const own = valuesIn(features, name);
    if (own.length > 0) filled += 1;
    values += own.length;
    for (const value of own) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const falling = [...counts.values()].sort((left, right) => right - left);
  const squares = falling.reduce((sum, count) => sum + count * count, 0);
  return {
    filled,
    distinct: counts.size,
    valuesEach: values / Math.max(1, filled),
    agreement: Math.min(1, (squares - values) / Math.max(1, filled * (filled - 1))),
    sharing: squares / Math.max(1, values),
    sharingMost: falling[Math.floor(falling.length / 200)] ?? 0,
  };
}

/** Looks at plain texts, and leaves out subjects that nothing is known of. */
export function profileSubjects(
  subjects: readonly Subject[],
  records: readonly TrainingRecord[],
): { readonly subjects: readonly Subject[]; readonly leftOut: readonly LeftOut[] } {
  const kept: Subject[] = [];
  const leftOut: LeftOut[] = [];
  for (const subject of subjects) {
    if (subject.kind !== 'text') {
      kept.push(subject);
      continue;
    }
    const column = columnOf(records, subject.name + WRITTEN);
    const content = profileColumn(column).kind;
    const kind = KIND_OF_CONTENT[content];
    if (kind === undefined) leftOut.push({ subject, because: CONTENT_IN_WORDS[content] ?? 'says nothing' });
    else kept.push({ ...subject, kind });
  }
  return { subjects: kept, leftOut };
}

/** Times that more records share a name's core than share the whole name, from which the rest of the name tells them apart. */
const CORE_HIDES = 3;

/** Forty departments are called by the name of their hospital: where the core of a name says so much less, the whole is compared. */
export function chooseParts(
  subjects: readonly Subject[],
  records: readonly TrainingRecord[],
): readonly Subject[] {
  return subjects.map(subject => {
    if (subject.kind !== 'organisation') return subject;
    const [core, whole] = [subject.name, subject.name + WHOLE].map(
      name => profileFeature(records, name).sharing,
    );
    return (core ?? 0) > CORE_HIDES * (whole ?? 0) ? { ...subject, part: 'key' } : subject;
  });
}

/** An attribute that is not compared. */
export interface LeftOut {
  readonly subject: Subject;
  /** In words: `has no values`. */
  readonly because: string;
}

const CONTENT_IN_WORDS: Partial<Readonly<Record<ColumnKind, string>>> = {
  blank: 'has no values',
  constant: 'has one value',
  date: 'holds dates as text: give it `type: date`',
  number: 'holds amounts, which change',
  text: 'holds long texts, which describe',
};

function columnOf(records: readonly TrainingRecord[], name: string): Column {
  const numbers = new Map<string, number>();
  const values = [''];
  const ids: number[] = [];
  for (const { features } of records) {
    for (const value of valuesIn(features, name)) {
      let id = numbers.get(value);
      if (id === undefined) {
        id = values.length;
        numbers.set(value, id);
        values.push(value);
      }
      ids.push(id);
    }
    if (ids.length >= LOOKED_AT) break;
  }
  return { name, ids: Int32Array.from(ids), values: Texts.from(values) };
}

/** Kinds whose values name things, so that the same value in two attributes means the same thing. */
const NAMING: ReadonlySet<SubjectKind> = new Set([
  'organisation',
  'person',
  'product',
  'partNumber',
  'identifier',
  'phone',
  'email',
]);
/** Share of the fewer values that the other attribute has, too, from which two attributes name the same things. */
const SAME_THINGS_MIN = 0.5;
/** The same inside one section of the record page: a trade name is the legal name of another record. */
const SAME_SECTION_MIN = 0.05;
/** Records with both, of those of the rarer one, below which one stands in for the other. */
const BOTH_MAX = 0.2;
/** Distinct values below which an overlap says nothing. */
const VALUES_MIN = 10;

/** Puts together attributes of one kind that name the same things. */
export function joinSubjects(
  subjects: readonly Subject[],
  records: readonly TrainingRecord[],
): readonly Subject[] {
  const values = new Map(subjects.map(each => [each.name, distinctValues(records, each.name)]));
  const joined: Subject[] = [];
  for (const subject of subjects) {
    const place = NAMING.has(subject.kind)
      ? joined.findIndex(other => nameTheSame(other, subject, values, records))
      : -1;
    const other = joined[place];
    if (other === undefined) {
      joined.push(subject);
      continue;
    }
    joined[place] = {
      ...other,
      from: [...other.from, ...subject.from],
      masked: other.masked || subject.masked,
      multi: true,
    };
    const all = new Set([...(values.get(other.name) ?? []), ...(values.get(subject.name) ?? [])]);
    values.set(other.name, all);
  }
  return joined;
}

const NO_VALUES: ReadonlySet<string> = new Set();

function distinctValues(records: readonly TrainingRecord[], name: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { features } of records) for (const value of valuesIn(features, name)) found.add(value);
  return found;
}

function nameTheSame(
  one: Subject,
  other: Subject,
  values: ReadonlyMap<string, ReadonlySet<string>>,
  records: readonly TrainingRecord[],
): boolean {
  if (one.kind !== other.kind) return false;
  const [a, b] = [values.get(one.name) ?? NO_VALUES, values.get(other.name) ?? NO_VALUES];
  const [few, many] = a.size < b.size ? [a, b] : [b, a];
  const isOneSection = one.group === other.group;
  if (few.size < VALUES_MIN) return isOneSection && few.size > 0 && one.kind !== 'identifier';
  let common = 0;
  for (const value of few) if (many.has(value)) common += 1;
  const share = common / few.size;
  if (one.kind === 'identifier') return share >= SAME_THINGS_MIN;
  // The maker of an item and who sells it are both organisations, and often the same ones.
  if (!isOneSection) return isContact(one.kind) && share >= SAME_SECTION_MIN;
  return share >= SAME_SECTION_MIN || standInForEachOther(one, other, records);
}

function isContact(kind: SubjectKind): boolean {
  return kind === 'phone' || kind === 'email';
}

function standInForEachOther(one: Subject, other: Subject, records: readonly TrainingRecord[]): boolean {
  let [first, second, both] = [0, 0, 0];
  for (const { features } of records) {
    const [a, b] = [valuesIn(features, one.name).length > 0, valuesIn(features, other.name).length > 0];
    if (a) first += 1;
    if (b) second += 1;
    if (a && b) both += 1;
  }
  return both <= BOTH_MAX * Math.min(first, second);
}

/** Draws the features of joined and looked-at subjects from those that were drawn attribute by attribute. */
export function regroupFeatures(
  before: readonly Subject[],
  after: readonly Subject[],
  records: readonly TrainingRecord[],
): readonly TrainingRecord[] {
  const byPath = new Map(before.map(subject => [subject.from[0] ?? '', subject]));
  const moves = after.flatMap(subject =>
    featuresOf(subject).map(({ name, part }) => ({
      name,
      sources: subject.from.flatMap(path => {
        const source = byPath.get(path);
        const feature = source && featuresOf(source).find(each => each.part === part);
        return feature === undefined ? [] : [feature.name];
      }),
    })),
  );
  return records.map(({ id, features }) => {
    const drawn: Record<string, readonly string[]> = {};
    for (const { name, sources } of moves) {
      const found = sources.flatMap(source => valuesIn(features, source));
      if (found.length > 0) drawn[name] = sources.length === 1 ? found : [...new Set(found)];
    }
    return { id, features: drawn };
  });
}
