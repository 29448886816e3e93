/** Plays a random meeting and resolves its numbers to people and things meanwhile. */
import type { MeetingCommand, MessageId, Mode, PersonId, Role } from '@holdspace/core';
import { entryOf } from '@holdspace/core';
import type { RandomCommand, RandomMeeting, RandomMove } from './meeting-generators.ts';
import type { MeetingSimulationOptions } from './meeting-simulation.ts';
import { MeetingSimulation, personId } from './meeting-simulation.ts';
import { sampleCommand } from './sample-command.ts';

const facilitators = ['rowan', 'sage', 'tara'];
const participants = ['ada', 'ben', 'cleo', 'dov', 'eve', 'fay'];
/** Belongs to no circle of ours. */
export const stranger = 'nobody';

/** Said in notes and reasons: must never be seen in any meeting. */
export const noteCanary = 'between the two of us';

type FacilitatorMove = Extract<RandomMove, { readonly facilitators: unknown }>['facilitators'];
type TurnAction = Extract<RandomMove, { readonly offered: unknown }>['offered' | 'holding'];

const nth = <T>(list: readonly T[], n: number): T | undefined => list[n % list.length];

export interface PlayOptions extends Omit<MeetingSimulationOptions, 'cast' | 'settings'> {
  /** Called after each move, the `n`th of its meeting. */
  readonly afterMove?: (story: MeetingSimulation, n: number) => void;
}

export function playMeeting(random: RandomMeeting, { afterMove, ...options }: PlayOptions = {}) {
  const leaders = facilitators.slice(0, random.facilitators);
  const members = participants.slice(0, random.participants);
  const cast: Record<string, Role> = {};
  for (const name of leaders) cast[name] = 'facilitator';
  for (const name of members) cast[name] = 'participant';
  const standIns = random.standIn ? members.slice(0, 1) : [];
  const story = new MeetingSimulation({ ...options, cast, standIns, settings: random.settings });

  if (random.begun) {
    story.ask('rowan', { do: 'open-doors' });
    for (const name of leaders.slice(1)) story.ask(name, { do: 'join', seat: 'sharer' });
    for (const name of members.slice(0, random.gathered)) {
      story.ask(name, { do: 'join', seat: 'sharer' });
    }
    story.ask('rowan', { do: 'admit', who: 'all' });
    story.ask('rowan', { do: 'begin' });
    if (random.round) story.ask('rowan', { do: 'start-round', prompt: 'What helped?' });
  }
  const everybody = [...leaders, ...members];
  random.moves.forEach((move, n) => {
    playMove(story, everybody, move, n);
    afterMove?.(story, n);
  });
  return story;
}

function playMove(
  story: MeetingSimulation,
  cast: readonly string[],
  move: RandomMove,
  n: number,
): void {
  const name = (at: number) => nth(cast, at) ?? stranger;
  // The last numbers choose the person the command matters to most.
  if ('hides' in move) story.hidePage(move.hides > 5 ? onTurn(story) : name(move.hides));
  else if ('drops' in move) story.disconnect(move.drops > 5 ? onTurn(story) : name(move.drops));
  else if ('returns' in move)
    story.reconnect(move.returns > 5 ? onTurn(story) : name(move.returns));
  else if ('waits' in move) {
    story.wait(move.waits);
    // The other ledgers receive the commands of the meeting meanwhile.
    story.deliverOutbox();
  } else if ('restarts' in move) story.restart();
  else if ('facilitators' in move) {
    playTogether(story, move.facilitators);
  } else {
    const { by, command, writes } = resolveMove(story, cast, move, n);
    story.ask(by, command, { writes });
  }
}

/** What a move is made in: who belongs to the circle, and how far the meeting has come. */
export type MoveScene = Pick<MeetingSimulation, 'state' | 'standings'>;
export type AskingMove = Extract<
  RandomMove,
  { readonly asks: unknown } | { readonly offered: unknown }
>;

