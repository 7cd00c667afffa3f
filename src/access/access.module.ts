import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AuditModule } from '../audit/index.js';
import { AccessGuard } from './access.guard.js';
import { AccessService } from './access.service.js';
import { AccountRepository } from './account.repository.js';
import { ApiKeyRepository } from './api-key.repository.js';
import { AuthController } from './auth.controller.js';
import { Authenticator } from './authenticator.js';

@Global()
@Module({
  imports: [AuditModule],
  controllers: [AuthController],
  providers: [
    AccountRepository,
    ApiKeyRepository,
    AccessService,
    Authenticator,
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [AccessService, Authenticator],
})
export class AccessModule {}
