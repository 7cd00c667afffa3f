/** Which records are worth comparing: block keys from rules and features. */
export {
  blockKeys,
  keyValues,
  KEYS_PER_RULE_MAX,
  missingParts,
  type BlockKey,
  type BlockKeys,
} from './block-keys.js';
export { hashKey, keysOfDomain } from './hash-key.js';
