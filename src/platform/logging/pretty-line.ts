interface LogLine {
  readonly level: number;
  readonly time: number;
  readonly msg?: string;
  readonly [field: string]: unknown;
}

/** Pino's levels. */
const LEVELS: Readonly<Record<number, readonly [name: string, color: number]>> = {
  10: ['trace', 90],
  20: ['debug', 36],
  30: ['info ', 32],
  40: ['warn ', 33],
  50: ['error', 31],
  60: ['fatal', 35],
};

const SHOWN_ELSEWHERE = new Set(['level', 'time', 'msg', 'pid', 'hostname', 'correlationId', 'err']);

/** One log line for people: time, level, message, the fields, and the stack of an error below it. */
export function formatPrettyLine(json: string): string {
  const line = JSON.parse(json) as LogLine;
  const [name, color] = LEVELS[line.level] ?? ['?    ', 0];
  const time = new Date(line.time).toISOString().slice(11, 23);
  const fields = Object.entries(line)
    .filter(([field]) => !SHOWN_ELSEWHERE.has(field))
    .map(([field, value]) => `${field}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  const correlation =
    typeof line['correlationId'] === 'string' ? [`#${line['correlationId'].slice(0, 8)}`] : [];
  const rest = [...fields, ...correlation].join(' ');
  const dimmed = rest === '' ? '' : ` \u001b[90m${rest}\u001b[0m`;
  return `\u001b[90m${time}\u001b[0m \u001b[${color}m${name}\u001b[0m ${line.msg ?? ''}${dimmed}\n${formatError(line['err'])}`;
}

function formatError(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('stack' in error)) return '';
  return `${String(error.stack).replace(/^/gm, '    ')}\n`;
}
