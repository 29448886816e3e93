/** Going through a page by the keyboard alone, as a person without a pointer does. */
import { expect, type Locator, type Page } from '@playwright/test';

export const focused = (there: Locator): Promise<boolean> =>
  there.evaluate((element) => element === document.activeElement);

/** Tab until it has the focus, by way of no more than `most` other stops. */
export async function goTo(there: Locator, most = 60): Promise<void> {
  await expect(there).toBeVisible();
  const page = there.page();
  for (let presses = 0; presses < most; presses += 1) {
    if (await focused(there)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`The Tab key does not reach ${there}`);
}

/** Takes presses: it did not come, or change what it does, within the last half second. */
export const takesPresses = (there: Locator): Promise<void> =>
  expect(there).not.toHaveAttribute('data-held');

export async function press(there: Locator): Promise<void> {
  await goTo(there);
  await takesPresses(there);
  await there.page().keyboard.press('Enter');
}

export const pressButton = (page: Page, name: string): Promise<void> =>
  press(page.getByRole('button', { name, exact: true }));
