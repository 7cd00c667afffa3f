import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** Where `npm start` serves the hub; override when it runs elsewhere. */
const hub = process.env['TOUCHSTONE_URL'] ?? 'http://127.0.0.1:7300';
const hubPaths = ['/v1', '/auth', '/health', '/metrics', '/openapi.json'];

/** The languages that the page speaks; React Aria brings its own words in more than thirty. */
const spokenLocales = ['en-US', 'de-DE'];

/** Leaves out the words of React Aria in languages that the page does not speak: a tenth of its code. */
const spokenLocalesOnly: Plugin = {
  name: 'spoken-locales-only',
  load(id) {
    const locale = /[\\/]react-aria[\\/]dist[\\/]private[\\/]intl[\\/].+[\\/]([a-z]{2}-[A-Z]{2})\.mjs$/.exec(
      id,
    )?.[1];
    return locale === undefined || spokenLocales.includes(locale)
      ? undefined
      : `export { default } from './en-US.mjs';`;
  },
};

export default defineConfig({
  plugins: [react(), spokenLocalesOnly],
  build: {
    outDir: 'dist',
    // The oldest browsers that know light-dark(), which the colour tokens are written in.
    cssTarget: ['chrome123', 'safari17.5', 'firefox120'],
    // The hub's content security policy takes fonts from files only, never from a data: address.
    assetsInlineLimit: 0,
    sourcemap: true,
  },
  server: {
    port: 7310,
    strictPort: true,
    proxy: {
      '/graphql': { target: hub, ws: true },
      ...Object.fromEntries(hubPaths.map(path => [path, { target: hub }])),
    },
  },
});
