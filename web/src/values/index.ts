/** Values of any domain: written, compared, masked. */
export { AttributeValue, maskedText } from './attribute-value.js';
export { CompareGrid, type CompareColumn } from './compare-grid.js';
export { groupWords } from './group-words.js';
export { ValueDiff } from './value-diff.js';
export { membersOf, shapeOfName, valueLines, valueText, type ValueShape } from './value-lines.js';
