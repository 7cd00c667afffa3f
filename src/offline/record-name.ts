import type { NeighbourRecord } from '../golden-records/index.js';

/** How a record is called in the files: its system and the key that it has there. */
export function nameOfRecord({ system, key }: Pick<NeighbourRecord, 'system' | 'key'>): string {
  return `${system}:${key}`;
}
