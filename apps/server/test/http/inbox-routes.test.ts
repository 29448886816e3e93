import type { AlertCause, CircleId, PersonId, ThreadId } from '@holdspace/core';
import { alertIdOf, isRefusal } from '@holdspace/core';
import type { AlertDetail, HouseRecordBody, InboxAlert, OrganiserDesk } from '@holdspace/protocol';
import { describe, expect, it, vi } from 'vitest';
import { systemContext } from '../../src/ledger/command-context.ts';
import { errorBody, type HttpVisitor, redeemedBody } from './http-fixture.ts';
import { addStaff, startStaffFixture } from './staff-fixture.ts';

async function startInbox() {
  const { house, organiser } = await startStaffFixture();
  const opened = await organiser.openCircle({ settings: { admit: 'everyone' } });
  const circle = opened.id as CircleId;
  const ledger = await house.app.ledgers.house();
  const raise = async (thread: string, more: Partial<AlertCause> = {}) => {
    const cause: AlertCause = { kind: 'help', circle, thread, since: 1, ...more };
    house.clock.now += 1;
    await ledger.handle({ do: 'raise-alert', cause }, systemContext);
    return alertIdOf(cause);
  };
  const onCall = await addStaff({ house, organiser }, ['on-call']);
  return { house, organiser, opened, circle, ledger, raise, onCall };
}

const inboxOf = async (visitor: HttpVisitor, query = '') =>
  (await visitor.ask('GET', `/api/inbox${query}`)).json<InboxAlert[]>();
const statusOf = async (visitor: HttpVisitor, method: 'GET' | 'POST' | 'DELETE', path: string) =>
  (await visitor.ask(method, path, method === 'GET' ? undefined : {})).statusCode;

