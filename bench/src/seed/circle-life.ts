/**
 * The life of one circle, by the real deciders: it is opened, people come by links, and it meets
 * every week with some of them. The ids have a tag in them, so that copies get ids of their own.
 */
import {
  attendeesOf,
  type CircleId,
  circle as circleDecider,
  defaultSettings,
  desk as deskDecider,
  type HouseStanding,
  type LinkId,
  type MeetingId,
  type Millis,
  meeting as meetingDecider,
  meetingOutbox,
  type PersonId,
  type SessionId,
  standingOf,
} from '@holdspace/core';
import type { CopiedCommit } from '../ledger-writer.ts';
import { RecordedLedger } from './recorded-ledger.ts';

/** Stands for what is different in each copy: as long as the prefix of a circle's id. */
export const copyTag = 'zzzzzzzz';

export interface LifeOptions {
  /** Who opens and plans. */
  readonly organiser: PersonId;
  readonly members: number;
  /** How many meetings are over. */
  readonly meetings: number;
  /** The start of the meeting that comes next. */
  readonly next: Millis;
  readonly now: Millis;
}

export interface LivedLedger {
  readonly ledger: string;
  readonly commits: readonly CopiedCommit[];
  readonly nextDeadline: Millis | null;
}

const minute: Millis = 60_000;
const week: Millis = 7 * 24 * 60 * minute;
const length: Millis = 75 * minute;
/** Beside the facilitator; fewer than there are seats. */
const mostAttending = 7;
const far: Millis = 90 * 24 * 60 * minute;

const id = <Id extends string>(prefix: string, n: number): Id =>
  `${prefix}_${copyTag}${String(n).padStart(8, '0')}` as Id;

export class CircleLife {
  readonly #options: LifeOptions;
  readonly #id = `${copyTag}000000000000000000` as CircleId;
  readonly #circle = recordCircle();
  readonly #desk = new RecordedLedger('desk', deskDecider);
  /** Planned and not over, by their number. */
  readonly #planned = new Map<number, MeetingRecord>();
  readonly #lived: LivedLedger[] = [];
  readonly #standing: HouseStanding;

  constructor(options: LifeOptions) {
    this.#options = options;
    this.#standing = { organiser: options.organiser };
  }

  /** All ledgers of the circle. */
  live(): readonly LivedLedger[] {
    const { meetings, next, now } = this.#options;
    const first = next - meetings * week;
    this.#open(first - week);
    for (let n = 0; n <= meetings; n++) {
      const start = next - (meetings - n) * week;
      this.#plan(n, start);
      if (n < meetings) this.#meet(n, start);
    }
    this.#circle.runDue(now);
    this.#desk.runDue(now);
    this.#keep(`circle:${this.#id}`, this.#circle);
    this.#keep(`desk:${this.#id}`, this.#desk);
    return this.#lived;
  }

  #open(at: Millis): void {
    const { members } = this.#options;
    const settings = { ...defaultSettings, admit: 'members' as const };
    const { helpAlert, helpPlain, deskRetention } = settings;
    const name = `Circle ${copyTag}`;
    const purpose = 'We meet once a week and listen to one another.';
    const agreements = ['What is said here stays here.', 'Everybody may pass.'];
    const opened = { do: 'open', circle: this.#id, name, purpose, agreements, settings } as const;
    this.#askOrganiser(opened, at);
    this.#desk.ask({ do: 'open', helpAlert, helpPlain, deskRetention }, { now: at });
    this.#invite('facilitator', 1, at);
    this.#invite('participant', members, at);
    for (let n = 0; n < members; n++) this.#join(n, at + (n + 1) * 20 * minute);
  }

