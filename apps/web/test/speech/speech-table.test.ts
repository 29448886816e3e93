/** The table of speech: what is spoken between two states of a circle, and that docs show it. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MessageId, Receipt, ReceiptId, Report, ThreadId, TurnId } from '@holdspace/protocol';
import { i18n } from '@lingui/core';
import { beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { speechTable, utterances } from '../../src/circle/speech/speech-table.ts';
import {
  allowed,
  facilitatorView,
  idOf,
  message,
  minute,
  now as noon,
  participantView,
  people,
  thread,
  timeline,
  type ViewChanges,
} from '../../src/gallery/fixtures.ts';
import { silencedSubjects } from '../../src/lib/speech/speech-queue.ts';
import type { SpeechState } from '../../src/lib/speech/speech-rule.ts';
import { speechDocument } from './speech-document.ts';

// Stubs of the environment end with each test.
beforeEach(() => void vi.stubEnv('TZ', 'UTC'));
beforeAll(() => {
  vi.stubGlobal('document', { documentElement: { lang: 'en' } });
  vi.stubGlobal('navigator', { languages: ['en-GB'] });
  i18n.loadAndActivate({ locale: 'en', messages: {} });
});

const state = (view: SpeechState['view'], more: Partial<SpeechState> = {}): SpeechState => ({
  view,
  pending: [],
  restored: false,
  lost: false,
  holding: false,
  refusal: null,
  did: null,
  soon: false,
  circle: 'Tuesday evening circle',
  piece: 'talking piece',
  nameOf: (id) => people.find((each) => each.id === id)?.name ?? 'Someone',
  ...more,
});
const me = idOf('Quiet Heron');
const star = idOf('North Star');
const none = { holder: null, offered: null, turn: null, next: [] } as const;

/** What is spoken between two states, with the level in front where it is assertive. */
function between(before: SpeechState | null, now: SpeechState): readonly string[] {
  return utterances({ before, now }, () => now)
    .filter(({ isStillTrue: holds }) => holds?.() !== false)
    .map(({ level, words }) => (level === 'assertive' ? `! ${words}` : words));
}
/** The same for a participant, from one state of the view to another. */
const spokenAfter = (before: ViewChanges, after: ViewChanges, more: Partial<SpeechState> = {}) =>
  between(state(participantView(before)), state(participantView(after), more));
const spokenToFacilitator = (before: ViewChanges, after: ViewChanges) =>
  between(state(facilitatorView(before)), state(facilitatorView(after)));

it('SPK-1 docs/spoken.md shows the table as it is', async () => {
  await expect(speechDocument()).toMatchFileSnapshot('../../../../docs/spoken.md');
});

it('SPK-1 every row has its own id, a text, and a subject in the settings', () => {
  const rows = Object.values(speechTable).flat();
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  for (const row of rows) expect(row.example(), row.id).toMatch(/\S/u);
  expect(silencedSubjects.nothing).not.toContain('always');
});

it('SPK-1 nothing is spoken without a change, nor about the state when the page opens', () => {
  const same = state(participantView());
  expect(between(same, same)).toEqual([]);
  expect(between(null, state(participantView({ mine: { whereabouts: 'outside' } })))).toEqual([]);
});

it('SPK-1 waiting, being let in and entering', () => {
  expect(
    spokenAfter({ mine: { whereabouts: 'outside' } }, { mine: { whereabouts: 'waiting' } }),
  ).toEqual(['Facilitators can see that you’re waiting. This page opens by itself.']);
  expect(
    spokenAfter({ mine: { whereabouts: 'waiting' } }, { mine: { whereabouts: 'admitted' } }),
  ).toEqual(['You’ve been let in. You’ll enter when this turn ends.']);
  expect(spokenAfter({ mine: { whereabouts: 'admitted' } }, {})).toEqual([
    'You’re in Tuesday evening circle: 9 people are here. River Stone has the talking piece. The message field is at the end of the page.',
  ]);
});

it('SPK-1 leaving, stepping out, and being removed', () => {
  expect(spokenAfter({}, { mine: { whereabouts: 'stepped-out' } })).toEqual([
    'You stepped out. Your seat is kept.',
  ]);
  expect(spokenAfter({}, { mine: { whereabouts: 'left' } })).toEqual(['You left the circle.']);
  expect(spokenAfter({}, { mine: { whereabouts: 'removed' } })).toEqual([
    '! A facilitator removed you from this meeting. This page says why, and what you can do.',
  ]);
});

