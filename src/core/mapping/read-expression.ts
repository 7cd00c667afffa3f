import type { Expression, ExpressionForm, FieldPath, VerbForm } from '../rules/index.js';
import type { DocumentPath } from '../rules/parse/index.js';
import { didYouMean } from '../rules/parse/index.js';
import { dateFormatNames } from '../standardize/index.js';
import { readCondition, regularExpressionFault } from './read-condition.js';
import type { Complain } from './read-condition.js';
import type { ReadContext } from './read-context.js';
import { readFieldPath } from './scope.js';
import type { Scope } from './scope.js';
import { checkConstant, checkShape, elementOf, fieldsOf, targetName } from './target-shape.js';

type Reader = (form: VerbForm, at: DocumentPath, context: ReadContext) => Expression | undefined;

interface VerbRule {
  /** Settings that may stand beside the verb; the verb's own value is what it works on. */
  readonly settings: readonly (keyof VerbForm)[];
  readonly needed: readonly (keyof VerbForm)[];
  readonly read: Reader;
}

const verb = (
  read: Reader,
  settings: VerbRule['settings'] = [],
  needed: VerbRule['needed'] = [],
): VerbRule => ({
  settings,
  needed,
  read,
});

/** A verb that makes one value out of texts, whatever its target is. */
const textVerb = (
  read: Reader,
  settings: VerbRule['settings'] = [],
  needed: VerbRule['needed'] = [],
): VerbRule =>
  verb(
    (form, at, context) => {
      checkShape(form.split !== undefined && form.part === undefined ? 'texts' : 'scalar', at, context);
      return read(form, at, asText(context));
    },
    settings,
    needed,
  );

const VERBS = {
  column: verb((form, at, context) => readPath(form.column ?? '', [...at, 'column'], context)),
  const: verb((form, at, context) => readConstant(form.const ?? '', [...at, 'const'], context)),
  lookup: verb(readLookup, ['of', 'otherwise'], ['of']),
  when: verb(readWhen, ['use', 'else'], ['use']),
  firstOf: verb((form, at, context) => ({
    kind: 'firstOf',
    of: readAll(form.firstOf ?? [], [...at, 'firstOf'], context),
  })),
  object: verb(readObject, ['needs']),
  list: verb(readList),
  each: verb(readEach, ['where', 'map', 'first']),
  join: textVerb(readJoin, ['separator']),
  template: textVerb((form, at, context) => readTemplate(form.template ?? '', [...at, 'template'], context)),
  split: textVerb(readSplit, ['at', 'part'], ['at']),
  slice: textVerb(readSlice, ['from', 'to'], ['from']),
  date: textVerb(readDate, ['formats']),
  instant: textVerb(readDate, ['formats']),
  decimal: textVerb(readNumber),
  integer: textVerb(readNumber),
  ratio: textVerb(readRatio, ['by'], ['by']),
  flag: textVerb(readFlag, ['yes', 'no', 'blank'], ['yes']),
  extract: textVerb(readExtract, ['pattern', 'group'], ['pattern']),
} as const satisfies Readonly<Partial<Record<keyof VerbForm, VerbRule>>>;

type Verb = keyof typeof VERBS;
const VERB_NAMES = Object.keys(VERBS);

/**
 * Turns an expression as written into its normal form and checks it against what it may name and must yield. Every fault is
 * reported with its place; `undefined` when the expression cannot be used.
 */
export function readExpression(
  form: ExpressionForm,
  at: DocumentPath,
  context: ReadContext,
): Expression | undefined {
  if (typeof form === 'string') return readPath(form, at, context);
  if (typeof form !== 'object') return readConstant(form, at, context);
  const name = verbOf(form, at, context.complain);
  return name === undefined ? undefined : VERBS[name].read(form, at, context);
}

function verbOf(form: VerbForm, at: DocumentPath, complain: Complain): Verb | undefined {
  const given = Object.keys(form);
  const [found, ...more] = given.filter(isVerb);
  if (found === undefined || more.length > 0) {
    const said = found === undefined ? 'has none' : `has ${[found, ...more].join(' and ')}`;
    complain(
      at,
      `an expression has exactly one verb; this one ${said}. Verbs: ${VERB_NAMES.join(', ')}`,
      'key',
    );
    return undefined;
  }
  const { settings, needed }: VerbRule = VERBS[found];
  for (const key of given) {
    if (key === found || settings.some(setting => setting === key)) continue;
    complain([...at, key], `'${key}' is not a setting of '${found}'`, 'key');
  }
  for (const key of needed) {
    if (form[key] === undefined) complain(at, `'${found}' needs '${key}'`, 'key');
  }
  return found;
}

function isVerb(name: string): name is Verb {
  return Object.hasOwn(VERBS, name);
}

/** Parts of a text are read without a target: their shape does not matter, only that they are texts. */
function asText(context: ReadContext): ReadContext {
  const { target: _, ...rest } = context;
  return rest;
}