/** Who asks for what in this move, the `n`th of its meeting. */
export function resolveMove(
  scene: MoveScene,
  cast: readonly string[],
  move: AskingMove,
  n: number,
): { readonly by: string; readonly command: MeetingCommand; readonly writes: boolean } {
  const name = (at: number) => nth(cast, at) ?? stranger;
  const { turn, floor, touches } = scene.state;
  if ('offered' in move) {
    const does = turn?.state === 'offered' ? move.offered : move.holding;
    const command = (!turn && comingForward[floor.mode]) || turnCommand(turn ? does : 'say', n);
    return { by: turn?.person ?? name(n), command, writes: true };
  }
  // Facilitators' commands come from facilitators more often than not.
  const lead =
    isFacilitatorCommand(move.asks) && move.by < 6 ? nth(leaders(scene), move.by) : undefined;
  const by = lead ?? hidingPerson(scene, move.asks) ?? (move.by === 7 ? stranger : name(move.by));
  const seen = move.behind === undefined ? {} : { seen: touches - move.behind };
  const command = { ...commandOf(scene, cast, by, move.asks, n), ...seen };
  return { by, command, writes: !move.elsewhere };
}

function playTogether(story: MeetingSimulation, what: FacilitatorMove): void {
  for (const each of leaders(story)) {
    if (what === 'drop' || what === 'stand-in') story.disconnect(each);
    else story.reconnect(each);
  }
  if (what === 'stand-in') story.ask(participants[0] ?? '', { do: 'stand-in' });
  if (what === 'resume') story.ask(facilitators[0] ?? '', { do: 'resume' });
}

/**
 * The command that asks for the floor when nobody holds it; in the other modes a person just
 * speaks.
 */
const comingForward: Partial<Record<Mode, MeetingCommand>> = {
  hands: { do: 'raise-hand' },
  centre: { do: 'take' },
};

function turnCommand(does: TurnAction, n: number): MeetingCommand {
  if (does === 'say') return { do: does, text: words(n) };
  return does === 'ask-ideas' ? { do: 'set-ask', ask: 'ideas' } : { do: does };
}

const leaders = ({ standings }: MoveScene): string[] =>
  [...standings].filter(([, { role }]) => role === 'facilitator').map(([name]) => name);

/** `show` needs a person who is hidden by the author. */
const hidingPerson = ({ state }: MoveScene, asks: RandomCommand): string | undefined =>
  asks.do === 'to' && asks.what === 'unhide'
    ? [...state.people.values()].find(({ hidden }) => hidden.length > 0)?.id
    : undefined;

const onTurn = ({ state }: MeetingSimulation): string => state.turn?.person ?? 'ada';

const words = (n: number): string => `words number ${n}.`;

const isFacilitatorCommand = (asks: RandomCommand): boolean =>
  (asks.do !== 'sample' || entryOf(asks.what).by === 'facilitator') &&
  !['join', 'set-seat', 'say', 'set-ask', 'resonate'].includes(asks.do) &&
  !('what' in asks && commandsOfEverybody.includes(asks.what));

const commandsOfEverybody: readonly string[] = [
  ...['leave', 'step-out', 'come-back', 'raise-hand', 'take', 'stand-in', 'erase-mine'],
  ...['hide', 'unhide', 'take-back'],
];

const reasonAndNote = { reason: 'other', note: noteCanary } as const;

