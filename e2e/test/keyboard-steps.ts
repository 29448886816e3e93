/** Steps through a page by the keyboard alone. */
import { expect, type Locator, type Page } from '@playwright/test';

export const focused = (there: Locator): Promise<boolean> =>
  there.evaluate((element) => element === document.activeElement);

/** Presses Tab until the element has the focus, at most `most` times. */
export async function goTo(there: Locator, most = 60): Promise<void> {
  await expect(there).toBeVisible();
  const page = there.page();
  for (let presses = 0; presses < most; presses += 1) {
    if (await focused(there)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`The Tab key does not reach ${there}`);
}

/** Waits until the element takes presses: it has not appeared or changed within half a second. */
export const takesPresses = (there: Locator): Promise<void> =>
  expect(there).not.toHaveAttribute('data-held');

export async function press(there: Locator): Promise<void> {
  await goTo(there);
  await takesPresses(there);
  await there.page().keyboard.press('Enter');
}

export const pressButton = (page: Page, name: string): Promise<void> =>
  press(page.getByRole('button', { name, exact: true }));
