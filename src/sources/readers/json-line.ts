import type { Fault } from '../../core/model/index.js';
import { JsonLexer } from './json-lexer.js';
import type { JsonRecord } from './json-records.js';
import { JsonValueBuilder } from './json-value-builder.js';
import type { CellRow } from './row-problem.js';
import { UnreadableFile } from './source-row.js';
import type { ReadLimits } from './source-row.js';

/** Reads one line of NDJSON; a line that is no JSON is a fault of that line, with its text kept. */
export function readJsonLine(row: CellRow, limits: ReadLimits): JsonRecord {
  const text = row.cells[0] ?? '';
  const damaged = (what: string): JsonRecord => ({
    line: row.line,
    value: { '+1': text.slice(0, limits.fieldChars) },
    problems: row.problems,
    faults: [invalidLine(what)],
  });
  if (row.problems.some(problem => problem.kind === 'rowTooLong')) return damaged('it is cut');
  const lexer = new JsonLexer(limits.fieldChars);
  const builder = new JsonValueBuilder(true, limits, lexer);
  let complete = false;
  const take = (token: Parameters<JsonValueBuilder['take']>[0]): void => {
    if (complete) throw lexer.invalid('there is more after the record');
    complete = builder.take(token);
  };
  try {
    lexer.push(text, take);
    const whole = lexer.end(take);
    if (!whole || !complete) return damaged('it ends in the middle of a value');
  } catch (error) {
    if (error instanceof UnreadableFile) return damaged(error.faults[0]?.message ?? 'it is damaged');
    throw error;
  }
  return { line: row.line, value: builder.value, problems: [...row.problems, ...builder.problems] };
}

function invalidLine(what: string): Fault {
  return {
    code: 'JSON_INVALID',
    severity: 'error',
    message: `The line is no JSON record: ${what.replace(/^The JSON is damaged on line \d+: /, '').replace(/\.$/, '')}.`,
    fix: 'Send one JSON object per line.',
  };
}
