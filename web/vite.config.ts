import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where `npm start` serves the hub; override when it runs elsewhere. */
const hub = process.env['TOUCHSTONE_URL'] ?? 'http://127.0.0.1:7300';
const hubPaths = ['/v1', '/auth', '/health', '/metrics', '/openapi.json'];

export default defineConfig({
  plugins: [react()],
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
