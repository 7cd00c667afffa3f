export { type DemoBatch } from './demo-batches.js';
export { loadDemo, type DemoOutcome, type DemoProgress } from './load-demo.js';
