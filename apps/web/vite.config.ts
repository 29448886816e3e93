/**
 * Builds the screens to static files in `dist`, which the server hands out. In development
 * the API and the socket are the server's, on the port it listens to.
 */
import { lingui } from '@lingui/vite-plugin';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { basicFonts } from './vite-basic-fonts.ts';
import { commandLists } from './vite-command-lists.ts';
import { earlyScript } from './vite-early-script.ts';
import { precompress } from './vite-precompress.ts';
import { routePages } from './vite-route-pages.ts';
import { serviceWorker } from './vite-service-worker.ts';

const server = `http://127.0.0.1:${process.env.PORT ?? '3000'}`;

/** Icons that no participant sees before a press: the base must not contain them. */
const laterIcons = [
  ...[
    'arrow-down-up',
    'arrow-left',
    'arrow-up-to-line',
    'grip-vertical',
    'calendar-clock',
    'chevron-down',
    'chevron-up',
    'copy',
  ],
  ...['external-link', 'key-round', 'lock-open', 'messages-square', 'monitor-smartphone'],
];

export default defineConfig({
  plugins: [
    lingui({ macroTransform: true, failOnCompileError: true }),
    react(),
    basicFonts(),
    commandLists(),
    earlyScript(),
    routePages(),
    serviceWorker(),
    precompress(),
  ],
  resolve: {
    // React has it of itself; two of our libraries bring a copy for older ones.
    alias: [{ find: /^use-sync-external-store\/shim(\/index\.js)?$/, replacement: 'react' }],
  },
  build: {
    target: 'baseline-widely-available',
    // Nothing is inlined: the content security policy allows no data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // What is needed together is one file: many small ones compress worse.
        codeSplitting: {
          groups: [
            {
              // Loads without the screens (vite-early-script.ts).
              name: 'ways',
              test: /src\/(app\/leave\/(?!finish-sign-out|worker)|app\/support\/support-state|lib\/(storage\/(storage|used-links)\.|paths|exit-hooks|preferences\/(preferences|document-title)\.))|node_modules\/@noble/,
              priority: 3,
            },
            // The live connection changes with its library alone.
            {
              name: 'live',
              test: /node_modules\/(engine\.io|socket\.io|@socket\.io)/,
              priority: 3,
            },
            {
              // Without what only later parts share.
              name: 'base',
              test: new RegExp(
                [
                  `node_modules/(?!.*/icons/(${laterIcons.join('|')})\\.)`,
                  // Without what members ask outside of a meeting.
                  'packages/(client/src/(?!http-(member|place|proposals))|protocol|core)',
                  // Parts of these that other pages have too: none of them loads the other.
                  'src/join/(link/|invitation/(agreement-list|entrance|invitation\\.module|privacy-summary|redeem-problem|ring|shared-device))',
                  'src/circle/model/(circle-context|membership-context|open-calls)',
                  'src/(ui|lib|app/(leave|shell|support))/(?!confirm-button|copy-link|api/use-query|api/use-mutation|alerts/|i18n/reason-texts)',
                ].join('|'),
              ),
              minShareCount: 2,
              priority: 2,
            },
            { name: 'first', tags: ['$initial'], priority: 2 },
            { name: 'join', test: /src\/join\//, priority: 1 },
            { name: 'circle', test: /src\/circle\/(?!speech\/(rules-|speech-table))/ },
          ],
        },
      },
    },
  },
  server: {
    port: 5173,
    proxy: {
      '/api': server,
      '/leave': server,
      '/socket.io': { target: server, ws: true },
    },
  },
});
