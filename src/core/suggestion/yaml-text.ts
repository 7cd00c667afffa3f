/** Text of YAML as people write it: one line per rule, quotes only where they are needed, comments that wrap. */

/** What an entry of a flow mapping may hold. */
export type FlowValue = string | number | boolean | readonly FlowValue[];

/** One entry of a flow mapping; left out where the value is not defined. */
export type FlowEntry = readonly [key: string, value: FlowValue | undefined];

/** Characters that mean nothing to YAML wherever they stand in a flow. */
const PLAIN = /^\p{L}(?:[\p{L}\p{N} .()/_-]*[\p{L}\p{N}.)])?$/u;
/** Words that YAML reads as something else than text. */
const NOT_TEXT = /^(?:true|false|null|yes|no|on|off|y|n)$/iu;
/** Characters that a text in single quotes would not keep. */
const NEEDS_ESCAPES = /[^\P{C}]/u;
/** Width of files written by hand. */
const LINE_LENGTH = 130;

/** A scalar or a list as it stands in a flow. */
export function flow(value: FlowValue): string {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') return `[${value.map(flow).join(', ')}]`;
  if (NEEDS_ESCAPES.test(value)) return JSON.stringify(value);
  return PLAIN.test(value) && !NOT_TEXT.test(value) ? value : `'${value.replaceAll("'", "''")}'`;
}

/** A flow mapping. */
export function mapping(entries: readonly FlowEntry[]): string {
  const written = entries.flatMap(([key, value]) =>
    value === undefined ? [] : [`${flow(key)}: ${flow(value)}`],
  );
  return `{ ${written.join(', ')} }`;
}

/** Comment lines. */
export function paragraph(text: string): readonly string[] {
  const lines: string[] = [];
  let line = '#';
  for (const word of text.split(' ')) {
    if (line.length + 1 + word.length > LINE_LENGTH) {
      lines.push(line);
      line = '#';
    }
    line += ` ${word}`;
  }
  return [...lines, line];
}

/** `12,431` */
export function count(amount: number): string {
  return Math.round(amount).toLocaleString('en-US');
}

/** `98.7 %`; never rounded up to 100. */
export function percent(share: number): string {
  return `${(Math.floor(share * 1000) / 10).toFixed(1)} %`;
}
