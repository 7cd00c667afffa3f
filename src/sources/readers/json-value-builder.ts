import type { FieldValue } from '../../core/mapping/index.js';
import type { JsonLexer, JsonToken } from './json-lexer.js';
import { cleanText } from './row-problem.js';
import type { RowProblem } from './row-problem.js';
import type { ReadLimits } from './source-row.js';

interface Level {
  readonly object: Map<string, FieldValue> | undefined;
  readonly list: FieldValue[];
  key: string | undefined;
  wants: 'key' | 'colon' | 'value' | 'next';
  empty: boolean;
}

/**
 * Builds one JSON value from its tokens and checks its form. Beyond the limits of depth and size it stops building and only
 * counts brackets, so that a record of any size costs a bounded amount of memory and the document goes on after it.
 */
export class JsonValueBuilder {
  readonly problems: RowProblem[] = [];
  private readonly keep: boolean;
  private readonly limits: ReadLimits;
  private readonly lexer: JsonLexer;
  private readonly start: number;
  private readonly levels: Level[] = [];
  /** Open containers below the depth limit. */
  private buried = 0;
  private stopped = false;
  private result: FieldValue = null;

  /** @param keep false: the value is only checked and passed over */
  constructor(keep: boolean, limits: ReadLimits, lexer: JsonLexer) {
    this.keep = keep;
    this.limits = limits;
    this.lexer = lexer;
    this.start = lexer.position;
  }

  /** The value, when {@link take} has said that it is complete. */
  get value(): FieldValue {
    return this.result;
  }

  /** Tells how far the document was read, to bound the size of the record. */
  countTo(position: number): void {
    if (!this.stopped && position - this.start > this.limits.rowChars) {
      this.stop({ kind: 'rowTooLong', cell: this.place(), limit: this.limits.rowChars });
    }
  }

  /** Takes the next token; true when the value is complete. */
  take(token: JsonToken): boolean {
    if (this.buried > 0) {
      if (token.type === '{' || token.type === '[') this.buried++;
      else if (token.type === '}' || token.type === ']') this.buried--;
      return false;
    }
    const level = this.levels.at(-1);
    if (level === undefined) return this.takeValue(token);
    switch (level.wants) {
      case 'key':
        if (token.type === '}' && level.empty) return this.close();
        if (token.type !== 'string') throw this.lexer.invalid('a field name was expected');
        level.key = this.clean(token.text);
        level.wants = 'colon';
        return false;
      case 'colon':
        if (token.type !== ':') throw this.lexer.invalid('a colon was expected');
        level.wants = 'value';
        return false;
      case 'next':
        if (token.type === (level.object === undefined ? ']' : '}')) return this.close();
        if (token.type !== ',') throw this.lexer.invalid('a comma or a closing bracket was expected');
        level.wants = level.object === undefined ? 'value' : 'key';
        level.empty = false;
        return false;
      case 'value':
    }
    if (token.type === ']' && level.object === undefined && level.empty) return this.close();
    return this.takeValue(token);
  }

  private takeValue(token: JsonToken): boolean {
    switch (token.type) {
      case '{':
      case '[':
        return this.open(token.type);
      case 'string':
        if (token.cut)
          this.addProblem({ kind: 'fieldTooLong', cell: this.place(), limit: this.limits.fieldChars });
        return this.add(this.clean(token.cut ? token.text.slice(0, 200) : token.text));
      case 'number':
        return this.add(numberOf(token.text));
      case 'literal':
        return this.add(token.value);
      case '}':
      case ']':
      case ',':
      case ':':
    }
    throw this.lexer.invalid(`a value was expected, not '${token.type}'`);
  }

  private open(type: '{' | '['): boolean {
    if (this.levels.length >= this.limits.jsonDepth) {
      this.stop({ kind: 'tooDeep', cell: this.place(), limit: this.limits.jsonDepth });
      this.buried = 1;
      const level = this.levels.at(-1);
      if (level !== undefined) level.wants = 'next';
      return false;
    }
    const object = type === '{' ? new Map<string, FieldValue>() : undefined;
    const wants = object === undefined ? 'value' : 'key';
    this.levels.push({ object, list: [], key: undefined, wants, empty: true });
    return false;
  }

  private close(): boolean {
    const level = this.levels.pop();
    if (level === undefined) return true;
    // Object.fromEntries defines properties, so that a field called __proto__ is a field like any other.
    return this.add(level.object === undefined ? level.list : Object.fromEntries(level.object));
  }

  private add(value: FieldValue): boolean {
    const level = this.levels.at(-1);
    if (level === undefined) {
      this.result = value;
      return true;
    }
    level.wants = 'next';
    level.empty = false;
    if (!this.keep || this.stopped) return false;
    if (level.object === undefined) level.list.push(value);
    else level.object.set(level.key ?? '', value);
    return false;
  }

  private stop(problem: RowProblem): void {
    this.addProblem(problem);
    this.stopped = true;
  }

  private addProblem(problem: RowProblem): void {
    if (this.keep && this.problems.length < 10) this.problems.push(problem);
  }

  private clean(text: string): string {
    return cleanText(text, kind => this.addProblem({ kind, cell: this.place() }));
  }

  /** Where in the record the value stands: `address.lines[2]`. At most the outer few levels, to stay readable. */
  private place(): string {
    return this.levels
      .slice(0, 6)
      .map((level, index) =>
        level.object === undefined ? `[${level.list.length}]` : (index === 0 ? '' : '.') + (level.key ?? ''),
      )
      .join('');
  }
}

/** A number that JavaScript holds exactly as written; any other stays text: 58.7500 keeps its zeros, long ids their digits. */
function numberOf(text: string): FieldValue {
  const value = Number(text);
  return String(value) === text ? value : text;
}
