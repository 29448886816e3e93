/**
 * Views as the server would give them, made by hand, so that every state of the screen can
 * be looked at without a meeting. Nothing here decides anything: a fixture says what is,
 * and `allowed` says what may be done, exactly as it comes over the wire.
 */
import type {
  CircleCardBody,
  ClientCommandName,
  CommandPermissions,
  FacilitatorDesk,
  Message,
  MessageId,
  OwnState,
  PersonId,
  Receipt,
  ReceiptId,
  RefusalCode,
  Thread,
  ThreadId,
  TurnId,
  View,
  ViewPerson,
} from '@holdspace/protocol';
import { commandNames, facilitatorCommandNames } from '@holdspace/protocol/command-roles';
import { idleOwnState, idlePublicState } from '@holdspace/protocol/idle-view';

export const minute = 60_000;
/** Fixtures stand still, so that a picture taken twice is the same. */
export const now = Date.UTC(2026, 4, 12, 17, 58);

const names = [
  'North Star',
  'Amber Leaf',
  'Little Moon',
  'River Stone',
  'Quiet Heron',
  'Soft Hill',
  'Evening Shell',
  'Small Seed',
  'Far Wave',
] as const;

export const idOf = (name: string): PersonId => name.toLowerCase().replaceAll(' ', '-') as PersonId;

/** Also commands that a participant may ask at times; the fixtures open them one by one. */
const facilitatorCommands: readonly ClientCommandName[] = [
  ...facilitatorCommandNames,
  'stand-in',
  'answer',
];

/** What one may do: all of one's role, but for the refusals named. */
export const allowed = (
  role: 'facilitator' | 'participant',
  but: Partial<Record<ClientCommandName, RefusalCode>> = {},
): CommandPermissions =>
  Object.fromEntries(
    commandNames.map((name) => [
      name,
      role === 'participant' && facilitatorCommands.includes(name)
        ? 'not-facilitator'
        : (but[name] ?? true),
    ]),
  ) as CommandPermissions;

const person = (name: string, more: Partial<ViewPerson> = {}): ViewPerson => ({
  id: idOf(name),
  name,
  role: 'participant',
  seat: 'sharer',
  steppedOut: false,
  here: true,
  ...more,
});

export const message = (
  id: string,
  by: string,
  text: string,
  minutesAgo: number,
  more: Partial<Message> = {},
): Message => ({
  id: id as MessageId,
  by: idOf(by),
  text,
  turn: null,
  at: now - minutesAgo * minute,
  ...more,
});

const turn = (name: string): TurnId => `turn-${idOf(name)}` as TurnId;

export const people: readonly ViewPerson[] = names.map((name, at) =>
  person(name, at === 0 ? { role: 'facilitator' } : {}),
);

export const timeline: readonly Message[] = [
  message(
    'm1',
    'North Star',
    'Good evening, everyone. For this round: what helped you this week, even a little? You can always pass.',
    14,
    { facilitation: true },
  ),
  message(
    'm2',
    'Amber Leaf',
    'Walking before work. Some days only to the corner and back, and that counted.',
    12,
    { turn: turn('Amber Leaf') },
  ),
  message('m3', 'Little Moon', '', 9, { turn: turn('Little Moon'), withdrawn: true }),
  message('m4', 'Little Moon', 'A neighbour left soup at the door. I had not asked.', 8, {
    turn: turn('Little Moon'),
  }),
  message(
    'm5',
    'River Stone',
    'This one is hard to write. I called my sister back. We had not talked since the spring.',
    2,
    { turn: turn('River Stone') },
  ),
  message('m6', 'River Stone', 'I was shaking, but I did it.', 1, { turn: turn('River Stone') }),
];

const ownPart = (
  name: string,
  role: 'facilitator' | 'participant',
  more: Partial<OwnState>,
): OwnState => {
  const can = more.can ?? allowed(role);
  return {
    ...idleOwnState,
    person: idOf(name),
    name,
    role,
    canSay: can.say,
    floor: role === 'facilitator' ? 4 : 0,
    ...more,
    can,
  };
};

const baseView = {
  ...idlePublicState,
  phase: 'body',
  start: now - 28 * minute,
  end: now + 47 * minute,
  doorsAt: now - 30 * minute,
  mode: 'round',
  prompt: 'What helped you this week, even a little?',
  round: 2,
  holder: idOf('River Stone'),
  turn: turn('River Stone'),
  next: [idOf('Quiet Heron')],
  lead: idOf('North Star'),
  ask: 'listen',
} as const satisfies Partial<View>;

export type ViewChanges = Omit<Partial<View>, 'mine'> & { readonly mine?: Partial<OwnState> };

