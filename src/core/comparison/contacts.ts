/**
 * Phones, mail addresses and web sites of a party. They are shared by branches, call centres and mailbox
 * providers, so nearly equal ones are kept apart from equal ones, and free mail domains say nothing.
 */

/** Domains at which anybody can have a mailbox: sharing one says nothing about the organisation. */
const FREE_MAIL_DOMAINS: ReadonlySet<string> = new Set([
  'aol.com',
  'att.net',
  'bellsouth.net',
  'comcast.net',
  'cox.net',
  'gmail.com',
  'googlemail.com',
  'hotmail.com',
  'icloud.com',
  'live.com',
  'mac.com',
  'me.com',
  'msn.com',
  'outlook.com',
  'proton.me',
  'protonmail.com',
  'sbcglobal.net',
  'verizon.net',
  'yahoo.com',
  'ymail.com',
]);

/** Second-level labels under which names are registered one level deeper (`example.co.uk`). */
const REGISTRY_LABELS: ReadonlySet<string> = new Set(['ac', 'co', 'com', 'edu', 'gov', 'net', 'org']);

/** 1 same number, 0.9 same but for country code or extension, 0.6 same but for the last four digits (one switchboard), else 0. */
export function phoneSimilarity(left: string, right: string): number {
  if (left === right) return 1;
  const a = digitsOf(left);
  const b = digitsOf(right);
  if (a.main.length < 7 || b.main.length < 7) return 0;
  if (a.main === b.main) return a.extension === b.extension ? 1 : 0.9;
  const [short, long] = a.main.length <= b.main.length ? [a.main, b.main] : [b.main, a.main];
  if (short.length >= 10 && long.endsWith(short)) return 0.9;
  return short.length >= 10 && short.slice(-10, -4) === long.slice(-10, -4) ? 0.6 : 0;
}

/** 1 same address, 0.6 same domain that is not a free mail provider's, else 0. Case does not matter. */
export function emailSimilarity(left: string, right: string): number {
  const a = left.trim().toLowerCase();
  const b = right.trim().toLowerCase();
  if (a === b) return 1;
  const domain = a.slice(a.lastIndexOf('@') + 1);
  if (domain === '' || domain !== b.slice(b.lastIndexOf('@') + 1)) return 0;
  return FREE_MAIL_DOMAINS.has(domain) ? 0 : 0.6;
}

/** 1 same host (`www.` aside), 0.8 same registrable domain, else 0. Free mail domains are never alike. */
export function webDomainSimilarity(left: string, right: string): number {
  const a = hostOf(left);
  const b = hostOf(right);
  if (a === '' || b === '' || FREE_MAIL_DOMAINS.has(a)) return 0;
  if (a === b) return 1;
  return registrableDomainOf(a) === registrableDomainOf(b) ? 0.8 : 0;
}

function digitsOf(phone: string): { main: string; extension: string } {
  const [main = '', extension = ''] = phone.toLowerCase().split(/(?:;ext=|ext\.?|x|#)/u);
  return { main: main.replace(/\D/gu, ''), extension: extension.replace(/\D/gu, '') };
}

function hostOf(address: string): string {
  const withoutScheme = address
    .trim()
    .toLowerCase()
    .replace(/^[a-z]+:\/\//u, '');
  const host = withoutScheme.split(/[/?#:]/u)[0] ?? '';
  return host
    .slice(host.lastIndexOf('@') + 1)
    .replace(/^www\d?\./u, '')
    .replace(/\.$/u, '');
}

function registrableDomainOf(host: string): string {
  const labels = host.split('.');
  const isDeeper =
    labels.length > 2 && labels.at(-1)?.length === 2 && REGISTRY_LABELS.has(labels.at(-2) ?? '');
  return labels.slice(isDeeper ? -3 : -2).join('.');
}
