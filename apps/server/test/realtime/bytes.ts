/**
 * How many bytes one participant makes the server send to others: for each command, what one
 * that is accepted sends to a facilitator and to a participant, in a circle with a full desk
 * and a full timeline. A command without a scenario here is sent with sample fields.
 */
import type { ClientCommandName, PersonId, ReceiptId } from '@holdspace/core';
import type { WireCommand } from '@holdspace/protocol';
import { sampleCommand } from '@holdspace/testkit';
import type { Socket } from 'socket.io-client';
import { systemContext } from '../../src/ledger/command-context.ts';
import { createMemoryStore } from '../../src/storage/memory/memory-store.ts';
import { beginMeeting, type RealtimeFixture, startRealtimeFixture } from './realtime-fixture.ts';
import { circleId, member } from './seeded-circle.ts';
import type { TestClient } from './test-client.ts';

export interface CommandTraffic {
  /** Bytes on one connection of theirs for one accepted command, the most that was seen. */
  readonly facilitator: number;
  readonly participant: number;
  /** Bytes of its text, as they travel. */
  readonly text: number;
}

/** Three bytes a character: more would not fit a packet of 16 KiB. */
export const longText = '漢'.repeat(4000);
const note = 'x'.repeat(4000);

interface TrafficSetup {
  readonly fixture: RealtimeFixture;
  readonly fern: TestClient;
  readonly ben: TestClient;
  readonly cleo: TestClient;
}
interface TrafficScenario {
  /** What Ben asks, in turn; whatever is not of this name prepares the next. */
  readonly asks: (stage: TrafficSetup, n: number) => readonly WireCommand[];
  readonly before?: (stage: TrafficSetup) => Promise<void>;
}

const one = (...asks: WireCommand[]): TrafficScenario => ({ asks: () => asks });
const inCentre = async ({ fern }: TrafficSetup) =>
  void (await fern.do({ do: 'set-floor', mode: 'centre' }));
const offered = (command: WireCommand): TrafficScenario => ({
  asks: () => [command],
  before: async ({ fern }) => {
    const order = [member('Ben'), member('Cleo')];
    await fern.do({ do: 'start-round', prompt: 'What helped?', order });
  },
});
const last = ({ ben }: TrafficSetup): string => ben.view.timeline.at(-1)?.id ?? '';

export const trafficScenarios: Readonly<Partial<Record<ClientCommandName, TrafficScenario>>> = {
  join: one({ do: 'leave' }, { do: 'join', seat: 'sharer' }),
  leave: one({ do: 'leave' }, { do: 'join', seat: 'sharer' }),
  'step-out': one({ do: 'step-out' }, { do: 'come-back' }),
  'come-back': one({ do: 'step-out' }, { do: 'come-back' }),
  'set-seat': one({ do: 'set-seat', seat: 'listener' }, { do: 'set-seat', seat: 'sharer' }),
  'write-here': one({ do: 'write-here' }),
  'raise-hand': one({ do: 'raise-hand' }, { do: 'lower-hand' }),
  'lower-hand': one({ do: 'raise-hand' }, { do: 'lower-hand' }),
  say: one({ do: 'say', text: longText }),
  /** The message that is taken back is named when it is there. */
  'take-back': one({ do: 'say', text: longText }),
  resonate: {
    asks: ({ ben }, n) => [
      { do: 'resonate', kind: 'me too', message: ben.view.timeline.at(-1 - n)?.id ?? '' },
    ],
  },
  hide: one({ do: 'hide', who: 'cleo' }, { do: 'unhide', who: 'cleo' }),
  unhide: one({ do: 'hide', who: 'cleo' }, { do: 'unhide', who: 'cleo' }),
  take: { ...one({ do: 'take' }, { do: 'done' }), before: inCentre },
  done: { ...one({ do: 'take' }, { do: 'done' }), before: inCentre },
  yield: { ...one({ do: 'take' }, { do: 'yield' }), before: inCentre },
  'set-ask': {
    asks: (_stage, n) => [{ do: 'set-ask', ask: n % 2 === 0 ? 'ideas' : 'listen' }],
    before: async (stage) => {
      await inCentre(stage);
      await stage.ben.do({ do: 'take' });
    },
  },
  pass: offered({ do: 'pass' }),
  later: offered({ do: 'later' }),
  'ask-help': one({ do: 'ask-help', kind: 'unsafe', text: longText }),
  note: one({ do: 'note', text: longText }),
  report: one({ do: 'report', target: { who: 'cleo' }, text: longText }),
  appeal: {
    asks: ({ ben }) => {
      const receipt = ben.view.mine.receipts[0]?.id ?? '';
      return [{ do: 'appeal', receipt, text: longText }];
    },
    // Given by another person, so that this facilitator reads the appeal.
    before: async ({ fixture, ben }) => {
      const desk = await fixture.ledgers.desk(circleId);
      const receipt = {
        do: 'file-receipt',
        receipt: 'r_1' as ReceiptId,
        person: member('Ben'),
        kind: 'warn',
        reason: 'pace',
        note: 'A little slower.',
        by: member('Dov'),
        at: 1,
        names: { person: 'Ben', by: 'Dov' },
      } as const;
      await desk.handle(receipt, systemContext);
      await ben.sync();
    },
  },
  feedback: one({ do: 'feedback', text: longText }),
  intend: one({ do: 'intend', text: longText }),
  intention: {
    asks: () => [
      { do: 'intend', text: 'A walk.' },
      { do: 'intention', outcome: 'did' },
    ],
  },
  agree: {
    ...one({ do: 'agree', version: 2 }),
    // A change of meaning would keep the people of the meeting out of it.
    before: async ({ fixture }) => {
      const circle = await fixture.ledgers.circle(circleId);
      const clauses = [{ text: 'We rest.' }];
      const change = { do: 'change-agreements', clauses, kind: 'wording', basedOn: 1 } as const;
      await circle.handle(change, systemContext);
    },
  },
  'export-mine': one({ do: 'export-mine' }),
  'erase-mine': one({ do: 'say', text: longText }, { do: 'erase-mine' }),
  'forget-me': { asks: (_stage, n) => (n === 0 ? [{ do: 'forget-me' }] : []) },
};

