/** Trains the weights of rule files on the records of a hub, and suggests whole rules: reads the hub, writes files, activates nothing. */
export { describeTraining } from './describe-training.js';
export { HubPairsRepository } from './hub-pairs.repository.js';
export { reportSuggestion } from './report-suggestion.js';
export { reportTraining } from './report-training.js';
export { trainDomain, type DomainTraining } from './train-domain.js';
export { refreshRules, type TrainedRules } from './write-trained-rules.js';
export { suggestDomain, suggestedFiles, type SuggestedRules } from './suggest-domain.js';
export { writeRules } from './write-rules.js';
