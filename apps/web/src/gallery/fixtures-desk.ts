/** Fixtures of a full desk, which only facilitators see, and of two facilitators at once. */
import type { FacilitatorDesk, Message, ReportId, View } from '@holdspace/protocol';
import {
  facilitatorView,
  idOf,
  message,
  minute,
  now,
  people,
  receipt,
  thread,
  type ViewChanges,
} from './fixtures.ts';

const unsafe = thread('help', 'Small Seed', 'I cannot stop shaking.', 2, {
  help: 'unsafe',
  state: 'unseen',
});

const threadEntry = (by: string, text: string, minutesAgo: number) => ({
  by: idOf(by),
  at: now - minutesAgo * minute,
  text,
});

export const record: FacilitatorDesk['record'] = [
  {
    ...receipt('mute', now),
    by: idOf('North Star'),
    byName: 'North Star',
    to: idOf('Amber Leaf'),
    toName: 'Amber Leaf',
  },
  {
    ...receipt('exclude-everywhere'),
    by: idOf('North Star'),
    byName: 'North Star',
    to: idOf('Little Moon'),
    toName: '',
    asked: { by: idOf('Rowan'), name: 'Rowan', note: 'It has happened in two circles now.' },
  },
];

/** A desk with an item of every kind and state. */
export const busyDesk: FacilitatorDesk = {
  threads: [
    thread('note', 'Soft Hill', 'I have to leave at half past, is that all right?', 9, {
      state: 'seen',
    }),
    thread('appeal', 'Amber Leaf', 'I did not mean it like that.', 4, {
      receipt: receipt('mute', now + 4 * minute),
    }),
    thread('help', 'Quiet Heron', '', 6, { help: 'word', state: 'answering' }),
    unsafe,
    thread('note', 'Far Wave', 'Thank you for the quiet.', 20, {
      state: 'answered',
      entries: [
        threadEntry('Far Wave', 'Thank you for the quiet.', 20),
        threadEntry('Rowan', 'Thank you for saying so.', 18),
      ],
    }),
  ],
  reports: [
    {
      id: 'report-1' as ReportId,
      about: idOf('River Stone'),
      name: 'River Stone',
      message: message('m6', 'River Stone', '', 0).id,
      at: now - 1 * minute,
      state: 'new',
      text: 'This names my sister.',
    },
    {
      id: 'report-2' as ReportId,
      about: idOf('Little Moon'),
      name: 'Little Moon',
      message: null,
      at: now - 24 * minute,
      state: 'closed',
      text: 'Wrote to me outside of the circle.',
      outcome: 'We talked with both of them. It will not happen again.',
    },
  ],
  backChannel: [
    {
      id: 'back.0',
      by: idOf('Rowan'),
      name: 'Rowan',
      at: now - 7 * minute,
      text: 'I stay with Heron for now.',
    },
    {
      id: 'back.1',
      by: idOf('North Star'),
      name: 'North Star',
      at: now - 6 * minute,
      text: 'Good. I go on with the round.',
    },
    {
      id: 'back.2',
      by: idOf('Rowan'),
      name: 'Rowan',
      at: now - 1 * minute,
      text: 'Seed needs one of us.',
    },
  ],
  alerts: [unsafe.id],
  record,
};

/** A debrief entry of one facilitator after a meeting. */
export const debriefEntries: FacilitatorDesk['backChannel'] = [
  {
    id: 'back.0',
    by: idOf('Rowan'),
    name: 'Rowan',
    at: now,
    text: 'What was hard: the silence after Seed.\nWhat helped: that you stayed with it.',
    debrief: null,
  },
];

export const heldMessage: Message = message(
  'm-held',
  'Soft Rain',
  'Hello. I am new here and a little nervous.',
  0,
  { held: true },
);

/** The view of North Star, with Rowan as a second facilitator. */
export const cofacilitated = (changed: ViewChanges = {}): View => {
  const view = facilitatorView(changed);
  const [first] = people;
  if (!first) return view;
  const rowan = {
    ...first,
    id: idOf('Rowan'),
    name: 'Rowan',
    turns: 0,
    link: '',
  };
  return { ...view, people: [...view.people, rowan] };
};
