/** After every action the focus is on a named element, never on the body of the page (SPK-2). */
import type { Page } from '@playwright/test';
import { button, choose, composer, isIn, joinButton, pageTitle } from './doing.ts';
import { expect, test } from './fixtures.ts';
import { press } from './keyboard-steps.ts';

/** Watches the focus at every change of the page: how often nothing had it. */
const watchFocus = (page: Page) =>
  page.evaluate(() => {
    const lost: string[] = [];
    Object.assign(window, { lost });
    let had = '';
    document.addEventListener('focusin', ({ target }) => {
      had = (target as HTMLElement).outerHTML.slice(0, 80);
    });
    const look = () => {
      const { activeElement: now, body } = document;
      if ((now === null || now === body) && document.hasFocus()) lost.push(had);
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
const lost = (page: Page) =>
  page.evaluate(() => [...new Set((window as unknown as { lost: string[] }).lost)]);

test('SPK-2 the focus of a participant is on a named place after each act', async ({
  people,
  company,
}) => {
  const circle = await company.circle({ admit: 'everyone', offer: '5s' });
  const north = await company.arrive(circle.facilitator, 'North Star');
  const ben = await company.arrive(circle.invitation, 'Ben');
  const { page } = await people.arrive('Amber Leaf');
  await page.goto(circle.invitation);
  await press(button(page, 'Open my invitation'));
  await watchFocus(page);
  await page.getByLabel('What should we call you here?').fill('Amber Leaf');
  await choose(page.getByRole('checkbox', { name: /^I’ll keep what is said here/ }));
  await press(joinButton(page));
  await isIn(page);
  await expect(pageTitle(page)).toBeFocused();
  await north.act({ do: 'begin' });
  await north.act({ do: 'set-phase', phase: 'body' });
  await north.sees(({ people }) => people.some(({ name }) => name === 'Amber Leaf'));
  const amber = north.view?.people.find(({ name }) => name === 'Amber Leaf')?.id as never;

  await test.step('an offer that runs out while it has the focus', async () => {
    await north.act({ do: 'start-round', prompt: 'What helped?', order: [amber, ben.id as never] });
    await expect(button(page, 'Pass this time')).toBeVisible();
    await button(page, 'Pass this time').focus();
    await expect(button(page, 'Pass this time')).toHaveCount(0, { timeout: 15_000 });
    expect(await lost(page)).toEqual([]);
    await north.act({ do: 'end-round' });
  });
  await test.step('the hand that is given the piece at once', async () => {
    await north.act({ do: 'set-floor', mode: 'hands' });
    await press(button(page, 'Raise your hand'));
    await north.sees(({ hands }) => hands.includes(amber));
    await north.act({ do: 'give-floor', who: amber });
    await expect(page.getByRole('heading', { name: /is with you/ })).toBeFocused();
    await press(button(page, 'Done'));
    await expect(button(page, 'Done')).toHaveCount(0);
    expect(await lost(page)).toEqual([]);
  });
  await test.step('an offer that is taken, and a turn that is stopped', async () => {
    await north.act({ do: 'give-floor', who: amber });
    await north.act({ do: 'extend-offer', seconds: 300 });
    await press(button(page, 'I’d like to share'));
    await expect(composer(page)).toBeFocused();
    await press(button(page, 'Done'));
    expect(await lost(page)).toEqual([]);
  });
  await test.step('the opener of a sheet is removed before it closes, and a page is loaded again', async () => {
    await north.act({ do: 'nudge', who: amber, note: 'Are you all right?' });
    await press(button(page, 'OK'));
    await expect(composer(page)).toBeFocused();
    expect(await lost(page)).toEqual([]);
    await page.reload();
    await expect(page.getByRole('heading', { level: 1, name: /evening circle/ })).toBeFocused();
  });
  await test.step('being removed', async () => {
    await watchFocus(page);
    await composer(page).focus();
    await north.act({ do: 'remove', who: amber, reason: 'pace', note: 'Until next week.' });
    await expect(pageTitle(page)).toBeFocused();
    expect(await lost(page)).toEqual([]);
  });
});

test('SPK-2 what the Tab key reaches is never behind the bar of the organiser’s pages', async ({
  people,
  company,
}) => {
  const { page } = await people.arrive('Organiser');
  await page.setViewportSize({ width: 390, height: 600 });
  await company.visit(page, await company.circle());
  await button(page, 'Change name, purpose or settings').focus();
  const bar = page.getByRole('navigation', { name: 'Pages of staff' });
  const hidden: string[] = [];
  for (let presses = 0; presses < 12; presses += 1) {
    await page.keyboard.press('Tab');
    const behind = await bar.evaluate((element) => {
      const focus = document.activeElement;
      const isOver =
        element.getBoundingClientRect().top < (focus?.getBoundingClientRect().bottom ?? 0);
      return isOver && !element.contains(focus) ? (focus?.textContent ?? '') : null;
    });
    if (behind !== null) hidden.push(behind);
  }
  expect(hidden).toEqual([]);
});