it('SPK-1 the parts of a meeting', () => {
  const open = { ...none, mode: 'open', round: null, prompt: null } as const;
  const phase = (from: 'doors' | 'opening' | 'body' | 'closing', to: ViewChanges['phase']) =>
    spokenAfter({ ...open, phase: from }, { ...open, ...(to && { phase: to }) });
  expect(phase('doors', 'opening')).toEqual(['The meeting begins.']);
  expect(phase('opening', 'body')).toEqual(['The main part starts.']);
  expect(phase('body', 'closing')).toEqual(['Closing has started. The meeting ends at 18:45.']);
  expect(phase('closing', 'aftercare')).toEqual([
    'The meeting has ended. Thank you for being here.',
  ]);
  expect(spokenAfter({}, { end: noon + 57 * minute })).toEqual(['The meeting now ends at 18:55.']);
  expect(spokenAfter({}, {}, { soon: true })).toEqual(['The meeting ends in five minutes.']);
});

it('SPK-1 changes of mode, and the pause for want of a facilitator', () => {
  const from = { ...none, mode: 'open', round: null, prompt: null } as const;
  const mode = (after: ViewChanges) => spokenAfter(from, { ...from, ...after });
  expect(mode({ mode: 'hands' })).toEqual(['People take turns by raised hand now.']);
  expect(mode({ mode: 'quiet', until: noon })).toEqual(['A quiet time, until 17:58.']);
  expect(mode({ mode: 'centre' })).toEqual([
    'The talking piece is in the centre. Take it when you want to speak.',
  ]);
  expect(mode({ mode: 'responses', respondTo: idOf('Soft Hill') })).toEqual([
    'Soft Hill asks for replies, one from each person.',
  ]);
  expect(mode({ mode: 'hold', onHold: true })).toEqual([
    'The circle is paused. What you write is saved.',
  ]);
  const alone = people.map((each) => (each.id === star ? { ...each, here: false } : each));
  expect(mode({ mode: 'hold', onHold: true, people: alone })).toEqual([
    'The circle is paused: no facilitator is here. What you write is saved. Support is open.',
  ]);
  expect(spokenAfter({ ...from, mode: 'hold' }, from)).toEqual([
    'The circle continues.',
    'The floor is open: everyone can write.',
  ]);
  expect(spokenAfter({ ...from, mode: 'quiet' }, { ...from, mode: 'hands' })).toEqual([
    'The quiet time has ended.',
    'People take turns by raised hand now.',
  ]);
  expect(mode({ slow: 30 })).toEqual(['The floor is open: one message every 30 seconds.']);
});

it('SPK-1 a round begins with its question, changes it, and ends', () => {
  const none1 = { ...none, round: null, prompt: null } as const;
  const mine = { place: null } as const;
  expect(
    spokenAfter({ ...none1, mine }, { ...none, round: 1, prompt: 'What helped?', mine }),
  ).toEqual(['Round 1 begins: What helped?']);
  expect(spokenAfter({}, { prompt: 'What else' })).toEqual(['The question is now: What else.']);
  expect(spokenAfter({ ...none }, none1)).toEqual(['The round is over.']);
  expect(spokenAfter({ ...none }, { ...none1, quietRound: true })).toEqual([
    'A quiet round: everyone listened.',
  ]);
});

it('SPK-1 turns of others, and a holder who lost connection', () => {
  expect(spokenAfter({}, { holder: idOf('Soft Hill'), turn: 'turn-2' as TurnId })).toEqual([
    'Soft Hill has the talking piece.',
  ]);
  expect(spokenAfter({}, { frozen: true })).toEqual([
    'We’re holding River Stone’s place; they lost connection.',
  ]);
  expect(spokenAfter({ frozen: true }, {})).toEqual(['River Stone is back and continues.']);
});

const offer = { ...none, offered: me, turn: 'turn-3' as TurnId } as const;
const hold = { ...none, holder: me, turn: 'turn-3' as TurnId } as const;
const after = { ...none, holder: idOf('Soft Hill'), turn: 'turn-4' as TurnId } as const;

