/**
 * The commands that can have led to some facts. A ledger records facts, not commands: whether a
 * candidate is the right one is decided by the core, which must give the same facts for it.
 */
import type {
  MeetingCommand,
  MeetingEvent,
  MeetingFact,
  MeetingState,
  PersonId,
  Words,
} from '@holdspace/core';

export interface CommandCandidate {
  /** Null: any facilitator; the facts do not name who it was. */
  readonly by: PersonId | null;
  readonly command: MeetingCommand;
}

interface Evidence {
  readonly facts: readonly MeetingFact[];
  readonly before: MeetingState;
  /** Text of a slot, or a placeholder where it is erased. */
  readonly text: (slot: string, wordCount?: number) => string;
  readonly at: number;
}

export function commandCandidates(
  facts: readonly MeetingFact[],
  before: MeetingState,
  words: Words,
  at: number,
): readonly CommandCandidate[] {
  const text = (slot: string, wordCount = 1) =>
    words.get(slot) || Array(Math.max(1, wordCount)).fill('x').join(' ');
  const evidence: Evidence = { facts, before, text, at };
  const touched = facts.find((fact) => fact.type === 'FloorTouched')?.by ?? null;
  return facts.flatMap((fact) =>
    candidatesFor(fact, evidence).map(([by, command]) => ({ by: by ?? touched, command })),
  );
}

type Found = readonly (readonly [PersonId | null, MeetingCommand])[];
type FactOf<Type extends MeetingEvent['type']> = Extract<MeetingFact, { readonly type: Type }>;

function candidatesFor(fact: MeetingFact, evidence: Evidence): Found {
  return (
    attendanceCandidates(fact, evidence) ??
    phaseCandidates(fact, evidence) ??
    floorCandidates(fact, evidence) ??
    turnCandidates(fact, evidence) ??
    moderationCandidates(fact, evidence) ??
    speechCandidates(fact, evidence) ??
    []
  );
}

function attendanceCandidates(fact: MeetingFact, { facts, before, text }: Evidence): Found | null {
  switch (fact.type) {
    case 'AskedIn':
      return [[fact.person, { do: 'join', seat: fact.seat, firstTime: fact.firstTime }]];
    case 'Admitted':
      return [
        [null, { do: 'admit', who: fact.person }],
        [null, { do: 'admit', who: 'all' }],
      ];
    case 'TurnedAway': {
      const who = facts.flatMap((each) => (each.type === 'TurnedAway' ? [each.person] : []));
      return [[fact.by, { do: 'turn-away', who, reason: fact.reason, note: text(fact.note) }]];
    }
    case 'Removed':
      return [[fact.by, { do: 'remove', ...sentence(fact, text) }]];
    case 'Left':
      return [[fact.person, { do: 'leave' }]];
    case 'SteppedOut':
      return [[fact.person, { do: 'step-out' }]];
    case 'CameBack':
      return [[fact.person, { do: 'come-back' }]];
    case 'SeatSet':
      return [[fact.person, { do: 'set-seat', seat: fact.seat }]];
    case 'LockSet':
      return [[null, { do: fact.locked ? 'lock' : 'unlock' }]];
    case 'JoiningResumed':
      return before.pausedAt === null ? [] : [[null, { do: 'unlock' }]];
    default:
      return null;
  }
}

function phaseCandidates(fact: MeetingFact, { before, at }: Evidence): Found | null {
  switch (fact.type) {
    case 'PhaseChanged':
      return [
        [null, { do: 'open-doors' }],
        [null, { do: 'begin' }],
        [null, { do: 'close' }],
        [null, { do: 'set-phase', phase: fact.phase }],
      ];
    case 'MeetingExtended': {
      const minutes = (fact.end - Math.max(before.end, at)) / 60_000;
      return [[null, { do: 'extend', minutes }]];
    }
    case 'LeadTaken':
      return [[fact.person, { do: 'take-lead' }]];
    case 'LeadPassed':
      return [
        [fact.from, { do: 'hand-over', who: fact.person }],
        [fact.person, { do: 'take-lead' }],
      ];
    case 'StoodIn':
      return [[fact.person, { do: 'stand-in' }]];
    default:
      return null;
  }
}

function floorCandidates(fact: MeetingFact, { text, at, before }: Evidence): Found | null {
  switch (fact.type) {
    case 'FloorSet': {
      const { mode, slow, until, handsOrder } = fact;
      const seconds = until === null ? undefined : Math.round((until - at) / 1000);
      const set = { do: 'set-floor', mode, ...(slow !== null && { slow }) } as const;
      const pace = seconds !== undefined && mode === 'quiet' ? { seconds } : {};
      const order = handsOrder === before.floor.handsOrder ? {} : { order: handsOrder };
      return [
        [null, { do: 'hold' }],
        [null, { do: 'resume' }],
        [null, { ...set, ...pace, ...order }],
      ];
    }
    case 'ResponsesBegan':
      return [[null, { do: 'set-floor', mode: 'responses' }]];
    case 'HandRaised':
      return [[fact.person, { do: 'raise-hand' }]];
    case 'HandLowered':
      return [
        [fact.person, { do: 'lower-hand' }],
        [null, { do: 'lower-hand', who: fact.person }],
      ];
    case 'HandsReordered':
      return [[null, { do: 'reorder', order: fact.order }]];
    case 'OrderSet':
      return [[null, { do: 'reorder', order: fact.upcoming.map(({ person }) => person) }]];
    case 'RoundStarted': {
      const round = { do: 'start-round', prompt: text(fact.prompt), order: fact.order } as const;
      return [
        [null, round],
        [null, { ...round, facilitator: 'first' }],
        [null, { ...round, facilitator: 'last' }],
      ];
    }
    case 'RoundEnded':
      return [[null, { do: 'end-round' }]];
    case 'PromptSet':
      return [[null, { do: 'set-prompt', prompt: text(fact.prompt) }]];
    case 'JoinedOrder':
      return [[null, { do: 'insert', who: fact.person }]];
    case 'SetBehind':
      return [[null, { do: 'set-aside', who: fact.person }]];
    default:
      return null;
  }
}

