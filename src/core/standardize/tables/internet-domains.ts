/** Domain names: where the registrable part begins, and which domains belong to nobody in particular. */

/**
 * Second levels under which names are registered. A subset of the Public Suffix List (publicsuffix.org) with
 * the ones vendors of US hospitals use; an unlisted one only makes `domain` too short, never wrong in kind.
 */
const TWO_LEVEL_SUFFIXES = new Set(
  (
    'co.uk org.uk ac.uk gov.uk nhs.uk ltd.uk plc.uk com.au net.au org.au edu.au gov.au co.nz org.nz govt.nz co.za ' +
    'co.jp or.jp ne.jp ac.jp go.jp co.kr or.kr co.in org.in net.in gov.in com.br org.br com.mx org.mx gob.mx com.ar ' +
    'com.co com.pe com.cn org.cn net.cn com.hk com.tw com.sg com.my com.ph co.id co.th com.tr co.il org.il com.sa ' +
    'com.pl com.ua com.pr com.do com.gt com.ec com.uy com.ve co.cr com.pa k12.us state.us on.ca qc.ca bc.ca ab.ca'
  ).split(' '),
);

/** Mail providers whose addresses say nothing about the organisation. Own list of the largest ones. */
export const SHARED_MAIL_DOMAINS: ReadonlySet<string> = new Set(
  (
    'gmail.com googlemail.com yahoo.com ymail.com rocketmail.com hotmail.com outlook.com live.com msn.com aol.com ' +
    'icloud.com me.com mac.com comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net ' +
    'earthlink.net juno.com protonmail.com proton.me gmx.com gmx.de gmx.net web.de mail.com zoho.com frontier.com ' +
    'optonline.net windstream.net centurylink.net q.com roadrunner.com rr.com t-online.de orange.fr free.fr'
  ).split(' '),
);

/** `www.meridian-surgical.example.com` → `example.com`; `shop.acme.co.uk` → `acme.co.uk`. */
export function registrableDomain(host: string): string {
  const labels = host.split('.');
  const suffix = labels.slice(-2).join('.');
  return labels.slice(TWO_LEVEL_SUFFIXES.has(suffix) ? -3 : -2).join('.');
}
