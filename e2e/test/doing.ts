/**
 * Steps of people on the screens: opening a circle, joining by a link, letting in, starting a
 * round. Elements are found by role and name.
 */
import { expect, type Locator, type Page } from '@playwright/test';
import type { People, Person } from './fixtures.ts';

export const circleName = 'Tuesday evening circle';

export interface Links {
  readonly facilitator: string;
  readonly invitation: string;
}

export const button = (page: Page | Locator, name: string | RegExp) =>
  page.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name });
/** One, but while a page loads: the headings of what it shows without scripts are there then too. */
export const pageTitles = (page: Page) => page.getByRole('heading', { level: 1 });
export const pageTitle = (page: Page) => pageTitles(page).first();
export const composer = (page: Page) =>
  page.getByRole('textbox', { name: 'Your message', exact: true });
/** Text as it is shown, without the live regions. */
export const shown = (page: Page | Locator, words: string | RegExp) =>
  page.getByText(words).and(page.locator(':not([aria-live])'));
/** The message in the timeline, not a pending one. */
export const message = (page: Page, text: string) =>
  page.getByRole('log').getByRole('article').filter({ hasText: text });

/**
 * Resolves when no control has just moved under the pointer (PRS-1). Filling a field moves the
 * content below it, and a program presses faster than a person.
 */
export async function steady(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  );
  await expect(page.locator('[data-held]')).toHaveCount(0);
}

/** Presses when no control is blocked: for new controls, and for those at the place of the last press. */
export async function pressSteady(control: Locator): Promise<void> {
  // Scrolling moves controls under the pointer too. A card that is replaced meanwhile is looked up again.
  await expect(() => control.scrollIntoViewIfNeeded({ timeout: 5000 })).toPass();
  await steady(control.page());
  await control.click();
}

/** Presses until the result is visible: a control that has just moved is blocked (PRS-1). */
export async function pressFor(control: Locator, leadsTo: Locator): Promise<void> {
  await expect(async () => {
    if (!(await leadsTo.isVisible())) await control.click({ timeout: 2000 });
    await expect(leadsTo).toBeVisible({ timeout: 2000 });
  }).toPass();
}

/** Presses until the option is chosen, or is not: a control that has just moved is blocked (PRS-1). */
export async function choose(option: Locator, isOn = true): Promise<void> {
  await expect(async () => {
    await steady(option.page());
    await option.setChecked(isOn, { timeout: 2000 });
  }).toPass();
}

/** A link shows nothing before this press (PRV-8). */
export async function openLink(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await button(page, 'Open my invitation').click();
}

export async function signIn(page: Page, link: string): Promise<void> {
  await openLink(page, link);
  await button(page, 'Sign in').click();
  await expect(pageTitle(page)).toBeFocused();
}

/** Values of the `datetime` fields for a start in the past, so that the doors are open. */
function now(): { day: string; time: string } {
  const moment = new Date();
  const two = (number: number) => String(number).padStart(2, '0');
  return {
    day: `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`,
    time: `${two(moment.getHours())}:${two(moment.getMinutes())}`,
  };
}

/** The three steps of a new circle that meets once, from the organiser's first page. */
export async function openCircle(
  page: Page,
  seen: (what: string) => Promise<void> = async () => undefined,
): Promise<Links> {
  await page.getByRole('link', { name: /^Open a/ }).click();
  await page.getByLabel('Name of the circle').fill(circleName);
  await page
    .getByLabel('What it’s for')
    .fill('For people who look after somebody, and would like to be heard for an hour.');
  await seen('about');
  const once = page.getByRole('radio', { name: 'Once', exact: true });
  await pressFor(button(page, 'Continue'), once);
  await choose(once);
  const { day, time } = now();
  await page.getByLabel('Day').fill(day);
  await page.getByLabel('Time').fill(time);
  await seen('when');
  await pressFor(button(page, 'Continue'), button(page, 'Open the circle'));
  await seen('who');
  await pressFor(
    button(page, 'Open the circle'),
    page.getByRole('heading', { name: `“${circleName}” is open` }),
  );
  await seen('links');
  return {
    facilitator: await page.getByLabel('Facilitator link', { exact: true }).inputValue(),
    invitation: await page.getByLabel('Invitation link', { exact: true }).inputValue(),
  };
}