function readAll(
  forms: readonly ExpressionForm[],
  at: DocumentPath,
  context: ReadContext,
): readonly Expression[] {
  return forms
    .map((form, index) => readExpression(form, [...at, index], context))
    .filter(expression => expression !== undefined);
}

function readPath(text: string, at: DocumentPath, context: ReadContext): Expression | undefined {
  const path = pathIn(text, at, context);
  if (path === undefined) return undefined;
  if (context.scope.columns !== undefined) checkShape('scalar', at, context);
  return { kind: 'path', path };
}

function pathIn(text: string, at: DocumentPath, context: ReadContext): FieldPath | undefined {
  const path = readFieldPath(text, context.scope);
  if (!('fault' in path)) return path;
  context.complain(at, path.fault);
  return undefined;
}

function readConstant(value: string | number | boolean, at: DocumentPath, context: ReadContext): Expression {
  checkConstant(value, at, context);
  return { kind: 'constant', value };
}

function readLookup(form: VerbForm, at: DocumentPath, context: ReadContext): Expression | undefined {
  const map = form.lookup ?? '';
  const codes = context.codeMaps.get(map);
  if (codes === undefined) {
    const hint = didYouMean(map, context.codeMaps.keys());
    context.complain([...at, 'lookup'], `no code map '${map}' in codeMaps${hint}`);
    return undefined;
  }
  for (const code of new Set(Object.values(codes))) checkConstant(code, [...at, 'lookup'], context);
  if (form.otherwise !== undefined) checkConstant(form.otherwise, [...at, 'otherwise'], context);
  const of = form.of === undefined ? undefined : readExpression(form.of, [...at, 'of'], asText(context));
  if (of === undefined) return undefined;
  return { kind: 'lookup', map, of, ...(form.otherwise === undefined ? {} : { otherwise: form.otherwise }) };
}

function readWhen(form: VerbForm, at: DocumentPath, context: ReadContext): Expression | undefined {
  const condition = readCondition(form.when ?? {}, context.scope, [...at, 'when'], context.complain);
  const use = form.use === undefined ? undefined : readExpression(form.use, [...at, 'use'], context);
  const otherwise = form.else === undefined ? undefined : readExpression(form.else, [...at, 'else'], context);
  if (condition === undefined || use === undefined) return undefined;
  return { kind: 'when', condition, use, ...(otherwise === undefined ? {} : { else: otherwise }) };
}

function readObject(form: VerbForm, at: DocumentPath, context: ReadContext): Expression {
  checkShape('object', at, context);
  const known = context.target === undefined ? undefined : fieldsOf(context.target);
  const fields: Record<string, Expression> = {};
  for (const [name, fieldForm] of Object.entries(form.object ?? {})) {
    const place = [...at, 'object', name];
    const target = known?.find(field => field.name === name);
    if (known !== undefined && target === undefined) {
      const names = known.map(field => field.name);
      const hint = didYouMean(name, names) || `; it has: ${names.join(', ')}`;
      context.complain(place, `${targetName(context)} has no field '${name}'${hint}`, 'key');
    }
    const read = readExpression(fieldForm, place, {
      ...asText(context),
      ...(target === undefined ? {} : { target }),
    });
    if (read !== undefined) fields[name] = read;
  }
  const needs = form.needs ?? [];
  for (const [index, name] of needs.entries()) {
    if (Object.hasOwn(form.object ?? {}, name)) continue;
    context.complain([...at, 'needs', index], `'${name}' is no field of this object`);
  }
  return { kind: 'object', fields, needs };
}

function readList(form: VerbForm, at: DocumentPath, context: ReadContext): Expression {
  checkShape('list', at, context);
  return { kind: 'list', of: readAll(form.list ?? [], [...at, 'list'], context) };
}

function readEach(form: VerbForm, at: DocumentPath, context: ReadContext): Expression | undefined {
  if (form.first !== true) checkShape('list', at, context);
  const over = overOf(form.each ?? '', at, context);
  if (over === undefined) return undefined;
  if (form.map === undefined && over.scope.columns !== undefined) {
    context.complain(at, `'each' over the rows of a file needs 'map'`, 'key');
  }
  const inner: ReadContext = { ...elementOf(context), scope: over.scope };
  const where =
    form.where === undefined
      ? undefined
      : readCondition(form.where, over.scope, [...at, 'where'], context.complain);
  const map: Expression | undefined =
    form.map === undefined
      ? { kind: 'path', path: { fromRecord: false, segments: [], text: '@' } }
      : readExpression(form.map, [...at, 'map'], inner);
  if (map === undefined) return undefined;
  return {
    kind: 'each',
    over: over.path,
    map,
    first: form.first === true,
    ...(where === undefined ? {} : { where }),
  };
}

