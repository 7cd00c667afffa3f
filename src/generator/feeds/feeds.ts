import type { ContractCopy } from '../copies/contract-copy.js';
import { clmContractFeed, coupaContractFeed, oracleContractFeed, sapContractFeed } from './contract-feeds.js';
import type { CostCenterCopy } from '../copies/cost-center-copy.js';
import { costCenterFeeds } from './cost-center-feeds.js';
import { coupaSupplierFeed } from './coupa-supplier-feed.js';
import type { EditableFeed, Feed } from './feed.js';
import { billingItemFeed, ehrItemFeed, wmsItemFeed } from './hospital-item-feeds.js';
import type { ItemCopy } from '../copies/item-copy.js';
import { coupaItemFeed, oracleItemFeed, sapItemFeed } from './item-feeds.js';
import type { LocationCopy } from '../copies/location-copy.js';
import { locationFeeds, rosterFeed } from './location-feeds.js';
import { oracleSupplierFeed } from './oracle-supplier-feed.js';
import { priceFileFeed } from './price-file-feed.js';
import { sapSupplierFeed } from './sap-supplier-feed.js';
import { clmSupplierFeed, wmsSupplierFeed } from './small-supplier-feeds.js';
import type { Sources } from '../sources/sources.js';
import type { SupplierCopy } from '../copies/supplier-copy.js';
import { vmsSupplierFeed } from './vms-supplier-feed.js';

/** The feeds of a network by domain. */
export interface NetworkFeeds {
  readonly location: readonly EditableFeed<LocationCopy>[];
  readonly costCenter: readonly EditableFeed<CostCenterCopy>[];
  readonly supplier: readonly EditableFeed<SupplierCopy>[];
  readonly item: readonly EditableFeed<ItemCopy>[];
  readonly contract: readonly EditableFeed<ContractCopy>[];
}

/** All feeds of a network. */
export function feedsOf(sources: Sources): NetworkFeeds {
  return {
    location: [...locationFeeds(sources), rosterFeed(sources)],
    costCenter: costCenterFeeds(sources),
    supplier: [
      oracleSupplierFeed(sources),
      sapSupplierFeed(sources),
      coupaSupplierFeed(sources),
      vmsSupplierFeed(sources),
      clmSupplierFeed(sources),
      wmsSupplierFeed(sources),
    ],
    item: [
      oracleItemFeed(sources),
      sapItemFeed(sources),
      coupaItemFeed(sources),
      wmsItemFeed(sources),
      ehrItemFeed(sources),
      billingItemFeed(sources),
    ],
    contract: [
      oracleContractFeed(sources),
      sapContractFeed(sources),
      coupaContractFeed(sources),
      clmContractFeed(sources),
      priceFileFeed(sources),
    ],
  };
}

/** The feeds in the order in which a hub would load them: what others point at comes first. */
export function inLoadOrder({
  location,
  costCenter,
  supplier,
  item,
  contract,
}: NetworkFeeds): readonly Feed[] {
  return [...location, ...costCenter, ...supplier, ...item, ...contract];
}
