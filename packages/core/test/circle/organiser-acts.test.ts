import {
  type CircleCommand,
  circle,
  type HouseEvent,
  house,
  type LinkId,
  type MeetingId,
  redemptionOutcome,
} from '@holdspace/core';
import { describe, expect, it } from 'vitest';
import { eventTypes, Given } from '../fixtures/given.ts';
import { ada, hour, openCircle, person } from '../fixtures/open-circle.ts';

const cleo = person('cleo');

describe('acts of organisers', () => {
  it('KEY-6 every one that changes a circle is recorded with its author and its time, in the facts', () => {
    const open = openCircle();
    open.invite('shared');
    open.invite('lead', { role: 'facilitator' });
    open.redeem('shared', cleo);
    open.redeem('lead', person('rowan'));
    expect(open.state.acts).toEqual([]);
    const link = { link: 'l_x' as LinkId, hash: 'x', label: '', expires: open.now + hour };
    const meeting = 'g_1' as MeetingId;
    const does: CircleCommand[] = [
      { do: 'invite', ...link, role: 'participant', uses: 2 },
      { do: 'renew', ...link, link: 'l_y' as LinkId, hash: 'y', member: person('rowan') },
      { do: 'revoke-link', link: 'l_x' as LinkId },
      { do: 'schedule', meeting, start: open.now, end: open.now + hour },
      { do: 'name-stand-in', member: cleo, standIn: true },
      { do: 'set-settings', settings: { holdNewcomer: true } },
      { do: 'rename', name: 'Wednesdays' },
    ];
    for (const command of does) {
      const facts = open.byOrganiser(command) as readonly object[];
      expect(facts[0]).toMatchObject({ act: { what: command.do, by: ada, at: open.now } });
      // Asked again it changes nothing, except for words, which no decision compares.
      if (command.do !== 'rename') expect(open.byOrganiser(command)).toEqual([]);
    }
    open.when({ do: 'exclude', member: cleo, until: null, everywhere: false });
    open.byOrganiser({ do: 'lift-exclusion', member: cleo });
    expect(open.state.acts.map(({ what }) => what)).toEqual([
      ...does.map((command) => command.do),
      'lift-exclusion',
    ]);
    expect(open.state.acts[1]).toEqual({
      ...{ what: 'renew', by: ada, at: open.now },
      ...{ member: person('rowan'), link: 'l_y' },
    });
    expect(JSON.stringify(open.state.acts)).not.toContain('Wednesdays');
  });

  it('KEY-6 what organisers do in the house has its author too; what the server does has none', () => {
    const given = new Given(house);
    const by = { actor: ada, standing: { organiser: ada } };
    const link = { link: 'l_1' as LinkId, hash: 'h', expires: given.now + hour };
    const made = [
      given.when({ do: 'make-organiser-link', ...link }, by),
      given.when({ do: 'make-key', key: 'k_1', staff: person('program') }, by),
      given.when({ do: 'list-circle', circle: 'c_1' as never }, by),
      given.when({ do: 'list-circle', circle: 'abcdefghij' as never }),
    ] as HouseEvent[][];
    expect(made.map(([first]) => first?.act && [first.act.what, first.act.by])).toEqual([
      ['make-organiser-link', ada],
      ['make-key', ada],
      ['list-circle', ada],
      undefined,
    ]);
  });

  it('KEY-6 renew the sign-in of facilitators only; a renewal of a participant from before opens nothing', () => {
    const open = openCircle();
    open.invite('shared');
    open.redeem('shared', cleo);
    expect(open.renew('again', cleo)).toEqual({ refused: 'not-yours' });
    const made = {
      ...({ type: 'LinkMade', link: 'l_old' as LinkId, hash: 'old', kind: 'renewal' } as const),
      ...({ role: 'participant', uses: 1, expires: open.now + hour, member: cleo } as const),
    };
    open.state = circle.evolve(open.state, made);
    expect(
      redemptionOutcome(open.state, { hash: 'old', browser: 'thief', signedIn: null }, open.now),
    ).toBeNull();
    open.invite('lead', { role: 'facilitator' });
    open.redeem('lead', person('rowan'));
    expect(eventTypes(open.renew('lead again', person('rowan')))).toEqual(['LinkMade']);
  });
});
