/**
 * Rules: the files of `golden-record-rules/` checked, versioned in the database when activated, and handed out as the
 * rule sets in force. `loadRules` reads a folder's files without a database (checks, schema generation, offline matching).
 */
export { checkExamples, exampleFeatures, type ExampleResult } from './check-examples.js';
export {
  FREQUENCIES,
  loadRules,
  SYSTEMS,
  type LoadedDomain,
  type LoadedRules,
  type LoadedSystems,
  type RulesOutcome,
} from './load-rules.js';
export { readRuleFolder } from './read-rule-folder.js';
export { RuleSetVersionRepository, type RuleSetVersion } from './rule-set-version.repository.js';
export { RulesModule } from './rules.module.js';
export {
  RulesService,
  type Activation,
  type ActivationOrder,
  type VersionedRuleSet,
} from './rules.service.js';
