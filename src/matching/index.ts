export { CandidatePairRepository } from './candidate-pair.repository.js';
export { JudgementRepository, type Judgement, type Verdict } from './judgement.repository.js';
export { MatchModels } from './match-models.js';
export { MatchQueryService } from './match-query.service.js';
export { MatchingModule } from './matching.module.js';
export { PairsDecided, type PairsDecision } from './pairs-decided.event.js';
export { RecordFeaturesRepository } from './record-features.repository.js';
export { SetMatcher } from './set-matcher.service.js';
