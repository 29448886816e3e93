/**
 * A sound history in which tests plant faults: four people in one meeting on a store in memory,
 * with the ledgers and the change log of the server. One of them reconnects, one gets a new
 * snapshot, one sends a command twice.
 */
import type { CircleEvent, MeetingCommand, PersonId } from '@holdspace/core';
import { defaultSettings, meetingViewOf, standingOf } from '@holdspace/core';
import type { View, WireCommand } from '@holdspace/protocol';
import { createLedgers, systemContext } from '@holdspace/server/ledger';
import { CommitCodec, createMemoryStore, emptyHead } from '@holdspace/server/storage';
import { History, type HistoryEntry } from '../harness/history.ts';
import { type LedgerContents, readLedgers } from '../harness/ledger-reader.ts';

export interface RecordedRun {
  readonly lines: readonly HistoryEntry[];
  readonly ledgers: readonly LedgerContents[];
}

export const sealer = new CommitCodec(Buffer.from('a key for tests alone'));

const people = { ada: 'facilitator', ben: 'facilitator', cleo: 'participant', dov: 'participant' };
const names = Object.keys(people) as PersonId[];

export async function recordSoundRun(): Promise<RecordedRun> {
  const store = createMemoryStore();
  await store.append(sealer.encode<CircleEvent>('circle:c', emptyHead, founding()).append);
  const ledgers = createLedgers({
    store,
    codec: sealer,
    reportError: (error) => {
      throw error;
    },
  });
  const circle = await ledgers.circle('c' as never);
  const ledger = await ledgers.meeting('m' as never);
  const log = ledger.changeLog;
  const now = store.now();
  const settings = { ...defaultSettings, admit: 'everyone' as const };
  const planned = { circle: 'c', meeting: 'm', start: now, end: now + 3_600_000 } as never;
  await ledger.handle({ do: 'schedule', ...(planned as object), settings } as never, systemContext);

  const history = new History();
  const at = new Map<PersonId, number>();
  const away = new Set<PersonId>();
  const standing = (person: PersonId) => standingOf(circle.state, circle.words, person);
  const shown = (person: PersonId) => {
    const { state, words } = ledger;
    const present = () => 'here' as const;
    const viewer = { person, standing: standing(person), now, present, writes: true };
    return history.recordView(meetingViewOf(state, words, viewer) as unknown as View, false);
  };
  const whole = (step: 'reset' | 'end', person: PersonId) => {
    at.set(person, log.position);
    const known = { client: person, person, log: ledger.log, at: log.position };
    history.add({ step, ...known, shown: shown(person) });
  };
  const recordChanges = () => {
    for (const person of names) {
      if (log.joinedAt(person) === null || away.has(person)) continue;
      const had = at.get(person);
      const missed = had === undefined ? null : log.changesAfter(had, person);
      if (had === undefined || missed === null) whole('reset', person);
      else {
        missed.forEach((change, i) => {
          const place = { log: ledger.log, at: had + i + 1 };
          history.add({ step: 'apply', client: person, ...place, change: history.text(change) });
        });
        at.set(person, log.position);
      }
    }
  };
  let asked = 0;
  const invoke = (person: PersonId, command: WireCommand) => {
    const id = `command-${++asked}`;
    history.add({ step: 'invoke', client: person, person, id, command });
    return id;
  };
  const settle = async (person: PersonId, id: string, command: WireCommand, isLost = false) => {
    const answer = await ledger.handle(command as MeetingCommand, {
      ...systemContext,
      ...{ actor: person, id, standing: () => standing(person) },
    });
    recordChanges();
    if (isLost) history.add({ step: 'info', client: person, id });
    else if ('ok' in answer) history.add({ step: 'ok', client: person, id });
    else history.add({ step: 'fail', client: person, id, code: answer.refused });
  };
  const ask = (person: string, command: WireCommand) => {
    const who = person as PersonId;
    return settle(who, invoke(who, command), command);
  };

  for (const person of ['ada', 'ben']) await ask(person, { do: 'join', seat: 'sharer' });
  await ask('ada', { do: 'open-doors' });
  for (const person of ['cleo', 'dov']) await ask(person, { do: 'join', seat: 'sharer' });
  await ask('cleo', { do: 'say', text: 'too early' });
  await ask('ada', { do: 'begin' });
  await ask('ada', { do: 'set-floor', mode: 'open' });
  const say = (person: string, text: string) => ask(person, { do: 'say', text });
  for (const word of ['one', 'two', 'three'])
    for (const name of names) await say(name, `${word} of ${name}`);
  away.add('dov' as PersonId);
  await say('cleo', 'while dov is away');
  await ask('ben', { do: 'raise-hand' });
  away.clear();
  await say('ada', 'and back');
  at.delete('ben' as PersonId);
  await say('dov', 'ben begins anew');
  const twice: WireCommand = { do: 'say', text: 'asked twice' };
  const id = invoke('cleo' as PersonId, twice);
  await settle('cleo' as PersonId, id, twice, true);
  await settle('cleo' as PersonId, id, twice);
  // Two at once: neither was answered before the other was asked.
  const first = invoke('ada' as PersonId, { do: 'say', text: 'at once' });
  const second = invoke('ben' as PersonId, { do: 'say', text: 'at once too' });
  await settle('ben' as PersonId, second, { do: 'say', text: 'at once too' });
  await settle('ada' as PersonId, first, { do: 'say', text: 'at once' });
  await say('ben', 'last');
  for (const person of names) whole('end', person);
  return { lines: history.entries, ledgers: await readLedgers(store) };
}

function founding() {
  const opening = { type: 'CircleOpened', circle: 'c', settings: defaultSettings, agreements: 0 };
  const joined = Object.entries(people).map(([member, role]) => ({
    ...{ type: 'MemberJoined', member, role, link: 'l' },
    words: { [`member.${member}.name`]: member },
  }));
  const events = [opening, ...joined] as unknown as CircleEvent[];
  return { at: 1, command: null, events, nextDeadline: null };
}
