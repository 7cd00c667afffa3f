/** Writes a generated network to disk: the only part of the generator that does I/O. */
import { createHash, type Hash } from 'node:crypto';
import { mkdir, open, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Feed, FeedFile, FeedOutput, System } from './feed.js';
import { allFeeds } from './feeds.js';
import { DOMAINS, Network, SPEC_VERSION, type Domain, type NetworkOptions } from './network.js';
import { Sources } from './sources.js';
import { goldenLine } from './truth-golden.js';
import { negativeRows, quoted } from './truth-negatives.js';
import { relationRows } from './truth-relations.js';

/** One written file, as the manifest lists it. */
export interface ManifestFile {
  /** Path within the output folder, with forward slashes. */
  readonly path: string;
  /** The sending system; absent for truth files. */
  readonly system?: System;
  readonly domain?: Domain;
  /** Files with the same join set make one record together. */
  readonly joinSet?: string;
  /** Lines (or array elements) between header and trailer. */
  readonly lines: number;
  readonly bytes: number;
  readonly sha256: string;
}

/** What was written: `manifest.json`. */
export interface Manifest extends NetworkOptions {
  readonly specVersion: number;
  /** How many real things of each domain there are. */
  readonly entities: Readonly<Record<Domain, number>>;
  /** How many source records each system has of each domain. */
  readonly records: Readonly<Partial<Record<System, Readonly<Partial<Record<Domain, number>>>>>>;
  readonly totalRecords: number;
  readonly files: readonly ManifestFile[];
}

/** How far writing has come. */
export interface NetworkProgress {
  /** Positions walked, of {@link total}. */
  readonly done: number;
  readonly total: number;
  /** Source records written. */
  readonly records: number;
  /** What is being written: `oracle-fusion item`. */
  readonly step: string;
}

export interface WriteNetworkOptions extends NetworkOptions {
  /** Folder to write into; made when missing. Files in it are overwritten. */
  readonly out: string;
  readonly onProgress?: (progress: NetworkProgress) => void;
  /** Positions made between two looks at the disk. Only speed and memory depend on it. Default 1024. */
  readonly chunkSize?: number;
}

/** Bytes collected per file before they are written. */
const BUFFER_SIZE = 262_144;

/** UTF-8 needs at most three bytes for a UTF-16 unit. */
const BYTES_PER_UNIT = 3;

/**
 * A file under way. Lines are encoded at once into a buffer that is used again and again, so that millions of
 * short strings die young and memory stays the same whatever the size of the network.
 */
