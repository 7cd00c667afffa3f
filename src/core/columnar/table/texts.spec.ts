import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Dictionary } from './dictionary.js';
import { Texts } from './texts.js';

const plain = fc.string({ maxLength: 12 });
const any = fc.string({ unit: 'grapheme', maxLength: 12 });
const lists = fc.array(fc.oneof(plain, any), { maxLength: 40 });

describe('texts as bytes', () => {
  it('give back what they were made from, one by one, some and all', () => {
    fc.assert(
      fc.property(fc.oneof(fc.array(plain), lists), fc.nat(40), fc.nat(40), (list, from, to) => {
        const whole = list.map(text => text.toWellFormed());
        const texts = Texts.from(whole);
        expect(texts.length).toBe(whole.length);
        expect([...texts]).toEqual(whole);
        expect(whole.map((_, number) => texts.at(number))).toEqual(whole);
        expect(texts.slice(from, to)).toEqual(whole.slice(from, to));
        expect(texts.isPlain).toBe(whole.every(text => /^[\0-\x7f]*$/.test(text)));
      }),
    );
  });

  it('hold more than is decoded or encoded in one go', () => {
    const list = Array.from({ length: 20_000 }, (_, number) => `${'é'.repeat(number % 3)}text ${number}`);
    expect(Texts.from(list).slice()).toEqual(list);
    const long = ['a'.repeat(300_000), '', 'b'.repeat(10)];
    expect(Texts.from(long).slice()).toEqual(long);
  });

  it('are chosen in any order', () => {
    const texts = Texts.from(['', 'KARI', 'ÅSE', 'OKAFOR']);
    expect([...texts.select(Int32Array.of(3, 0, 2, 3))]).toEqual(['OKAFOR', '', 'ÅSE', 'OKAFOR']);
  });

  it('are the same in another thread', () => {
    const texts = Texts.from(['', 'KARI', 'ÅSE']);
    expect([...new Texts(structuredClone(texts))]).toEqual(['', 'KARI', 'ÅSE']);
  });
});

describe('a dictionary', () => {
  it('gives the values in the order of their numbers; bytes of no UTF-8 are Windows-1252', () => {
    const dictionary = new Dictionary();
    const words = ['Kari', 'Åse', 'Kari', 'M\xfcller'].map((word, at) =>
      Buffer.from(word, at === 3 ? 'latin1' : 'utf8'),
    );
    expect(words.map(bytes => dictionary.idOf(bytes, 0, bytes.length))).toEqual([1, 2, 1, 3]);
    expect([...dictionary.texts()]).toEqual(['', 'Kari', 'Åse', 'Müller']);
  });

  it('finds what is there and adds nothing', () => {
    const dictionary = Dictionary.of(Texts.from(['', 'KARI', 'ÅSE']));
    const numberOf = (text: string): number => {
      const bytes = Buffer.from(text);
      return dictionary.numberOf(bytes, 0, bytes.length);
    };
    expect(['ÅSE', 'OKAFOR', 'KARI', 'OKAFOR'].map(numberOf)).toEqual([2, 0, 1, 0]);
    expect(dictionary.size).toBe(3);
  });
});
