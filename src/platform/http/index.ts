export { createApp, listen } from './bootstrap.js';
