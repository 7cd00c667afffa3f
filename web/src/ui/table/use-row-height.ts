import { usePreference } from '../../preferences/index.js';
import { useMediaQuery } from '../use-media-query.js';

/** The height of a row in pixels, as the tokens, the density and the reader's text size make it. */
export function useRowHeight(narrow: boolean): number {
  // Read so that a change of density or of the pointer measures again.
  usePreference('density');
  useMediaQuery('(pointer: coarse)');
  const root = getComputedStyle(document.documentElement);
  const rem = Number.parseFloat(root.fontSize) || 16;
  if (narrow) return 3.75 * rem;
  return (Number.parseFloat(root.getPropertyValue('--row-height')) || 2) * rem;
}
