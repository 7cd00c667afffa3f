import { comparators } from '../core/comparison/index.js';
import { STANDARDIZER_BY_TYPE } from '../core/features/index.js';
import type { RuleVocabulary } from '../core/rules/parse/index.js';
import { standardizerNames } from '../core/standardize/index.js';

/** What rule files may name: the registries of the core, and which standardizer a type has where an attribute names none. */
export const ruleVocabulary: RuleVocabulary = {
  standardizers: new Set(standardizerNames()),
  comparators: new Set(comparators.keys()),
  standardizerByType: STANDARDIZER_BY_TYPE,
};
