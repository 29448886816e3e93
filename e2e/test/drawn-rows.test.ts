/**
 * What a long circle costs the page of a participant, in counts: changes of the document for a
 * letter and for a message, and the rows in the page. What a reader does with a long list works.
 */
import type { Page } from '@playwright/test';
import type { Company, Other } from './company.ts';
import { askIn, button, composer, isIn, message } from './doing.ts';
import { expect, test } from './fixtures.ts';

test.use({ settings: { HOLDSPACE_LIMITS: 'off' } });

const said = 1000;
const maxRows = 600;
const list = (page: Page) => page.getByRole('log');
const textOf = (number: number) => `Message ${number} of the evening.`;

interface Speakers {
  readonly invitation: string;
  readonly speak: (from: number, to: number) => Promise<void>;
  /** All at once: none waits for the receipt of the one before it. */
  readonly speakAtOnce: (from: number, to: number) => Promise<void>;
}

/** Two people take turns, so each message is a row of its own. */
async function openMeeting(company: Company): Promise<Speakers> {
  const { facilitator, invitation } = await company.circle({ admit: 'everyone' });
  const rowan = await company.arrive(facilitator, 'Rowan');
  await rowan.act({ do: 'begin' });
  const [one, other] = [
    await company.arrive(invitation, 'River Stone'),
    await company.arrive(invitation, 'Soft Hill'),
  ];
  const speakerOf = (number: number): Other => (number % 2 === 0 ? one : other);
  return {
    invitation,
    speak: async (from, to) => {
      for (let number = from; number <= to; number++) {
        await speakerOf(number).act({ do: 'say', text: textOf(number) });
      }
    },
    speakAtOnce: async (from, to) => {
      const numbers = Array.from({ length: to - from + 1 }, (_, at) => from + at);
      await Promise.all(
        numbers.map((number) => speakerOf(number).act({ do: 'say', text: textOf(number) })),
      );
    },
  };
}

interface Changes {
  /** Elements that came into the list, and elements that left it. */
  readonly added: number;
  readonly removed: number;
  /** Attributes that changed, without the marks of the guard of presses. */
  readonly attributes: readonly string[];
  /** How often rows came into the list: once for all that were drawn together. */
  readonly draws: number;
  /** Controls outside of the window that the guard of presses blocked. */
  readonly blockedOutside: number;
}

/** The changes of the message list during `act`, with the messages they belong to. */
async function changesDuring(page: Page, act: () => Promise<unknown>): Promise<Changes> {
  const observer = await list(page).evaluateHandle((log) => {
    const records: MutationRecord[] = [];
    let draws = 0;
    let blockedOutside = 0;
    const isBlockedOutside = ({ attributeName, target }: MutationRecord) => {
      if (attributeName !== 'data-held' || !(target instanceof Element)) return false;
      const { top, bottom } = target.getBoundingClientRect();
      return target.hasAttribute('data-held') && (bottom < 0 || top > innerHeight);
    };
    const collect = new MutationObserver((some) => {
      records.push(...some);
      if (some.some(({ addedNodes }) => addedNodes.length > 0)) draws += 1;
      blockedOutside += some.filter(isBlockedOutside).length;
    });
    collect.observe(log, { subtree: true, childList: true, characterData: true, attributes: true });
    return {
      end: () => {
        records.push(...collect.takeRecords());
        collect.disconnect();
        const rows = (nodes: NodeList) =>
          [...nodes].reduce(
            (sum, node) =>
              node instanceof Element ? sum + (node.matches('ol') ? node.children.length : 1) : sum,
            0,
          );
        return {
          added: records.reduce((sum, { addedNodes }) => sum + rows(addedNodes), 0),
          removed: records.reduce((sum, { removedNodes }) => sum + rows(removedNodes), 0),
          attributes: records
            .filter(({ attributeName }) => attributeName && attributeName !== 'data-held')
            .map(({ attributeName }) => `${attributeName}`),
          draws,
          blockedOutside,
        };
      },
    };
  });
  await act();
  const changes = await observer.evaluate(({ end }) => end());
  await observer.dispose();
  return changes;
}

/** How many of these messages are in the page. */
const shownTexts = async (page: Page, from: number, to: number): Promise<number> => {
  const texts = await list(page).getByRole('article').locator('p').allTextContents();
  return texts.filter((text) => {
    const number = Number(/^Message (\d+)/u.exec(text)?.[1]);
    return number >= from && number <= to;
  }).length;
};

