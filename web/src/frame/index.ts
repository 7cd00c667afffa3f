export { CountsContext, type Counts } from './counts.js';
export { Frame } from './frame.js';
export { usePageTitle } from './page-title.js';
export { recordPlaces, usePlaces } from './places.js';
