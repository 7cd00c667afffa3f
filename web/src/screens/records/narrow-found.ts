import Fuse from 'fuse.js';

/** What of a search's result is compared with a text. */
interface Searchable {
  readonly title: string;
  readonly sources: readonly { readonly key: string }[];
}

/** Fuse's own default is 0.6, which lets nearly everything through; up to here words with one wrong letter in five do. */
const DISTANCE_MAX = 0.3;

/**
 * What the last answer already holds of the text typed meanwhile, best first: shown until the hub, which knows all records, has
 * answered. Typing errors are forgiven, as the hub does.
 */
export function narrowFound<Found extends Searchable>(found: readonly Found[], text: string): Found[] {
  const index = new Fuse(found, {
    keys: ['title', 'sources.key'],
    threshold: DISTANCE_MAX,
    ignoreLocation: true,
  });
  return index.search(text).map(({ item }) => item);
}
