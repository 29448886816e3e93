/**
 * The gallery is not in the production build. This builds the screens once more in vite's mode
 * `gallery` and answers the requests of a page from there instead of from the server.
 */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';

const root = join(import.meta.dirname, '..', '..');
const web = join(root, 'apps', 'web');
const node = join(root, 'node_modules', 'node', 'bin', 'node');
const vite = join(web, 'node_modules', 'vite', 'bin', 'vite.js');

export interface GallerySite {
  /** Answers the requests of this page; its context must block service workers. */
  readonly serve: (page: Page) => Promise<void>;
  readonly remove: () => void;
}

export async function buildGallery(): Promise<GallerySite> {
  const folder = mkdtempSync(join(tmpdir(), 'holdspace-gallery-'));
  await promisify(execFile)(
    node,
    [vite, 'build', '--mode', 'gallery', '--outDir', folder, '--emptyOutDir'],
    { cwd: web, env: { ...process.env, NODE_ENV: 'production' } },
  );
  return {
    serve: async (page) => {
      await page.route('**/*', (route) => {
        const { pathname } = new URL(route.request().url());
        if (pathname === '/gallery') return route.fulfill({ path: join(folder, 'index.html') });
        const file = join(folder, pathname);
        return pathname !== '/' && existsSync(file)
          ? route.fulfill({ path: file })
          : route.fallback();
      });
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
