/**
 * Who may ask for what, cell by cell: role × whereabouts × phase × command, and who may say
 * something in which mode. The tables are committed beside this file and meant to be read.
 */
import { begunMeeting, MeetingSimulation, personId } from '@holdspace/testkit';
import { describe, expect, it } from 'vitest';
import type {
  AttendanceStatus,
  CommandPermissions,
  MeetingState,
  Mode,
  Phase,
  Role,
  Seat,
} from '../../src/index.ts';
import { commandNamesFor, meetingViewOf, modes, phases } from '../../src/index.ts';

const whereabouts: readonly AttendanceStatus[] = [
  'outside',
  'waiting',
  'admitted',
  'in',
  'stepped-out',
  'left',
  'turned-away',
  'removed',
];

/** What they agreed to last, where the agreements have changed since (AGR-2). */
const unagreed = { binding: 2, agreed: 1 } as const;

/** The meeting with one person placed by hand: a table needs every cell, also the odd ones. */
function can(
  role: Role,
  where: AttendanceStatus,
  phase: Phase,
  agreements?: typeof unagreed,
): CommandPermissions {
  const cast = { rowan: 'facilitator', sage: 'facilitator', ada: 'participant' } as const;
  const story = new MeetingSimulation({ cast });
  story.ask('rowan', { do: 'open-doors' });
  story.ask('sage', { do: 'join', seat: 'sharer' });
  story.ask('ada', { do: 'join', seat: 'sharer' });
  const who = personId(role === 'facilitator' ? 'sage' : 'ada');
  const people = new Map(story.state.people);
  const me = people.get(who)!;
  const from = ['waiting', 'admitted', 'turned-away'].includes(where) ? null : 0;
  if (where === 'outside') people.delete(who);
  else people.set(who, { ...me, whereabouts: where, from });
  const state: MeetingState = { ...story.state, phase, people };
  const { standing, ...viewer } = story.viewer(who);
  const asks = standing && { ...standing, ...(agreements && { agreements }) };
  return meetingViewOf(state, story.words, { ...viewer, standing: asks }).mine.can;
}

const mark = (cell: true | string): string => (cell === true ? '✓' : cell);

function table(title: string, head: readonly string[], rows: ReadonlyMap<string, string[]>) {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const body = [...rows].map(([cells, names]) => line([names.join(', '), ...cells.split('|')]));
  return [`### ${title}`, '', line(head), line(head.map(() => '---')), ...body, ''];
}

/** Commands that are answered alike in every phase share a row. */
function byPhase(role: Role, where: AttendanceStatus, agreements?: typeof unagreed): string[] {
  const columns = phases.map((phase) => can(role, where, phase, agreements));
  const rows = new Map<string, string[]>();
  for (const command of Object.keys(columns[0]!) as (keyof CommandPermissions)[]) {
    const cells = columns.map((column) => mark(column[command])).join('|');
    rows.set(cells, [...(rows.get(cells) ?? []), command]);
  }
  const title = `${role}, ${where}${agreements ? ', who must agree first' : ''}`;
  return table(title, ['', ...phases], rows);
}

interface Sayer {
  readonly title: string;
  readonly who: string;
  readonly seat?: Seat;
  readonly holds?: true;
  readonly muted?: true;
}
const sayers: readonly Sayer[] = [
  { title: 'facilitator', who: 'rowan' },
  { title: 'sharer', who: 'ada' },
  { title: 'sharer who holds', who: 'ada', holds: true },
  { title: 'sharer who was the last to share', who: 'cleo' },
  { title: 'sharer who is muted', who: 'ada', muted: true },
  { title: 'listener', who: 'dov' },
  { title: 'listener who holds', who: 'dov', holds: true },
];

function saysIn(mode: Mode, { who, holds, muted }: Sayer): string {
  const story = begunMeeting({ listeners: ['dov'] });
  const note = 'A pause, please.';
  if (muted) story.ask('rowan', { do: 'mute', who: personId(who), reason: 'pace', note });
  story.ask('rowan', { do: 'give-floor', who: personId('cleo') });
  for (const what of [{ do: 'take' }, { do: 'set-ask', ask: 'ideas' }, { do: 'done' }] as const) {
    story.ask('cleo', what);
  }
  story.ask('rowan', { do: 'set-floor', mode });
  if (story.state.floor.mode !== mode) throw new Error(`${mode} is not ${story.state.floor.mode}`);
  if (holds) {
    story.ask('rowan', { do: 'give-floor', who: personId(who) });
    story.ask(who, { do: 'take' });
  }
  return mark(story.view(who).mine.canSay);
}

function byMode(): string[] {
  const rows = new Map<string, string[]>();
  for (const sayer of sayers) {
    const cells = modes.map((mode) => saysIn(mode, sayer)).join('|');
    rows.set(cells, [...(rows.get(cells) ?? []), sayer.title]);
  }
  return table('say, in a meeting that has begun', ['', ...modes], rows);
}

describe('who may ask for what', () => {
  it('ACC-1 every cell of role × whereabouts × phase × command is as it was read and agreed', async () => {
    const text = [
      '# Who may ask for what',
      '',
      'Made by access.test.ts (`vitest -u` writes it anew). ✓ may ask; else the code of the refusal.',
      'A circle that admits by its facilitators, floor open, nobody holds, no round, no hand is up.',
      '',
      ...(['participant', 'facilitator'] as const).flatMap((role) =>
        whereabouts.flatMap((where) => byPhase(role, where)),
      ),
      ...(['participant', 'facilitator'] as const).flatMap((role) =>
        (['outside', 'waiting', 'in'] as const).flatMap((where) => byPhase(role, where, unagreed)),
      ),
      ...byMode(),
    ].join('\n');
    await expect(text).toMatchFileSnapshot('access.md');
  });

  const cells = whereabouts.flatMap((where) =>
    phases.map((phase) => can('participant', where, phase)),
  );

  it('ACC-1 a facilitator’s command is never open to a participant, wherever and whenever', () => {
    const theirs = commandNamesFor('facilitator');
    for (const cell of cells) expect(theirs.filter((name) => cell[name] === true)).toEqual([]);
  });

  it('ACC-1 no member’s command is refused because its person does not facilitate', () => {
    const theirs = commandNamesFor('member').filter(
      // Open in a thread of one's own, and here nobody has one (DSK-7).
      (name) => name !== 'answer',
    );
    for (const cell of cells)
      expect(theirs.filter((name) => cell[name] === 'not-facilitator')).toEqual([]);
  });
});