it('SPK-1 an offer is assertive, and the own turn is spoken', () => {
  expect(spokenAfter({ ...none }, offer)).toEqual([
    '! The talking piece comes to you. You can share or pass. Take your time.',
  ]);
  expect(spokenAfter(offer, hold, { did: 'take' })).toEqual([
    'The talking piece is with you. Take the time you need. Choose Done when you’ve finished.',
  ]);
  expect(spokenAfter(hold, { ...hold, mine: { time: 'near' } })).toEqual([
    'Most of the time for a turn has passed. No hurry.',
  ]);
});

it('SPK-1 an offer that is over is not spoken any more', () => {
  const before = state(participantView({ ...none }));
  const offered = state(participantView(offer));
  const [said] = utterances({ before, now: offered }, () => state(participantView(after)));
  expect(said?.isStillTrue?.()).toBe(false);
});

it.each([
  ['done', hold, 'Your turn has ended. Thank you.'],
  ['yield', hold, 'Your turn has ended. Thank you.'],
  [null, hold, 'Your turn has ended. What you haven’t sent is still in your draft.'],
  ['pass', offer, 'You passed.'],
  ['later', offer, 'You’ll be asked again later in this round.'],
  [null, offer, 'Your turn was skipped for now. You can still get one later.'],
] as const)('SPK-1 one’s own turn ends by %s', (did, from, words) => {
  expect(spokenAfter(from, after, { did })).toEqual(['Soft Hill has the talking piece.', words]);
});

it('SPK-1 a stopped turn is spoken once, with the sentence of the facilitator', () => {
  const receipts = [receipt('stop', 'Let’s hear the others too.')];
  expect(spokenAfter(hold, { ...after, mine: { receipts } })).toEqual([
    'A facilitator ended your turn. Let’s hear the others too. What you haven’t sent is still in your draft.',
    'Soft Hill has the talking piece.',
  ]);
});

it('SPK-1 the own hand and seat, and being next', () => {
  expect(spokenAfter({}, { mine: { handPlace: 2 } })).toEqual([
    'Your hand is up. You’re number 2 in line.',
  ]);
  expect(spokenAfter({ mine: { handPlace: 2 } }, {}, { did: 'lower-hand' })).toEqual([
    'Your hand is down.',
  ]);
  expect(spokenAfter({ mine: { handPlace: 2 } }, {})).toEqual(['A facilitator lowered your hand.']);
  expect(spokenAfter({ next: [] }, { next: [me] })).toEqual(['You’re next.']);
  expect(spokenAfter({}, { mine: { seat: 'listener' } })).toEqual(['You’re listening now.']);
});

it('SPK-1 messages of others and own messages', () => {
  const more = (...messages: readonly ReturnType<typeof message>[]) => ({
    timeline: [...timeline, ...messages],
  });
  expect(spokenAfter({}, more(message('m7', 'River Stone', 'There.', 0)))).toEqual([
    'River Stone: There.',
  ]);
  expect(spokenAfter({}, more(message('m7', 'River Stone', 'x', 0, { note: 'grief' })))).toEqual([
    'River Stone: About: grief',
  ]);
  expect(spokenAfter({}, more(message('m7', 'Quiet Heron', 'Mine.', 0)))).toEqual(['Sent.']);
  expect(spokenAfter({}, more(message('m7', 'Quiet Heron', 'Mine.', 0, { held: true })))).toEqual([
    'Sent. A facilitator reads your first message before the circle does.',
  ]);
  expect(
    spokenAfter(
      more(message('m7', 'Quiet Heron', 'Mine.', 0, { held: true })),
      more(message('m7', 'Quiet Heron', 'Mine.', 0)),
    ),
  ).toEqual(['The circle can read your message now.']);
});

it('SPK-1 earlier messages are counted, and not read out', () => {
  const earlier = message('m0', 'River Stone', 'Long ago.', 60);
  expect(spokenAfter({}, { timeline: [earlier, ...timeline] })).toEqual([
    '1 earlier message is shown above.',
  ]);
});

it('SPK-1 after an absence, messages in the meantime are spoken', () => {
  const later = [message('m8', 'River Stone', 'One.', 0), message('m9', 'River Stone', 'Two.', 0)];
  expect(spokenAfter({}, { timeline: later })).toEqual(['River Stone: One.', 'River Stone: Two.']);
});

