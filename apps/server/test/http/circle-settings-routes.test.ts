/** Settings of an open circle over HTTP, and exclusions from the organisation. */
import type { CircleId, PersonId } from '@holdspace/core';
import type { CircleDetail, OpenedCircleResponse } from '@holdspace/protocol';
import { describe, expect, it, vi } from 'vitest';
import { systemContext } from '../../src/ledger/command-context.ts';
import {
  errorBody,
  type HttpFixture,
  type HttpVisitor,
  redeemedBody,
  startHttpFixture,
} from './http-fixture.ts';

const detail = async (organiser: HttpVisitor, { id }: Pick<OpenedCircleResponse, 'id'>) =>
  (await organiser.ask('GET', `/api/circles/${id}`)).json<CircleDetail>();

async function aCircle(house: HttpFixture) {
  const organiser = await house.organiser();
  const opened = await organiser.openCircle();
  const cleo = house.visitor();
  const { member } = redeemedBody(await cleo.join(opened.invitation.url, 'Cleo'));
  const circle = await house.app.ledgers.circle(opened.id as CircleId);
  return { organiser, opened, cleo, member: member as PersonId, circle };
}

describe('circle settings routes', () => {
  it('changes the given fields and leaves the rest', async () => {
    const house = await startHttpFixture();
    const { organiser, opened } = await aCircle(house);
    const url = `/api/circles/${opened.id}`;
    const change = { name: 'Wednesdays', agreements: ['Kindness'], settings: { offer: '30s' } };
    expect((await organiser.ask('PATCH', url, change)).statusCode).toBe(204);
    const { name, agreements, settings } = await detail(organiser, opened);
    expect({ name, agreements }).toEqual({ name: 'Wednesdays', agreements: ['Kindness'] });
    expect(settings).toMatchObject({ offer: 30_000, seats: 8 });
    expect((await organiser.ask('PATCH', url, { offer: '3s' })).statusCode).toBe(400);
  });

  it('FAC-3 names who may stand in, and takes it back', async () => {
    const house = await startHttpFixture();
    const { organiser, opened, member } = await aCircle(house);
    const url = (who: string) => `/api/circles/${opened.id}/people/${who}/stand-in`;
    expect((await organiser.ask('POST', url(member), { standIn: true })).statusCode).toBe(204);
    expect((await detail(organiser, opened)).people[0]?.standIn).toBe(true);
    await organiser.ask('POST', url(member), { standIn: false });
    expect((await detail(organiser, opened)).people[0]?.standIn).toBe(false);
    expect((await organiser.ask('POST', url('p_none'), { standIn: true })).statusCode).toBe(404);
  });

  it('is for organisers: everyone else gets the one answer', async () => {
    const house = await startHttpFixture();
    const { opened, cleo, member } = await aCircle(house);
    const url = `/api/circles/${opened.id}`;
    for (const guest of [cleo, house.visitor()]) {
      const answers = [
        await guest.ask('PATCH', url, { name: 'Ours' }),
        await guest.ask('POST', `${url}/people/${member}/stand-in`, { standIn: true }),
        await guest.ask('DELETE', `${url}/people/${member}/exclusion`),
        await guest.ask('GET', `${url}/desk`),
        await guest.ask('POST', `${url}/desk/reports/rp_1`, { state: 'seen' }),
        await guest.ask('POST', `${url}/desk/threads/t_1/see`, {}),
        await guest.ask('POST', `${url}/desk/threads/t_1/answers`, { text: 'x' }),
      ];
      for (const answer of answers) {
        expect(answer.statusCode).toBe(404);
        expect(errorBody(answer).code).toBe('not-here');
      }
    }
  });
});

describe('exclusion from the organisation', () => {
  it('VOI-1 admits the browser by no link except to their own membership, and again after lifting', async () => {
    const house = await startHttpFixture();
    const { organiser, opened, cleo, member, circle } = await aCircle(house);
    const other = await organiser.openCircle();
    const exclusion = { do: 'exclude', member, until: null, everywhere: true } as const;
    await circle.handle(exclusion, systemContext);
    await vi.waitFor(async () => {
      expect((await house.app.ledgers.house()).state.exclusions).toHaveLength(1);
      expect(circle.state.outgoing.size).toBe(0);
    });

    expect(errorBody(await cleo.look(other.invitation.url)).code).toBe('link-not-open');
    expect(errorBody(await cleo.join(other.invitation.url, 'Dov')).code).toBe('link-not-open');
    expect((await house.visitor().look(other.invitation.url)).statusCode).toBe(200);
    // VOI-7: the receipt and an appeal stay reachable.
    expect(redeemedBody(await cleo.join(opened.invitation.url, 'Cleo')).member).toBe(member);
    expect((await detail(organiser, opened)).people[0]?.excluded).toEqual({
      until: null,
      everywhere: true,
    });

    await organiser.ask('DELETE', `/api/circles/${opened.id}/people/${member}/exclusion`);
    await vi.waitFor(async () =>
      expect((await house.app.ledgers.house()).state.exclusions).toEqual([]),
    );
    expect((await cleo.join(other.invitation.url, 'Dov')).statusCode).toBe(200);
  });
});
