import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { objectOf } from './index.js';

describe('an object of members', () => {
  it('is what Object.fromEntries makes of them, whatever their names', () => {
    const name = fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', '7', ''));
    fc.assert(
      fc.property(fc.array(fc.tuple(name, fc.anything())), members => {
        const [made, wanted] = [objectOf(members), Object.fromEntries(members)];
        expect(made).toStrictEqual(wanted);
        expect(Object.keys(made)).toEqual(Object.keys(wanted));
        expect(Object.getPrototypeOf(made)).toBe(Object.prototype);
      }),
    );
  });
});
