/**
 * Opens ZIP archives (XLSX workbooks, Oracle FBDI sets) without trusting them: the directory is read first and refused when it
 * promises too much, and unpacking stops when an entry turns out larger than promised. Entries are streams; names are only
 * names, nothing is ever written to disk.
 */
import { pipeline, Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import type { ByteSource } from './byte-source.js';
import { streamBytes } from './byte-source.js';
import { unreadable } from './source-row.js';
import type { ReadLimits, UnreadableFile } from './source-row.js';

/** One file inside an archive. */
export interface ArchiveEntry {
  /** As the archive spells it, folders included; never used as a path. */
  readonly name: string;
  /** Bytes after unpacking, as the directory promises. */
  readonly size: number;
  /** Unpacks the entry. Fails with `ARCHIVE_TOO_LARGE` where it grows beyond what was promised. */
  open(): AsyncIterable<Uint8Array>;
}

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;
/** The end record has 22 bytes and a comment of at most 65,535. */
const END_SEARCH_BYTES = 22 + 65_535;
/** A directory entry with a long name and extras; 1,000 of them stay below a megabyte. */
const DIRECTORY_BYTES_PER_ENTRY = 66_000;
const STORED = 0;
const DEFLATED = 8;

/** Reads the directory of an archive. */
export async function openArchive(source: ByteSource, limits: ReadLimits): Promise<readonly ArchiveEntry[]> {
  const tailStart = Math.max(0, source.size - END_SEARCH_BYTES);
  const tail = viewOf(await source.read(tailStart, source.size));
  let end = tail.byteLength - 22;
  while (end >= 0 && tail.getUint32(end, true) !== END_OF_DIRECTORY) end--;
  if (end < 0) throw damaged('it has no directory: it was cut, or is no ZIP file');
  const count = tail.getUint16(end + 10, true);
  const size = tail.getUint32(end + 12, true);
  const start = tail.getUint32(end + 16, true);
  if (count === 0xffff || start === 0xffffffff)
    throw damaged('archives beyond 4 GB (ZIP64) are not supported');
  if (count > limits.archiveEntries || size > limits.archiveEntries * DIRECTORY_BYTES_PER_ENTRY) {
    throw tooLarge(`it has ${count} entries, at most ${limits.archiveEntries} are read`);
  }
  if (start + size > source.size) throw damaged('its directory lies outside the file');
  const entries = readDirectory(viewOf(await source.read(start, start + size)), count, source, limits);
  const total = entries.reduce((sum, entry) => sum + entry.size, 0);
  if (total > limits.unpackedBytes)
    throw tooLarge(`it would unpack to ${total.toLocaleString('en-US')} bytes`);
  return entries;
}

function readDirectory(
  directory: DataView,
  count: number,
  source: ByteSource,
  limits: ReadLimits,
): readonly ArchiveEntry[] {
  const entries: ArchiveEntry[] = [];
  let at = 0;
  for (let index = 0; index < count; index++) {
    if (at + 46 > directory.byteLength || directory.getUint32(at, true) !== DIRECTORY_ENTRY)
      throw damaged('its directory is damaged');
    const flags = directory.getUint16(at + 8, true);
    const method = directory.getUint16(at + 10, true);
    const packed = directory.getUint32(at + 20, true);
    const size = directory.getUint32(at + 24, true);
    const nameLength = directory.getUint16(at + 28, true);
    const skip = nameLength + directory.getUint16(at + 30, true) + directory.getUint16(at + 32, true);
    const header = directory.getUint32(at + 42, true);
    if (at + 46 + skip > directory.byteLength) throw damaged('its directory is damaged');
    const name = Buffer.from(directory.buffer, directory.byteOffset + at + 46, nameLength).toString('utf-8');
    at += 46 + skip;
    if (name.endsWith('/')) continue;
    if ((flags & 1) === 1) throw damaged(`${name} is encrypted`);
    if (method !== STORED && method !== DEFLATED)
      throw damaged(`${name} is packed in a way that is not supported (${method})`);
    if (size > limits.unpackedBytes || (size > packed * limits.unpackRatio && size > 1_048_576)) {
      throw tooLarge(
        `${name} would unpack from ${packed.toLocaleString('en-US')} to ${size.toLocaleString('en-US')} bytes`,
      );
    }
    entries.push({ name, size, open: () => unpack(source, { name, size, packed, header, method }) });
  }
  return entries;
}

interface Packed {
  readonly name: string;
  readonly size: number;
  readonly packed: number;
  readonly header: number;
  readonly method: number;
}

async function* unpack(source: ByteSource, entry: Packed): AsyncGenerator<Uint8Array> {
  const header = viewOf(await source.read(entry.header, entry.header + 30));
  if (header.byteLength < 30 || header.getUint32(0, true) !== LOCAL_HEADER)
    throw damaged(`${entry.name} is not where the directory says`);
  const start = entry.header + 30 + header.getUint16(26, true) + header.getUint16(28, true);
  const bytes = streamBytes(source, start, Math.min(source.size, start + entry.packed));
  let unpacked = 0;
  for await (const chunk of entry.method === STORED ? bytes : inflate(bytes, entry.name)) {
    unpacked += chunk.length;
    if (unpacked > entry.size) throw tooLarge(`${entry.name} is larger than its directory says`);
    yield chunk;
  }
  if (unpacked < entry.size)
    throw damaged(`${entry.name} ends after ${unpacked.toLocaleString('en-US')} bytes`);
}

/** Pulled by its reader: holds one chunk of input and one of output, whatever the size of the entry. */
async function* inflate(bytes: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<Uint8Array> {
  const inflater = createInflateRaw();
  // Errors of the source destroy the inflater with them, and so reach the loop below; the callback has nothing to add.
  pipeline(Readable.from(bytes), inflater, () => undefined);
  try {
    for await (const chunk of inflater) if (chunk instanceof Uint8Array) yield chunk;
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')) {
      throw damaged(`${name} cannot be unpacked`);
    }
    throw error;
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function damaged(why: string): UnreadableFile {
  return unreadable(
    'ARCHIVE_DAMAGED',
    `The archive cannot be read: ${why}.`,
    'Pack it again and send it again.',
  );
}

function tooLarge(why: string): UnreadableFile {
  return unreadable(
    'ARCHIVE_TOO_LARGE',
    `The archive is not unpacked: ${why}.`,
    'Send its content as CSV, which is read as a stream, or in several archives.',
  );
}
