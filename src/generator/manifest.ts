/** What a written network says of itself. */
import type { System } from './copies/system.js';
import type { Domain, NetworkOptions } from './seed/network.js';

/** One written file, as the manifest lists it. */
export interface ManifestFile {
  /** Path within the output folder, with forward slashes. */
  readonly path: string;
  /** The sending system; absent for truth files. */
  readonly system?: System;
  readonly domain?: Domain;
  /** Files with the same join set make one record together. */
  readonly joinSet?: string;
  /** Other domains whose records are in the same lines. */
  readonly alsoHolds?: readonly Domain[];
  /** Day of the later delivery that the file belongs to; absent for the snapshot. */
  readonly day?: number;
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
  /** Records in later deliveries. */
  readonly deltaRecords: number;
  /** In the order in which a hub would load them: what others point at comes first. */
  readonly files: readonly ManifestFile[];
}