  #invite(role: 'facilitator' | 'participant', uses: number, at: Millis): void {
    const n = role === 'facilitator' ? 0 : 1;
    const kept = { link: id<LinkId>('l', n), hash: hashOf(n), label: role, expires: at + far };
    this.#askOrganiser({ do: 'invite', ...kept, role, uses }, at);
  }

  #join(n: number, now: Millis): void {
    const session = `${copyTag}${String(n).padStart(2, '0')}` as SessionId;
    this.#circle.ask(
      {
        ...{ do: 'redeem', hash: hashOf(n === 0 ? 0 : 1), browser: null, signedIn: null },
        ...{ fresh: id<PersonId>('p', n), name: memberName(n), replaces: null },
        code: `code-${copyTag}${n}`,
        session: { session, until: now + far, mark: `mark-${copyTag}${n}` },
        unlimited: true,
      },
      { now },
    );
  }

  /** A week before, by the organiser; in both ledgers. */
  #plan(n: number, start: Millis): void {
    const at = Math.min(start - week + minute, this.#options.now);
    const meeting = id<MeetingId>('g', n);
    this.#circle.runDue(at);
    this.#askOrganiser({ do: 'schedule', meeting, start, end: start + length }, at);
    const { settings } = this.#circle.state;
    const ledger = recordMeeting();
    const planned = { circle: this.#id, meeting, start, end: start + length, settings };
    ledger.ask({ do: 'schedule', ...planned }, { now: at });
    this.#planned.set(n, ledger);
    if (n === this.#options.meetings) this.#keep(`meeting:${meeting}`, ledger);
  }

  #meet(n: number, start: Millis): void {
    const ledger = this.#planned.get(n);
    if (!ledger) return;
    this.#planned.delete(n);
    const people = this.#attending(n);
    const [facilitator = id<PersonId>('p', 0)] = people;
    const ask = (person: PersonId, command: Parameters<MeetingRecord['ask']>[0], now: Millis) =>
      ledger.ask(command, {
        ...{ now, actor: person },
        standing: standingOf(this.#circle.state, this.#circle.words, person),
      });
    ledger.presence = 'here';
    ledger.asOne(start, () => {
      ledger.runDue(start - 9 * minute);
      for (const [at, person] of people.entries()) {
        ask(person, { do: 'join', seat: 'sharer' }, start - 8 * minute + at * 30_000);
      }
      ask(facilitator, { do: 'admit', who: 'all' }, start - minute);
      ask(facilitator, { do: 'begin' }, start);
    });
    this.#deliver(ledger, start + minute);
    const end = start + length;
    ledger.asOne(end, () => {
      ledger.runDue(end - 5 * minute);
      ask(facilitator, { do: 'close' }, end - minute);
      for (const person of people) ask(person, { do: 'leave' }, end);
    });
    ledger.presence = 'away';
    ledger.runDue(Math.min(end + week - minute, this.#options.now));
    this.#deliver(ledger, end + minute);
    const came = attendeesOf(ledger.state);
    const meeting = id<MeetingId>('g', n);
    this.#circle.ask({ do: 'end-meeting', meeting, came }, { now: end + minute });
    this.#keep(`meeting:${meeting}`, ledger);
  }

  /** Everybody in turn, so that nobody stays away for long; the facilitator first. */
  #attending(n: number): readonly PersonId[] {
    const others = this.#options.members - 1;
    const count = Math.min(mostAttending, others);
    const turn = Array.from({ length: count }, (_, at) => 1 + ((n * count + at) % others));
    return [0, ...turn].map((each) => id<PersonId>('p', each));
  }

  /** What a meeting tells the circle and the desk. */
  #deliver(ledger: MeetingRecord, now: Millis): void {
    for (const { what, ...told } of meetingOutbox(ledger.state, ledger.words)) {
      if (told.to === 'circle') this.#circle.ask(told.command, { now });
      else this.#desk.ask(told.command, { now });
      ledger.ask({ do: 'confirm', what }, { now });
    }
  }

  #askOrganiser(command: Parameters<RecordedCircle['ask']>[0], now: Millis): void {
    const { organiser: actor } = this.#options;
    this.#circle.ask(command, { now, actor, standing: this.#standing });
  }

  #keep(ledger: string, recorded: Pick<MeetingRecord, 'commits' | 'nextDeadline'>): void {
    const { now } = this.#options;
    const [commits, nextDeadline] = [recorded.commits(now), recorded.nextDeadline(now)];
    this.#lived.push({ ledger, commits, nextDeadline });
  }
}

type MeetingRecord = ReturnType<typeof recordMeeting>;
type RecordedCircle = ReturnType<typeof recordCircle>;
const recordMeeting = () => new RecordedLedger('meeting', meetingDecider);
const recordCircle = () => new RecordedLedger('circle', circleDecider);

const hashOf = (n: number): string => `hash-${copyTag}${n}`;

const names = [
  ...['Ada', 'Ben', 'Cleo', 'Dara', 'Eli', 'Finn', 'Gwen', 'Hana', 'Ivo', 'Jana', 'Kofi'],
  ...['Lena', 'Milo', 'Nour', 'Otis', 'Priya', 'Quin', 'Rowan', 'Sami', 'Tove', 'Uma', 'Vera'],
];
const memberName = (n: number): string => {
  const round = Math.floor(n / names.length);
  return `${names[n % names.length]}${round > 0 ? ` ${round + 1}` : ''}`;
};
