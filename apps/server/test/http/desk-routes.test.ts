/** The organiser's side of the desk, over HTTP. */
import type { CircleId, DeskRequest, DeskSystemCommand, PersonId, Standing } from '@holdspace/core';
import type { OrganiserDesk } from '@holdspace/protocol';
import { describe, expect, it } from 'vitest';
import { systemContext } from '../../src/ledger/command-context.ts';
import { errorBody, startHttpFixture } from './http-fixture.ts';

async function aDesk() {
  const house = await startHttpFixture();
  const organiser = await house.organiser();
  const { id } = await organiser.openCircle();
  const desk = await house.app.ledgers.desk(id as CircleId);
  const ask = (name: string, command: DeskRequest, role: Standing['role'] = 'participant') => {
    const person = name.toLowerCase() as PersonId;
    const standing = { person, name, role, link: '', known: true };
    return desk.handle(command, { ...systemContext, actor: person, standing: () => standing });
  };
  const url = `/api/circles/${id}/desk`;
  const shown = async () => (await organiser.ask('GET', url)).json<OrganiserDesk>();
  return { organiser, desk, ask, url, shown };
}

const fern = { person: 'fern' as PersonId, name: 'Fern', role: 'facilitator' } as const;

describe('the organiser at the desk', () => {
  it('DSK-4 sees reports about facilitators without who reported, and says what becomes of them', async () => {
    const { organiser, ask, url, shown } = await aDesk();
    const about = {
      ben: { ...fern, person: 'ben' as PersonId, role: 'participant' },
      fern,
    } as const;
    await ask('Cleo', {
      do: 'report',
      target: { who: fern.person },
      text: 'Too fast.',
      about: about.fern,
    });
    await ask('Cleo', {
      do: 'report',
      target: { who: about.ben.person },
      text: 'Unkind.',
      about: about.ben,
    });
    const { reports } = await shown();
    expect(reports).toMatchObject([
      { about: 'fern', name: 'Fern', state: 'new', text: 'Too fast.' },
    ]);
    expect(JSON.stringify(reports).toLowerCase()).not.toContain('cleo');

    const report = `${url}/reports/${reports[0]?.id}`;
    expect((await organiser.ask('POST', report, { state: 'acting' })).statusCode).toBe(204);
    const empty = await organiser.ask('POST', report, { state: 'closed' });
    expect([empty.statusCode, errorBody(empty).code]).toEqual([400, 'empty']);
    await organiser.ask('POST', report, { state: 'closed', outcome: 'We have talked.' });
    expect((await shown()).reports).toMatchObject([
      { state: 'closed', outcome: 'We have talked.' },
    ]);
    expect(
      (await organiser.ask('POST', `${url}/reports/rp_none`, { state: 'seen' })).statusCode,
    ).toBe(404);
  });

  it('VOI-7 answers appeals, and VOI-8 reads the record', async () => {
    const { organiser, desk, ask, url, shown } = await aDesk();
    const receipt = {
      ...{ receipt: 'r_1' as never, person: 'ben' as PersonId, by: fern.person, at: 5 },
      ...{ kind: 'remove', reason: 'unkind', note: 'Not like this.' },
      names: { person: 'Ben', by: 'Fern' },
    } as const satisfies Omit<Extract<DeskSystemCommand, { do: 'file-receipt' }>, 'do'>;
    await desk.handle({ do: 'file-receipt', ...receipt }, systemContext);
    await ask('Ben', { do: 'appeal', receipt: 'r_1' as never, text: 'It was not meant so.' });
    await ask('Ben', { do: 'note', text: 'For facilitators.' });
    const before = await shown();
    expect(before.record).toEqual([
      {
        id: 'r_1',
        kind: 'remove',
        reason: 'unkind',
        note: 'Not like this.',
        at: 5,
        by: 'fern',
        byName: 'Fern',
        to: 'ben',
        toName: 'Ben',
      },
    ]);
    expect(before.appeals).toMatchObject([{ by: 'ben', name: 'Ben', state: 'sent' }]);
    expect(JSON.stringify(before)).not.toContain('For facilitators.');

    const thread = `${url}/threads/${before.appeals[0]?.id}`;
    await organiser.ask('POST', `${thread}/see`, { answering: true });
    expect((await shown()).appeals[0]?.state).toBe('answering');
    await organiser.ask('POST', `${thread}/answers`, { text: 'Let us talk.' });
    const [appeal] = (await shown()).appeals;
    expect(appeal).toMatchObject({
      state: 'answered',
      entries: [{}, { text: 'Let us talk.', organiser: true }],
    });
  });

  it('FAC-5 and PHA-5 finds incidents, and feedback that names nobody', async () => {
    const { desk, shown } = await aDesk();
    const meeting = 'g_1' as never;
    await desk.handle({ do: 'file-incident', what: 'abandoned', meeting, at: 7 }, systemContext);
    const given = [{ id: 'f_1', meeting, hour: Date.now(), text: 'It was quiet.' }];
    await desk.handle({ do: 'collect-feedback', given }, systemContext);
    const { incidents, feedback } = await shown();
    expect(incidents).toEqual([{ what: 'abandoned', meeting: 'g_1', at: 7 }]);
    expect(feedback).toEqual([{ id: expect.any(String), meeting: 'g_1', text: 'It was quiet.' }]);
  });
});
