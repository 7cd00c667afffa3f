export { Clock } from './clock.js';
export { Ids } from './ids.js';
