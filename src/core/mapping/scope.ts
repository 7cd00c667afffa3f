import type { FieldPath } from '../rules/index.js';
import { didYouMean } from '../rules/parse/index.js';

/**
 * What a path in a mapping may name: the columns of the row in scope and, at record level, the joined files and the
 * rows of a group. `columns` absent: the fields are not known beforehand (JSON), any path is accepted.
 */
export interface Scope {
  readonly file: string;
  readonly columns?: ReadonlySet<string>;
  readonly joined: ReadonlyMap<string, Scope>;
  /** The scope of the whole record, where `$.` starts. Absent: this is it. */
  readonly record?: Scope;
}

/** Name under which the rows of a group are iterated. */
export const GROUP_ROWS = 'rows';

/** Reads a path of a system file, or says what is wrong with it. */
export function readFieldPath(text: string, scope: Scope): FieldPath | { readonly fault: string } {
  if (text === '@' && scope.columns === undefined) return { fromRecord: false, segments: [], text };
  if (text.startsWith('$.') && !(scope.columns?.has(text) ?? false)) {
    const inner = readFieldPath(text.slice(2), scope.record ?? scope);
    return 'fault' in inner ? inner : { ...inner, fromRecord: true, text };
  }
  if (scope.columns?.has(text) === true) return { fromRecord: false, segments: [text], text };
  const joined = joinedScope(text, scope);
  if (joined !== undefined) {
    const inner = readFieldPath(text.slice(joined.file.length + 1), { ...joined, joined: new Map() });
    return 'fault' in inner ? inner : { ...inner, file: joined.file, text };
  }
  if (scope.columns !== undefined) {
    const files = [...scope.joined.keys()].map(file => `${file}.…`);
    const hint = didYouMean(text, scope.columns) || listed([...scope.columns, ...files]);
    return { fault: `no column '${text}' in ${scope.file}${hint}` };
  }
  return readJsonPath(text);
}

/** The joined file that a path such as `LFB1.ZTERM` starts with. */
function joinedScope(text: string, scope: Scope): Scope | undefined {
  const dot = text.indexOf('.');
  return dot === -1 ? undefined : scope.joined.get(text.slice(0, dot));
}

function readJsonPath(text: string): FieldPath | { readonly fault: string } {
  const segments: (string | number)[] = [];
  for (const step of text.split('.')) {
    const found = /^([^[\]]*)((?:\[\d+\])*)$/.exec(step);
    if (found === null || (found[1] === '' && found[2] === '')) return { fault: `'${text}' is not a path` };
    if (found[1] !== undefined && found[1] !== '') segments.push(found[1]);
    for (const [, index] of (found[2] ?? '').matchAll(/\[(\d+)\]/g)) segments.push(Number(index));
  }
  return { fromRecord: false, segments, text };
}

/** At most a dozen names: the message must stay readable for tables of a hundred columns. */
function listed(names: readonly string[]): string {
  const shown = names.slice(0, 12).join(', ');
  return `; it has: ${shown}${names.length > 12 ? ', …' : ''}`;
}
