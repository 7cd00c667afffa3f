import type { Page, Request } from '@playwright/test';

const REQUESTS_MAX = 25;
const CHARACTERS_MAX = 300;
const LINES_MAX = 200;

/** In the browser: what the page is made of, hidden or not; a screen reader that is not told of a part may be what went wrong. */
const TOP_OF_PAGE = `Array.from(document.body.children, part =>
  part.cloneNode(false).outerHTML + ' ' + part.textContent.slice(0, 200)).join('\\n')`;

/**
 * Watches a page, and tells afterwards what it showed last and what the hub answered: in a log that outlives the machine, unlike a trace.
 * @returns tells it, as text
 */
export function lastWords(page: Page): () => Promise<string> {
  const requests: { readonly request: Request; readonly at: Date; end?: Date; failure?: string }[] = [];
  page.on('request', request => {
    if (!['fetch', 'xhr'].includes(request.resourceType())) return;
    requests.push({ request, at: new Date() });
    if (requests.length > REQUESTS_MAX) requests.shift();
  });
  const ended = (request: Request) => {
    const known = requests.find(one => one.request === request);
    if (known) Object.assign(known, { end: new Date(), failure: request.failure()?.errorText });
  };
  page.on('requestfinished', ended);
  page.on('requestfailed', ended);
  return async () => {
    const lines = [`\n${page.url()} at ${new Date().toISOString()}`];
    for (const { request, at, end, failure } of requests) {
      const took = end === undefined ? 'no answer' : `${end.getTime() - at.getTime()} ms`;
      lines.push(`  ${at.toISOString()} ${nameOf(request)}: ${failure ?? took} ${await answerTo(request)}`);
    }
    const told = await page.locator('body').ariaSnapshot({ timeout: 5000 }).catch(String);
    const drawn = await page.evaluate(TOP_OF_PAGE).then(String).catch(String);
    lines.push(
      ...[drawn, told]
        .join('\n')
        .split('\n')
        .slice(0, LINES_MAX)
        .map(line => `  | ${line}`),
    );
    return `${lines.join('\n')}\n`;
  };
}

function nameOf(request: Request): string {
  const operation = /(?:query|mutation|subscription) \w+/.exec(request.postData() ?? '')?.[0];
  return `${request.method()} ${new URL(request.url()).pathname} ${operation ?? ''}`.trim();
}

async function answerTo(request: Request): Promise<string> {
  try {
    const response = await request.response();
    if (response === null) return '';
    return `${response.status()} ${(await response.text()).slice(0, CHARACTERS_MAX)}`;
  } catch {
    // The page has gone on, and the browser has dropped the answer.
    return '';
  }
}
