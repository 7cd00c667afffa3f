import { createHash, type Hash } from 'node:crypto';
import { mkdir, open, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FeedFile } from './feeds/feed.js';

/** Bytes collected per file before they are written. */
const BUFFER_SIZE = 262_144;

/** Length of text, in UTF-16 units, that is encoded at once. */
const ENCODE_AT = 8_192;

/** UTF-8 needs at most three bytes for a UTF-16 unit. */
const BYTES_PER_UNIT = 3;

/**
 * A file under way. Lines are encoded at once into a buffer that is used again and again, so that millions of
 * short strings die young and memory stays the same whatever the size of the network.
 */
export class OutputFile {
  lines = 0;
  bytes = 0;
  private buffer = Buffer.allocUnsafeSlow(BUFFER_SIZE);
  private used = 0;
  private text = '';
  private full: Buffer[] = [];
  private readonly hash: Hash = createHash('sha256');
  private readonly handle: FileHandle;
  private readonly format: Pick<FeedFile, 'lineEnd' | 'separated' | 'trailer'>;

  private constructor(handle: FileHandle, format: FeedFile) {
    this.handle = handle;
    this.format = format;
    this.append(format.header);
  }

  static async create(root: string, path: string, format: FeedFile): Promise<OutputFile> {
    const target = join(root, path);
    await mkdir(dirname(target), { recursive: true });
    return new OutputFile(await open(target, 'w'), format);
  }

  line(text: string): void {
    const { lineEnd, separated } = this.format;
    if (separated !== true) this.append(text + lineEnd);
    else this.append(this.lines === 0 ? text : lineEnd + text);
    this.lines++;
  }

  /** Writes the buffers that are full; waits for the disk, which is what keeps memory bounded. */
  async flush(): Promise<void> {
    if (this.full.length === 0) return;
    const full = this.full;
    this.full = [];
    for (const buffer of full) await this.put(buffer);
  }

  /** Writes the rest and gives the SHA-256 of the whole. */
  async close(): Promise<string> {
    this.append(this.format.trailer?.(this.lines) ?? '');
    this.encode();
    await this.flush();
    await this.put(this.buffer.subarray(0, this.used));
    await this.handle.close();
    return this.hash.digest('hex');
  }

  /** Short texts are joined first: encoding costs most by the call. */
  private append(text: string): void {
    this.text += text;
    if (this.text.length >= ENCODE_AT) this.encode();
  }

  private encode(): void {
    const { text } = this;
    this.text = '';
    const room = text.length * BYTES_PER_UNIT;
    if (room > this.buffer.length - this.used) {
      this.full.push(this.buffer.subarray(0, this.used));
      this.buffer = Buffer.allocUnsafeSlow(Math.max(BUFFER_SIZE, room));
      this.used = 0;
    }
    this.used += this.buffer.write(text, this.used, 'utf8');
  }

  private async put(bytes: Buffer): Promise<void> {
    this.hash.update(bytes);
    this.bytes += bytes.length;
    await this.handle.write(bytes);
  }
}