describe('the inbox over HTTP', () => {
  it('ALR-6 is empty at first, and has what needs somebody, the most harmful first, in pages', async () => {
    const { organiser, circle, raise } = await startInbox();
    expect(await inboxOf(organiser)).toEqual([]);
    const appeal = await raise('t_1', { kind: 'appeal' });
    const help = await raise('t_2');
    const later = await raise('t_3');
    const unsafe = await raise('t_4', { kind: 'unsafe' });
    const list = await inboxOf(organiser);
    expect(list.map(({ id }) => id)).toEqual([unsafe, help, later, appeal]);
    expect(list[0]).toEqual({
      ...{ id: unsafe, kind: 'unsafe', circle, thread: 't_4', state: 'open', since: 1 },
      ...{ at: expect.any(Number), yours: false },
    });
    const first = await inboxOf(organiser, '?limit=2');
    expect(first.map(({ id }) => id)).toEqual([unsafe, help]);
    const rest = await inboxOf(organiser, `?limit=2&after=${help}`);
    expect(rest.map(({ id }) => id)).toEqual([later, appeal]);
    for (const query of ['?after=none', '?limit=0', '?limit=x', '?what=1']) {
      expect((await organiser.ask('GET', `/api/inbox${query}`)).statusCode, query).toBe(400);
    }
  });

  it('ALR-3 I have it is said once, and everybody alerted sees who has it', async () => {
    const { house, organiser, onCall, raise } = await startInbox();
    const id = await raise('t_1');
    const second = await addStaff({ house, organiser }, ['on-call']);
    house.clock.now += 180_000;
    await house.app.alerts.runDue();
    expect(await statusOf(onCall.visitor, 'POST', `/api/inbox/${id}/take`)).toBe(204);
    expect(await statusOf(onCall.visitor, 'POST', `/api/inbox/${id}/take`)).toBe(204);
    for (const visitor of [organiser, second.visitor, onCall.visitor]) {
      expect(await inboxOf(visitor)).toMatchObject([
        { state: 'taken', by: onCall.id, byName: 'Ben' },
      ]);
    }
    const late = await second.visitor.ask('POST', `/api/inbox/${id}/take`, {});
    expect([late.statusCode, errorBody(late).code]).toEqual([409, 'stale']);
    const foreign = await second.visitor.ask('DELETE', `/api/inbox/${id}/take`);
    expect([foreign.statusCode, errorBody(foreign).code]).toEqual([409, 'not-yours']);
    expect(await statusOf(onCall.visitor, 'DELETE', `/api/inbox/${id}/take`)).toBe(204);
    expect((await inboxOf(organiser))[0]?.state).toBe('open');
    const record = await organiser.ask('GET', '/api/house/record?what=take-alert');
    expect(record.json<HouseRecordBody[]>()).toMatchObject([{ by: onCall.id, alert: id }]);
  });

  it('ALR-4 says who was alerted, who has opened it, and that it is settled', async () => {
    const { organiser, onCall, raise, ledger } = await startInbox();
    const id = await raise('t_1');
    const detail = async () => (await organiser.ask('GET', `/api/inbox/${id}`)).json<AlertDetail>();
    expect((await detail()).given).toMatchObject([{ staff: onCall.id, name: 'Ben', seen: null }]);
    await inboxOf(onCall.visitor, '?peek=true');
    expect((await detail()).given[0]?.seen).toBeNull();
    await inboxOf(onCall.visitor);
    expect((await detail()).given[0]?.seen).toEqual(expect.any(Number));
    const { version } = ledger;
    await inboxOf(onCall.visitor);
    expect(await statusOf(onCall.visitor, 'POST', '/api/inbox/seen')).toBe(204);
    expect(ledger.version).toBe(version);
    await ledger.handle({ do: 'settle-alert', alert: id, how: 'met' }, systemContext);
    expect(await detail()).toMatchObject({ state: 'settled' });
    const late = await organiser.ask('POST', `/api/inbox/${id}/take`, {});
    expect([late.statusCode, errorBody(late).code]).toEqual([409, 'closed']);
    expect(await inboxOf(organiser)).toEqual([]);
  });

  it('STF-1 STF-6 ALR-6 shows each role what is theirs, and nothing to anybody else', async () => {
    const { house, organiser, opened, circle, raise } = await startInbox();
    const other = (await organiser.openCircle()).id as CircleId;
    const facilitator = await addStaff({ house, organiser }, ['facilitator'], [circle]);
    const help = await raise('t_1');
    await raise('t_2', { circle: other });
    const report = await raise('t_3', { kind: 'report' });
    expect((await inboxOf(facilitator.visitor)).map(({ id }) => id)).toEqual([help]);
    expect(await statusOf(facilitator.visitor, 'GET', `/api/inbox/${report}`)).toBe(404);
    expect(await statusOf(facilitator.visitor, 'POST', `/api/inbox/${report}/take`)).toBe(404);
    const second = await addStaff({ house, organiser }, ['on-call']);
    expect(await inboxOf(second.visitor)).toEqual([]);
    expect(await statusOf(second.visitor, 'POST', `/api/inbox/${help}/take`)).toBe(404);
    const key = (await organiser.ask('POST', '/api/house/keys', { scope: 'read' })).json().key;
    const program = house.visitor();
    program.headers = { authorization: `Bearer ${key}` };
    expect(await inboxOf(program)).toHaveLength(3);
    expect(await statusOf(program, 'POST', `/api/inbox/${help}/take`)).toBe(404);
    const member = house.visitor();
    await member.join(opened.invitation.url, 'Ann');
    for (const visitor of [member, house.visitor()]) {
      expect(await statusOf(visitor, 'GET', '/api/inbox')).toBe(404);
      expect(await statusOf(visitor, 'GET', `/api/inbox/${help}`)).toBe(404);
      expect(await statusOf(visitor, 'POST', `/api/inbox/${help}/take`)).toBe(404);
      expect(await statusOf(visitor, 'POST', '/api/inbox/seen')).toBe(404);
    }
  });

  it('STF-6 somebody on call reads and answers the call they are alerted for, and nothing else', async () => {
    const { house, opened, circle, onCall, ledger } = await startInbox();
    const member = house.visitor();
    const { member: person } = redeemedBody(await member.join(opened.invitation.url, 'Ann'));
    const other = redeemedBody(await house.visitor().join(opened.invitation.url, 'Bea'));
    const desk = await house.app.ledgers.desk(circle);
    const call = async (who: string, text: string) => {
      const standing = { person: who as PersonId, name: 'x', role: 'participant', known: true };
      const asked = await desk.handle(
        { do: 'ask-help', kind: 'unsafe', text },
        { ...systemContext, actor: who as PersonId, standing: () => standing as never },
      );
      if (isRefusal(asked)) throw new Error(asked.refused);
      return desk.state.threads.at(-1)?.id as ThreadId;
    };
    const own = await call(person, 'mine');
    const path = `/api/circles/${circle}/desk`;
    expect(await statusOf(onCall.visitor, 'GET', path)).toBe(404);
    house.clock.now += 60_000;
    await desk.handle({ do: 'due', what: 'help-alert', thread: own }, systemContext);
    // Nobody is alerted for this one yet.
    const foreign = await call(other.member, 'not yours');
    const alert = () => [...ledger.state.alerts.values()].find(({ thread }) => thread === own);
    await vi.waitFor(() => expect(alert()?.state).toBe('open'));
    const read = await onCall.visitor.ask('GET', path);
    expect(read.json<OrganiserDesk>()).toMatchObject({ help: [{ id: own }], reports: [] });
    expect(read.body).not.toContain('not yours');
    expect(await statusOf(onCall.visitor, 'POST', `${path}/threads/${foreign}/see`)).toBe(404);
    const answer = (thread: string) =>
      onCall.visitor.ask('POST', `${path}/threads/${thread}/answers`, { text: 'I am here.' });
    expect((await answer(own)).statusCode).toBe(204);
    expect((await answer(foreign)).statusCode).toBe(404);
    expect(alert()).toMatchObject({ state: 'taken', by: onCall.id });
    const closed = await onCall.visitor.ask('POST', `${path}/threads/${own}/close`, {});
    expect(closed.statusCode).toBe(204);
    await vi.waitFor(() => expect(alert()?.state).toBe('settled'));
    expect(await statusOf(onCall.visitor, 'GET', path)).toBe(404);
    expect((await answer(own)).statusCode).toBe(404);
  });
});