const rounds = 8;
/** A newcomer has so many messages in a minute that wait (VOI-10). */
const heldRounds = 4;

/** Measures one command by its scenario; `name` alone counts, not what prepares it. */
export async function measureTraffic(
  name: ClientCommandName,
  held = false,
): Promise<CommandTraffic> {
  const stage = await prepareTrafficSetup(held);
  const scenario = trafficScenarios[name] ?? one(sampleCommand(name, 'all').written);
  const { fern, cleo, ben } = stage;
  await scenario.before?.(stage);
  const most = { facilitator: 0, participant: 0, text: 0 };
  let isAccepted = false;
  const counts = { facilitator: heardBy(fern), participant: heardBy(cleo) };
  const settle = () => Promise.all([fern.sync(), cleo.sync(), ben.sync()]);
  for (let n = 0; n < (held ? heldRounds : rounds); n++) {
    const asks = [...scenario.asks(stage, n)];
    if (name === 'take-back') await ben.do(asks.pop() as WireCommand);
    await settle();
    if (name === 'take-back') asks.push({ do: 'take-back', message: last(stage) });
    for (const command of asks) {
      await settle();
      counts.facilitator.begin();
      counts.participant.begin();
      const answer = await ben.ask(command);
      await settle();
      if (command.do !== name || !('ok' in answer)) continue;
      isAccepted = true;
      most.facilitator = Math.max(most.facilitator, counts.facilitator.bytes);
      most.participant = Math.max(most.participant, counts.participant.bytes);
      most.text = Buffer.byteLength(JSON.stringify((command as { text?: string }).text ?? '')) - 2;
    }
  }
  if (!isAccepted) throw new Error(`No ${name} was accepted: it needs a scenario.`);
  return most;
}

/** Bytes of frames that come in, without those that answer our own `sync`. */
function heardBy({ socket }: TestClient) {
  const count = {
    bytes: 0,
    begin() {
      count.bytes = 0;
    },
  };
  (socket as Socket).io.engine.on('packet', ({ data }: { data?: unknown }) => {
    if (typeof data === 'string' && data.startsWith('2'))
      count.bytes += Buffer.byteLength(data) + 5;
  });
  return count;
}

/** A circle in open talk: two hundred long messages, and sixty of each kind at the desk. */
async function prepareTrafficSetup(held: boolean): Promise<TrafficSetup> {
  const fixture = await startRealtimeFixture({
    store: createMemoryStore(),
    settings: { holdNewcomer: held },
    people: ['Fern', 'Ben', 'Cleo', 'Dov', 'Eve'],
  });
  const { ledgers } = fixture;
  const meeting = await ledgers.meeting(`m_${circleId}` as never);
  const desk = await ledgers.desk(circleId);
  const standing = (name: string, role: 'participant' | 'facilitator') => ({
    ...{ person: member(name), name, role, link: '', known: true },
  });
  const asking = (name: string, role: 'participant' | 'facilitator' = 'participant') => ({
    ...{ actor: member(name) as PersonId, id: null, present: () => 'here', writes: true },
    standing: () => standing(name, role),
  });
  const hello = { byItem: true };
  const [fern, , cleo] = (await beginMeeting(fixture, 'Fern', 'Ben', 'Cleo')) as [
    TestClient,
    TestClient,
    TestClient,
  ];
  for (let n = 0; n < 200; n++) {
    await meeting.handle({ do: 'say', text: note }, asking('Fern', 'facilitator') as never);
  }
  for (let n = 0; n < 60; n++) {
    const unlimited = true as const;
    const about = { person: member('Cleo'), name: 'Cleo', role: 'participant' } as const;
    const report = { do: 'report', target: { who: about.person }, text: note, about } as const;
    await desk.handle({ ...report, unlimited }, asking('Dov') as never);
    await desk.handle({ do: 'note', text: note, unlimited }, asking('Eve') as never);
    const line = { do: 'back-channel', text: note, meeting: null, unlimited } as const;
    await desk.handle(line, asking('Fern', 'facilitator') as never);
  }
  fern.drop();
  cleo.drop();
  const again = {
    fixture,
    fern: await fixture.connect('Fern', { hello }),
    cleo: await fixture.connect('Cleo', { hello }),
    ben: await fixture.connect('Ben', { hello, device: 'the-device-of-ben' }),
  };
  return again;
}
