/** What happens in a circle reaches the house as alerts, and settles them again (ALR-1). */
import type { MeetingId, PersonId, StaffAlert } from '@holdspace/core';
import { describe, expect, it, vi } from 'vitest';
import { systemContext } from '../../src/ledger/command-context.ts';
import { createLedgers } from '../../src/ledger/ledgers.ts';
import {
  beginMeeting,
  type RealtimeFixture,
  startRealtimeFixture,
} from '../realtime/realtime-fixture.ts';
import { circleId } from '../realtime/seeded-circle.ts';
import { advance, onClock } from '../simulation/fake-clock.ts';
import { testCodec } from '../storage/sample-commits.ts';
import { prepareCircle, startSleepNode, unsharedStore, useSleepClock } from './sleep-fixture.ts';

/** Waits for a condition of a ledger. */
const eventually = (holds: () => Promise<boolean> | boolean): Promise<void> =>
  vi.waitFor(async () => expect(await holds()).toBe(true), { interval: 20 });

const alertsOf = async ({ ledgers }: Pick<RealtimeFixture, 'ledgers'>): Promise<StaffAlert[]> => [
  ...(await ledgers.house()).state.alerts.values(),
];

/** Waits for the first alert of this kind. */
async function alertOf(fixture: RealtimeFixture, kind: StaffAlert['kind']): Promise<StaffAlert> {
  await eventually(async () => (await alertsOf(fixture)).some((each) => each.kind === kind));
  return (await alertsOf(fixture)).find((each) => each.kind === kind) as StaffAlert;
}
const isSettled = async (fixture: RealtimeFixture, { id }: StaffAlert): Promise<boolean> =>
  (await fixture.ledgers.house()).state.alerts.get(id)?.state === 'settled';

describe('a circle', () => {
  it('ALR-1 DSK-2 raises help that nobody has seen, and settles it when somebody sees it', async () => {
    const fixture = await startRealtimeFixture({ settings: { helpAlert: 50 } });
    const [fern, ben] = await beginMeeting(fixture, 'Fern', 'Ben');
    await ben!.do({ do: 'ask-help', kind: 'word', text: 'a canary of the desk' });
    const alert = await alertOf(fixture, 'help');
    const thread = ben!.view.mine.threads[0]!.id;
    expect(alert).toMatchObject({ circle: circleId, thread, state: 'open' });
    await ben!.do({ do: 'ask-help', kind: 'unsafe' });
    const worse = await alertOf(fixture, 'unsafe');
    expect(worse.id).toBe(alert.id);
    await fern!.sync();
    await fern!.do({ do: 'see', thread });
    await eventually(() => isSettled(fixture, alert));
    const { entries, words } = await fixture.store.read('house', 0);
    expect(JSON.stringify([entries, words])).not.toContain('canary');
  });

  it('ALR-1 DSK-7 raises it again when more is written and nobody sees it', async () => {
    const fixture = await startRealtimeFixture({ settings: { helpAlert: 50 } });
    const [fern, ben] = await beginMeeting(fixture, 'Fern', 'Ben');
    await ben!.do({ do: 'ask-help', kind: 'word' });
    const first = await alertOf(fixture, 'help');
    await fern!.sync();
    const thread = ben!.view.mine.threads[0]!.id;
    await fern!.do({ do: 'answer', thread, text: 'I am here.' });
    await eventually(() => isSettled(fixture, first));
    await ben!.do({ do: 'answer', thread, text: 'Still not well.' });
    await eventually(async () => (await alertsOf(fixture)).length === 2);
    const second = (await alertsOf(fixture)).find(({ id }) => id !== first.id) as StaffAlert;
    expect(second).toMatchObject({ kind: 'help', thread, state: 'open' });
    await fern!.do({ do: 'close-thread', thread });
    await eventually(() => isSettled(fixture, second));
  });

  it('ALR-1 FAC-2 raises a hold without a facilitator, and settles it when one comes', async () => {
    const fixture = await startRealtimeFixture({ settings: { leadGrace: 50 } });
    const [fern] = await beginMeeting(fixture, 'Fern', 'Ben');
    fern!.socket.disconnect();
    const alert = await alertOf(fixture, 'hold');
    expect(alert).toMatchObject({ circle: circleId, meeting: `m_${circleId}` });
    await fixture.connect('Fern');
    await eventually(() => isSettled(fixture, alert));
  });

  it('ALR-1 FAC-5 a hold that ends without anybody stays an alert until somebody takes it', async () => {
    const fixture = await startRealtimeFixture({ settings: { leadGrace: 50, holdLimit: 100 } });
    const [fern, ben] = await beginMeeting(fixture, 'Fern', 'Ben');
    fern!.socket.disconnect();
    const alert = await alertOf(fixture, 'hold');
    await eventually(() => ben!.view.phase === 'aftercare');
    await eventually(async () => (await alertsOf(fixture))[0]?.over === true);
    expect(await isSettled(fixture, alert)).toBe(false);
  });

  it('ALR-1 DSK-4 VOI-7 raises a report about a facilitator, until it is closed, and no other one', async () => {
    const fixture = await startRealtimeFixture();
    const [fern, ben, cleo] = await beginMeeting(fixture, 'Fern', 'Ben', 'Cleo');
    const about = (who: PersonId) => ({ who });
    await ben!.do({ do: 'report', target: about(cleo!.person), text: 'about a member' });
    await ben!.do({ do: 'report', target: about(fern!.person), text: 'about a facilitator' });
    const alert = await alertOf(fixture, 'report');
    expect(await alertsOf(fixture)).toHaveLength(1);
    const desk = await fixture.ledgers.desk(circleId);
    const report = alert.report as never;
    const organiser = { ...systemContext, actor: 'o_1' as PersonId };
    const standing = () => ({ organiser: 'o_1' as PersonId });
    const set = (state: 'seen' | 'closed', outcome = '') =>
      desk.handle({ do: 'set-report', report, state, outcome }, { ...organiser, standing });
    await set('seen');
    expect(await isSettled(fixture, alert)).toBe(false);
    await set('closed', 'We spoke.');
    await eventually(() => isSettled(fixture, alert));
  });

  it('ALR-1 FAC-6 ALR-5 is woken for it though nobody is there, and by another node after a crash', async () => {
    useSleepClock();
    const store = unsharedStore();
    await prepareCircle(store, { noShow: 60_000 });
    // The process that commits it reports nothing: it dies between the two commits.
    const dying = createLedgers({ store, codec: testCodec, reportError: () => undefined });
    const meeting = await onClock(dying.meeting(`m_${circleId}` as MeetingId));
    const circle = await onClock(dying.circle(circleId));
    const [planned] = circle.state.meetings;
    const { settings } = circle.state;
    const { ended: _, ...times } = planned!;
    await onClock(
      meeting.handle({ do: 'schedule', circle: circleId, settings, ...times }, systemContext),
    );
    await advance(3 * 60_000);
    await onClock(meeting.handle({ do: 'due', what: 'doors' }, systemContext));
    await onClock(meeting.handle({ do: 'due', what: 'no-show' }, systemContext));
    expect(meeting.state.noShow).toBe(true);
    dying.close();
    const node = await startSleepNode(store);
    await advance(2000);
    const house = await onClock(node.ledgers.house());
    expect([...house.state.alerts.values()]).toMatchObject([
      { kind: 'no-show', meeting: `m_${circleId}`, state: 'open' },
    ]);
    const again = await onClock(node.ledgers.meeting(`m_${circleId}` as MeetingId));
    expect(again.state.alertsTold).toHaveLength(1);
  });
});
