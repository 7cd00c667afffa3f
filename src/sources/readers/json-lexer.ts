/**
 * Cuts JSON text into tokens, piece by piece. Own code because the standard parser needs the whole text, rounds numbers
 * (58.7500, sixteen-digit account numbers) and gives up without saying where.
 */
import { unreadable } from './source-row.js';

/** Punctuation, or a value. A number comes as its text. */
export type JsonToken =
  | { readonly type: '{' | '}' | '[' | ']' | ',' | ':' }
  | { readonly type: 'string'; readonly text: string; readonly cut: boolean }
  | { readonly type: 'number'; readonly text: string }
  | { readonly type: 'literal'; readonly value: true | false | null };

const LITERALS: ReadonlyMap<string, true | false | null> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
]);
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t',
}; // prettier-ignore

/** Longest number or literal; anything longer is damage. */
const WORD_MAX = 400;

export class JsonLexer {
  /** Line of the character read last, from 1. */
  line = 1;
  /** Characters read so far. */
  position = 0;
  private readonly stringMax: number;
  private state: 'between' | 'string' | 'escape' | 'unicode' | 'word' = 'between';
  private text = '';
  private length = 0;
  private hex = '';

  /** @param stringMax characters kept of one string; a longer one is cut and says so */
  constructor(stringMax: number) {
    this.stringMax = stringMax;
  }

  /** Takes the next piece of text and hands over every token that it completes. */
  push(piece: string, emit: (token: JsonToken) => void): void {
    let index = 0;
    while (index < piece.length) {
      switch (this.state) {
        case 'between':
          index = this.readBetween(piece, index, emit);
          break;
        case 'string':
          index = this.readString(piece, index, emit);
          break;
        case 'escape':
          this.readEscape(piece[index] ?? '');
          index++;
          break;
        case 'unicode':
          this.readUnicode(piece[index] ?? '');
          index++;
          break;
        case 'word':
          index = this.readWord(piece, index, emit);
      }
    }
    this.position += piece.length;
  }

  /** The text is over: hands over a last number or literal. True when it does not end inside a string. */
  end(emit: (token: JsonToken) => void): boolean {
    if (this.state === 'word') this.endWord(emit);
    return this.state === 'between';
  }

  /** An error at the current place. */
  invalid(what: string): Error {
    return unreadable(
      'JSON_INVALID',
      `The JSON is damaged on line ${this.line}: ${what}.`,
      'Send valid JSON; records before the damage were read.',
    );
  }

  private readBetween(piece: string, index: number, emit: (token: JsonToken) => void): number {
    const character = piece[index] ?? '';
    switch (character) {
      case '\n':
        this.line++;
        break;
      case ' ':
      case '\t':
      case '\r':
        break;
      case '{':
      case '}':
      case '[':
      case ']':
      case ',':
      case ':':
        emit({ type: character });
        break;
      case '"':
        this.state = 'string';
        this.text = '';
        this.length = 0;
        break;
      default:
        this.state = 'word';
        this.text = '';
        return index;
    }
    return index + 1;
  }

  private readString(piece: string, from: number, emit: (token: JsonToken) => void): number {
    let index = from;
    while (index < piece.length) {
      const code = piece.charCodeAt(index);
      if (code === 0x22 || code === 0x5c) break;
      // Strictly, JSON forbids raw line ends in strings; senders write them all the same, and what is meant is clear.
      if (code === 0x0a) this.line++;
      index++;
    }
    if (index > from) this.append(piece.slice(from, index));
    if (index === piece.length) return index;
    if (piece.charCodeAt(index) === 0x5c) this.state = 'escape';
    else {
      this.state = 'between';
      emit({ type: 'string', text: this.text, cut: this.length > this.stringMax });
    }
    return index + 1;
  }

  private readEscape(character: string): void {
    if (character === 'u') {
      this.state = 'unicode';
      this.hex = '';
      return;
    }
    const meant = ESCAPES[character];
    if (meant === undefined) throw this.invalid(`\\${character} is no escape`);
    this.append(meant);
    this.state = 'string';
  }

  private readUnicode(character: string): void {
    if (!/[0-9a-fA-F]/.test(character)) throw this.invalid('\\u needs four hexadecimal digits');
    this.hex += character;
    if (this.hex.length < 4) return;
    this.append(String.fromCharCode(Number.parseInt(this.hex, 16)));
    this.state = 'string';
  }

  private append(text: string): void {
    const room = this.stringMax - this.length;
    this.length += text.length;
    if (room > 0) this.text += text.length <= room ? text : text.slice(0, room);
  }

  private readWord(piece: string, from: number, emit: (token: JsonToken) => void): number {
    let index = from;
    while (index < piece.length && /[A-Za-z0-9+\-.]/.test(piece[index] ?? '')) index++;
    this.text += piece.slice(from, index);
    if (this.text.length > WORD_MAX) throw this.invalid('a number or word never ends');
    if (index < piece.length) {
      if (this.text === '') throw this.invalid(`unexpected character ${JSON.stringify(piece[index])}`);
      this.endWord(emit);
    }
    return index;
  }

  private endWord(emit: (token: JsonToken) => void): void {
    this.state = 'between';
    const literal = LITERALS.get(this.text);
    if (literal !== undefined) emit({ type: 'literal', value: literal });
    else if (NUMBER.test(this.text)) emit({ type: 'number', text: this.text });
    else throw this.invalid(`unexpected ${JSON.stringify(this.text.slice(0, 40))}`);
  }
}
