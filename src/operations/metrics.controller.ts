import { Open } from '../access/index.js';
import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Telemetry } from '../platform/telemetry/index.js';

/** All metrics of this process in Prometheus's text format. */
@Open()
@Controller('metrics')
export class MetricsController {
  constructor(@Inject(Telemetry) private readonly telemetry: Telemetry) {}

  @Get()
  async read(@Res({ passthrough: true }) response: Response): Promise<string> {
    response.type(this.telemetry.registry.contentType);
    return this.telemetry.registry.metrics();
  }
}
