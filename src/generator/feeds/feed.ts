/**
 * What a generated feed is: the records of one domain in one source system, in the files and formats that the
 * system really sends. Feeds are pure; whoever walks them supplies the {@link FeedOutput}.
 */
import type { Domain } from '../seed/network.js';
import type { SourceNumbering } from '../sources/source-numbering.js';
import type { Role, System } from '../copies/system.js';

/** One file of a feed. */
export interface FeedFile {
  /** Name within the system's folder. */
  readonly name: string;
  /** Text before the first line, line end included; empty for files without a header. */
  readonly header: string;
  /** What ends each line, or stands between the elements of a JSON array. */
  readonly lineEnd: string;
  /** `true` when {@link lineEnd} stands between lines instead of after each. */
  readonly separated?: boolean;
  /** Text after the last line. */
  readonly trailer?: (lines: number) => string;
  /** Name of the set of files that make one record together, and the columns they join on. */
  readonly joinSet?: string;
  /** Other domains whose records are in the same lines. */
  readonly alsoHolds?: readonly Domain[];
}

/** Where a feed puts what it makes. */
export interface FeedOutput {
  /** One line of file number `file` of the feed. */
  line(file: number, text: string): void;
  /** Truth: the record with this key is of this real thing. */
  record(domain: Domain, key: string, entity: string, role: Role, copy: number, patterns: string): void;
  /** Truth: this error was planted. `field` is the column or path in the source's own format. */
  error(domain: Domain, key: string, field: string, code: string): void;
}

/** The records of one domain in one system. */
export interface Feed {
  readonly system: System;
  readonly domain: Domain;
  readonly files: readonly FeedFile[];
  readonly numbering: SourceNumbering;
  /** Writes copy number `copy` of thing `index`. */
  write(index: number, copy: number, out: FeedOutput): void;
}

/** A feed whose records can be altered before they are formatted: how later deliveries differ from the first. */
export interface EditableFeed<Copy> extends Feed {
  write(index: number, copy: number, out: FeedOutput, change?: (record: Copy) => Copy): void;
}

/** A CSV file with a header line and LF line ends. */
export function csvFile(name: string, header: string, joinSet?: string): FeedFile {
  const file = { name, header: header + '\n', lineEnd: '\n' };
  return joinSet === undefined ? file : { ...file, joinSet };
}

/** A positional file without header (Oracle FBDI). */
export function positionalFile(name: string, joinSet: string): FeedFile {
  return { name, header: '', lineEnd: '\n', joinSet };
}

/** A JSON array, one element per line. */
export function jsonArrayFile(name: string, alsoHolds?: readonly Domain[]): FeedFile {
  const file: FeedFile = { name, header: '[\n', lineEnd: ',\n', separated: true, trailer: () => '\n]\n' };
  return alsoHolds === undefined ? file : { ...file, alsoHolds };
}
