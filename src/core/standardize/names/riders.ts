/**
 * Riders: what clerks append to a payee's name because the form had no other field. `C/O`, `ATTN`, a lockbox
 * number, `REMIT TO`, a trade name, a former name. They are pulled off so that the legal name is left.
 */

/** What a rider says, and under which part its text is kept. */
export type RiderKind = 'dba' | 'alsoKnownAs' | 'formerly' | 'careOf' | 'attn' | 'lockbox' | 'remit';

const SPELLINGS: Readonly<Record<RiderKind, string>> = {
  dba: String.raw`D\s?\/\s?B\s?\/\s?A|D\.\s?B\.\s?A|DBA|DOING BUSINESS AS|TRADING AS|T\/A`,
  alsoKnownAs: String.raw`A\s?\/\s?K\s?\/\s?A|A\.K\.A|AKA|ALSO KNOWN AS`,
  formerly: String.raw`F\s?\/\s?K\s?\/\s?A|F\.K\.A|FKA|N\/K\/A|FORMERLY KNOWN AS|FORMERLY`,
  careOf: String.raw`C\/O|IN CARE OF`,
  attn: String.raw`ATTN|ATTENTION(?=\s?:)`,
  lockbox: String.raw`LOCK ?BOX`,
  remit: String.raw`REMIT(?:TANCE)?(?= ?(?:TO\b|ADDRESS|ONLY|-|\)|$))`,
};

const KINDS: readonly RiderKind[] = ['dba', 'alsoKnownAs', 'formerly', 'careOf', 'attn', 'lockbox', 'remit'];

const RIDER = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:${KINDS.map(kind => `(?<${kind}>${SPELLINGS[kind]})`).join('|')})(?![\p{L}\p{N}/])`,
  'giu',
);

/** Cheap test that spares most names the pattern above: a rider has a slash or one of these beginnings. */
const PERHAPS_RIDER = /\/|DBA|D\. ?B|DOING|TRADING|AKA|A\.K|FKA|F\.K|KNOWN|FORMERLY|CARE OF|ATT|LOCK|REMIT/i;

const EDGES = /^[\s,;:.#&/-]+|[\s,;:&/(-]+$/gu;

/** Removes separators left at the ends of a cut-out text. */
export function trimEdges(text: string): string {
  return text.replace(EDGES, '');
}

/** A name without its riders, and the riders by kind. */
export interface RiderSplit {
  readonly name: string;
  readonly riders: Readonly<Partial<Record<RiderKind, string>>>;
}

function kindOf(groups: Readonly<Record<string, string | undefined>> | undefined): RiderKind | null {
  return KINDS.find(kind => groups?.[kind] !== undefined) ?? null;
}

/** A lockbox is its number; `REMIT TO` alone is kept as the word `yes`. */
function riderText(kind: RiderKind, text: string): string {
  const trimmed = trimEdges(text);
  if (kind === 'lockbox') return /\d[\d-]*/.exec(trimmed)?.[0] ?? trimmed;
  if (kind === 'remit') return trimEdges(trimmed.replace(/^(?:TO|ADDRESS|ONLY)\b/i, '')) || 'yes';
  return trimmed;
}

/** Splits `Halvorsen Medical LLC DBA Northern Med Supply C/O Acme` at its riders. */
export function splitRiders(text: string): RiderSplit {
  if (!PERHAPS_RIDER.test(text)) return { name: text, riders: {} };
  const riders: Partial<Record<RiderKind, string>> = {};
  let name: string | null = null;
  let open: { readonly kind: RiderKind; readonly from: number } | null = null;
  for (const match of text.matchAll(RIDER)) {
    const kind = kindOf(match.groups);
    if (kind === null) continue;
    if (open === null) name = trimEdges(text.slice(0, match.index));
    else riders[open.kind] ??= riderText(open.kind, text.slice(open.from, match.index));
    open = { kind, from: match.index + match[0].length };
  }
  if (open === null) return { name: text, riders: {} };
  riders[open.kind] ??= riderText(open.kind, text.slice(open.from));
  return { name: name ?? '', riders };
}
