/**
 * Reads the files of `golden-record-rules/systems/`: the form as written becomes a `SourceSystem` whose every column,
 * attribute, field, code and file name has been checked against the domains, so that a mistyped mapping is refused with its
 * line when the rules are loaded and not found a month later as an empty attribute.
 */
import type {
  DomainAttributes,
  DomainForm,
  DomainSource,
  Expression,
  SourceContext,
  SourceSystem,
  SystemForm,
} from '../rules/index.js';
import { authorityFrom, systemFileSchema } from '../rules/index.js';
import type { DocumentPath, RuleFault } from '../rules/parse/index.js';
import { didYouMean, parseChecked, sortRuleFaults } from '../rules/parse/index.js';
import { standardizers } from '../standardize/index.js';
import type { Complain } from './read-condition.js';
import { readCondition } from './read-condition.js';
import { checkFormats, readExpression } from './read-expression.js';
import type { ReadContext } from './read-context.js';
import { readFiles, recordScope } from './read-files.js';
import { readFieldPath } from './scope.js';

/** A checked system, or everything that is wrong with its file. */
export type SystemOutcome =
  | { readonly ok: true; readonly system: SourceSystem }
  | { readonly ok: false; readonly faults: readonly RuleFault[] };

/**
 * Reads one system file.
 * @param file the path to show in faults
 * @param domains the attributes of every known domain, by domain id
 */
export function readSourceSystem(
  text: string,
  file: string,
  domains: ReadonlyMap<string, DomainAttributes>,
): SystemOutcome {
  const parsed = parseChecked(systemFileSchema, text, file);
  if (!parsed.ok) return { ok: false, faults: parsed.faults };
  const faults: RuleFault[] = [];
  const complain: Complain = (path, message, of) => {
    faults.push({ file, ...parsed.locate(path, of), message });
  };
  const system = readSystem(parsed.value, domains, complain);
  return faults.length === 0 ? { ok: true, system } : { ok: false, faults: sortRuleFaults(faults) };
}

function readSystem(
  form: SystemForm,
  domains: ReadonlyMap<string, DomainAttributes>,
  complain: Complain,
): SourceSystem {
  checkTimezone(form.timezone, complain);
  const context: SourceContext = {
    country: 'US',
    dateFormats: ['ISO'],
    decimalSeparator: '.',
    nullTokens: [],
    ...form.context,
  };
  checkFormats(context.dateFormats, ['context', 'dateFormats'], complain);
  const codeMaps = Object.fromEntries(
    Object.entries(form.codeMaps ?? {}).map(([name, map]) => [name, { unknown: 'error' as const, ...map }]),
  );
  for (const [code, unit] of Object.entries(form.codeMaps?.['uom']?.codes ?? {})) {
    const known = standardizers.uom(String(unit), {}).value !== null;
    if (!known)
      complain(['codeMaps', 'uom', 'codes', code], `'${String(unit)}' is no unit of X12 element 355`);
  }
  const sources = Object.entries(form.domains).map(([domain, source]) => {
    const attributes = domains.get(domain);
    if (attributes === undefined) {
      complain(['domains', domain], `unknown domain '${domain}'${didYouMean(domain, domains.keys())}`, 'key');
    }
    return readDomain({ domain, form: source, system: form, attributes, complain });
  });
  const targets = (form.targets ?? []).map((target, index) => {
    for (const [position, domain] of (target.domains ?? []).entries()) {
      const at = ['targets', index, 'domains', position];
      if (!domains.has(domain))
        complain(at, `unknown domain '${domain}'${didYouMean(domain, domains.keys())}`);
    }
    const { ordering = 'strict', ...rest } = target;
    return Object.assign(rest, { ordering });
  });
  const { system, label, kind, description, timezone } = form;
  return { system, label, kind, description, timezone, context, codeMaps, domains: sources, targets };
}

interface DomainInput {
  readonly domain: string;
  readonly form: DomainForm;
  readonly system: SystemForm;
  readonly attributes: DomainAttributes | undefined;
  readonly complain: Complain;
}

