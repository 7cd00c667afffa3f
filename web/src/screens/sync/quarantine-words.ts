/** Letters that a fault code shares with its neighbours and that are no word: written as people write them. */
const abbreviations = new Set(
  'ABA BIC CAGE CMS DEA DUNS EIN GLN GTIN HCPCS HIBC IBAN ID LEI MPN NPI PO SAM SSN TIN UDI UNSPSC UOM URL VAT ZIP'.split(
    ' ',
  ),
);

/** A fault code as words: `BASE_UOM_MISSING` → `Base UOM missing`. Codes are the API's words; people get these, with the code beside. */
export function codeWords(code: string): string {
  const words = code
    .split('_')
    .map(word => (abbreviations.has(word) ? word : word.toLowerCase()))
    .join(' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** How many rows have one cause, in a system's records of a domain. */
export interface CauseCount {
  readonly system: string;
  readonly domain: string;
  readonly code: string;
  readonly count: number;
}

/** One cause, wherever it occurs. */
export interface CauseGroup {
  readonly code: string;
  readonly count: number;
  /** Most first. */
  readonly places: readonly CauseCount[];
}

/** Causes with the places where they occur; the most frequent first, because its fix helps most. */
export function groupCauses(causes: readonly CauseCount[]): readonly CauseGroup[] {
  const groups = new Map<string, CauseCount[]>();
  for (const cause of causes) groups.set(cause.code, [...(groups.get(cause.code) ?? []), cause]);
  return [...groups]
    .map(([code, places]) => ({
      code,
      count: places.reduce((sum, { count }) => sum + count, 0),
      places: places.toSorted((left, right) => right.count - left.count),
    }))
    .toSorted((left, right) => right.count - left.count || left.code.localeCompare(right.code));
}
