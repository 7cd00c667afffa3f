export { CountsContext, type Counts } from './counts.js';
export { Frame } from './frame.js';
export { domains, places, type Domain } from './places.js';
