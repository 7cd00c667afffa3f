import { Injectable } from '@nestjs/common';
import type { RuleSet } from '../core/rules/index.js';
import { TransactionalEvent } from '../platform/database/index.js';

/** The records whose candidate pairs were decided anew in this transaction. */
export interface PairsDecision {
  readonly domain: string;
  readonly ruleSet: RuleSet;
  readonly ruleVersion: number;
  readonly recordIds: readonly string[];
  readonly actor: string;
  readonly correlationId: string;
  readonly now: Date;
}

/** Raised by matching after candidate pairs are saved; golden records listen. */
@Injectable()
export class PairsDecided extends TransactionalEvent<PairsDecision> {}
