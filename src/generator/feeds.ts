import { clmContractFeed, coupaContractFeed, oracleContractFeed, sapContractFeed } from './contract-feeds.js';
import { costCenterFeeds } from './cost-center-feeds.js';
import { coupaSupplierFeed } from './coupa-supplier-feed.js';
import type { Feed } from './feed.js';
import { billingItemFeed, ehrItemFeed, wmsItemFeed } from './hospital-item-feeds.js';
import { coupaItemFeed, oracleItemFeed, sapItemFeed } from './item-feeds.js';
import { locationFeeds, rosterFeed } from './location-feeds.js';
import { oracleSupplierFeed } from './oracle-supplier-feed.js';
import { priceFileFeed } from './price-file-feed.js';
import { sapSupplierFeed } from './sap-supplier-feed.js';
import { clmSupplierFeed, wmsSupplierFeed } from './small-supplier-feeds.js';
import type { Sources } from './sources.js';
import { vmsSupplierFeed } from './vms-supplier-feed.js';

/** All feeds of a network, in the order in which a hub would load them: what others point at comes first. */
export function allFeeds(sources: Sources): readonly Feed[] {
  return [
    ...locationFeeds(sources),
    rosterFeed(sources),
    ...costCenterFeeds(sources),
    oracleSupplierFeed(sources),
    sapSupplierFeed(sources),
    coupaSupplierFeed(sources),
    vmsSupplierFeed(sources),
    clmSupplierFeed(sources),
    wmsSupplierFeed(sources),
    oracleItemFeed(sources),
    sapItemFeed(sources),
    coupaItemFeed(sources),
    wmsItemFeed(sources),
    ehrItemFeed(sources),
    billingItemFeed(sources),
    oracleContractFeed(sources),
    sapContractFeed(sources),
    coupaContractFeed(sources),
    clmContractFeed(sources),
    priceFileFeed(sources),
  ];
}
