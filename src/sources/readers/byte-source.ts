import { unreadable } from './source-row.js';
import type { ReadLimits } from './source-row.js';

/** Bytes that can be read at any place: what archives need, whose directory stands at the end. */
export interface ByteSource {
  readonly size: number;
  /** The bytes from `start` (inclusive) to `end` (exclusive); fewer only at the end of the source. */
  read(start: number, end: number): Promise<Uint8Array>;
}

/** Bytes in memory. */
export function memoryBytes(bytes: Uint8Array): ByteSource {
  return { size: bytes.length, read: (start, end) => Promise.resolve(bytes.subarray(start, end)) };
}

/** True for bytes that can be read at any place, false for a stream. */
export function isByteSource(source: ByteSource | AsyncIterable<Uint8Array>): source is ByteSource {
  return 'read' in source;
}

/** Holds a stream in memory, up to the limit for archives. */
export async function holdBytes(source: AsyncIterable<Uint8Array>, limits: ReadLimits): Promise<ByteSource> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of source) {
    size += chunk.length;
    if (size > limits.archiveBytes) {
      throw unreadable(
        'ARCHIVE_TOO_LARGE',
        `The archive has more than ${limits.archiveBytes.toLocaleString('en-US')} bytes.`,
        'Send its content as CSV, which is read as a stream, or in several archives.',
      );
    }
    chunks.push(chunk);
  }
  return memoryBytes(Buffer.concat(chunks));
}

const STREAM_BYTES = 65_536;

/** Reads a byte source from start to end. */
export async function* streamBytes(
  source: ByteSource,
  start = 0,
  end = source.size,
): AsyncGenerator<Uint8Array> {
  for (let from = start; from < end; from += STREAM_BYTES) {
    yield await source.read(from, Math.min(end, from + STREAM_BYTES));
  }
}
