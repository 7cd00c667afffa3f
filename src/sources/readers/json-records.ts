import type { FieldValue } from '../../core/mapping/index.js';
import type { Fault } from '../../core/model/index.js';
import { JsonLexer } from './json-lexer.js';
import type { JsonToken } from './json-lexer.js';
import { JsonValueBuilder } from './json-value-builder.js';
import type { RowProblem } from './row-problem.js';
import { unreadable } from './source-row.js';
import type { ReadLimits } from './source-row.js';

/** One record of a JSON document. */
export interface JsonRecord {
  readonly line: number;
  readonly value: FieldValue;
  readonly problems: readonly RowProblem[];
  readonly faults?: readonly Fault[];
}

/**
 * Reads the records of a JSON document while it arrives, one record in memory at a time: the elements of the list at `path`,
 * or the one object there. What stands beside the path is checked for form and passed over.
 */
export class JsonRecords {
  private readonly lexer: JsonLexer;
  private readonly limits: ReadLimits;
  private readonly path: readonly string[];
  /** Open containers around the records, outermost first; `key`: the field of an object that is being read. */
  private readonly outer: {
    readonly type: '{' | '[';
    key: string | undefined;
    wants: 'value' | 'key' | 'colon' | 'next';
  }[] = [];
  private value: JsonValueBuilder | undefined;
  private valueIsRecord = false;
  private found = false;
  private started = false;
  private recordLine = 1;

  constructor(path: readonly string[], limits: ReadLimits) {
    this.path = path;
    this.limits = limits;
    this.lexer = new JsonLexer(limits.fieldChars);
  }

  /** Takes the next piece of text and hands over every record that it completes. */
  push(piece: string, emit: (record: JsonRecord) => void): void {
    this.lexer.push(piece, token => this.take(token, emit));
    this.value?.countTo(this.lexer.position);
  }

  /** The document is over; fails when it was cut or has nothing at the path. */
  end(emit: (record: JsonRecord) => void): void {
    const whole = this.lexer.end(token => this.take(token, emit));
    if (!whole || this.outer.length > 0 || this.value !== undefined || !this.started) {
      const deep = this.value?.problems.some(problem => problem.kind === 'tooDeep') ?? false;
      throw unreadable(
        deep ? 'JSON_TOO_DEEP' : 'JSON_TRUNCATED',
        deep
          ? `The record that starts on line ${this.recordLine} nests more than ${this.limits.jsonDepth} levels deep and never ends.`
          : `The JSON ends on line ${this.lexer.line} in the middle of ${this.started ? 'a value' : 'nothing: it is empty'}.`,
        'Send the whole document; records before the cut were read.',
      );
    }
    if (!this.found) {
      throw unreadable(
        'SCHEMA_DRIFT',
        `The document has nothing at ${this.path.join('.')}.`,
        'Send the records where the system file says they are, or correct its path.',
        { field: this.path.join('.') },
      );
    }
  }

  private take(token: JsonToken, emit: (record: JsonRecord) => void): void {
    if (this.value !== undefined) {
      if (this.value.take(token)) this.endValue(this.value, emit);
      return;
    }
    const around = this.outer.at(-1);
    if (around === undefined) {
      if (this.started) throw this.lexer.invalid('there is text after the end of the document');
      this.started = true;
      this.startValue(token, emit);
      return;
    }
    switch (around.wants) {
      case 'key':
        if (token.type === '}' && around.key === undefined) this.close();
        else if (token.type === 'string') {
          around.key = token.text;
          around.wants = 'colon';
        } else throw this.lexer.invalid('a field name was expected');
        return;
      case 'colon':
        if (token.type !== ':') throw this.lexer.invalid('a colon was expected');
        around.wants = 'value';
        return;
      case 'next':
        if (token.type === ',') around.wants = around.type === '{' ? 'key' : 'value';
        else if (token.type === (around.type === '{' ? '}' : ']')) this.close();
        else throw this.lexer.invalid('a comma or the end of the list was expected');
        return;
      case 'value':
        if (token.type === ']' && around.type === '[' && around.key === undefined) this.close();
        else this.startValue(token, emit);
    }
  }

  /** A value begins: a step towards the records, one of them, or something beside them. */
  private startValue(token: JsonToken, emit: (record: JsonRecord) => void): void {
    const around = this.outer.at(-1);
    const depth = this.outer.length;
    const onPath = this.outer.every((level, index) => level.type === '{' && level.key === this.path[index]);
    if (onPath && depth < this.path.length && token.type === '{') {
      this.outer.push({ type: '{', key: undefined, wants: 'key' });
      return;
    }
    if (onPath && depth === this.path.length && token.type === '[') {
      this.found = true;
      this.outer.push({ type: '[', key: undefined, wants: 'value' });
      return;
    }
    const isElement = around?.type === '[';
    const isRecord = isElement || (onPath && depth === this.path.length);
    if (around !== undefined && isElement) around.key = 'element';
    this.found ||= isRecord;
    this.recordLine = this.lexer.line;
    this.valueIsRecord = isRecord;
    this.value = new JsonValueBuilder(isRecord, this.limits, this.lexer);
    if (this.value.take(token)) this.endValue(this.value, emit);
  }

  private endValue(builder: JsonValueBuilder, emit: (record: JsonRecord) => void): void {
    this.value = undefined;
    const around = this.outer.at(-1);
    if (around !== undefined) around.wants = 'next';
    if (this.valueIsRecord) {
      emit({ line: this.recordLine, value: builder.value, problems: builder.problems });
    }
  }

  private close(): void {
    this.outer.pop();
    const around = this.outer.at(-1);
    if (around !== undefined) around.wants = 'next';
  }
}