const endedBy = { done: 'done', passed: 'pass', later: 'later', yielded: 'yield' } as const;

function turnCandidates(fact: MeetingFact, { before, text, at }: Evidence): Found | null {
  switch (fact.type) {
    case 'TurnOffered':
      return [[null, { do: 'give-floor', who: fact.person }]];
    case 'TurnTaken':
      return [
        [fact.person, { do: 'take' }],
        [null, { do: 'give-floor', who: fact.person }],
      ];
    case 'TurnEnded': {
      if (fact.how === 'aside') return [[null, { do: 'set-aside', who: fact.person }]];
      if (fact.how === 'withdrawn' || fact.how === 'stopped') return [];
      return [[fact.person, { do: endedBy[fact.how] }]];
    }
    case 'TurnStopped':
      return [[fact.by, { do: 'stop-turn', who: fact.person, note: text(fact.note) }]];
    case 'TurnFrozen': {
      const seconds = longer(fact.until, before.turn?.frozenUntil ?? null, at);
      return [[null, { do: 'wait-longer', seconds }]];
    }
    case 'OfferExtended': {
      const seconds = longer(fact.until, before.turn?.until ?? null, at);
      return [[null, { do: 'extend-offer', seconds }]];
    }
    case 'AskSet':
      return before.turn ? [[before.turn.person, { do: 'set-ask', ask: fact.ask }]] : [];
    default:
      return null;
  }
}

const longer = (until: number, before: number | null, at: number): number =>
  (until - Math.max(before ?? 0, at)) / 1000;

const sentence = (
  fact: FactOf<
    'Removed' | 'Warned' | 'Excluded' | 'ExclusionAsked' | 'ExcludedEverywhere' | 'Muted'
  >,
  text: Evidence['text'],
) => ({ who: fact.person, reason: fact.reason, note: text(fact.note) });

function moderationCandidates(fact: MeetingFact, { text, at }: Evidence): Found | null {
  switch (fact.type) {
    case 'Muted': {
      const { until, carried, resonance } = fact;
      const length = until === null ? ('meeting' as const) : until - at;
      const mute = {
        do: 'mute',
        ...sentence(fact, text),
        ...(resonance && { resonance }),
      } as const;
      return [[fact.by, carried ? mute : { ...mute, for: length }]];
    }
    case 'Unmuted':
      return [[null, { do: 'unmute', who: fact.person }]];
    case 'Nudged':
      return [[fact.by, { do: 'nudge', who: fact.person, note: text(fact.note) }]];
    case 'Warned':
      return [[fact.by, { do: 'warn', ...sentence(fact, text) }]];
    case 'Excluded': {
      const until = fact.until === null ? {} : { until: fact.until };
      return [[fact.by, { do: 'exclude', ...sentence(fact, text), ...until }]];
    }
    case 'ExclusionAsked':
    case 'ExcludedEverywhere':
      return [[fact.by, { do: 'exclude-everywhere', ...sentence(fact, text) }]];
    case 'Hidden':
      return [[fact.by, { do: 'hide', who: fact.person }]];
    case 'Unhidden':
      return [[fact.by, { do: 'unhide', who: fact.person }]];
    default:
      return null;
  }
}

function speechCandidates(fact: MeetingFact, evidence: Evidence): Found | null {
  const { text, before, facts } = evidence;
  switch (fact.type) {
    case 'Said': {
      const { message, by, count, noted } = fact;
      const ask = facts.find((each) => each.type === 'AskSet')?.ask;
      const note = noted ? { note: text(`message.${message}.note`) } : {};
      const said = text(`message.${message}.text`, count);
      return [[by, { do: 'say', text: said, ...(ask && { ask }), ...note }]];
    }
    case 'Released':
      return [[null, { do: 'release', message: fact.message }]];
    case 'TakenBack': {
      const writer = before.messages.get(fact.message)?.by;
      return writer ? [[writer, { do: 'take-back', message: fact.message }]] : [];
    }
    case 'MineErased':
      return [[fact.person, { do: 'erase-mine' }]];
    case 'Redacted': {
      const { message, by, reason, note } = fact;
      return [[by, { do: 'redact', message, reason, note: text(note) }]];
    }
    case 'Resonated': {
      const { by, kind, turn, message } = fact;
      const about = turn === null ? message && { message } : { turn };
      return [[by, { do: 'resonate', kind, ...about }]];
    }
    default:
      return null;
  }
}
