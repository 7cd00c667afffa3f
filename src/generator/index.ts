/**
 * The demo hospital network: invented suppliers, items, locations, cost centres and contracts as nine systems
 * would send them, with the truth about which records are the same. See README.md beside this file.
 */
export { DELTA_DAYS } from './delta.js';
export { SCALES, type Scale } from './scale.js';
export { type System } from './system.js';
export {
  writeNetwork,
  type Manifest,
  type ManifestFile,
  type NetworkProgress,
  type WriteNetworkOptions,
} from './write-network.js';