function readDomain({ domain, form, system, attributes, complain }: DomainInput): DomainSource {
  const at: DocumentPath = ['domains', domain];
  const files = readFiles(form.files, at, complain);
  const scope = recordScope(files);
  const codeMaps = new Map(Object.entries(system.codeMaps ?? {}).map(([name, map]) => [name, map.codes]));
  const context: ReadContext = { scope, codeMaps, complain };
  const key = form.key.flatMap((text, index) => {
    const path = readFieldPath(text, scope);
    if ('fault' in path) complain([...at, 'key', index], path.fault);
    return 'fault' in path ? [] : [path];
  });
  const { mode } = form.deletes;
  const when =
    form.deletes.when === undefined
      ? undefined
      : readCondition(form.deletes.when, scope, [...at, 'deletes', 'when'], complain);
  if (mode === 'flag' && form.deletes.when === undefined)
    complain([...at, 'deletes'], `mode flag needs 'when'`, 'key');
  const optional = (name: 'sourceVersion' | 'effectiveAt'): Expression | undefined => {
    const written = form[name];
    return written === undefined ? undefined : readExpression(written, [...at, name], context);
  };
  const sourceVersion = optional('sourceVersion');
  const effectiveAt = optional('effectiveAt');
  return {
    domain,
    files,
    key,
    ...(sourceVersion === undefined ? {} : { sourceVersion }),
    ...(effectiveAt === undefined ? {} : { effectiveAt }),
    deletes: { mode, ...(when === undefined ? {} : { when }) },
    mapping: readMapping(form, at, context, attributes),
    authority: readAuthority(form, at, attributes, complain),
    unique: form.unique ?? false,
  };
}

function readMapping(
  form: DomainForm,
  at: DocumentPath,
  context: ReadContext,
  attributes: DomainAttributes | undefined,
): DomainSource['mapping'] {
  const rules = attributes?.attributes ?? [];
  const mapping: Record<string, DomainSource['mapping'][string]> = {};
  for (const [name, written] of Object.entries(form.mapping)) {
    const place = [...at, 'mapping', name];
    const target = rules.find(rule => rule.name === name);
    if (target === undefined && attributes !== undefined) {
      const hint = didYouMean(name, rules.map(rule => rule.name)); // prettier-ignore
      context.complain(place, `${attributes.domain} has no attribute '${name}'${hint}`, 'key');
    }
    if (target === undefined) continue;
    const expression = readExpression(written, place, { ...context, target });
    if (expression !== undefined) mapping[name] = expression;
  }
  return mapping;
}

function readAuthority(
  form: DomainForm,
  at: DocumentPath,
  attributes: DomainAttributes | undefined,
  complain: Complain,
): DomainSource['authority'] {
  const rules = attributes?.attributes ?? [];
  const check = (kind: 'groups' | 'attributes', known: readonly string[]): void => {
    for (const name of Object.keys(form.authority?.[kind] ?? {})) {
      if (attributes === undefined || known.includes(name)) continue;
      const what = kind === 'groups' ? 'group' : 'attribute';
      complain(
        [...at, 'authority', kind, name],
        `unknown ${what} '${name}'${didYouMean(name, known)}`,
        'key',
      );
    }
  };
  check('groups', [...new Set(rules.map(rule => rule.group))]);
  check('attributes', rules.map(rule => rule.name)); // prettier-ignore
  const all = (forms: NonNullable<DomainForm['authority']>['groups']): DomainSource['authority']['groups'] =>
    Object.fromEntries(Object.entries(forms ?? {}).map(([name, written]) => [name, authorityFrom(written)]));
  return {
    // A system that says nothing ranks behind every system that does.
    default: authorityFrom(form.authority?.default ?? 9),
    groups: all(form.authority?.groups),
    attributes: all(form.authority?.attributes),
  };
}

function checkTimezone(timezone: string, complain: Complain): void {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: timezone }).format(0);
  } catch {
    complain(['timezone'], `'${timezone}' is not an IANA time zone, for instance America/Chicago`);
  }
}
