import type { ReferenceLists } from './build-attributes.js';
import { mapOf, objectOf, scalar, text } from './file-schema.js';
import type { FileSchema } from './file-schema.js';
import { parseChecked } from './parse-checked.js';
import type { RuleFault } from './rule-fault.js';
import type { RuleFile } from './load-rule-set.js';

/** A code with its caption, and facts about it that other parts of the hub read (net days, pieces per unit). */
interface ReferenceCode {
  readonly label: string;
  readonly [fact: string]: string | number | boolean;
}

/** `reference/*.yaml` as written. */
export interface ReferenceFile {
  readonly label: string;
  readonly description?: string;
  readonly codes: Readonly<Record<string, string | ReferenceCode>>;
}

/** The form of `reference/*.yaml`: a code list that several domains share. */
export const referenceFileSchema: FileSchema<ReferenceFile> = {
  kind: 'reference',
  schema: objectOf(
    'a reference list',
    {
      label: text('What the codes stand for.'),
      description: text('Where they come from, how they are kept.'),
      codes: mapOf('the codes', {
        description: "a caption, or a mapping with 'label' and facts about the code",
        anyOf: [
          { type: 'string', minLength: 1 },
          {
            title: 'a code',
            type: 'object',
            properties: { label: text('Caption.') },
            required: ['label'],
            additionalProperties: scalar,
          },
        ],
      }),
    },
    ['label', 'codes'],
  ),
};

/** Reads the shared code lists; the name of a list is its file name without folder and extension. */
export function loadReferenceLists(files: readonly RuleFile[]): {
  readonly references: ReferenceLists;
  readonly faults: readonly RuleFault[];
} {
  const references = new Map<string, Readonly<Record<string, string>>>();
  const faults: RuleFault[] = [];
  for (const file of files) {
    const outcome = parseChecked(referenceFileSchema, file.text, file.path);
    if (!outcome.ok) {
      faults.push(...outcome.faults);
      continue;
    }
    const name = /([^/]+)\.yaml$/.exec(file.path)?.[1] ?? file.path;
    const codes = Object.entries(outcome.value.codes);
    references.set(
      name,
      Object.fromEntries(codes.map(([code, spec]) => [code, typeof spec === 'string' ? spec : spec.label])),
    );
  }
  return { references, faults };
}
