/**
 * Accessibility violations that axe finds on a page, and content wider than the window. The script
 * is injected once for each page, since injecting it took most of the time.
 */
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

interface AxeViolation {
  readonly id: string;
  readonly nodes: readonly { readonly target: unknown; readonly any: { message: string }[] }[];
}
interface Axe {
  readonly run: (options: object) => Promise<{ readonly violations: readonly AxeViolation[] }>;
}
/** The script of axe, from the package of its Playwright driver. */
const driver = fileURLToPath(import.meta.resolve('@axe-core/playwright'));
const { source } = createRequire(driver)('axe-core') as { readonly source: string };

/** Faults of the page as it is now, in one line each; `at` says where it was. */
export async function accessibilityFaults(page: Page, at: string): Promise<readonly string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source);
  const { violations, width, room } = await page.evaluate(async (runOnly) => {
    const { axe } = window as unknown as { readonly axe: Axe };
    const found = await axe.run({ runOnly, resultTypes: ['violations'], iframes: false });
    const { scrollWidth, clientWidth } = document.documentElement;
    return { violations: found.violations, width: scrollWidth, room: clientWidth };
  }, tags);
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, any }) => `${at}: ${id} ${target} ${any[0]?.message ?? ''}`),
  );
  return width > room ? [...found, `${at}: ${width} px wide in a window of ${room}`] : found;
}

/** The same through the driver, to compare both. */
export async function violationsByDriver(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(tags).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} ${target}`));
}
