/** Free text: cleaned, never cut, with a key for equality. */
import { cleanLine, cleanLines, wordKey } from './characters.js';
import { NOTHING, accepted, fault, refused } from './outcome.js';
import type { AttributeValue, Fault, Standardized } from '../model/index.js';
import { fromText, textOf, type StandardizeContext, type Standardizer } from './standardizer.js';

/** A warning when the text is longer than the source's or the attribute's limit; the text itself stays whole. */
export function lengthFaults(text: string, context: StandardizeContext): readonly Fault[] {
  if (context.maxLength === undefined || text.length <= context.maxLength) return [];
  return [
    fault(
      'TEXT_TOO_LONG',
      'warning',
      `The text has ${text.length} characters; ${context.maxLength} are allowed.`,
      {
        raw: text,
        fix: 'Shorten the text in the source, or raise the limit in the attribute’s rules.',
      },
    ),
  ];
}

/** One line of text. Letters, case and punctuation stay. */
export const text: Standardizer = fromText((line, context) =>
  accepted(line, wordKey(line), {}, lengthFaults(line, context)),
);

/** Text of several lines; line breaks stay. */
export const longText: Standardizer = (raw, context): Standardized => {
  const whole = textOf(raw);
  if (whole === null) return refused('VALUE_SHAPE', 'A text was expected, not a list or a group of fields.');
  const lines = cleanLines(whole);
  if (lines === '') return NOTHING;
  return accepted(lines, wordKey(cleanLine(lines)), {}, lengthFaults(lines, context));
};

/** The text of a named field of a composite, cleaned; empty when absent or not a scalar. */
export function fieldText(value: AttributeValue | null | undefined): string {
  return value === null || value === undefined ? '' : cleanLine(textOf(value) ?? '');
}
