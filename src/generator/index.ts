/**
 * The demo hospital network: invented suppliers, items, locations, cost centres and contracts as nine systems
 * would send them, with the truth about which records are the same. `writeNetwork` is the way through its parts:
 *
 *     seed    keys, draws, shuffles                 sources     which system knows what, under which key
 *     words   what names and numbers are made of    feeds       the files and formats of each system
 *     things  the true things                       truth       what is the same, apart, related, right
 *     copies  what one system has of a thing        deliveries  what changes after the snapshot
 *
 * A part knows only those before it: seed, words, things, copies, sources, feeds, truth, then deliveries. See README.md beside
 * this file.
 */
export { DELTA_DAYS } from './deliveries/delta.js';
export { SCALES, type Scale } from './seed/scale.js';
export { type System } from './copies/system.js';
export type { Manifest, ManifestFile } from './manifest.js';
export { writeNetwork, type NetworkProgress, type WriteNetworkOptions } from './write-network.js';