it('TXT-5 a waiting message asks for a confirmation, until the person answers', () => {
  const words = { id: 'i1', text: 'Ha.', state: 'asking' } as const;
  const waited = [{ ...words, why: 'waited', waited: 150_000 } as const];
  expect(spokenAfter({}, {}, { pending: waited })).toEqual([
    '! You wrote this 3 minutes ago. Send it now?',
  ]);
  expect(spokenAfter({}, {}, { pending: [{ ...words, why: 'moved-on' }] })).toEqual([
    '! The turn has changed since you wrote this. Send it now?',
  ]);
  const asks = state(participantView(), { pending: waited });
  expect(between(asks, state(participantView(), { pending: waited }))).toEqual([]);
});

it('SPK-1 a message that was not sent, and a press that is refused', () => {
  const failed = { id: 'c1', text: 'Hello', state: 'not-sent' } as const;
  expect(spokenAfter({}, {}, { pending: [{ ...failed, why: 'invalid' }] })).toEqual([
    '! Not sent. Your words are back in the message field.',
  ]);
  const refused = spokenAfter({}, {}, { pending: [{ ...failed, why: 'quiet' }], refusal: 'quiet' });
  expect(refused).toHaveLength(1);
  expect(refused[0]).toMatch(/^! Not sent\. .*quiet/u);
  expect(spokenAfter({}, {}, { refusal: 'full' })).toHaveLength(1);
});

it('SPK-1 a message that is taken back or removed', () => {
  const gone = (id: string, how: 'withdrawn' | 'removed') => ({
    timeline: timeline.map((each) =>
      each.id === (id as MessageId) ? { ...each, text: '', [how]: true } : each,
    ),
  });
  expect(spokenAfter({}, gone('m6', 'withdrawn'))).toEqual(['River Stone took a message back.']);
  expect(spokenAfter({}, gone('m6', 'removed'))).toEqual([
    'A facilitator removed a message from River Stone.',
  ]);
});

const receipt = (kind: Receipt['kind'], note: string, more: Partial<Receipt> = {}): Receipt => ({
  ...{ id: `r-${kind}` as ReceiptId, kind, note, at: noon, reason: 'pace' },
  ...more,
});

it('SPK-1 nudge, warning, mute and its end, a removed own message', () => {
  const receipts = (...all: readonly Receipt[]) => spokenAfter({}, { mine: { receipts: all } });
  expect(receipts(receipt('nudge', 'Are you all right?'))).toEqual([
    'A facilitator wrote to you privately: Are you all right?',
  ]);
  expect(receipts(receipt('warn', 'Please go slower.'))).toEqual([
    'A facilitator asks you to change something. Please go slower. The circle isn’t told.',
  ]);
  expect(receipts(receipt('redact', 'It named a person.'))).toEqual([
    'A facilitator removed one of your messages. It named a person.',
  ]);
  const until = noon + 5 * minute;
  const mute = receipt('mute', 'Let’s leave some room.', { until });
  expect(spokenAfter({}, { mine: { receipts: [mute], mutedUntil: until } })).toEqual([
    'A facilitator muted you until 18:03. Let’s leave some room.',
  ]);
  expect(spokenAfter({ mine: { mutedUntil: until } }, {})).toEqual(['You’re no longer muted.']);
});

it('SPK-1 a call for help: seen, unseen, answered', () => {
  const call = thread('help', 'Quiet Heron', 'I am scared.', 1);
  const threads = (...all: readonly ReturnType<typeof thread>[]) => ({ mine: { threads: all } });
  expect(spokenAfter(threads(call), threads({ ...call, state: 'seen' }))).toEqual([
    'A facilitator has seen your request.',
  ]);
  expect(spokenAfter(threads(call), threads({ ...call, state: 'unseen' }))).toEqual([
    '! No one has seen your request yet. Please don’t wait: contact someone now.',
  ]);
  const entries = [...call.entries, { by: star, at: noon, text: 'I’m here. Are you alone?' }];
  expect(spokenAfter(threads(call), threads({ ...call, state: 'answered', entries }))).toEqual([
    '! North Star answers you privately: I’m here. Are you alone?',
  ]);
});

