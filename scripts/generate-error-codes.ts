import { writeFile } from 'node:fs/promises';
import { describeErrorCodes } from '../src/platform/errors/index.js';

/** Writes `docs/error-codes.md`. */
await writeFile('docs/error-codes.md', describeErrorCodes());