const shownRows = (page: Page) => list(page).getByRole('article').count();

test('FLR-3 TRN-2 of 1,000 messages a letter changes no row, a message adds one, 600 are in the page', async ({
  people,
  company,
}) => {
  const { invitation, speak, speakAtOnce } = await openMeeting(company);
  const { page, name } = await people.arrive('Quiet Heron', 'phone');
  await askIn({ page, name }, invitation);
  await isIn(page);
  await speak(1, said);
  await expect(message(page, textOf(said))).toBeVisible({ timeout: 60_000 });

  await test.step('at most 600 rows are in the page, in the order they were said', async () => {
    const rows = await shownRows(page);
    expect(rows).toBeLessThanOrEqual(maxRows);
    expect(rows).toBeGreaterThan(maxRows / 2);
    const elements = await page.evaluate(() => document.querySelectorAll('*').length);
    expect(elements / rows).toBeLessThan(25);
    const texts = await list(page).getByRole('article').locator('p').allTextContents();
    expect(texts).toEqual(texts.map((_, at) => textOf(said - rows + 1 + at)));
  });

  await test.step('typing changes nothing in the list', async () => {
    await composer(page).focus();
    const typed = 'what helped me this week';
    const changes = await changesDuring(page, () => composer(page).pressSequentially(typed));
    expect(changes).toMatchObject({ added: 0, removed: 0, attributes: [] });
    await expect(composer(page)).toHaveValue(typed);
  });

  await test.step('a message adds one row; the stop of the Tab key moves to it', async () => {
    const changes = await changesDuring(page, async () => {
      await speak(said + 1, said + 1);
      await expect(message(page, textOf(said + 1))).toBeInViewport();
    });
    expect(changes.added).toBe(1);
    expect(changes.attributes.filter((each) => each !== 'data-old')).toHaveLength(4);
    await expect(list(page).locator('[data-message][tabindex="0"]')).toHaveCount(1);
  });

  await test.step('who reads further up sees nothing move, also when earlier rows come back', async () => {
    const read = message(page, textOf(said - 200));
    await read.scrollIntoViewIfNeeded();
    await expect(button(page, /latest$/)).toBeVisible();
    const top = async (number: number) => (await message(page, textOf(number)).boundingBox())?.y;
    const before = await top(said - 200);
    await speak(said + 2, said + 4);
    await expect(button(page, '3 new · go to latest')).toBeVisible();
    expect(Math.abs(((await top(said - 200)) ?? 0) - (before ?? 0))).toBeLessThan(2);

    const earlier = button(page, 'Show earlier messages');
    await earlier.scrollIntoViewIfNeeded();
    const rows = await shownRows(page);
    const first = said + 4 - rows + 1;
    const firstTop = await top(first);
    await earlier.press('Enter');
    await expect(message(page, textOf(first - 1))).toBeAttached();
    expect(await shownRows(page)).toBeGreaterThanOrEqual(rows + 90);
    expect(Math.abs(((await top(first)) ?? 0) - (firstTop ?? 0))).toBeLessThan(2);
    await expect(earlier).toBeFocused();
  });

  await test.step('the browser finds a text that is not in sight', async () => {
    const text = textOf(said - 300);
    await expect(message(page, text)).not.toBeInViewport();
    // From the start of the page on.
    const found = await page.evaluate(`find(${JSON.stringify(text)}, false, false, true)`);
    expect(found).toBe(true);
  });

  await test.step('at the end the first rows leave the page again', async () => {
    await composer(page).focus();
    await button(page, /latest$/).click();
    await speak(said + 5, said + 5);
    await expect(message(page, textOf(said + 5))).toBeInViewport();
    await expect.poll(() => shownRows(page)).toBeLessThanOrEqual(maxRows);
  });

  await test.step('messages that come at once are drawn together; only what is in sight is guarded', async () => {
    const began = performance.now();
    const changes = await changesDuring(page, async () => {
      await speakAtOnce(said + 6, said + 25);
      await expect(list(page).getByRole('article').last()).toBeInViewport();
      await expect.poll(() => shownTexts(page, said + 6, said + 25)).toBe(20);
    });
    // At most one drawing in the time for which messages are gathered, and the first and last one.
    const took = performance.now() - began;
    expect(changes.draws).toBeLessThanOrEqual(2 + took / 150);
    expect(changes.blockedOutside).toBe(0);
  });
});
