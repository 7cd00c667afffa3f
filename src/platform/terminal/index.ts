export { tableLines } from './table-lines.js';
