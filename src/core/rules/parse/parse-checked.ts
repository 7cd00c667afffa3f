import { Ajv } from 'ajv';
import type { ValidateFunction } from 'ajv';
import { explainSchemaErrors } from './explain-schema-error.js';
import type { FileSchema } from './file-schema.js';
import type { RuleFault } from './rule-fault.js';
import { parseYamlDocument } from './yaml-document.js';
import type { Locate } from './yaml-document.js';

/** A rule file that has the right form, or everything that is wrong with its form. */
export type ParseOutcome<Shape> =
  | { readonly ok: true; readonly file: string; readonly value: Shape; readonly locate: Locate }
  | { readonly ok: false; readonly file: string; readonly faults: readonly RuleFault[] };

const compiled = new WeakMap<object, ValidateFunction>();

/**
 * Reads a YAML (or JSON) text and checks its form against a schema.
 *
 * @param file the path to show in faults
 * @returns the value with a way to find its positions, or all faults of the file at once, each at its line and column
 */
export function parseChecked<Shape>(
  schema: FileSchema<Shape>,
  text: string,
  file: string,
): ParseOutcome<Shape> {
  const document = parseYamlDocument(text, file);
  if (document.faults.length > 0) return { ok: false, file, faults: document.faults };
  const validate = validatorOf(schema);
  const value = document.value;
  if (validate(value)) return { ok: true, file, value, locate: document.locate };
  const faults = explainSchemaErrors(validate.errors ?? []).map(({ path, of, message }) => ({
    file,
    ...document.locate(path, of),
    message,
  }));
  return { ok: false, file, faults };
}

function validatorOf<Shape>(schema: FileSchema<Shape>): ValidateFunction<Shape> {
  const known = compiled.get(schema);
  if (known !== undefined && isFor(known, schema)) return known;
  const ajv = new Ajv({ allErrors: true, verbose: true, strict: true, allowUnionTypes: true });
  const validate = ajv.compile<Shape>({ ...schema.schema, $defs: schema.shared ?? {} });
  compiled.set(schema, validate);
  return validate;
}

/** The cache is keyed by the schema object itself, so what is found under it checks that schema's shape. */
function isFor<Shape>(
  validate: ValidateFunction,
  schema: FileSchema<Shape>,
): validate is ValidateFunction<Shape> {
  return compiled.get(schema) === validate;
}