/** What an `each` goes through, and the scope of its elements. */
function overOf(
  text: string,
  at: DocumentPath,
  context: ReadContext,
): { readonly path: FieldPath; readonly scope: Scope } | undefined {
  const record = context.scope.record ?? context.scope;
  const file = record.joined.get(text);
  if (file !== undefined) {
    return {
      path: { file: text, fromRecord: true, segments: [], text },
      scope: { ...file, joined: new Map(), record },
    };
  }
  if (context.scope.columns !== undefined) {
    const known = [...record.joined.keys()];
    const hint = didYouMean(text, known) || (known.length === 0 ? '' : `; there are: ${known.join(', ')}`);
    context.complain([...at, 'each'], `'${text}' is neither a joined file nor the rows of a group${hint}`);
    return undefined;
  }
  const path = pathIn(text, [...at, 'each'], context);
  return path === undefined ? undefined : { path, scope: { file: text, joined: new Map(), record } };
}

/** The expression that a verb works on, or `undefined` when that has a fault. */
function operand(
  written: ExpressionForm | undefined,
  name: Verb,
  at: DocumentPath,
  context: ReadContext,
): Expression | undefined {
  return written === undefined ? undefined : readExpression(written, [...at, name], context);
}

function readJoin(form: VerbForm, at: DocumentPath, context: ReadContext): Expression {
  const of = readAll(form.join ?? [], [...at, 'join'], context);
  return { kind: 'join', of, separator: form.separator ?? ' ' };
}

function readSplit(form: VerbForm, at: DocumentPath, context: ReadContext): Expression | undefined {
  const of = operand(form.split, 'split', at, context);
  if (of === undefined) return undefined;
  return { kind: 'split', of, at: form.at ?? '', ...(form.part === undefined ? {} : { part: form.part }) };
}

function readSlice(form: VerbForm, at: DocumentPath, context: ReadContext): Expression | undefined {
  const of = operand(form.slice, 'slice', at, context);
  if (of === undefined) return undefined;
  return { kind: 'slice', of, from: form.from ?? 0, ...(form.to === undefined ? {} : { to: form.to }) };
}

function readDate(form: VerbForm, at: DocumentPath, context: ReadContext): Expression | undefined {
  const as = form.date === undefined ? 'instant' : 'date';
  const of = operand(form[as], as, at, context);
  const formats = form.formats ?? [];
  checkFormats(formats, [...at, 'formats'], context.complain);
  return of === undefined ? undefined : { kind: 'date', of, formats, as };
}

function readNumber(form: VerbForm, at: DocumentPath, context: ReadContext): Expression | undefined {
  const as = form.decimal === undefined ? 'integer' : 'decimal';
  const of = operand(form[as], as, at, context);
  return of === undefined ? undefined : { kind: 'number', of, as };
}

function readRatio(form: VerbForm, at: DocumentPath, context: ReadContext): Expression | undefined {
  const of = operand(form.ratio, 'ratio', at, context);
  const by = form.by === undefined ? undefined : readExpression(form.by, [...at, 'by'], context);
  return of === undefined || by === undefined ? undefined : { kind: 'ratio', of, by };
}

function readFlag(form: VerbForm, at: DocumentPath, context: ReadContext): Expression | undefined {
  const of = operand(form.flag, 'flag', at, context);
  if (of === undefined) return undefined;
  const [yes, no] = [(form.yes ?? []).map(String), (form.no ?? []).map(String)];
  return { kind: 'flag', of, yes, no, ...(form.blank === undefined ? {} : { blank: form.blank }) };
}

function readTemplate(template: string, at: DocumentPath, context: ReadContext): Expression {
  const parts: (string | FieldPath)[] = [];
  for (const [index, piece] of template.split(/\{([^{}]*)\}/).entries()) {
    if (index % 2 === 0) {
      if (piece !== '') parts.push(piece);
      continue;
    }
    const path = pathIn(piece, at, context);
    if (path !== undefined) parts.push(path);
  }
  return { kind: 'template', parts };
}

function readExtract(form: VerbForm, at: DocumentPath, context: ReadContext): Expression | undefined {
  const of = operand(form.extract, 'extract', at, context);
  const pattern = form.pattern ?? '';
  const place = [...at, 'pattern'];
  const broken = regularExpressionFault(pattern);
  if (broken !== undefined) {
    context.complain(place, broken);
    return undefined;
  }
  const groups = [...pattern.matchAll(/\(\?<([A-Za-z]\w*)>/g)].map(found => found[1] ?? '');
  const group = form.group ?? groups[0];
  if (group === undefined || !groups.includes(group)) {
    const name = form.group === undefined ? '' : ` '${form.group}'`;
    context.complain(place, `the pattern has no named group${name}: write (?<name>…)`);
    return undefined;
  }
  return of === undefined ? undefined : { kind: 'extract', of, pattern, group };
}

/** Reports formats that no date reader knows. */
export function checkFormats(formats: readonly string[], at: DocumentPath, complain: Complain): void {
  const known = dateFormatNames();
  for (const [index, format] of formats.entries()) {
    if (known.includes(format.toUpperCase())) continue;
    const hint = didYouMean(format, known) || `; known: ${known.join(', ')}`;
    complain([...at, index], `unknown date format '${format}'${hint}`);
  }
}