/** The join button of an invitation; its text depends on the circle. */
export const joinButton = (page: Page) =>
  button(page, /^(Join the (circle|waiting room)|Join and listen|Come in)$/);

/** From an invitation to the waiting room, in four actions at most. */
export async function askIn(
  { page, name }: Pick<Person, 'page' | 'name'>,
  link: string,
): Promise<void> {
  await openLink(page, link);
  await page.getByLabel('What should we call you here?').fill(name);
  await choose(page.getByRole('checkbox', { name: /^I’ll keep what is said here/ }));
  await joinButton(page).click();
}

export async function letIn(facilitator: Page, name: string): Promise<void> {
  await button(facilitator, `Let in ${name}`).click();
}

/** Waits until the circle is on the screen: its heading and the composer. */
export async function isIn(page: Page, circle = circleName): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name: circle })).toBeVisible();
  await expect(composer(page)).toBeVisible();
}

/** From an invitation into a circle that admits everyone. */
export async function enter(person: Pick<Person, 'page' | 'name'>, link: string): Promise<void> {
  await askIn(person, link);
  await isIn(person.page);
}

export async function say(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await button(page, 'Send').click();
  await expect(message(page, text)).toBeVisible();
}

/**
 * The notice on the organiser's page of a circle that ends. The form before it names the last
 * meeting in the same words, so the sentence alone does not show that the server ended anything.
 */
export const endNotice = (page: Page) =>
  page.getByText(/^The circle ends after its last meeting.*take that back\.$/);

/** The six words of a return code, as soon as they are on the screen. */
export async function returnCodeOn(within: Page | Locator): Promise<readonly string[]> {
  const words = within.getByRole('list', { name: 'Your return code' }).getByRole('listitem');
  await expect(words).toHaveCount(6);
  return words.allInnerTexts();
}

/** Presses Send while it is marked as disabled. */
export const trySend = (page: Page) => button(page, 'Send').click({ force: true });

/** A round in which `first` have the first turns, in their order. */
export async function startRound(
  page: Page,
  prompt: string,
  ...first: readonly string[]
): Promise<void> {
  await choose(page.getByRole('radio', { name: 'Round', exact: true }));
  const form = page.getByRole('dialog', { name: 'Start a round' });
  await pressFor(button(page, /^(Start a|Another) round…$/), form);
  await form.getByLabel('The question').fill(prompt);
  await choose(form.getByRole('radio', { name: 'I choose the order' }));
  for (const name of first.toReversed()) {
    const up = form.getByRole('button', { name: `Move ${name} up` });
    while ((await up.getAttribute('aria-disabled')) === null) await up.click();
  }
  await form.getByRole('button', { name: 'Start the round' }).click();
  await expect(form).toBeHidden();
}

export interface Met {
  readonly facilitator: Person;
  readonly others: readonly Person[];
  readonly links: Links;
}

/** A meeting that has begun with an open floor and everyone in. Facilitated on a desktop. */
export async function met(
  people: People,
  organiserLink: string,
  ...others: readonly Person[]
): Promise<Met> {
  const facilitator = await people.arrive('North Star');
  await signIn(facilitator.page, organiserLink);
  const links = await openCircle(facilitator.page);
  await askIn(facilitator, links.facilitator);
  await isIn(facilitator.page);
  for (const person of others) {
    await askIn(person, links.invitation);
    await letIn(facilitator.page, person.name);
    await isIn(person.page);
  }
  await button(facilitator.page, 'Begin').click();
  await button(facilitator.page, 'Start main part').click();
  await expect(button(facilitator.page, 'Start closing')).toBeVisible();
  return { facilitator, others, links };
}
