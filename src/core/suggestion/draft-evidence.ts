/**
 * The evidence of a domain before anything is learned: which subjects are identifiers, which are compared by what and at which levels, and
 * what in them tells things apart. Weights start at log2(m / u), m as expected of the kind and u by chance, counted later.
 */
import type { ComparisonRule, FeatureRule, IdentifierRule, VetoRule } from '../rules/index.js';
import { levelsFor } from './expected-levels.js';
import type { ProfiledSubject } from './profile-subjects.js';
import { featuresOf } from './subjects.js';

/** Evidence as drafted, with the subject of each column. */
export interface EvidenceDraft {
  readonly features: readonly FeatureRule[];
  readonly identifiers: readonly IdentifierRule[];
  readonly comparisons: readonly ComparisonRule[];
  readonly vetoes: readonly VetoRule[];
  /** By the name of the identifier or comparison, which is the subject's. */
  readonly subjects: ReadonlyMap<string, ProfiledSubject>;
}

/**
 * Records that share a value, on average, up to which it names one thing: copies in half a dozen systems, and a few things that share
 * a phone. Beyond, it names a group.
 */
const SHARING_OF_ONE_THING = 20;
/** Room above the sharing of 199 values in 200, before a value counts as too common: what grows without being wrong. */
const SHARING_ROOM = 1.5;
const SHARING_LEAST = 6;

/** Kinds of which two values are equal or not. */
const COMPARATORS = {
  organisation: 'organizationName',
  writtenOrganisation: 'wholeOrganizationName',
  person: 'personName',
  product: 'tokens',
  phrase: 'tokens',
  word: 'jaroWinkler',
  partNumber: 'partNumber',
  address: 'address',
  writtenAddress: 'address',
  date: 'date',
} as const;

/** Whether sharing a value speaks for one thing. */
export function namesOneThing({ kind, profile }: ProfiledSubject): boolean {
  return kind !== 'category' && profile.sharing <= SHARING_OF_ONE_THING;
}

/** Drafts the evidence. */
export function draftEvidence(subjects: readonly ProfiledSubject[]): EvidenceDraft {
  const identifiers: IdentifierRule[] = [];
  const comparisons: ComparisonRule[] = [];
  for (const subject of subjects) {
    const { name, label, kind } = subject;
    const comparator = isCompared(kind) ? COMPARATORS[kind] : null;
    if (comparator !== null)
      comparisons.push({ name, label, feature: name, comparator, levels: levelsFor(comparator, label) });
    else if (namesOneThing(subject)) identifiers.push(identifierOf(subject));
    else
      comparisons.push({
        name,
        label,
        feature: name,
        comparator: 'exact',
        levels: levelsFor('exact', label),
      });
  }
  const shared = identifiers.filter(({ role }) => role === 'strong').map(({ feature }) => feature);
  return {
    features: subjects.flatMap(featuresOf),
    identifiers,
    comparisons,
    vetoes: subjects.flatMap(subject => vetoesOf(subject, shared)),
    subjects: new Map(subjects.map(each => [each.name, each])),
  };
}

function isCompared(kind: ProfiledSubject['kind']): kind is keyof typeof COMPARATORS {
  return Object.hasOwn(COMPARATORS, kind);
}

function identifierOf({ name, label, kind, profile }: ProfiledSubject): IdentifierRule {
  return {
    name,
    label,
    feature: name,
    role: kind === 'identifier' || kind === 'reference' ? 'strong' : 'supporting',
    weight: 0,
    // Keys of two systems differ because their numberings do.
    ...(kind === 'reference' ? { conflict: 'none' } : { conflict: 'weight', conflictWeight: 0 }),
    maxSharing: Math.max(SHARING_LEAST, Math.ceil(profile.sharingMost * SHARING_ROOM)),
  };
}

/** Legal forms that exclude each other; writing the wrong one of a set is a slip, one of another set is another company or a question. */
const LEGAL_FORMS = [
  ['INC', 'CORP'],
  ['LLC', 'PLLC', 'LC'],
  ['PC', 'PA', 'PSC'],
  ['LP', 'LLP', 'LLLP'],
  ['TRUST'],
  ['LTD'],
  ['GMBH'],
  ['AG'],
];

/** What the parts of names and descriptions forbid, whatever domain they are in. */
function vetoesOf({ name, label, kind }: ProfiledSubject, identifiers: readonly string[]): VetoRule[] {
  const differs = (suffix: string, words: string, effect: VetoRule['effect'] = 'different'): VetoRule => ({
    name: name + suffix,
    label: `${label}: ${words}`,
    feature: name + suffix,
    test: 'differs',
    effect,
  });
  const unlessShared = identifiers.length === 0 ? {} : { unlessShared: identifiers };
  switch (kind) {
    case 'organisation':
      return [
        differs('Tail', 'different departments or branches'),
        {
          ...differs('Tail', 'department or branch on one side only', 'review'),
          name: `${name}TailOnce`,
          test: 'oneSided',
          unlessShared: [`${name}Joined`, ...identifiers],
        },
        differs('Numbers', 'different numbers'),
        {
          ...differs('LegalForm', 'different legal forms', 'review'),
          test: 'incompatible',
          sets: LEGAL_FORMS,
          ...unlessShared,
        },
        differs('Person', 'different persons', 'review'),
      ];
    case 'person':
      return [differs('Suffix', 'junior against senior')];
    case 'product':
      return [
        { ...differs('Sizes', 'different sizes'), test: 'contradicts', comparator: 'measures' },
        differs('Side', 'different sides'),
        differs('Sterility', 'sterile against non-sterile'),
        differs('Latex', 'latex against latex-free'),
        differs('Powder', 'powdered against powder-free'),
      ];
    default:
      return [];
  }
}
