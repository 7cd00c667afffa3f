export { loadDemo, type DemoOutcome, type DemoProgress } from './load-demo.js';
