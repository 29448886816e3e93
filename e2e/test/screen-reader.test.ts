/**
 * A whole meeting by the spoken sentences alone (SPK-1), and the focus on a named place after every
 * act (SPK-2). The transcript is in artefacts/heard.txt.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { button, choose, composer, joinButton, pageTitle } from './doing.ts';
import { expect, test } from './fixtures.ts';
import { focused, press } from './keyboard-steps.ts';
import { type ScreenReaderLog, startScreenReaderLog } from './screen-reader-log.ts';

const artefacts = join(import.meta.dirname, '..', '..', 'artefacts');

/** Acts, waits for the spoken sentence, and checks that an element has the focus. */
async function act(heard: ScreenReaderLog, what: () => Promise<unknown>, words: string | RegExp) {
  const before = heard.words.length;
  await what();
  const since = () => heard.words.slice(before).join('\n');
  const said =
    typeof words === 'string' ? () => since().includes(words) : () => words.test(since());
  await expect.poll(said, { message: `not heard: ${words}`, timeout: 15_000 }).toBe(true);
  expect(await heard.hasFocus(), `the focus after: ${words}`).toBe(true);
}

const type = async (page: Page, text: string) => {
  await composer(page).focus();
  await page.keyboard.insertText(text);
  await page.keyboard.press('Enter');
};

test('SPK-1 SPK-2 a meeting from the invitation to its end, by the spoken sentences', async ({
  people,
  company,
}) => {
  const circle = await company.circle();
  const north = await company.arrive(circle.facilitator, 'North Star');
  const ben = await company.arrive(circle.invitation, 'Ben');
  await north.act({ do: 'admit', who: ben.id });
  const { page } = await people.arrive('Amber Leaf');
  const heard = await startScreenReaderLog(page);

  heard.note('the invitation');
  await page.goto(circle.invitation);
  await press(button(page, 'Open my invitation'));
  await page.getByLabel('What should we call you here?').fill('Amber Leaf');
  await choose(page.getByRole('checkbox', { name: /^I’ll keep what is said here/ }));
  await act(heard, () => press(joinButton(page)), 'Facilitators can see that you’re waiting');

  heard.note('let in');
  await north.sees(({ waiting }) => waiting?.some(({ name }) => name === 'Amber Leaf'));
  const amber = north.view?.waiting?.find(({ name }) => name === 'Amber Leaf')?.id ?? '';
  await act(
    heard,
    () => north.act({ do: 'admit', who: amber as never }),
    'You’re in Tuesday evening circle: 3 people are here. The meeting hasn’t begun yet.',
  );
  await expect(pageTitle(page)).toBeFocused();
  await act(heard, () => north.act({ do: 'begin' }), 'The meeting begins.');
  await act(heard, () => north.act({ do: 'set-phase', phase: 'body' }), 'The main part starts.');

  heard.note('words');
  await act(heard, () => north.act({ do: 'say', text: 'Welcome.' }), 'North Star: Welcome.');
  await act(
    heard,
    async () => {
      await north.act({ do: 'say', text: 'How are you?' });
      await ben.act({ do: 'say', text: 'Tired.' });
    },
    /North Star: How are you\?[\s\S]*Ben: Tired\./u,
  );
  await act(heard, () => type(page, 'Glad to be here.'), 'Sent.');
  const last = ben.view?.timeline.findLast(({ by }) => by === ben.id);
  await act(
    heard,
    () => ben.act({ do: 'take-back', message: last?.id as never }),
    'Ben took a message back.',
  );

  heard.note('a hand');
  await act(heard, () => press(button(page, 'Raise your hand')), 'Your hand is up.');
  await act(heard, () => press(button(page, 'Lower your hand')), 'Your hand is down.');

  heard.note('a round');
  const round = { do: 'start-round', prompt: 'What helped you?' } as const;
  const order = [amber, ben.id] as never;
  await act(heard, () => north.act({ ...round, order }), 'Round 1 begins: What helped you?');
  await act(heard, () => press(button(page, 'Pass this time')), /You passed\./u);
  await act(heard, () => ben.act({ do: 'take' }), 'Ben has the talking piece.');
  await ben.act({ do: 'say', text: 'A walk by the river.' });
  await act(heard, () => ben.act({ do: 'done' }), /The talking piece comes to you/u);
  await act(
    heard,
    () => press(button(page, 'I’d like to share')),
    'The talking piece is with you. Take the time you need.',
  );
  expect(await focused(composer(page)), 'after Share one writes').toBe(true);
  await act(heard, () => type(page, 'A friend called.'), 'Sent.');
  await act(heard, () => press(button(page, 'Done')), 'Your turn has ended.');
  await expect.poll(() => heard.words.join('\n')).toContain('The round is over.');

  heard.note('quiet, and by raised hand');
  await act(
    heard,
    () => north.act({ do: 'set-floor', mode: 'quiet', seconds: 60 }),
    'A quiet time, until',
  );
  await act(heard, () => north.act({ do: 'resume' }), 'The quiet time has ended.');
  await act(
    heard,
    () => north.act({ do: 'set-floor', mode: 'hands' }),
    'People take turns by raised hand now.',
  );
  await act(
    heard,
    () => north.act({ do: 'set-floor', mode: 'open' }),
    'The floor is open: everyone can write.',
  );

  heard.note('what facilitators do, and an answer');
  const who = amber as never;
  await act(
    heard,
    () => north.act({ do: 'nudge', who, note: 'Are you all right?' }),
    'A facilitator wrote to you privately: Are you all right?',
  );
  await act(
    heard,
    () => north.act({ do: 'mute', who, for: '5m', reason: 'pace', note: 'Let’s leave room.' }),
    /A facilitator muted you until .* Let’s leave room\./u,
  );
  await act(heard, () => north.act({ do: 'unmute', who }), 'You’re no longer muted.');

  heard.note('a private word');
  const support = button(page, 'Support');
  await press(support);
  const sheet = page.getByRole('dialog', { name: 'Support' });
  await sheet.getByLabel('Message (optional)').fill('That was a lot.');
  const send = button(sheet, 'Send privately to facilitators');
  await act(heard, () => press(send), 'Sent to the facilitators.');
  await page.keyboard.press('Escape');
  await expect(support).toBeFocused();
  await north.sees(({ desk }) => desk?.threads.length);
  const thread = north.view?.desk?.threads[0]?.id as never;
  await act(
    heard,
    () => north.act({ do: 'answer', thread, text: 'I’m here for you.' }),
    'North Star answers you privately: I’m here for you.',
  );

  heard.note('the end');
  await act(heard, () => north.act({ do: 'extend', minutes: 5 }), 'The meeting now ends at');
  await act(
    heard,
    () => north.act({ do: 'set-phase', phase: 'closing' }),
    'Closing has started. The meeting ends at',
  );
  await act(
    heard,
    () => north.act({ do: 'close' }),
    'The meeting has ended. Thank you for being here.',
  );
  await expect(pageTitle(page)).toBeFocused();
  await expect.poll(() => page.locator('[aria-live="assertive"]').first().textContent()).toBe('');
  mkdirSync(artefacts, { recursive: true });
  writeFileSync(join(artefacts, 'heard.txt'), `${heard.transcript}\n`);
});
