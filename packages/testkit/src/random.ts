/** Plays a random meeting: what its numbers stand for is found out while it goes on. */
import type { MeetingCommand, MessageId, PersonId, Role } from '@holdspace/core';
import type { Ask, Move, RandomMeeting } from './generators.ts';
import type { StoryOptions } from './story.ts';
import { id, Story } from './story.ts';

const facilitators = ['rowan', 'sage'];
const participants = ['ada', 'ben', 'cleo', 'dov', 'eve', 'fay'];
/** Belongs to no circle of ours. */
export const stranger = 'nobody';

/** Said in notes and reasons: must never be seen in any meeting. */
export const noteCanary = 'between the two of us';

const nth = <T>(list: readonly T[], n: number): T | undefined => list[n % list.length];

export function play(random: RandomMeeting, options: Omit<StoryOptions, 'cast' | 'settings'> = {}) {
  const leaders = facilitators.slice(0, random.facilitators);
  const members = participants.slice(0, random.participants);
  const cast: Record<string, Role> = {};
  for (const name of leaders) cast[name] = 'facilitator';
  for (const name of members) cast[name] = 'participant';
  const story = new Story({ ...options, cast, settings: random.settings });

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
  });
  return story;
}

function playMove(story: Story, cast: readonly string[], move: Move, n: number): void {
  const name = (at: number) => nth(cast, at) ?? stranger;
  // The last numbers are whoever it matters most for.
  if ('drops' in move) story.drop(move.drops > 5 ? onTurn(story) : name(move.drops));
  else if ('returns' in move) story.back(move.returns > 5 ? onTurn(story) : name(move.returns));
  else if ('waits' in move) story.wait(move.waits);
  else if ('restarts' in move) story.restart();
  else if ('offered' in move) {
    const { turn } = story.state;
    const does = turn?.state === 'offered' ? move.offered : move.holding;
    const command = does === 'say' ? { do: does, text: words(n) } : { do: does };
    story.ask(turn?.person ?? name(n), command);
  } else {
    // Facilitators' commands come from facilitators more often than not.
    const by = leads(move.asks) && move.by < 6 ? nth(leaders(story), move.by) : undefined;
    const who = by ?? (move.by === 7 ? stranger : name(move.by));
    story.ask(who, commandOf(story, cast, move.asks, n), { writes: !move.elsewhere });
  }
}

const leaders = ({ standings }: Story): string[] =>
  [...standings].filter(([, { role }]) => role === 'facilitator').map(([name]) => name);

const onTurn = ({ state }: Story): string => state.turn?.person ?? 'ada';

const words = (n: number): string => `words number ${n}.`;

const leads = (asks: Ask): boolean =>
  !['join', 'set-seat', 'say', 'resonate'].includes(asks.do) &&
  !(asks.do === 'plain' && ['leave', 'step-out', 'come-back', 'raise-hand'].includes(asks.what));

const because = { reason: 'other', note: noteCanary } as const;

function commandOf(story: Story, cast: readonly string[], asks: Ask, n: number): MeetingCommand {
  const { state } = story;
  const somebody = (at: number): PersonId => id(at === 7 ? stranger : (nth(cast, at) ?? stranger));
  const message = (at: number): MessageId =>
    state.messages.at(-1 - at)?.id ?? ('never said' as MessageId);
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
      return { do: 'say', text: texts[asks.text] };
    }
    case 'to': {
      const who = somebody(asks.who);
      return asks.what === 'turn-away' || asks.what === 'remove'
        ? { do: asks.what, who, ...because }
        : { do: asks.what, who };
    }
    case 'admit-all':
      return { do: 'admit', who: 'all' };
    case 'mute': {
      const length = asks.for === null ? {} : { for: asks.for };
      return { do: 'mute', who: somebody(asks.who), ...length, ...because, resonance: n % 2 === 0 };
    }
    case 'to-message':
      return asks.what === 'redact'
        ? { do: 'redact', message: message(asks.message), ...because }
        : { do: 'take-back', message: message(asks.message) };
    case 'resonate': {
      const kind = nth([...state.settings.resonances, 'applause'], asks.kind) ?? 'applause';
      const turn = state.messages.at(-1 - asks.message)?.turn ?? state.turn?.id;
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

/** Those still to come, turned about; with a stranger among them now and then. */
function reordered({ state }: Story, by: readonly number[]): PersonId[] {
  const order = state.round?.upcoming.map(({ person }) => person) ?? [...state.hands];
  const turned = [...order];
  by.forEach((to, from) => {
    const [person] = turned.splice(from % Math.max(1, turned.length), 1);
    if (person !== undefined) turned.splice(to % (turned.length + 1), 0, person);
  });
  // Nonsense now and then: a stranger, or somebody twice in a list as long as a good one.
  if (by.length === 6) return [...turned.slice(1), id(stranger)];
  return by.length === 5 ? [...turned.slice(1), ...turned.slice(-1)] : turned;
}
