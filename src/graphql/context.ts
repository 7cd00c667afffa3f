import type DataLoader from 'dataloader';
import type { Principal } from '../access/index.js';
import type { ChangeRequest, StoredGoldenRecord, StoredSource } from '../golden-records/index.js';

/** What every resolver gets: who asks, and loaders that live as long as one operation. */
export interface GraphqlContext {
  readonly principal: Principal;
  readonly correlationId: string;
  readonly loaders: Loaders;
}

/** Many small questions as one query each. */
export interface Loaders {
  readonly goldens: DataLoader<string, StoredGoldenRecord | null>;
  readonly sourcesOfGolden: DataLoader<string, readonly StoredSource[]>;
  readonly sources: DataLoader<string, StoredSource | null>;
  /** Of a golden record, those that wait. */
  readonly changeRequests: DataLoader<string, readonly ChangeRequest[]>;
}