class OutputFile {
  lines = 0;
  bytes = 0;
  private buffer = Buffer.allocUnsafeSlow(BUFFER_SIZE);
  private used = 0;
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
    await this.flush();
    await this.put(this.buffer.subarray(0, this.used));
    await this.handle.close();
    return this.hash.digest('hex');
  }

  private append(text: string): void {
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

const csvTruth = (name: string, header: string): FeedFile => ({ name, header: header + '\n', lineEnd: '\n' });

/** Generates a network and writes its source files, its truth and `manifest.json` into a folder. */
export async function writeNetwork(options: WriteNetworkOptions): Promise<Manifest> {
  return await new NetworkWriter(options).write();
}

class NetworkWriter {
  private readonly options: WriteNetworkOptions;
  private readonly sources: Sources;
  private readonly feeds: readonly Feed[];
  private readonly files: ManifestFile[] = [];
  private readonly records: Partial<Record<System, Partial<Record<Domain, number>>>> = {};
  private readonly total: number;
  private written = 0;
  private done = 0;

  constructor(options: WriteNetworkOptions) {
    this.options = options;
    this.sources = new Sources(new Network({ scale: options.scale, seed: options.seed, dirt: options.dirt }));
    this.feeds = allFeeds(this.sources);
    const things = DOMAINS.reduce((sum, domain) => sum + this.sources.network.count(domain), 0);
    this.total = this.feeds.reduce((sum, feed) => sum + feed.numbering.positions, 0) + things;
  }

  async write(): Promise<Manifest> {
    const truth = {
      records: await this.create(
        'truth/records.csv',
        csvTruth('records.csv', 'system,key,domain,entity_id,role,copy,patterns'),
      ),
      errors: await this.create('truth/errors.csv', csvTruth('errors.csv', 'system,key,domain,field,code')),
    };
    for (const feed of this.feeds) await this.writeFeed(feed, truth);
    await this.finish('truth/records.csv', truth.records);
    await this.finish('truth/errors.csv', truth.errors);
    await this.writeThings();
    return await this.writeManifest();
  }

  private async create(path: string, format: FeedFile): Promise<OutputFile> {
    return await OutputFile.create(this.options.out, path, format);
  }

  private async finish(
    path: string,
    file: OutputFile,
    of: Pick<ManifestFile, 'system' | 'domain' | 'joinSet'> = {},
  ): Promise<void> {
    const sha256 = await file.close();
    this.files.push({ path, ...of, lines: file.lines, bytes: file.bytes, sha256 });
  }

  private async writeFeed(
    feed: Feed,
    truth: { readonly records: OutputFile; readonly errors: OutputFile },
  ): Promise<void> {
    const files = await Promise.all(
      feed.files.map(async file => await this.create(`${feed.system}/${file.name}`, file)),
    );
    const out: FeedOutput = {
      line: (file, text) => files[file]?.line(text),
      record: (domain, key, entity, role, copy, patterns) => {
        truth.records.line(`${feed.system},${quoted(key)},${domain},${entity},${role},${copy},${patterns}`);
        this.count(feed.system, domain);
      },
      error: (domain, key, field, code) =>
        truth.errors.line(`${feed.system},${quoted(key)},${domain},${field},${code}`),
    };
    const { numbering } = feed;
    await this.inChunks(
      numbering.positions,
      `${feed.system} ${feed.domain}`,
      [...files, truth.records, truth.errors],
      position => {
        const found = numbering.copyAt(position);
        if (found !== undefined) feed.write(found.index, found.copy, out);
      },
    );
    for (const [index, file] of files.entries()) {
      const { name = '', joinSet } = feed.files[index] ?? {};
      await this.finish(`${feed.system}/${name}`, file, {
        system: feed.system,
        domain: feed.domain,
        ...(joinSet === undefined ? {} : { joinSet }),
      });
    }
  }

  /** Truth about things rather than records: golden values, relations and hard negatives. */
  private async writeThings(): Promise<void> {
    const golden = await this.create('truth/golden.jsonl', {
      name: 'golden.jsonl',
      header: '',
      lineEnd: '\n',
    });
    const relations = await this.create(
      'truth/relations.csv',
      csvTruth('relations.csv', 'type,domain,from_entity,to_entity'),
    );
    const negatives = await this.create(
      'truth/negatives.csv',
      csvTruth('negatives.csv', 'a_system,a_key,b_system,b_key,domain,pattern'),
    );
    for (const domain of DOMAINS) {
      await this.inChunks(
        this.sources.network.count(domain),
        `truth ${domain}`,
        [golden, relations, negatives],
        index => {
          const line = goldenLine(this.sources, domain, index);
          if (line !== undefined) golden.line(line);
          for (const row of relationRows(this.sources, domain, index)) relations.line(row);
          for (const row of negativeRows(this.sources, domain, index)) negatives.line(row);
        },
      );
    }
    await this.finish('truth/golden.jsonl', golden);
    await this.finish('truth/relations.csv', relations);
    await this.finish('truth/negatives.csv', negatives);
  }

  private async inChunks(
    count: number,
    step: string,
    files: readonly OutputFile[],
    make: (position: number) => void,
  ): Promise<void> {
    const chunkSize = this.options.chunkSize ?? 1_024;
    for (let start = 0; start < count; start += chunkSize) {
      const end = Math.min(count, start + chunkSize);
      for (let position = start; position < end; position++) make(position);
      for (const file of files) await file.flush();
      this.done += end - start;
      this.options.onProgress?.({ done: this.done, total: this.total, records: this.written, step });
    }
  }

  private count(system: System, domain: Domain): void {
    const counts = (this.records[system] ??= {});
    counts[domain] = (counts[domain] ?? 0) + 1;
    this.written++;
  }

  private async writeManifest(): Promise<Manifest> {
    const { scale, seed, dirt, out } = this.options;
    const { network } = this.sources;
    const manifest: Manifest = {
      scale,
      seed,
      dirt,
      specVersion: SPEC_VERSION,
      entities: {
        supplier: network.count('supplier'),
        item: network.count('item'),
        location: network.count('location'),
        costCenter: network.count('costCenter'),
        contract: network.count('contract'),
      },
      records: this.records,
      totalRecords: this.written,
      files: this.files,
    };
    const file = await open(join(out, 'manifest.json'), 'w');
    await file.writeFile(JSON.stringify(manifest, null, 2) + '\n');
    await file.close();
    return manifest;
  }
}
