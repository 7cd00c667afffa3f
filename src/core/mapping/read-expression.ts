import type { Expression, ExpressionForm, FieldPath, VerbForm } from '../rules/index.js';
import type { DocumentPath } from '../rules/parse/index.js';
import { didYouMean } from '../rules/parse/index.js';
import { dateFormatNames } from '../standardize/dates.js';
import { readCondition, regularExpressionFault } from './read-condition.js';
import type { Complain } from './read-condition.js';
import type { ReadContext } from './read-context.js';
import { readFieldPath } from './scope.js';
import type { Scope } from './scope.js';
import { checkConstant, checkShape, elementOf, fieldsOf, targetName } from './target-shape.js';

/** The settings that go with each verb; the verb's own value is what it works on. */
const SETTINGS: Readonly<Partial<Record<keyof VerbForm, readonly (keyof VerbForm)[]>>> = {
  column: [], const: [], join: ['separator'], template: [], lookup: ['of', 'otherwise'], when: ['then', 'else'],
  firstOf: [], object: [], list: [], each: ['where', 'map', 'first'], split: ['at', 'part'], slice: ['from', 'to'],
  date: ['formats'], instant: ['formats'], decimal: [], integer: [], ratio: ['by'], flag: ['yes', 'no', 'blank'],
  extract: ['pattern', 'group'],
}; // prettier-ignore

const NEEDED: Readonly<Partial<Record<keyof VerbForm, readonly (keyof VerbForm)[]>>> = {
  lookup: ['of'], when: ['then'], split: ['at'], slice: ['from'], ratio: ['by'], flag: ['yes'], extract: ['pattern'],
}; // prettier-ignore

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
  const verb = verbOf(form, at, context.complain);
  if (verb === undefined) return undefined;
  switch (verb) {
    case 'column':
      return readPath(form.column ?? '', [...at, 'column'], context);
    case 'const':
      return readConstant(form.const ?? '', [...at, 'const'], context);
    case 'lookup':
      return readLookup(form, at, context);
    case 'when':
      return readWhen(form, at, context);
    case 'firstOf':
      return { kind: 'firstOf', of: readAll(form.firstOf ?? [], [...at, 'firstOf'], context) };
    case 'object':
      return readObject(form, at, context);
    case 'list':
      return readList(form, at, context);
    case 'each':
      return readEach(form, at, context);
    default:
      checkShape(verb === 'split' && form.part === undefined ? 'texts' : 'scalar', at, context);
      return readTextVerb(verb, form, at, asText(context));
  }
}

function verbOf(form: VerbForm, at: DocumentPath, complain: Complain): keyof VerbForm | undefined {
  const given = keysOf(form);
  const verbs = given.filter(key => SETTINGS[key] !== undefined);
  const verb = verbs[0];
  if (verb === undefined || verbs.length > 1) {
    const said = verbs.length === 0 ? 'has no verb' : `has ${verbs.join(' and ')}`;
    complain(
      at,
      `an expression has exactly one verb; this one ${said}. Verbs: ${Object.keys(SETTINGS).join(', ')}`,
      'key',
    );
    return undefined;
  }
  const settings = SETTINGS[verb] ?? [];
  for (const key of given) {
    if (key !== verb && !settings.includes(key))
      complain([...at, key], `'${key}' is not a setting of '${verb}'`, 'key');
  }
  for (const key of NEEDED[verb] ?? []) {
    if (form[key] === undefined) complain(at, `'${verb}' needs '${key}'`, 'key');
  }
  return verb;
}

function keysOf(form: VerbForm): readonly (keyof VerbForm)[] {
  const known = new Set<string>([...Object.keys(SETTINGS), ...Object.values(SETTINGS).flat()]);
  const isKey = (key: string): key is keyof VerbForm => known.has(key);
  return Object.keys(form).filter(isKey);
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
  const then = form.then === undefined ? undefined : readExpression(form.then, [...at, 'then'], context);
  const otherwise = form.else === undefined ? undefined : readExpression(form.else, [...at, 'else'], context);
  if (condition === undefined || then === undefined) return undefined;
  return { kind: 'when', condition, then, ...(otherwise === undefined ? {} : { else: otherwise }) };
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
  return { kind: 'object', fields };
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

/** Verbs whose own value is the expression that they work on. */
const OPERAND_VERBS = [
  'split',
  'slice',
  'date',
  'instant',
  'decimal',
  'integer',
  'ratio',
  'flag',
  'extract',
] as const;

/** Verbs that make one text (or number, date, flag) out of texts. */
function readTextVerb(
  verb: keyof VerbForm,
  form: VerbForm,
  at: DocumentPath,
  context: ReadContext,
): Expression | undefined {
  if (verb === 'join') {
    return {
      kind: 'join',
      of: readAll(form.join ?? [], [...at, 'join'], context),
      separator: form.separator ?? ' ',
    };
  }
  if (verb === 'template') return readTemplate(form.template ?? '', [...at, 'template'], context);
  const operandVerb = OPERAND_VERBS.find(each => each === verb);
  const operand = operandVerb === undefined ? undefined : form[operandVerb];
  const of = operand === undefined ? undefined : readExpression(operand, [...at, verb], context);
  if (of === undefined) return undefined;
  switch (verb) {
    case 'split':
      return {
        kind: 'split',
        of,
        at: form.at ?? '',
        ...(form.part === undefined ? {} : { part: form.part }),
      };
    case 'slice':
      return { kind: 'slice', of, from: form.from ?? 0, ...(form.to === undefined ? {} : { to: form.to }) };
    case 'date':
    case 'instant':
      checkFormats(form.formats ?? [], [...at, 'formats'], context.complain);
      return { kind: 'date', of, formats: form.formats ?? [], as: verb };
    case 'decimal':
    case 'integer':
      return { kind: 'number', of, as: verb };
    case 'ratio': {
      const by = form.by === undefined ? undefined : readExpression(form.by, [...at, 'by'], context);
      return by === undefined ? undefined : { kind: 'ratio', of, by };
    }
    case 'flag': {
      const [yes, no] = [(form.yes ?? []).map(String), (form.no ?? []).map(String)];
      return { kind: 'flag', of, yes, no, ...(form.blank === undefined ? {} : { blank: form.blank }) };
    }
    default:
      return readExtract(form, of, at, context.complain);
  }
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

function readExtract(
  form: VerbForm,
  of: Expression,
  at: DocumentPath,
  complain: Complain,
): Expression | undefined {
  const pattern = form.pattern ?? '';
  const broken = regularExpressionFault(pattern);
  const groups = [...pattern.matchAll(/\(\?<([A-Za-z]\w*)>/g)].map(found => found[1] ?? '');
  const group = form.group ?? groups[0];
  if (broken !== undefined) complain([...at, 'pattern'], broken);
  else if (group === undefined || !groups.includes(group)) {
    complain(
      [...at, 'pattern'],
      `the pattern has no named group${form.group === undefined ? '' : ` '${form.group}'`}: write (?<name>…)`,
    );
  } else return { kind: 'extract', of, pattern, group };
  return undefined;
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
