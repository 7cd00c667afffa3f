import DataLoader from 'dataloader';
import {
  ChangeRequestRepository,
  GoldenRecordReadRepository,
  type StoredSource,
} from '../golden-records/index.js';
import type { Loaders } from './context.js';

/** Fresh loaders for one operation: nothing read for one caller is ever shown to another. */
export function createLoaders(
  records: GoldenRecordReadRepository,
  requests: ChangeRequestRepository,
): Loaders {
  return {
    goldens: new DataLoader(async ids => {
      const found = await records.byIds(ids);
      return ids.map(id => found.get(id) ?? null);
    }),
    sourcesOfGolden: new DataLoader(async ids => {
      const byGolden = new Map<string, StoredSource[]>();
      for (const source of await records.sources(ids)) {
        const known = byGolden.get(source.goldenId);
        if (known === undefined) byGolden.set(source.goldenId, [source]);
        else known.push(source);
      }
      return ids.map(id => byGolden.get(id) ?? []);
    }),
    sources: new DataLoader(async ids => {
      const found = new Map((await records.sourcesByIds(ids)).map(source => [source.recordId, source]));
      return ids.map(id => found.get(id) ?? null);
    }),
    changeRequests: new DataLoader(async ids => {
      const pending = await requests.pendingOf(ids);
      return ids.map(id => pending.get(id) ?? []);
    }),
  };
}
