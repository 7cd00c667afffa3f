export { freeBytesOf } from './check-folder.js';
export { checkNode } from './check-node.js';
export { checkPort } from './check-port.js';
export { findRunningHub, refuseSecondHub } from './hub-lock.js';
export {
  configureSharedHub,
  findSchemaGap,
  migrateHub,
  openHub,
  type OpenHub,
  type OpeningListener,
} from './open-hub.js';
