import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { IsIn, IsNotEmpty, IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import { CurrentPrincipal, RequireAction, requireAllowed, type Principal } from '../access/index.js';
import { currentCorrelationId } from '../platform/logging/index.js';
import type { AcknowledgementStatus } from './acknowledgement.repository.js';
import { AcknowledgementsService } from './acknowledgements.service.js';

const STATUSES: readonly AcknowledgementStatus[] = ['ACCEPTED', 'APPLIED', 'REVIEW', 'REJECTED'];

class AcknowledgementBody {
  /** The system whose file names the target. */
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  system!: string;

  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  target!: string;

  @IsString()
  @IsNotEmpty()
  @MaxLength(255)
  id!: string;

  @IsUUID()
  recordId!: string;

  /** Text, as `recordversion` of the event is. */
  @Matches(/^[1-9]\d{0,17}$/, { message: 'version must be the version that the event carries' })
  version!: string;

  @IsIn(STATUSES)
  status!: AcknowledgementStatus;

  @IsOptional()
  @IsString()
  @MaxLength(2_000)
  reason?: string;

  @IsOptional()
  @IsString()
  @MaxLength(2_000)
  correctiveAction?: string;
}

/** The way back from the targets: what became of an event there. */
@Controller('v1/acks')
export class AcknowledgementsController {
  constructor(private readonly acknowledgements: AcknowledgementsService) {}

  /** Takes one acknowledgement; sending it again changes nothing and answers the same. */
  @Post()
  @HttpCode(200)
  @RequireAction('delivery.acknowledge')
  async acknowledge(
    @Body() body: AcknowledgementBody,
    @CurrentPrincipal() principal: Principal,
  ): Promise<{ repeated: boolean }> {
    const { system, target, ...acknowledgement } = body;
    requireAllowed(principal, 'delivery.acknowledge', { system });
    return this.acknowledgements.acknowledge({ system, name: target }, acknowledgement, {
      id: principal.id,
      correlationId: currentCorrelationId() ?? 'none',
    });
  }
}
