import type { AttributeValue } from '../model/index.js';
import type { Strategy } from '../rules/index.js';
import type { ContributorRef, Pin } from './contributor-record.js';

/**
 * What decided: a strategy of the rules, or one of the answers that need none. `onlyValue`: no other source has one.
 * `agreement`: all sources say the same. `tieBreak`: the strategies left several, the first by system and source key won.
 * `none`: there are values, but none may survive.
 */
export type DecidedBy = Strategy['by'] | 'pin' | 'onlyValue' | 'agreement' | 'tieBreak' | 'none';

/** A value that did not survive, and why, in words without values: `recency: older by 12 days`. */
export interface Loser {
  readonly source: ContributorRef;
  readonly value: AttributeValue;
  /** Set when the value equals the survivor: the source confirms it. */
  readonly agrees?: true;
  readonly because: string;
}

/** Where one element of an aggregated list comes from. */
export interface ElementProvenance {
  /** Place in the golden record's list. */
  readonly index: number;
  /** The record whose form of the element survived. */
  readonly winner: ContributorRef;
  /** Every record that has the element, the winner included. */
  readonly contributors: readonly ContributorRef[];
  readonly reason: string;
}

/** Why an attribute has its value. Holds values of the attribute itself only, so whoever may not see it sees none of them. */
export interface AttributeProvenance {
  readonly decidedBy: DecidedBy;
  /** In words, without values: `authority: oracle-fusion ranks 1`. */
  readonly reason: string;
  /** Absent for pinned and aggregated values and where nothing survived. */
  readonly winner?: ContributorRef;
  /** The atomic group that the attribute survived with. */
  readonly group?: string;
  readonly pin?: Pick<Pin, 'reason' | 'by' | 'at' | 'until'>;
  /** For lists; beneath a pin: of the list that would survive without it. */
  readonly elements?: readonly ElementProvenance[];
  readonly losers: readonly Loser[];
}

/** Attribute → why. Attributes about which no source says anything have no entry. */
export type Provenance = Readonly<Record<string, AttributeProvenance>>;
