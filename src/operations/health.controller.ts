import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Open } from '../access/index.js';
import { ReadinessService, type Readiness } from './readiness.service.js';

/** For load balancers and supervisors. Open to all: it tells states, not contents. */
@Open()
@Controller('health')
export class HealthController {
  constructor(@Inject(ReadinessService) private readonly readiness: ReadinessService) {}

  /** 200 as long as the process can answer at all; restart it when it cannot. */
  @Get('live')
  live(): { status: 'live' } {
    return { status: 'live' };
  }

  /** 200 when requests can be served, 503 with the reason while they cannot; send no traffic then. */
  @Get('ready')
  async ready(@Res({ passthrough: true }) response: Response): Promise<Readiness> {
    const readiness = await this.readiness.check();
    if (!readiness.ready) response.status(503);
    return readiness;
  }
}
