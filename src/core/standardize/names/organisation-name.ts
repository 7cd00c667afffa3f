/**
 * Names of organisations. The value is the name as written without riders (`C/O`, `ATTN`, lockbox, trade and former
 * names go to parts); the key is the whole evidence in one spelling. The legal form is evidence too: INC and LP of
 * the same words may be sister companies, so it is part of the key and left out of `core` only.
 *
 * Parts: `core` (key without legal form, tail and parenthesis), `joined` (key without spaces, for CAL-STEAM and
 * CALSTEAM), `legalForm`, `dba`, `alsoKnownAs`, `formerly`, `careOf`, `attn`, `lockbox`, `remit`, `parenthesis`,
 * `tail` (department or division: `US BANK N.A. - HSA`), `numbers` (differing numbers mean differing branches), `person` (key
 * of a person's name, when the name looks like `LAST, FIRST`) and `fieldWidth` (`30`, `35` or `40` when the text is exactly as
 * long as a name field of the common systems: it may have been cut off).
 */
import { cleanName, foldCase, wordKey } from '../characters.js';
import type { Standardized } from '../../model/index.js';
import { settle } from '../fixed-point.js';
import { accepted, presentParts } from '../outcome.js';
import { fromText, textOf, type StandardizeContext, type Standardizer } from '../standardizer.js';
import { legalFormEndingAt, UNMISTAKABLE_FORMS } from '../tables/legal-forms.js';
import { UNMISTAKABLE_CREDENTIALS } from '../tables/person-words.js';
import { lengthFaults } from '../text.js';
import { organisationWords } from './organisation-words.js';
import { personKeyOfInvertedName } from './person-name.js';
import { splitRiders, trimEdges, type RiderKind } from './riders.js';

type Riders = Partial<Record<RiderKind, string>>;

const PARENTHESIS = /\(([^()]*)(?:\)|$)/gu;
/** Parentheses that state a relation to another organisation rather than tell two apart. */
const RELATION =
  /^(?:A |AN )?(?:SUB|SUBSIDIARY|DIV|DIVISION|PARENT|PART|MEMBER|OWNED BY|AFFILIATE|NOW|SEE|USE)\b/i;

interface Bracketed {
  readonly name: string;
  readonly riders: Riders;
  /** Contents of all parentheses, for people. */
  readonly contents: readonly string[];
  /** Contents that tell organisations apart (`MERCY HOSPITAL (TOLEDO)`) and so belong to the key. */
  readonly distinguishing: readonly string[];
}

/** Takes parentheses out. Those with a rider (`(DBA ZED)`, `(REMIT)`) leave the value, the others stay in it. */
function readParentheses(text: string): { readonly value: string; readonly bracketed: Bracketed } {
  if (!text.includes('('))
    return { value: text, bracketed: { name: text, riders: {}, contents: [], distinguishing: [] } };
  const riders: Riders = {};
  const contents: string[] = [];
  const distinguishing: string[] = [];
  const value = text.replace(PARENTHESIS, (group: string, content: string) => {
    const split = splitRiders(content);
    if (Object.keys(split.riders).length > 0 && split.name === '') {
      Object.assign(riders, split.riders);
      return ' ';
    }
    const trimmed = content.trim();
    if (trimmed !== '') contents.push(trimmed);
    if (trimmed !== '' && !RELATION.test(trimmed)) distinguishing.push(trimmed);
    return group;
  });
  const name = value.replace(PARENTHESIS, ' ');
  // `(ACME)` is a name in parentheses, not a parenthesis to a name.
  const bare =
    wordKey(name) === '' || name.trim() === ''
      ? { name: contents.join(' '), distinguishing: [] }
      : { name, distinguishing };
  return { value: cleanName(value), bracketed: { riders, contents, ...bare } };
}

/** A department or division after a spaced dash, at most four words: `P-CARD ONLY US BANK N.A. - HSA`. */
const DASHED_TAIL = /^(.*\S)\s+[-–—]+\s+(\S+(?:\s+\S+){0,3})$/u;
/** `… DEPT OF SURGERY` and `…, VASCULAR DIVISION`. */
const NAMED_TAIL =
  /^(.*\S)(?:,\s*|\s+)((?:DEPT|DEPARTMENT|DIV|DIVISION) OF .+|(?:DEPT|DEPARTMENT)\.? \S+|(?<=,\s*)\S+(?: \S+)? (?:DIV|DIVISION|DEPT|DEPARTMENT|BRANCH)\.?)$/iu;

/** Long names are never matched for tails: no department follows after that much text. */
const TAIL_SEARCH_LENGTH_MAX = 200;

function splitTail(name: string): { readonly main: string; readonly tail: string } {
  if (name.length > TAIL_SEARCH_LENGTH_MAX) return { main: name, tail: '' };
  const match = DASHED_TAIL.exec(name) ?? NAMED_TAIL.exec(name);
  const [, main = '', tail = ''] = match ?? [];
  if (match === null || trimEdges(main) === '') return { main: name, tail: '' };
  // `ACME - INC` has no department: a tail that is nothing but a legal form belongs to the name.
  const words = organisationWords(tail);
  return legalFormEndingAt(['', ...words], words.length + 1)?.words === words.length
    ? { main: name, tail: '' }
    : { main, tail };
}

