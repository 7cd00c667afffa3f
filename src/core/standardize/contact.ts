/** Ways to reach somebody: phone numbers (E.164), e-mail addresses, web addresses. */
import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { accepted, fault, presentParts, refused } from './outcome.js';
import { fromText, identifier, type Standardizer } from './standardizer.js';
import { registrableDomain, SHARED_MAIL_DOMAINS } from './tables/internet-domains.js';

/** Fillers that people type to get past a required field. */
const DUMMY_NUMBER = /^(\d)\1+$|^1?(?:0123456789|1234567890)$/;

/** An unusable number is kept as written, so that a steward sees it, but gets no key: it is no evidence. */
function keptPhone(raw: string, code: string, message: string): ReturnType<Standardizer> {
  return accepted(raw, null, {}, [
    fault(code, 'warning', message, { raw, fix: 'Give the number with its area code.' }),
  ]);
}

/**
 * A phone number as `+13165550142`, an extension as `+13165550142;ext=12` (RFC 3966). The key leaves the
 * extension out: it reaches the same organisation.
 */
export const phone: Standardizer = identifier((raw, context) => {
  const country = context.country ?? 'US';
  const parsed = parsePhoneNumberFromString(raw, isSupportedCountry(country) ? country : 'US');
  if (parsed === undefined) return keptPhone(raw, 'PHONE_INVALID', 'This is no phone number.');
  if (DUMMY_NUMBER.test(parsed.nationalNumber))
    return keptPhone(raw, 'PHONE_DUMMY', 'This is a placeholder, not a phone number.');
  if (!parsed.isValid()) {
    const short = parsed.nationalNumber.length === 7;
    return keptPhone(
      raw,
      'PHONE_INVALID',
      short ? 'The area code is missing.' : 'No such phone number can be dialled.',
    );
  }
  const number: string = parsed.number;
  const extension = parsed.ext;
  const parts = presentParts({ extension, country: parsed.country, national: parsed.nationalNumber });
  return accepted(extension === undefined ? number : `${number};ext=${extension}`, number, parts);
});

const MAILBOX =
  /^[^\s@<>()",;:]{1,64}@((?:[a-z0-9\u0080-\u{10ffff}](?:[a-z0-9\u0080-\u{10ffff}-]{0,61}[a-z0-9\u0080-\u{10ffff}])?\.)+[a-z\u0080-\u{10ffff}][a-z0-9\u0080-\u{10ffff}-]{0,61})$/iu;

/**
 * An e-mail address with its domain in lower case. `parts.domain` is the registrable domain, left out for
 * free-mail providers, whose customers have nothing in common.
 */
export const email: Standardizer = fromText(raw => {
  const bracketed = /<([^<>]+)>$/.exec(raw.slice(0, 400))?.[1];
  const address = (bracketed ?? raw).trim().replace(/^mailto:/i, '');
  const host = address.length > 254 ? undefined : MAILBOX.exec(address)?.[1]?.toLowerCase();
  if (host === undefined) {
    return refused('EMAIL_FORMAT', 'This is no e-mail address.', {
      raw,
      severity: 'warning',
      fix: 'An address looks like orders@example.com.',
    });
  }
  const value = `${address.slice(0, address.lastIndexOf('@'))}@${host}`;
  const domain = registrableDomain(host);
  const parts = SHARED_MAIL_DOMAINS.has(domain) ? { host, shared: 'true' } : { host, domain };
  return accepted(value, value.toLowerCase(), parts);
});

const WEB_ADDRESS =
  /^(?:([a-z][a-z0-9+.-]*):\/\/)?(?:[^/?#@\s]*@)?((?:[a-z0-9\u0080-\u{10ffff}_-]+\.)+[a-z\u0080-\u{10ffff}][a-z0-9\u0080-\u{10ffff}-]*)\.?(?::(\d{1,5}))?([/?#]\S*)?$/iu;
const DEFAULT_PORTS: Readonly<Record<string, string>> = { http: '80', https: '443' };

/**
 * A web address with scheme and host in lower case; user names and passwords in it are dropped. Where no scheme
 * is written, https. `parts.domain` is the registrable domain: evidence that two records are one organisation.
 */
export const url: Standardizer = fromText(raw => {
  const match = raw.length > 2000 ? null : WEB_ADDRESS.exec(raw);
  const host = match?.[2]?.toLowerCase();
  if (match === null || host === undefined) {
    return refused('URL_FORMAT', 'This is no web address.', {
      raw,
      severity: 'warning',
      fix: 'An address looks like https://www.example.com.',
    });
  }
  const scheme = (match[1] ?? 'https').toLowerCase();
  const port = match[3] === undefined || match[3] === DEFAULT_PORTS[scheme] ? '' : `:${match[3]}`;
  const path = (match[4] ?? '').replace(/#.*$/, '').replace(/\/+$/, '');
  const bareHost = host.replace(/^www\d?\./, '');
  return accepted(`${scheme}://${host}${port}${path}`, `${bareHost}${port}${path}`, {
    host,
    domain: registrableDomain(host),
  });
});
