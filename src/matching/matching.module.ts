import { Module } from '@nestjs/common';
import { IngestionModule } from '../ingestion/index.js';
import { CandidatePairRepository } from './candidate-pair.repository.js';
import { JudgementRepository } from './judgement.repository.js';
import { MatchKeyRepository } from './match-key.repository.js';
import { MatchMetrics } from './match-metrics.js';
import { MatchModels } from './match-models.js';
import { MatchQueryService } from './match-query.service.js';
import { MatchingService } from './matching.service.js';
import { PairsDecided } from './pairs-decided.event.js';
import { SetMatcher } from './set-matcher.service.js';

@Module({
  imports: [IngestionModule],
  providers: [
    CandidatePairRepository,
    JudgementRepository,
    MatchKeyRepository,
    MatchMetrics,
    MatchModels,
    MatchQueryService,
    MatchingService,
    PairsDecided,
    SetMatcher,
  ],
  exports: [
    CandidatePairRepository,
    JudgementRepository,
    MatchModels,
    MatchQueryService,
    PairsDecided,
    SetMatcher,
  ],
})
export class MatchingModule {}