interface Anatomy {
  readonly core: readonly string[];
  /** Canonical codes in the order written. */
  readonly forms: readonly string[];
  /** Words behind an unmistakable form (`ABBOTT INC VASCULAR`). */
  readonly tail: readonly string[];
}

/** Splits the words of a name into core, legal forms and what follows them. */
function dissect(words: readonly string[]): Anatomy {
  const inner = words.findIndex(
    (word, index) => index > 0 && index < words.length - 1 && UNMISTAKABLE_FORMS.has(word),
  );
  let end = words.length;
  let tail: readonly string[] = [];
  if (legalFormEndingAt(words, end) === null && inner > 0 && words.length - inner <= 5) {
    tail = words.slice(inner + 1);
    end = inner + 1;
  }
  const forms: string[] = [];
  for (let form = legalFormEndingAt(words, end); form !== null; form = legalFormEndingAt(words, end)) {
    forms.unshift(form.code);
    end -= form.words;
  }
  const core = withoutTitles(words.slice(0, end));
  // `SMITH & CO` leaves SMITH, not SMITH AND.
  return {
    core: forms.length > 0 && core.length > 1 && core.at(-1) === 'AND' ? core.slice(0, -1) : core,
    forms,
    tail,
  };
}

/** A physician among the payees is `DR RUTH MARCHETTI` here and `RUTH MARCHETTI MD` there. Two words stay. */
function withoutTitles(core: readonly string[]): readonly string[] {
  let from = 0;
  let to = core.length;
  while (to - from > 2 && UNMISTAKABLE_CREDENTIALS.has(core[to - 1] ?? '')) to--;
  if (to - from > 2 && (core[from] === 'DR' || core[from] === 'DOCTOR')) from++;
  return from === 0 && to === core.length ? core : core.slice(from, to);
}

/** The form that says most: CO is added to any other (`CITY STAMP & SIGN CO INC`). */
function mainForm(forms: readonly string[]): string | undefined {
  return forms.findLast(form => form !== 'CO') ?? forms.at(-1);
}

function numbersIn(key: string): string {
  return /\d/.test(key)
    ? (key.match(/\d+/g) ?? [])
        .map(number => number.replace(/^0+(?=.)/, ''))
        .sort()
        .join(' ')
    : '';
}

/** The legal name, or, for `DBA NORTHERN MED` and `C/O J SMITH` that have none, the whole text. */
function chooseName(text: string): {
  readonly value: string;
  readonly bracketed: Bracketed;
  readonly riders: Riders;
} {
  const { value, bracketed } = readParentheses(text);
  const outer = splitRiders(value);
  if (Object.keys(outer.riders).length === 0)
    return { value: trimEdges(value) || text, bracketed, riders: bracketed.riders };
  const riders = { ...outer.riders, ...bracketed.riders };
  const name = outer.name || (outer.riders.dba ?? '');
  if (wordKey(name) === '' || name === '') return { value: text, bracketed, riders };
  return { value: name, bracketed: readParentheses(name).bracketed, riders };
}

/** SAP NAME1 30 or 35, X12 N102 35 in older maps, Oracle and Lawson 40. */
const FIELD_WIDTHS: ReadonlySet<number> = new Set([30, 35, 40]);

function readName(text: string, context: StandardizeContext): Standardized {
  const { value, bracketed, riders } = chooseName(text);
  const { main, tail } = splitTail(bracketed.name.trim() || value);
  const words = organisationWords(main);
  const anatomy = dissect(words);
  const tailWords = [...anatomy.tail, ...organisationWords(tail)].join(' ');
  const distinguishing = bracketed.distinguishing
    .map(content => organisationWords(content).join(' '))
    .join(' ');
  const core = anatomy.core.join(' ');
  const key =
    [core, ...anatomy.forms, distinguishing, tailWords].filter(part => part !== '').join(' ') ||
    foldCase(value) ||
    value;
  const parts = presentParts({
    core: core || key,
    joined: key.replaceAll(' ', ''),
    legalForm: mainForm(anatomy.forms),
    ...riders,
    parenthesis: bracketed.contents.join('; '),
    tail: tailWords,
    numbers: numbersIn(key),
    person: personKeyOfInvertedName(value),
    fieldWidth: FIELD_WIDTHS.has(text.length) ? String(text.length) : '',
  });
  return accepted(value, key, parts, lengthFaults(value, context));
}

/** The name of an organisation; see the head of this file for value, key and parts. */
export const organisationName: Standardizer = fromText((raw, context) => {
  const text = cleanName(raw) || raw;
  const first = readName(text, context);
  if (first.value === text) return first;
  const { value, key } = settle(first, form => readName(textOf(form) ?? '', context));
  return { ...first, value, key };
});
