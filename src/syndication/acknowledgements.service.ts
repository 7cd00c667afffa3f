import { Injectable } from '@nestjs/common';
import { AuditRepository } from '../audit/index.js';
import { DomainError } from '../core/model/index.js';
import { Database } from '../platform/database/index.js';
import { AcknowledgementRepository, type Acknowledgement } from './acknowledgement.repository.js';

/** Takes in what targets say became of the events that they got. */
@Injectable()
export class AcknowledgementsService {
  constructor(
    private readonly database: Database,
    private readonly acknowledgements: AcknowledgementRepository,
    private readonly audit: AuditRepository,
  ) {}

  /**
   * @param actor who sends it, for the audit log
   * @returns whether the hub had this acknowledgement already; then nothing happens
   * @throws DomainError `TARGET.NOT_FOUND`; `DELIVERY.NOT_FOUND` when this version was never on its way to the target: one of
   *   version 7 says nothing about version 8; `ACKNOWLEDGEMENT.ID_IN_USE`
   */
  async acknowledge(
    target: { readonly system: string; readonly name: string },
    acknowledgement: Acknowledgement,
    actor: { readonly id: string; readonly correlationId: string },
  ): Promise<{ repeated: boolean }> {
    return this.database.transaction(async tx => {
      const targetId = await this.acknowledgements.findTarget(tx, target.system, target.name);
      if (targetId === null)
        throw new DomainError('TARGET.NOT_FOUND', `${target.system} has no target '${target.name}'`);
      const position = await this.acknowledgements.lockDelivery(tx, targetId, acknowledgement);
      if (position === null) {
        throw new DomainError(
          'DELIVERY.NOT_FOUND',
          'this version of this record was not sent to the target; name the record and version of the event',
        );
      }
      const stored = await this.acknowledgements.store(tx, targetId, acknowledgement);
      if (stored === 'repeated') return { repeated: true };
      if (stored === 'other') {
        throw new DomainError(
          'ACKNOWLEDGEMENT.ID_IN_USE',
          'this id was used for another acknowledgement; every acknowledgement has an id of its own',
        );
      }
      await this.acknowledgements.note(tx, targetId, position, acknowledgement.status);
      const { recordId, version, status } = acknowledgement;
      this.audit.append(tx, [
        {
          actor: actor.id,
          action: 'delivery.acknowledge',
          subject: { kind: 'target', id: String(targetId) },
          details: { recordId, version, status },
          correlationId: actor.correlationId,
          ...(acknowledgement.reason !== undefined && { reason: acknowledgement.reason }),
        },
      ]);
      return { repeated: false };
    });
  }
}
