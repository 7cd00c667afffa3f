import { Inject, Injectable } from '@nestjs/common';
import { AuditRepository } from '../audit/index.js';
import { DomainError } from '../core/model/index.js';
import { Database, type Transaction } from '../platform/database/index.js';
import { DeliveryRepository, type ParkedDelivery } from './delivery.repository.js';
import { DeliveryEngine } from './delivery.service.js';
import { TargetRepository, type TargetStatus } from './target.repository.js';

/** Who acts on a target, for the audit log. */
export interface TargetActor {
  readonly id: string;
  readonly correlationId: string;
}

/** What operators see of targets and do to them. Every act is audited in its own transaction. */
@Injectable()
export class TargetsService {
  constructor(
    private readonly database: Database,
    private readonly targets: TargetRepository,
    private readonly deliveries: DeliveryRepository,
    @Inject(DeliveryEngine) private readonly engine: Pick<DeliveryEngine, 'wake'>,
    private readonly audit: AuditRepository,
  ) {}

  /** Every target of the system files in force, with how it is doing. */
  async list(): Promise<readonly TargetStatus[]> {
    return this.targets.statuses();
  }

  /** Parked deliveries of a target in feed order, after a position. */
  async parked(targetId: number, after: bigint, limit: number): Promise<readonly ParkedDelivery[]> {
    return this.deliveries.parked(targetId, after, limit);
  }

  /**
   * Stops sending to a target. Its deliveries go on being made, so that nothing is missing when it is resumed.
   *
   * @throws DomainError `TARGET.NOT_FOUND`, `TARGET.NOT_ACTIVE`
   */
  async suspend(id: number, reason: string, actor: TargetActor): Promise<TargetStatus> {
    await this.#change(id, 'target.suspend', reason, actor, tx => this.targets.suspendBy(tx, id, reason));
    return this.#status(id);
  }

  /**
   * Sends to a suspended target again, from where it stopped; its circuit starts afresh.
   *
   * @throws DomainError `TARGET.NOT_FOUND`, `TARGET.NOT_SUSPENDED`
   */
  async resume(id: number, reason: string, actor: TargetActor): Promise<TargetStatus> {
    await this.#change(id, 'target.resume', reason, actor, tx => this.targets.resume(tx, id));
    this.engine.wake();
    return this.#status(id);
  }

  /**
   * Gives a parked delivery another round of attempts.
   *
   * @throws DomainError `DELIVERY.NOT_FOUND` when there is no such parked delivery
   */
  async retry(targetId: number, position: bigint, actor: TargetActor): Promise<void> {
    await this.database.transaction(async tx => {
      if (!(await this.deliveries.unpark(tx, targetId, position))) {
        throw new DomainError(
          'DELIVERY.NOT_FOUND',
          'there is no parked delivery of this target at this position',
        );
      }
      this.#record(tx, 'delivery.retry', targetId, { position: String(position) }, actor);
    });
    this.engine.wake();
  }

  async #change(
    id: number,
    action: 'target.suspend' | 'target.resume',
    reason: string,
    actor: TargetActor,
    change: (tx: Transaction) => Promise<boolean>,
  ): Promise<void> {
    await this.database.transaction(async tx => {
      if (!(await change(tx))) throw await this.#refusal(id, action);
      this.#record(tx, action, id, {}, actor, reason);
    });
  }

  async #refusal(id: number, action: 'target.suspend' | 'target.resume'): Promise<DomainError> {
    const { state } = await this.#status(id);
    return action === 'target.resume'
      ? new DomainError('TARGET.NOT_SUSPENDED', `the target is ${state}; only a suspended one is resumed`)
      : new DomainError('TARGET.NOT_ACTIVE', `the target is ${state}; only an active one is suspended`);
  }

  /** @throws DomainError `TARGET.NOT_FOUND` */
  async #status(id: number): Promise<TargetStatus> {
    const found = (await this.targets.statuses()).find(target => target.id === id);
    if (found === undefined) throw new DomainError('TARGET.NOT_FOUND', 'there is no such target');
    return found;
  }

  #record(
    tx: Transaction,
    action: string,
    targetId: number,
    details: Readonly<Record<string, unknown>>,
    actor: TargetActor,
    reason?: string,
  ): void {
    this.audit.append(tx, [
      {
        actor: actor.id,
        action,
        subject: { kind: 'target', id: String(targetId) },
        details,
        correlationId: actor.correlationId,
        ...(reason !== undefined && { reason }),
      },
    ]);
  }
}

/** The same for a command beside the running hub, whose own engine looks for what became due by itself. */
export function openTargets(database: Database): TargetsService {
  const deliveries = new DeliveryRepository(database);
  const engine = { wake: () => undefined };
  return new TargetsService(
    database,
    new TargetRepository(database),
    deliveries,
    engine,
    new AuditRepository(),
  );
}
