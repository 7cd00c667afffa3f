import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { Document, Node } from 'yaml';
import type { RuleFault } from './rule-fault.js';

/** Keys and list indexes from the root of a document to one of its values. */
export type DocumentPath = readonly (string | number)[];

/** 1-based, as editors count. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Where a path stands in the text. `of: 'key'` points at the key itself, `'value'` (default) at what it holds. */
export type Locate = (path: DocumentPath, of?: 'key' | 'value') => Position;

/** A YAML text as plain JSON values, with the way back from each value to its line and column. */
export interface YamlDocument {
  readonly value: unknown;
  /** The position of the path, or of its nearest ancestor that exists. */
  readonly locate: Locate;
  /** Syntax faults (bad indentation, duplicate keys…). With any of them `value` is `undefined`. */
  readonly faults: readonly RuleFault[];
}

/** Parses one YAML 1.2 document. JSON is YAML, so `frequencies.json` goes the same way. Never throws on bad text. */
export function parseYamlDocument(text: string, file: string): YamlDocument {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: true,
    // `<<: *common` lets the files of one system share columns and formats.
    merge: true,
  });
  const positionAt = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const faults = document.errors.map(error => ({
    file,
    ...positionAt(error.pos[0]),
    message: firstSentence(error.message),
  }));
  const locate: Locate = (path, of = 'value') => positionAt(offsetOf(document, path, of));
  if (faults.length > 0) return { value: undefined, locate, faults };
  try {
    return { value: document.toJS(), locate, faults };
  } catch (error) {
    // The only way toJS fails on a document without errors: aliases that expand without end ("billion laughs").
    const message = error instanceof Error ? firstSentence(error.message) : 'cannot be read';
    return { value: undefined, locate, faults: [{ file, line: 1, column: 1, message }] };
  }
}

function offsetOf(document: Document.Parsed, path: DocumentPath, of: 'key' | 'value'): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const [depth, step] of path.entries()) {
    const last = depth === path.length - 1;
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair = node.items.find(item => keyText(item.key) === String(step));
      if (pair === undefined) return offset;
      offset = startOf(last && of === 'key' ? pair.key : pair.value) ?? startOf(pair.key) ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      offset = startOf(node) ?? offset;
    } else {
      return offset;
    }
  }
  return offset;
}

function keyText(key: unknown): string {
  return isScalar(key) ? String(key.value) : String(key);
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}

function isNode(node: unknown): node is Node {
  return isMap(node) || isSeq(node) || isScalar(node) || isAlias(node);
}

function firstSentence(message: string): string {
  const line = message.split('\n', 1)[0] ?? message;
  return line.replace(/[:.\s]+$/, '');
}
