import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { compactKey, foldCase, wordsOf } from '../../standardize/characters.js';
import { transliterate } from '../../standardize/transliterate.js';
import { fieldOf } from './field.js';
import { Texts } from '../table/texts.js';

const NO_VALUES = ['null', 'None', 'NA', 'nan', 'Unknown', 'TBD'];

it.each(['code', 'category', 'word', 'phrase', 'text'] as const)(
  'words of the kind %s are standardised as if they were looked at as texts',
  kind => {
    const letters = fc.constantFrom(...'abzABZ0189éß中 -./@[`{'.split(''));
    const value = fc.oneof(
      fc.string({ unit: fc.constantFrom(...'abzABZ0189'.split('')), minLength: 1, maxLength: 70 }),
      fc.string({ unit: letters, minLength: 1, maxLength: 8 }),
      fc.constantFrom(...NO_VALUES),
    );
    fc.assert(
      fc.property(fc.uniqueArray(value, { minLength: 1, maxLength: 20 }), values => {
        const ids = Int32Array.from(values.keys(), key => key + 1);
        const field = fieldOf({ name: 'c', ids, values: Texts.from(['', ...values]) }, kind);
        const standardize = (text: string): string =>
          kind === 'code' ? compactKey(text) : wordsOf(foldCase(transliterate(text)));
        const expected = values
          .map(standardize)
          .map(text => (NO_VALUES.some(none => none.toUpperCase() === text) ? '' : text));
        expect(Array.from(field.ids, id => field.values.at(id))).toEqual(expected);
      }),
    );
  },
);
