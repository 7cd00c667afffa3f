import { writeFile } from 'node:fs/promises';
import { rulesJsonSchema } from '../src/core/rules/parse/index.js';

/** Writes `golden-record-rules/rules.schema.json`, with which editors complete and underline rule files. */
const target = new URL('../golden-record-rules/rules.schema.json', import.meta.url);
await writeFile(target, `${JSON.stringify(rulesJsonSchema(), null, 2)}\n`);
