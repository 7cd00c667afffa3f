/** Trains the weights of rule files on the records of a hub: reads the hub, writes files, activates nothing. */
export { describeTraining } from './describe-training.js';
export { HubPairsRepository } from './hub-pairs.repository.js';
export { reportTraining } from './report-training.js';
export { trainDomain, type DomainTraining } from './train-domain.js';
export { refreshRules, writeRules, type TrainedRules } from './write-trained-rules.js';
