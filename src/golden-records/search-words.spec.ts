import { describe, expect, it } from 'vitest';
import { correctionsOf, mustMention, type AskedWord } from './search-words.js';

const word = (
  typed: string,
  completions: readonly string[] = [],
  corrections: readonly string[] = [],
): AskedWord => ({ word: typed, completions, corrections });

describe('corrections', () => {
  it('are words with as many slips as their length allows', () => {
    expect(correctionsOf('meridain', ['meridian', 'medical', 'maritime'])).toEqual(['meridian']);
    expect(correctionsOf('yamdaa', ['yamada', 'pyramid'])).toEqual(['yamada']);
  });

  it('never turn one number into another', () => {
    expect(correctionsOf('16fr', ['15fr', '18fr'])).toEqual([]);
    expect(correctionsOf('size', ['size2'])).toEqual([]);
  });
});

describe('what a record must mention', () => {
  const known = word('memorial', ['memorial'], ['memoria']);
  const begun = word('hosp', ['hospital', 'hospice']);
  const slip = word('memroial', [], ['memorial']);
  const elsewhere = word('wichita');

  it('is each word, one that it begins, or what it may be a slip of when no title has it', () => {
    expect(mustMention([known, begun, slip, elsewhere], 'as typed')).toEqual([
      ['memorial'],
      ['hosp', 'hospital', 'hospice'],
      ['memroial', 'memorial'],
      ['wichita'],
    ]);
  });

  it('may be a slip of every word once nothing was found', () => {
    expect(mustMention([known, begun], 'corrected')).toEqual([
      ['memorial', 'memoria'],
      ['hosp', 'hospital', 'hospice'],
    ]);
  });

  it('is only what titles have when even that found nothing', () => {
    expect(mustMention([known, begun, slip, elsewhere], 'sure words only')).toEqual([
      ['memorial', 'memoria'],
      ['memroial', 'memorial'],
    ]);
    expect(mustMention([known, word('eet', [], ['eez'])], 'sure words only')).toEqual([
      ['memorial', 'memoria'],
    ]);
  });

  it('leaves single letters out, unless there is nothing else', () => {
    expect(mustMention([known, word('n')], 'as typed')).toEqual([['memorial']]);
    expect(mustMention([word('n')], 'as typed')).toEqual([['n']]);
    expect(mustMention([known, word('n')], 'every word')).toEqual([['memorial'], ['n']]);
  });
});
