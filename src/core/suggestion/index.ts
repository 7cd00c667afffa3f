/**
 * Match rules suggested for a domain from its attributes and its records, with what stands behind each of them. Nothing takes effect by itself.
 */
export { featuresOf, subjectsOf, type Subject } from './subjects.js';
export { suggestRules, type Suggestion } from './suggest-rules.js';
export { writeSuggestion, type SuggestionSource } from './write-suggestion.js';