/** A round in its middle, seen by a participant: Quiet Heron, who is next. */
export const participantView = ({ mine, ...more }: ViewChanges = {}): View => ({
  ...baseView,
  people,
  past: [],
  traces: [],
  timeline,
  ...more,
  mine: ownPart('Quiet Heron', 'participant', {
    can: allowed('participant', {
      say: 'not-your-turn',
      take: 'not-offered',
      pass: 'not-offered',
      later: 'not-offered',
      done: 'no-turn',
      yield: 'no-turn',
    }),
    place: 2,
    ...mine,
  }),
});

const remainingNames = ['Quiet Heron', 'Soft Hill', 'Evening Shell', 'Small Seed', 'Far Wave'];
const peopleSeenByFacilitator = people.map((each): ViewPerson => {
  const place = remainingNames.indexOf(each.name);
  return {
    ...each,
    turns: ['Amber Leaf', 'Little Moon'].includes(each.name) ? 2 : 1,
    link: 'Tuesday group',
    ...(place < 0 ? {} : { place: place + 1 }),
    ...(each.name === 'Evening Shell' ? { here: false } : {}),
    ...(each.name === 'Amber Leaf' ? { mutedUntil: now + 4 * minute } : {}),
    ...(each.name === 'Little Moon' ? { steppedOut: true, here: false } : {}),
  };
});

export const thread = (
  kind: Thread['kind'],
  by: string,
  text: string,
  minutesAgo: number,
  more: Partial<Thread> = {},
): Thread => ({
  id: `thread-${kind}-${idOf(by)}` as ThreadId,
  kind,
  by: idOf(by),
  name: by,
  state: 'sent',
  entries: [{ by: idOf(by), at: now - minutesAgo * minute, text }],
  ...more,
});

/** One call for help, as on most evenings when there is any. */
const desk: FacilitatorDesk = {
  threads: [thread('help', 'Amber Leaf', 'Could someone check on me after?', 3, { help: 'word' })],
  reports: [],
  backChannel: [],
  alerts: [],
  record: [],
};

/** The same round seen by its facilitator: eight people, two hands, one note, one waiting. */
export const facilitatorView = ({ mine, ...more }: ViewChanges = {}): View => ({
  ...baseView,
  people: [
    ...peopleSeenByFacilitator,
    person('Soft Rain', { seat: 'listener', turns: 0, link: 'Open evening' }),
  ].filter((each) => each.name !== 'Far Wave' || more.people === undefined),
  past: [],
  traces: [],
  timeline,
  hands: [idOf('Soft Hill'), idOf('Soft Rain')],
  waiting: [
    {
      id: idOf('Open Field'),
      name: 'Open Field',
      seat: 'listener',
      since: now - 2 * minute,
      firstTime: true,
      admitted: false,
      link: 'Open evening',
      came: 4,
      known: false,
    },
  ],
  desk,
  pace: { soft: 4 * minute, used: 3 * minute, since: null },
  endsSoon: false,
  ...more,
  mine: ownPart('North Star', 'facilitator', mine ?? {}),
});

const agreements = [
  'What’s said here stays here.',
  'We speak for ourselves, and one at a time.',
  'We listen without fixing. We give advice only when someone asks for it.',
  'Everyone may pass, listen or step out, without giving a reason.',
  'We’re gentle with one another and with ourselves.',
];

export const card: CircleCardBody = {
  circle: 'gallery',
  name: 'Tuesday evening circle',
  purpose: 'For people who care for somebody at home. We listen to one another.',
  agreements,
  clauses: agreements.map((text, n) => ({ id: `c${n + 1}`, version: 1, text })),
  agreementsVersion: 1,
  piece: 'talking piece',
  language: 'en',
  resonances: ['I hear you', 'me too', 'thank you', 'with you'],
  seats: 8,
  facilitators: ['North Star'],
  meeting: { start: baseView.start, end: baseView.end, phase: 'body' },
  entrance: { byThemselves: false, isFull: false, isLocked: false },
  retention: 24 * 60 * minute,
  support: [
    {
      name: 'In danger right now',
      detail: 'Call the emergency number of the country you are in.',
      contact: 'tel:112',
    },
    { name: 'Someone you trust', detail: 'Write three words to one person: “can you talk?”.' },
  ],
};

export const receipt = (kind: Receipt['kind'], until?: number): Receipt => ({
  id: `receipt-${kind}` as ReceiptId,
  kind,
  at: now - minute,
  reason: kind === 'mute' ? 'pace' : 'safety',
  note:
    kind === 'mute'
      ? 'Let’s leave some room for others. You can write again in a while.'
      : 'I need to keep this circle safe for everyone. You can write to me.',
  ...(until !== undefined && { until }),
});
