/** The queue in front of the live regions: nothing is lost, and nothing stays that is not true. */
import { i18n } from '@lingui/core';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Utterance } from '../../src/lib/speech/speech-queue.ts';

type Queue = typeof import('../../src/lib/speech/speech-queue.ts');
let queue: Queue;
let preferences: typeof import('../../src/lib/preferences/preferences.ts');
/** Everything that a region held, in order. */
let heard: string[];

beforeEach(async () => {
  vi.useFakeTimers();
  vi.resetModules();
  vi.stubGlobal('document', { documentElement: { lang: 'en', dataset: {} } });
  i18n.loadAndActivate({ locale: 'en', messages: {} });
  queue = await import('../../src/lib/speech/speech-queue.ts');
  preferences = await import('../../src/lib/preferences/preferences.ts');
  heard = [];
  let before = queue.currentSpeech();
  queue.onSpeechChange(() => {
    const now = queue.currentSpeech();
    for (const level of ['assertive', 'polite'] as const) {
      if (now[level] !== before[level] && now[level] !== '') heard.push(now[level]);
    }
    before = now;
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const says = (words: string, more: Partial<Utterance> = {}): Utterance => ({
  row: 'test',
  level: 'polite',
  subject: 'circle',
  words,
  ...more,
});
const message = (author: string, text: string, more: Partial<Utterance> = {}): Utterance =>
  says(`${author}: ${text}`, { subject: 'people', author, messageId: text, ...more });

it('SPK-1 two sentences at once are both spoken, one after the other', () => {
  queue.speak(says('The round is over.'), says('The floor is open.'));
  expect(queue.currentSpeech().polite).toBe('The round is over.');
  vi.advanceTimersByTime(2000);
  expect(heard).toEqual(['The round is over.', 'The floor is open.']);
});

it('SPK-1 two messages within a second are both spoken with their words', () => {
  queue.speak(message('Ben', 'first'));
  vi.advanceTimersByTime(300);
  queue.speak(message('Cleo', 'second'));
  vi.advanceTimersByTime(3000);
  expect(heard).toEqual(['Ben: first', 'Cleo: second']);
});

it('SPK-1 a burst becomes one sentence that names every author, and keeps what facilitators said', () => {
  const facilitator = { subject: 'facilitator' } as const;
  queue.speak(message('Ben', '1'), message('Cleo', '2'), message('Rowan', 'Slowly.', facilitator));
  queue.speak(message('Ben', '3'), message('Dana', '4'));
  vi.advanceTimersByTime(6000);
  expect(heard).toEqual(['5 new messages, from Ben, Cleo, Rowan, and Dana', 'Rowan: Slowly.']);
});

it('SPK-1 a later sentence does not overtake a message', () => {
  queue.speak(message('Ben', 'I am done.'), says('Cleo has the talking piece.'));
  vi.advanceTimersByTime(3000);
  expect(heard).toEqual(['Ben: I am done.', 'Cleo has the talking piece.']);
});

it('SPK-1 a sentence is not spoken when it stopped being true while it waited', () => {
  let holder = 'Ben';
  queue.speak(says('Something long enough to keep the region busy.'));
  queue.speak(says('Ben has the talking piece.', { isStillTrue: () => holder === 'Ben' }));
  holder = 'Cleo';
  vi.advanceTimersByTime(3000);
  expect(heard).toEqual(['Something long enough to keep the region busy.']);
});

it('SPK-1 the alert region is empty as soon as its sentence is not true any more', () => {
  let offered = true;
  queue.speak(says('It is your turn.', { level: 'assertive', isStillTrue: () => offered }));
  expect(queue.currentSpeech().assertive).toBe('It is your turn.');
  offered = false;
  queue.dropOutdated();
  expect(queue.currentSpeech().assertive).toBe('');
});

it('SPK-1 each region is empty after ten seconds', () => {
  queue.speak(says('Copied'), says('A call.', { level: 'assertive' }));
  vi.advanceTimersByTime(9900);
  expect(queue.currentSpeech()).toEqual({ polite: 'Copied', assertive: 'A call.' });
  vi.advanceTimersByTime(200);
  expect(queue.currentSpeech()).toEqual({ polite: '', assertive: '' });
});

it('TXT-4 withdrawn words are removed from the queue and the region in the same step', () => {
  queue.speak(message('Ben', 'spoken'), says('The floor is open.'), message('Ben', 'waits'));
  expect(queue.currentSpeech().polite).toBe('Ben: spoken');
  queue.forgetMessage('spoken');
  expect(queue.currentSpeech().polite).toBe('');
  queue.forgetMessage('waits');
  vi.advanceTimersByTime(5000);
  expect(heard).toEqual(['Ben: spoken', 'The floor is open.']);
});

it('VOI-9 sentences about a person are removed when the person is hidden', () => {
  queue.speak(
    message('Ben', 'one', { personId: 'ben' }),
    message('Cleo', 'two', { personId: 'cleo' }),
  );
  queue.forgetPerson('ben');
  vi.advanceTimersByTime(3000);
  expect(heard).toEqual(['Cleo: two']);
});

it('SPK-1 while a person types, others wait for a pause; answers to their own act do not', () => {
  queue.noteTyping();
  queue.speak(message('Ben', 'hello'), says('Sent.', { subject: 'mine' }));
  vi.advanceTimersByTime(2500);
  expect(heard).toEqual(['Sent.']);
  queue.noteTyping();
  vi.advanceTimersByTime(2500);
  expect(heard).toEqual(['Sent.']);
  vi.advanceTimersByTime(2000);
  expect(heard).toEqual(['Sent.', 'Ben: hello']);
});

it('SPK-1 a call is spoken at once, also while a person types', () => {
  queue.noteTyping();
  queue.speak(says('Ben isn’t safe right now.', { level: 'assertive', subject: 'always' }));
  expect(queue.currentSpeech().assertive).toBe('Ben isn’t safe right now.');
});

it('SPK-1 the same sentence twice changes the region twice', () => {
  queue.speak(says('Sent.'));
  vi.advanceTimersByTime(1000);
  queue.speak(says('Sent.'));
  expect(heard).toEqual(['Sent.', 'Sent.\u00a0']);
});

it.each([
  ['everything', ['Ben: hi', 'Rowan: welcome', 'Ben has it.', 'Round 1.', 'Your turn.', 'A call.']],
  [
    'summaries',
    ['2 new messages, from Ben and Rowan', 'Ben has it.', 'Round 1.', 'Your turn.', 'A call.'],
  ],
  ['mine', ['Rowan: welcome', 'Round 1.', 'Your turn.', 'A call.']],
  ['nothing', ['A call.']],
] as const)('SPK-1 the setting "%s" lets through what it says', (aloud, expected) => {
  preferences.setPreference('aloud', aloud);
  queue.speak(
    message('Ben', 'hi'),
    message('Rowan', 'welcome', { subject: 'facilitator' }),
    says('Ben has it.', { subject: 'people' }),
    says('Round 1.'),
    says('Your turn.', { subject: 'mine' }),
    says('A call.', { subject: 'always' }),
  );
  vi.advanceTimersByTime(10_000);
  expect(heard).toEqual(expected);
});

it('SPK-1 no sentence of a circle stays after leaving it', () => {
  queue.speak(message('Ben', 'one'), says('Round 1 begins.'), message('Ben', 'two'));
  queue.clearSpeech();
  expect(queue.currentSpeech()).toEqual({ polite: '', assertive: '' });
  vi.advanceTimersByTime(10_000);
  expect(heard).toEqual(['Ben: one']);
});
