/**
 * Names of persons: contacts, and payees such as physicians, who stand among organisations as `LAST, FIRST M MD`.
 * The value stays as written; the key is FAMILY GIVEN MIDDLE-INITIAL, whatever the order was.
 */
import type { AttributeValue, Standardized } from '../../model/index.js';
import { cleanName, foldCase, wordKey, wordsOf } from '../characters.js';
import { NOTHING, accepted, presentParts } from '../outcome.js';
import { fromText, type Standardizer } from '../standardizer.js';
import { fieldText } from '../text.js';
import {
  FAMILY_PARTICLES,
  GIVEN_NAME_PREFIXES,
  PERSON_CREDENTIALS,
  PERSON_SUFFIXES,
} from '../tables/person-words.js';

interface PersonWords {
  readonly family: readonly string[];
  readonly given: readonly string[];
  readonly suffix: string;
  readonly credentials: readonly string[];
}

function words(text: string): readonly string[] {
  const folded = wordsOf(foldCase(text.replaceAll('.', text.includes('. ') ? '' : ' ')));
  return folded === '' ? [] : folded.split(' ');
}

/** Takes titles from the front and suffixes and credentials from the end, never the last word left. */
function strip(list: readonly string[]): {
  readonly rest: readonly string[];
  readonly suffix: string;
  readonly credentials: readonly string[];
} {
  let from = 0;
  let to = list.length;
  let suffix = '';
  const credentials: string[] = [];
  while (to - from > 1 && GIVEN_NAME_PREFIXES.has(list[from] ?? '')) from++;
  for (; to - from > 1; to--) {
    const last = list[to - 1] ?? '';
    if (PERSON_SUFFIXES.has(last)) suffix = last;
    else if (PERSON_CREDENTIALS.has(last)) credentials.unshift(last);
    else break;
  }
  return { rest: list.slice(from, to), suffix, credentials };
}

/** `GIVEN MIDDLE FAMILY`, with particles (`VAN DER BERG`) belonging to the family name. */
function inOrder(list: readonly string[]): PersonWords {
  const { rest, suffix, credentials } = strip(list);
  let start = Math.max(rest.length - 1, 0);
  while (start > 1 && FAMILY_PARTICLES.has(rest[start - 1] ?? '')) start--;
  return { family: rest.slice(start), given: rest.slice(0, start), suffix, credentials };
}

/** `FAMILY [suffix], GIVEN MIDDLE [credentials]`; a comma before nothing but credentials is no inversion. */
function read(text: string): PersonWords {
  const comma = text.indexOf(',');
  if (comma < 0) return inOrder(words(text));
  const before = words(text.slice(0, comma));
  const after = words(text.slice(comma + 1));
  if (before.length === 0 || after.every(word => PERSON_SUFFIXES.has(word) || PERSON_CREDENTIALS.has(word))) {
    return inOrder([...before, ...after]);
  }
  const family = strip(before);
  const given = strip(after);
  return {
    family: family.rest,
    given: given.rest,
    suffix: family.suffix || given.suffix,
    credentials: [...family.credentials, ...given.credentials],
  };
}

function keyOf(person: PersonWords): string {
  const [first = '', ...middle] = person.given;
  return [...person.family, first, (middle[0] ?? '').slice(0, 1)].filter(word => word !== '').join(' ');
}

function standardized(value: AttributeValue, shown: string, person: PersonWords): Standardized {
  const [first, ...middle] = person.given;
  const parts = presentParts({
    family: person.family.join(' '),
    given: first,
    middle: middle.join(' '),
    suffix: person.suffix,
    credentials: person.credentials.join(' '),
  });
  return accepted(value, keyOf(person) || wordKey(shown), parts);
}

const personText = fromText(raw => {
  const value = cleanName(raw) || raw;
  return standardized(value, value, read(value));
});

/**
 * A person's name, as text in either order or as a composite `{family, given, middle, suffix}` (also `last`,
 * `first`, `lastName`, `firstName`), which comes back as text `Family, Given Middle Suffix`.
 */
export const personName: Standardizer = (raw, context) => {
  if (typeof raw !== 'object' || Array.isArray(raw)) return personText(raw, context);
  const field = (...names: readonly string[]): string => {
    const name = names.find(one => Object.hasOwn(raw, one));
    return name === undefined ? '' : fieldText(readField(raw, name));
  };
  const family = field('family', 'familyName', 'last', 'lastName').replaceAll(',', ' ');
  const given = [
    field('given', 'givenName', 'first', 'firstName'),
    field('middle', 'middleName'),
    field('suffix'),
  ]
    .filter(name => name !== '')
    .join(' ');
  const shown =
    family !== '' && given !== '' ? `${family}, ${given}` : family || given || field('name', 'text');
  return shown === '' ? NOTHING : personText(shown, context);
};

function readField(value: AttributeValue, name: string): AttributeValue | null | undefined {
  return typeof value === 'object' && !Array.isArray(value) && name in value
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;
}

/** `SMITH, JOHN A MD` among organisations: a family name of at most three words, one to three given names. */
const INVERTED =
  /^[\p{L}'’-]+(?: [\p{L}'’-]+){0,2}, [\p{L}'’-]+\.?(?: [\p{L}'’-]+\.?){0,2}(?:,? [\p{L}.]+){0,2}$/u;
const NOT_GIVEN =
  /^(?:INC|LLC|L\.L\.C|LTD|CORP|CO|LP|LLP|PLLC|PC|P\.C|PA|P\.A|THE|NA|N\.A|GMBH|SA|AG|BV|INCORPORATED|LIMITED|COMPANY|CORPORATION|DIVISION|DEPT|CITY|COUNTY|STATE|TOWN)\b/i;
const ORGANISATION_WORD =
  /\b(?:INC|LLC|LLP|PLLC|CORP|LTD|COMPANY|GROUP|CENTER|HOSPITAL|SERVICES?|SUPPLY|BANK|UNIVERSITY|DEPARTMENT|DEPT|OF|AND|ASSOCIATES|SYSTEMS?|MEDICAL|CLINIC|HEALTH|CAMPUS|WITH|AT|FOR|USA|INTERNATIONAL|AMERICA)\b/i;

/** The person key of an organisation name that is really a person's, or `null`. */
export function personKeyOfInvertedName(name: string): string | null {
  const comma = name.indexOf(', ');
  if (comma < 0 || name.length > 60 || !INVERTED.test(name)) return null;
  if (NOT_GIVEN.test(name.slice(comma + 2)) || ORGANISATION_WORD.test(name)) return null;
  return keyOf(read(name));
}
