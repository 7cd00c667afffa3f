/** The two themes that every colour token has a value for. */
export type Theme = 'light' | 'dark';

/** The colour tokens of a style sheet, resolved per theme. */
export interface ColourTokens {
  /** The hexadecimal colour of a token (named without its dashes). Throws when the token is not a colour. */
  colour(token: string, theme: Theme): string;
}

/** Reads the custom properties of a style sheet, following `var()` and `light-dark()`. */
export function readTokens(css: string): ColourTokens {
  const declarations = new Map<string, string>();
  for (const [, name, value] of css.matchAll(/--([\w-]+):\s*([^;]+);/g)) {
    // A later block (a density, a media query) never redefines a colour: the first one stands.
    if (name && value && !declarations.has(name)) declarations.set(name, value.trim());
  }

  function resolve(value: string, theme: Theme): string {
    const pair = /^light-dark\((.+),\s*(.+)\)$/.exec(value);
    if (pair?.[1] && pair[2]) return resolve(theme === 'light' ? pair[1] : pair[2], theme);
    const reference = /^var\(--([\w-]+)\)$/.exec(value)?.[1];
    if (reference) return resolve(declarations.get(reference) ?? '', theme);
    if (/^#[0-9a-f]{6}$/i.test(value)) return value;
    throw new Error(`not a colour: "${value}"`);
  }

  return {
    colour: (token, theme) => resolve(declarations.get(token) ?? '', theme),
  };
}

/** The contrast of two hexadecimal colours, 1 to 21 (WCAG 2.2, "contrast ratio"). */
export function contrastRatio(left: string, right: string): number {
  const [dark = 0, light = 0] = [relativeLuminance(left), relativeLuminance(right)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function relativeLuminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map(start =>
    linear(Number.parseInt(hex.slice(start, start + 2), 16) / 255),
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function linear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}
