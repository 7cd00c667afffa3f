import { Injectable } from '@nestjs/common';
import { isAllowed, requireAllowed, type Principal } from '../access/index.js';
import { DomainError } from '../core/model/index.js';
import type { GraphqlContribution } from '../platform/graphql/index.js';
import { TargetsService, type TargetActor, type TargetStatus } from '../syndication/index.js';
import type { GraphqlContext } from './context.js';
import { DELIVERY_SDL } from './delivery.sdl.js';
import { packCursor, unpackCursor } from './opaque-cursor.js';
import { pageOf, pageSize } from './page.js';
import { expecting } from './union-results.js';

/** Targets: how they are doing, and what operators do about it. */
@Injectable()
export class DeliveryGraphql {
  constructor(private readonly targets: TargetsService) {}

  contribution(): GraphqlContribution<GraphqlContext> {
    return {
      typeDefs: DELIVERY_SDL,
      resolvers: {
        Query: {
          targets: async (_: unknown, _ask: unknown, { principal }: GraphqlContext) =>
            (await this.targets.list()).filter(({ system }) =>
              isAllowed(principal, 'delivery.read', { system }),
            ),
          parkedDeliveries: async (
            _: unknown,
            ask: { target: string; first: number; after?: string | null },
            { principal }: GraphqlContext,
          ) => {
            const limit = pageSize(ask.first);
            const { id } = await this.#require(ask.target, 'delivery.read', principal);
            const found = await this.targets.parked(id, positionOf(ask.after), limit + 1);
            return pageOf(found, limit, ({ position }) => packCursor([position]));
          },
        },
        Mutation: {
          suspendTarget: (_: unknown, ask: { id: string; reason: string }, context: GraphqlContext) =>
            expecting('Target', async () => {
              const { id } = await this.#require(ask.id, 'delivery.repair', context.principal);
              return this.targets.suspend(id, ask.reason, actorOf(context));
            }),
          resumeTarget: (_: unknown, ask: { id: string; reason: string }, context: GraphqlContext) =>
            expecting('Target', async () => {
              const { id } = await this.#require(ask.id, 'delivery.repair', context.principal);
              return this.targets.resume(id, ask.reason, actorOf(context));
            }),
          retryDelivery: (_: unknown, ask: { target: string; position: string }, context: GraphqlContext) =>
            expecting('RetriedDelivery', async () => {
              const { id } = await this.#require(ask.target, 'delivery.repair', context.principal);
              await this.targets.retry(id, readPosition(ask.position), actorOf(context));
              return { position: ask.position };
            }),
        },
      },
      policies: {
        'Query.targets': 'delivery.read',
        'Query.parkedDeliveries': 'delivery.read',
        'Mutation.suspendTarget': 'delivery.repair',
        'Mutation.resumeTarget': 'delivery.repair',
        'Mutation.retryDelivery': 'delivery.repair',
      },
    };
  }

  /** @throws DomainError `TARGET.NOT_FOUND`, `ACCESS.DENIED` */
  async #require(
    id: string,
    action: 'delivery.read' | 'delivery.repair',
    principal: Principal,
  ): Promise<TargetStatus> {
    const target = (await this.targets.list()).find(each => String(each.id) === id);
    if (target === undefined) throw new DomainError('TARGET.NOT_FOUND', 'there is no such target');
    requireAllowed(principal, action, { system: target.system });
    return target;
  }
}

function actorOf({ principal, correlationId }: GraphqlContext): TargetActor {
  return { id: principal.id, correlationId };
}

function positionOf(cursor: string | null | undefined): bigint {
  if (cursor === null || cursor === undefined) return 0n;
  const [position] = unpackCursor(cursor);
  return readPosition(String(position));
}

/** @throws DomainError `REQUEST.INVALID` */
function readPosition(text: string): bigint {
  if (/^\d{1,18}$/.test(text)) return BigInt(text);
  throw new DomainError('REQUEST.INVALID', 'a position is a whole number');
}
