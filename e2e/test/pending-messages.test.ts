/**
 * Pending messages as their writer sees them: through a reload, an absence, a refusal and a
 * duplicated tab. No message is lost or loses its note, and an old message is not sent without a
 * confirmation.
 */
import type { Page } from '@playwright/test';
import type { Circle, Company, Other } from './company.ts';
import { askIn, button, composer, isIn, message } from './doing.ts';
import { expect, picture, test } from './fixtures.ts';

const note = (page: Page) => page.getByLabel(/^What it is about/);

interface CompanyMeeting {
  readonly circle: Circle;
  readonly rowan: Other;
  readonly river: Other;
}

/** A meeting with an open floor; its lead has no screen. */
async function openMeeting(company: Company): Promise<CompanyMeeting> {
  const circle = await company.circle({ admit: 'everyone' });
  const rowan = await company.arrive(circle.facilitator, 'Rowan');
  await rowan.sees((view) => view.mine.whereabouts === 'in');
  await rowan.act({ do: 'begin' });
  const river = await company.arrive(circle.invitation, 'River Stone');
  return { circle, rowan, river };
}

async function write(page: Page, text: string, about: string): Promise<void> {
  await composer(page).fill(text);
  await button(page, 'Add a content note').click();
  await note(page).fill(about);
}

/** Each with its text and its note; the page of its writer can show a message earlier. */
const seenBy = (other: Other) =>
  expect.poll(() => other.view?.timeline.map(({ text, note: about }) => [text, about]));

test('TXT-1 TXT-2 TXT-5 a reload, an absence of 150 s and a refusal keep words, note and turn', async ({
  people,
  company,
}) => {
  const { circle, rowan, river } = await openMeeting(company);
  const heron = await people.arrive('Quiet Heron', 'phone');
  const { page, line } = heron;
  await page.clock.install();
  let blocked = false;
  await page.routeWebSocket(/socket\.io/u, (socket) => {
    if (blocked) void socket.close();
    else socket.connectToServer();
  });
  await askIn(heron, circle.invitation);
  await isIn(page);

  await test.step('TXT-1 after a reload a pending message returns with its note', async () => {
    blocked = true;
    line.cut();
    await write(page, 'Last night I hurt myself again.', 'self-harm');
    await button(page, 'Send').click();
    await expect(page.getByText('Sending…')).toBeVisible();
    line.mend();
    await page.reload({ waitUntil: 'commit' });
    blocked = false;
    await expect(composer(page)).toHaveValue('Last night I hurt myself again.');
    await expect(note(page)).toHaveValue('self-harm');
    await button(page, 'Send').click();
    await expect(message(page, 'Last night I hurt myself again.')).toBeVisible();
    await seenBy(river).toEqual([['Last night I hurt myself again.', 'self-harm']]);
    await expect(note(page)).toHaveCount(0);
  });

  await test.step('TXT-5 after two minutes it asks before it is sent', async () => {
    line.cut();
    await write(page, 'That is the funniest thing I have heard!', 'a joke');
    await button(page, 'Send').click();
    await expect(button(page, 'Keep as draft')).toBeVisible();
    await river.act({ do: 'say', text: 'My mother died this morning.' });
    await page.clock.fastForward(150_000);
    line.mend();
    const asks = page.getByRole('log').getByText('You wrote this 3 minutes ago. Send it now?');
    await expect(asks).toBeVisible();
    await picture(page, 'words-asked-first');
    await seenBy(river).toHaveLength(2);
    await button(page, 'Keep as draft').click();
    await expect(composer(page)).toHaveValue('That is the funniest thing I have heard!');
    await expect(note(page)).toHaveValue('a joke');
    await composer(page).fill('');
    await button(page, 'Remove content note').click();
  });

  await test.step('TXT-2 the turn does not end when the message is refused', async () => {
    const id = await rowan.idOf(heron.name);
    await rowan.act({ do: 'start-round', prompt: 'How are you?', order: [id] });
    await button(page, 'I’d like to share').click();
    await composer(page).fill('x'.repeat(5000));
    await expect(
      page.getByRole('main').getByText('This is 1,000 characters too long.'),
    ).toBeVisible();
    await button(page, 'Done').click();
    await button(page, 'Send and finish').click();
    await expect(button(page, 'Done')).toBeVisible();
    expect(rowan.view?.holder).toBe(id);
    await expect(composer(page)).toHaveValue('x'.repeat(5000));
    await composer(page).fill('I am here.');
    await button(page, 'Done').click();
    await button(page, 'Send and finish').click();
    await rowan.sees((view) => view.holder !== id);
    const last = () => river.view?.timeline.at(-1);
    await expect.poll(last).toMatchObject({ text: 'I am here.' });
    expect(last()?.note).toBeUndefined();
  });
});

test('RND-16 a duplicated tab is another device, and takes no draft along', async ({
  people,
  company,
}) => {
  const { circle, river } = await openMeeting(company);
  const heron = await people.arrive('Quiet Heron');
  const { page } = heron;
  await askIn(heron, circle.invitation);
  await isIn(page);
  await composer(page).fill('Mine alone.');
  await expect(composer(page)).toHaveValue('Mine alone.');
  // What the browser copies into a duplicate: the storage of the tab, and its name.
  const copy = await page.evaluate(async () => {
    await new Promise((done) => setTimeout(done, 500));
    return { name: window.name, entries: Object.entries(sessionStorage) };
  });
  expect(copy.entries.length).toBeGreaterThan(1);
  const other = await page.context().newPage();
  await other.addInitScript((from) => {
    if (window.name !== '') return;
    window.name = from.name;
    for (const [key, value] of from.entries) sessionStorage.setItem(key, value);
  }, copy);
  await other.goto(page.url());
  await isIn(other);
  await expect(composer(other)).toHaveValue('');
  await expect(button(page, 'Write here')).toBeVisible();
  await composer(other).fill('From the second tab.');
  await button(other, 'Send').click();
  await expect(message(other, 'From the second tab.')).toBeVisible();
  await expect(composer(page)).toHaveValue('Mine alone.');
  await other.reload();
  await isIn(other);
  await expect(composer(other)).toHaveValue('');
  await other.close();
  await expect(button(page, 'Write here')).toBeHidden();
  await button(page, 'Send').click();
  await expect(message(page, 'Mine alone.')).toBeVisible();
  await seenBy(river).toEqual([
    ['From the second tab.', undefined],
    ['Mine alone.', undefined],
  ]);
});