function commandOf(
  story: MoveScene,
  cast: readonly string[],
  by: string,
  asks: RandomCommand,
  n: number,
): MeetingCommand {
  const { state } = story;
  const somebody = (at: number): PersonId =>
    personId(at === 7 ? stranger : (nth(cast, at) ?? stranger));
  const message = (at: number): MessageId =>
    state.messages.at(state.messages.length - 1 - at)?.id ?? ('never said' as MessageId);
  switch (asks.do) {
    case 'plain':
      return asks.what === 'set-prompt'
        ? { do: 'set-prompt', prompt: `prompt ${n}` }
        : { do: asks.what };
    case 'join':
    case 'set-seat':
      return { do: asks.do, seat: asks.seat };
    case 'say': {
      const texts = { words: words(n), blank: ' \n', endless: 'x'.repeat(4001) };
      return {
        ...{ do: 'say', text: texts[asks.text] },
        ...(asks.ask && { ask: asks.ask }),
        ...(asks.noted && { note: 'about a loss' }),
      };
    }
    case 'set-ask':
      return { do: 'set-ask', ask: asks.ask };
    case 'to': {
      const who = somebody(asks.who);
      const meant = asks.who < 6 ? targetPerson(story, by, asks.what) : undefined;
      return { ...reasonAndNote, do: asks.what, who: meant ?? who };
    }
    case 'sample':
      return sampleCommand(asks.what, 'all').read as MeetingCommand;
    case 'admit-all':
      return { do: 'admit', who: 'all' };
    case 'mute': {
      const length = asks.for === null ? {} : { for: asks.for };
      return {
        do: 'mute',
        who: somebody(asks.who),
        ...length,
        ...reasonAndNote,
        resonance: n % 2 === 0,
      };
    }
    case 'to-message':
      return { ...reasonAndNote, do: asks.what, message: targetMessage(story, by, asks) };
    case 'resonate': {
      const kind = nth([...state.settings.resonances, 'applause'], asks.kind) ?? 'applause';
      const turn =
        state.messages.at(state.messages.length - 1 - asks.message)?.turn ?? state.turn?.id;
      return asks.turn && turn
        ? { do: 'resonate', kind, turn }
        : { do: 'resonate', kind, message: message(asks.message) };
    }
    case 'set-phase':
      return { do: 'set-phase', phase: asks.phase };
    case 'set-floor':
      return {
        do: 'set-floor',
        mode: asks.mode,
        ...(asks.slow === null ? {} : { slow: asks.slow }),
        ...(asks.seconds == null ? {} : { seconds: asks.seconds }),
        ...(asks.order === null ? {} : { order: asks.order }),
      };
    case 'start-round':
      return {
        do: 'start-round',
        prompt: `prompt ${n}`,
        order: asks.named.map(somebody),
        facilitator: asks.facilitator,
      };
    case 'reorder':
      return { do: 'reorder', order: reordered(story, asks.by) };
    case 'longer':
      return asks.what === 'extend'
        ? { do: 'extend', minutes: asks.amount }
        : { do: asks.what, seconds: asks.amount };
  }
}

/** In most cases the command names a person it can apply to. */
function targetPerson({ state }: MoveScene, by: string, what: string): PersonId | undefined {
  if (what === 'unhide') return state.people.get(personId(by))?.hidden[0];
  return what === 'stop-turn' ? state.turn?.person : undefined;
}

/** Most of the time one's own words are taken back, and what waits is released. */
function targetMessage(
  { state: { messages } }: MoveScene,
  by: string,
  { what, message: at }: Extract<RandomCommand, { do: 'to-message' }>,
): MessageId {
  const fitting = messages.filter((each) => {
    if (what === 'redact' || at > 5) return true;
    return what === 'take-back' ? each.by === by : each.held;
  });
  return fitting.at(-1 - at)?.id ?? fitting.at(-1)?.id ?? ('never said' as MessageId);
}

/** Those still to come, turned about; with a stranger among them now and then. */
function reordered({ state }: MoveScene, by: readonly number[]): PersonId[] {
  const order = state.round?.upcoming.map(({ person }) => person) ?? [...state.hands];
  const turned = [...order];
  by.forEach((to, from) => {
    const [person] = turned.splice(from % Math.max(1, turned.length), 1);
    if (person !== undefined) turned.splice(to % (turned.length + 1), 0, person);
  });
  // Nonsense now and then: a stranger, or a person twice in a list of the usual length.
  if (by.length === 6) return [...turned.slice(1), personId(stranger)];
  return by.length === 5 ? [...turned.slice(1), ...turned.slice(-1)] : turned;
}
