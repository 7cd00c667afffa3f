import { defineConfig } from '@playwright/test';

/**
 * The browser journeys: people at work on the real built hub, which the global set-up starts on a free port with data loaded through the
 * pipeline. One after the other, because they share that hub; `npm run test:journeys` finds the browser.
 */
export default defineConfig({
  testDir: 'test/journeys',
  testMatch: '*.journey.ts',
  globalSetup: './test/journeys/harness/global-setup.ts',
  workers: 1,
  forbidOnly: process.env['CI'] !== undefined,
  reporter: [['list']],
  // A journey takes 4 to 20 s on two free cores, and four times that on two that twenty processes want. What is waited for in vain
  // ends it sooner.
  timeout: 120_000,
  expect: { timeout: 30_000 },
  use: {
    browserName: 'chromium',
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    timezoneId: 'UTC',
    screenshot: 'only-on-failure',
    actionTimeout: 30_000,
    navigationTimeout: 30_000,
    // Pictures of every moment took a quarter of the processor time; the trace has the page itself.
    trace: { mode: 'retain-on-failure', screenshots: false },
    launchOptions: {
      ...(process.env['TOUCHSTONE_BROWSER'] === undefined
        ? {}
        : { executablePath: process.env['TOUCHSTONE_BROWSER'] }),
      // A closed network: the browser asks for nothing but the hub.
      args: [
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
