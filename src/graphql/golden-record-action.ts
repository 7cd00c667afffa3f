import { DomainError } from '../core/model/index.js';
import type { Act, GoldenRecordRequest } from '../golden-records/index.js';
import type { GraphqlContext } from './context.js';

/** Whoever asks, with the reason that they give. */
export function actOf({ principal, correlationId }: GraphqlContext, reason: string): Act {
  return { actor: principal.id, correlationId, reason };
}

/** What a client asks to be done to golden records: exactly one of merge, unmerge, takeOut and split. */
export interface ActionInput {
  readonly merge?: readonly string[] | null;
  readonly survivorId?: string | null;
  readonly withdrawDifferent?: boolean | null;
  readonly unmerge?: string | null;
  readonly takeOut?: string | null;
  readonly split?: string | null;
  readonly parts?: readonly (readonly string[])[] | null;
}

/** @throws DomainError `REQUEST.INVALID` unless exactly one action is given */
export function requestOf(action: ActionInput): GoldenRecordRequest {
  const requests: GoldenRecordRequest[] = [];
  if (action.merge != null) {
    const merge = {
      goldenIds: action.merge,
      ...(action.survivorId == null ? {} : { survivorId: action.survivorId }),
      ...(action.withdrawDifferent === true ? { withdrawDifferent: true } : {}),
    };
    requests.push({ kind: 'merge', merge });
  }
  if (action.unmerge != null) requests.push({ kind: 'unmerge', unmerge: { goldenId: action.unmerge } });
  if (action.takeOut != null) requests.push({ kind: 'unmerge', unmerge: { recordId: action.takeOut } });
  if (action.split != null)
    requests.push({ kind: 'split', split: { goldenId: action.split, parts: action.parts ?? [] } });
  const [only] = requests;
  if (only === undefined || requests.length > 1) {
    throw new DomainError('REQUEST.INVALID', 'give exactly one of merge, unmerge, takeOut or split');
  }
  return only;
}
