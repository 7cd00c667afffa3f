import { Global, Module } from '@nestjs/common';
import { AuditModule } from '../audit/index.js';
import { AccessService } from './access.service.js';
import { AccountRepository } from './account.repository.js';
import { ApiKeyRepository } from './api-key.repository.js';

@Global()
@Module({
  imports: [AuditModule],
  providers: [AccountRepository, ApiKeyRepository, AccessService],
  exports: [AccessService],
})
export class AccessModule {}
