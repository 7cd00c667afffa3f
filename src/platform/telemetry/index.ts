export { Telemetry, type MetricDescription } from './telemetry.js';
