/** The sizes of network that can be generated, by roughly how many source records they have. */
export const SCALES = ['10k', '100k', '1M', '10M'] as const;

/** One of {@link SCALES}. */
export type Scale = (typeof SCALES)[number];

/** How many real things of each domain a network has (not records: most things are in several systems). */
export interface NetworkSize {
  readonly suppliers: number;
  readonly items: number;
  readonly locations: number;
  readonly costCenters: number;
  readonly contracts: number;
  /** Price lines over all contracts, tiers included. */
  readonly priceLines: number;
}

/** Sizes as the generator specification sets them (domain reference, section 5.3, "Scale"). */
export const NETWORK_SIZES: Readonly<Record<Scale, NetworkSize>> = {
  '10k': {
    suppliers: 1_000,
    items: 1_800,
    locations: 400,
    costCenters: 250,
    contracts: 60,
    priceLines: 1_500,
  },
  '100k': {
    suppliers: 10_000,
    items: 18_000,
    locations: 3_000,
    costCenters: 1_500,
    contracts: 400,
    priceLines: 18_000,
  },
  '1M': {
    suppliers: 80_000,
    items: 190_000,
    locations: 20_000,
    costCenters: 8_000,
    contracts: 3_000,
    priceLines: 210_000,
  },
  '10M': {
    suppliers: 600_000,
    items: 2_100_000,
    locations: 120_000,
    costCenters: 40_000,
    contracts: 20_000,
    priceLines: 2_200_000,
  },
};