it('SPK-1 the closing of a call is spoken to its person', () => {
  const call = thread('help', 'Quiet Heron', 'I am scared.', 1, { state: 'answered' });
  const closing = { by: star, at: noon, text: '', closes: true } as const;
  const closed = { ...call, state: 'closed', entries: [...call.entries, closing] } as const;
  expect(spokenAfter({ mine: { threads: [call] } }, { mine: { threads: [closed] } })).toEqual([
    '! North Star closed your call. You can write again at any time.',
  ]);
});

it('SPK-1 VOI-9 a hidden person is not named', () => {
  const mine = { hidden: [idOf('Soft Hill')] };
  expect(spokenAfter({ mine }, { ...after, mine })).toEqual([]);
});

it('SPK-1 the connection', () => {
  expect(spokenAfter({}, {}, { lost: true })).toEqual([
    'Connection lost. What you write is saved here.',
  ]);
  const lost = state(participantView(), { lost: true });
  expect(between(lost, state(participantView()))).toEqual(['Connected again.']);
  expect(spokenAfter({}, {}, { holding: true })).toEqual([
    'We’re having trouble. Your message is saved and will be sent.',
  ]);
  expect(spokenAfter({}, { mine: { writes: false } })).toEqual([
    'You’re writing in another tab or device. You can read along here.',
  ]);
});

it('SPK-1 sentences for facilitators only', () => {
  const desk = { threads: [], reports: [], backChannel: [], alerts: [], record: [] };
  const call = thread('help', 'Amber Leaf', 'I have pills here.', 0, { help: 'unsafe' });
  const with1 = { desk: { ...desk, threads: [call] } };
  expect(spokenToFacilitator({ desk }, with1)).toEqual([
    '! Amber Leaf isn’t safe right now. I have pills here.',
  ]);
  expect(spokenToFacilitator(with1, { desk: { ...with1.desk, alerts: [call.id] } })).toEqual([
    '! No facilitator has seen the request from Amber Leaf yet.',
  ]);
  const note = thread('note', 'Amber Leaf', 'Slower, please.', 0, { id: 't2' as ThreadId });
  expect(spokenToFacilitator({ desk }, { desk: { ...desk, threads: [note] } })).toEqual([
    'Amber Leaf wrote to the facilitators: Slower, please.',
  ]);
  const report = { id: 'x', name: 'Ben', about: 'ben', state: 'new' } as unknown as Report;
  expect(spokenToFacilitator({ desk }, { desk: { ...desk, reports: [report] } })).toEqual([
    'There’s a report about Ben.',
  ]);
  expect(spokenToFacilitator({ hands: [] }, { hands: [idOf('Soft Hill')] })).toEqual([
    'Soft Hill raised a hand.',
  ]);
  expect(spokenToFacilitator({}, { lead: idOf('Soft Hill') })).toEqual([
    'Soft Hill leads the circle now.',
  ]);
  const waits = {
    id: idOf('Old Tree'),
    name: 'Old Tree',
    seat: 'sharer',
    since: noon,
    firstTime: true,
    admitted: false,
    link: 'Tuesday group',
    came: 1,
    known: false,
  } as const;
  expect(spokenToFacilitator({ waiting: [] }, { waiting: [waits] })).toEqual([
    'Old Tree is waiting to come in.',
  ]);
  expect(spokenToFacilitator({ endsSoon: false }, { endsSoon: true })).toEqual([
    'The end is near: a closing round would be good now.',
  ]);
});

it('SPK-1 participants who enter or leave, and permissions of others, are not spoken', () => {
  const fewer = people.filter(({ id }) => id !== idOf('Soft Hill'));
  expect(spokenAfter({}, { people: fewer })).toEqual([]);
  expect(spokenAfter({ people: fewer }, {})).toEqual([]);
  expect(spokenAfter({}, { mine: { can: allowed('participant') } })).toEqual([]);
});

it('SPK-1 no other part of the screens has a live region of its own', () => {
  const folder = fileURLToPath(new URL('../../src/', import.meta.url));
  const found = globSync('**/*.{ts,tsx}', { cwd: folder }).filter((file) =>
    /role="(status|alert)"|aria-live="(polite|assertive)"/u.test(
      readFileSync(join(folder, file), 'utf8'),
    ),
  );
  // Leaving covers everything, and must speak without any of this.
  expect(found.toSorted()).toEqual(['ui/announcer.tsx']);
});
