/** Writes a generated network to disk: the only part of the generator that does I/O. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Feed, FeedFile, FeedOutput } from './feeds/feed.js';
import { DELTA_DAYS, deliveriesOf, type Delivery } from './deliveries/delta.js';
import { feedsOf, inLoadOrder, type NetworkFeeds } from './feeds/feeds.js';
import { OutputFile } from './output-file.js';
import { loadListOf } from './load-list.js';
import type { Manifest, ManifestFile } from './manifest.js';
import { DOMAINS, Network, SPEC_VERSION, type Domain, type NetworkOptions } from './seed/network.js';
import { Sources } from './sources/sources.js';
import type { System } from './copies/system.js';
import { goldenLine } from './truth/truth-golden.js';
import { negativeRows, quoted } from './truth/truth-negatives.js';
import { relationRows } from './truth/truth-relations.js';

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

const csvTruth = (name: string, header: string): FeedFile => ({ name, header: header + '\n', lineEnd: '\n' });

/** Generates a network and writes its source files, its truth, `manifest.json` and `loads.yaml` into a folder. */
export async function writeNetwork(options: WriteNetworkOptions): Promise<Manifest> {
  return await new NetworkWriter(options).write();
}

class NetworkWriter {
  private readonly options: WriteNetworkOptions;
  private readonly sources: Sources;
  private readonly feeds: NetworkFeeds;
  private readonly files: ManifestFile[] = [];
  private readonly records: Partial<Record<System, Partial<Record<Domain, number>>>> = {};
  private readonly total: number;
  private written = 0;
  private changed = 0;
  private done = 0;

  constructor(options: WriteNetworkOptions) {
    this.options = options;
    this.sources = new Sources(new Network({ scale: options.scale, seed: options.seed, dirt: options.dirt }));
    this.feeds = feedsOf(this.sources);
    const feeds = inLoadOrder(this.feeds);
    const days = Array.from({ length: DELTA_DAYS }, (_, day) =>
      deliveriesOf(this.sources, this.feeds, day + 1),
    );
    const delivered = days.flat().reduce((sum, delivery) => sum + delivery.positions, 0);
    const things = DOMAINS.reduce((sum, domain) => sum + this.sources.network.count(domain), 0);
    this.total = feeds.reduce((sum, feed) => sum + feed.numbering.positions, 0) + things + delivered;
  }

  async write(): Promise<Manifest> {
    const truth = {
      records: await this.create(
        'truth/records.csv',
        csvTruth('records.csv', 'system,key,domain,entity_id,role,copy,patterns'),
      ),
      errors: await this.create('truth/errors.csv', csvTruth('errors.csv', 'system,key,domain,field,code')),
    };
    for (const feed of inLoadOrder(this.feeds)) await this.writeFeed(feed, truth);
    await this.finish('truth/records.csv', truth.records);
    await this.finish('truth/errors.csv', truth.errors);
    await this.writeThings();
    await this.writeDeliveries();
    return await this.writeManifest();
  }

  private async create(path: string, format: FeedFile): Promise<OutputFile> {
    return await OutputFile.create(this.options.out, path, format);
  }

  private async finish(
    path: string,
    file: OutputFile,
    of: Omit<ManifestFile, 'path' | 'lines' | 'bytes' | 'sha256'> = {},
  ): Promise<void> {
    const sha256 = await file.close();
    this.files.push({ path, ...of, lines: file.lines, bytes: file.bytes, sha256 });
  }

  private async writeFeed(
    feed: Feed,
    truth: { readonly records: OutputFile; readonly errors: OutputFile },
  ): Promise<void> {
    const files = await this.createAll(feed.system, feed.files);
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
    await this.finishAll(feed.system, feed, files);
  }

  private async createAll(folder: string, files: readonly FeedFile[]): Promise<readonly OutputFile[]> {
    return await Promise.all(files.map(async file => await this.create(`${folder}/${file.name}`, file)));
  }

  private async finishAll(
    folder: string,
    { system, domain, files: formats }: Pick<Feed, 'system' | 'domain' | 'files'>,
    files: readonly OutputFile[],
    day?: number,
  ): Promise<void> {
    for (const [index, file] of files.entries()) {
      const { name = '', joinSet, alsoHolds } = formats[index] ?? {};
      await this.finish(`${folder}/${name}`, file, {
        system,
        domain,
        ...(joinSet === undefined ? {} : { joinSet }),
        ...(alsoHolds === undefined ? {} : { alsoHolds }),
        ...(day === undefined ? {} : { day }),
      });
    }
  }

  /** Later deliveries, and what should come of each record in them. */
  private async writeDeliveries(): Promise<void> {
    const events = await this.create('truth/events.jsonl', {
      name: 'events.jsonl',
      header: '',
      lineEnd: '\n',
    });
    for (let day = 1; day <= DELTA_DAYS; day++) {
      const folder = `delta/day${String(day).padStart(2, '0')}`;
      for (const delivery of deliveriesOf(this.sources, this.feeds, day)) {
        await this.writeDelivery(`${folder}/${delivery.system}`, delivery, day, events);
      }
    }
    await this.finish('truth/events.jsonl', events);
  }

  private async writeDelivery(
    folder: string,
    delivery: Delivery,
    day: number,
    events: OutputFile,
  ): Promise<void> {
    const files = await this.createAll(folder, delivery.files);
    const out: FeedOutput = {
      line: (file, text) => files[file]?.line(text),
      // The snapshot's truth holds: a changed record is still the same record of the same thing.
      record: () => undefined,
      error: () => undefined,
    };
    await this.inChunks(
      delivery.positions,
      `delta ${delivery.system} ${delivery.domain}`,
      [...files, events],
      position => {
        for (const event of delivery.write(position, out)) {
          events.line(JSON.stringify(event));
          this.changed++;
        }
      },
    );
    await this.finishAll(folder, delivery, files, day);
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
      deltaRecords: this.changed,
      files: this.files,
    };
    await writeFile(join(out, 'manifest.json'), JSON.stringify(manifest, null, 2) + '\n');
    await writeFile(join(out, 'loads.yaml'), loadListOf(this.files));
    return manifest;
  }
}
