import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test as base, type BrowserContext, type Page } from '@playwright/test';
import { endSession, enterByPassword, type Caller } from './api.js';
import type { Hub } from './hub-process.js';
import { lastWords } from './last-words.js';
import { passwordOf, type Person } from './people.js';

export { expect };

/** The hub of this run, with the one-time link that it printed at its first start. */
export interface JourneyHub extends Hub {
  readonly firstLink: string;
}

/** A person at a browser of their own, signed in. */
export interface Desk {
  readonly page: Page;
  /** The session of the browser, for what happens to it elsewhere. */
  readonly caller: Caller;
  /** Ends the session on the hub; the browser does not know yet. */
  readonly expire: () => Promise<void>;
}

interface JourneyFixtures {
  readonly hub: JourneyHub;
  /** Sits a person down at a browser. */
  readonly sit: (person: Person, size?: { width: number; height: number }) => Promise<Desk>;
  /** An empty browser. */
  readonly open: (size?: { width: number; height: number }) => Promise<Page>;
  /** Allows what the browser's console may say in this journey, such as a refused sign-in that is part of it. */
  readonly allowed: RegExp[];
}

export const PHONE = { width: 390, height: 844 };

/**
 * A journey fails on any error in the console, on any breach of the content security policy and on any uncaught exception, of any page that it
 * opened; see `look` for what it says about accessibility.
 */
export const test = base.extend<JourneyFixtures>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixtures that a fixture needs from this pattern
  hub: async ({}, use) => {
    await use(JSON.parse(process.env['TOUCHSTONE_JOURNEYS'] ?? '{}') as JourneyHub);
  },
  // oxlint-disable-next-line no-empty-pattern -- as above
  allowed: async ({}, use) => {
    await use([]);
  },
  open: async ({ browser, hub, allowed }, use, testInfo) => {
    const contexts: BrowserContext[] = [];
    const watched: ReturnType<typeof lastWords>[] = [];
    const complaints: string[] = [];
    await use(async (size = { width: 1440, height: 900 }) => {
      const context = await browser.newContext({ viewport: size, baseURL: hub.url });
      contexts.push(context);
      const page = await context.newPage();
      page.on('console', message => {
        if (message.type() === 'error') complaints.push(`${message.text()} (${message.location().url})`);
      });
      watched.push(lastWords(page));
      page.on('pageerror', error => complaints.push(`uncaught: ${error.stack ?? error.message}`));
      return page;
    });
    const { status, expectedStatus } = testInfo;
    if (status !== expectedStatus) for (const report of watched) process.stdout.write(await report());
    for (const context of contexts) await context.close();
    expect(complaints.filter(complaint => !allowed.some(pattern => pattern.test(complaint)))).toEqual([]);
  },
  sit: async ({ hub, open }, use) => {
    await use(async (person, size) => {
      const caller = await enterByPassword(hub, person, passwordOf(person));
      const page = await open(size);
      const [name = '', value = ''] = (caller.headers['cookie'] ?? '').split('=');
      await page.context().addCookies([{ name, value, url: hub.url, httpOnly: true, sameSite: 'Lax' }]);
      return { page, caller, expire: () => endSession(hub, caller) };
    });
  },
});

/** What axe checks: WCAG 2.2, levels A and AA; in the second theme only what a theme changes. */
const CHECKED = {
  light: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
  dark: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] },
} as const;

/** Looks at the screen as it stands, in both themes, and fails on anything that breaks WCAG 2.2 AA. */
export async function look(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { type, values } = CHECKED[colorScheme];
    const { violations } = await new AxeBuilder({ page })
      .options({ runOnly: { type, values: [...values] } })
      // React Aria's announcer names a busy button by reference, for some seconds longer than the button may be there.
      .exclude('[data-live-announcer]')
      .setLegacyMode(true)
      .analyze();
    const found = violations.flatMap(({ id, help, nodes }) =>
      nodes.map(node => `${id}: ${help}: ${node.html.slice(0, 200)} ${node.failureSummary ?? ''}`),
    );
    await picture(page, colorScheme);
    expect(found, `axe on ${page.url()} in ${colorScheme}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

let pictures = 0;

/** Keeps a picture of the screen for human eyes, where `TOUCHSTONE_PICTURES` names a folder for it. */
async function picture(page: Page, theme: string): Promise<void> {
  const folder = process.env['TOUCHSTONE_PICTURES'];
  if (folder === undefined) return;
  pictures += 1;
  const { pathname, search } = new URL(page.url());
  const place = `${pathname}${search}`.replaceAll(/[^\w]+/g, '-').slice(0, 40);
  const name = `${String(pictures).padStart(3, '0')}${place}-${page.viewportSize()?.width}-${theme}.png`;
  await page.screenshot({ path: join(folder, name) });
}
