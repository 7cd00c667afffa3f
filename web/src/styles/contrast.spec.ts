import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contrastRatio, readTokens, type Theme } from '../test/contrast.js';

const tokens = readTokens(readFileSync(`${import.meta.dirname}/tokens.css`, 'utf8'));
const themes: Theme[] = ['light', 'dark'];
const surfaces = ['surface-sunken', 'surface', 'surface-raised', 'surface-hover'];
const meanings = ['accent', 'gold', 'ok', 'different', 'review', 'info'];

/** WCAG 2.2: 1.4.3 for text at our sizes, 1.4.11 for the edges of controls and marks. */
const aaText = 4.5;
const aaEdge = 3;

function ratio(foreground: string, background: string, theme: Theme): number {
  return contrastRatio(tokens.colour(foreground, theme), tokens.colour(background, theme));
}

describe.each(themes)('in the %s theme', theme => {
  it.each(surfaces)('text and muted text can be read on %s', surface => {
    expect(ratio('text', surface, theme)).toBeGreaterThanOrEqual(7);
    expect(ratio('text-muted', surface, theme)).toBeGreaterThanOrEqual(aaText);
  });

  it.each(meanings)('%s can be read as text on every surface and on its own tint', meaning => {
    for (const background of [...surfaces, `${meaning}-tint`]) {
      expect(ratio(`${meaning}-text`, background, theme), background).toBeGreaterThanOrEqual(aaText);
    }
  });

  it.each(meanings)('body text and muted text can be read on the %s tint', meaning => {
    expect(ratio('text', `${meaning}-tint`, theme)).toBeGreaterThanOrEqual(7);
    expect(ratio('text-muted', `${meaning}-tint`, theme)).toBeGreaterThanOrEqual(aaText);
  });

  it.each(meanings)('the %s border stands out from what it lies on', meaning => {
    for (const background of ['surface-sunken', 'surface', 'surface-raised', `${meaning}-tint`]) {
      expect(ratio(`${meaning}-border`, background, theme), background).toBeGreaterThanOrEqual(aaEdge);
    }
  });

  it('the edge of a control stands out from the surfaces that it lies on', () => {
    for (const background of ['surface-sunken', 'surface', 'surface-raised']) {
      expect(ratio('control-border', background, theme), background).toBeGreaterThanOrEqual(aaEdge);
    }
  });

  it.each([
    ['on-accent', 'accent-solid'],
    ['on-accent', 'accent-solid-hover'],
    ['on-different', 'different-solid'],
    ['on-different', 'different-solid-hover'],
    ['text-inverse', 'surface-inverse'],
  ])('%s can be read on %s', (text, background) => {
    expect(ratio(text, background, theme)).toBeGreaterThanOrEqual(aaText);
  });
});

describe('the ramp', () => {
  it('has eleven steps, each darker than the one before', () => {
    const steps = [50, 100, 200, 300, 400, 500, 600, 700, 800, 900, 950];
    const onWhite = steps.map(step => contrastRatio(tokens.colour(`slate-${step}`, 'light'), '#ffffff'));
    expect(onWhite).toEqual([...onWhite].sort((left, right) => left - right));
  });
});

describe('contrastRatio', () => {
  it('agrees with the bounds and the example of the standard', () => {
    expect(contrastRatio('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrastRatio('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
    expect(contrastRatio('#ffffff', '#777777')).toBe(contrastRatio('#777777', '#ffffff'));
  });
});
