/**
 * Who of the staff may ask for what, cell by cell: role × act, in an own circle and in another one.
 * The table is committed beside this file and meant to be read.
 */
import {
  circlesSeenBy,
  type KeyScope,
  keyScopes,
  type PersonId,
  type StaffActName,
  type StaffIdentity,
  type StaffRole,
  staffActs,
  staffRefusal,
  staffRoles,
} from '@holdspace/core';
import { describe, expect, it } from 'vitest';
import { ada, fridays, GivenStaff, hour, tuesdays } from './staff-fixture.ts';

const acts = Object.keys(staffActs) as StaffActName[];
const given = new GivenStaff();
const members = staffRoles.map((role) => {
  const staff = `o_${role}` as PersonId;
  given.join(staff, [role], role, [tuesdays]);
  given.addPasskey(staff, role, `pk_${role}`);
  return { role, identity: { person: staff, session: role as never, key: null } };
});
const keys = keyScopes.map((scope) => {
  const identity = { person: `o_${scope}` as PersonId, session: null, key: `k_${scope}` };
  const until = given.now + 24 * hour;
  given.by(ada, { do: 'make-key', key: identity.key, staff: identity.person, scope, until });
  return { scope, identity };
});

const cell = (identity: StaffIdentity, act: StaffActName, later = 0): string => {
  const isAbout = (circle: typeof tuesdays) =>
    staffRefusal(given.state, identity, { act, circle }, given.now + later) ?? '✓';
  const [own, other] = [isAbout(tuesdays), isAbout(fridays)];
  return own === other ? own : `own circles: ${own}`;
};

describe('what staff may ask for', () => {
  it('STF-4 every cell of role × act, and of key × act, is as it was read and agreed', async () => {
    const head = ['act', ...staffRoles, ...staffRoles.map((each) => `${each}, 6 min later`)];
    const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
    const columns: readonly [StaffIdentity, number][] = [
      ...members.map(({ identity }): [StaffIdentity, number] => [identity, 0]),
      ...members.map(({ identity }): [StaffIdentity, number] => [identity, 6 * 60_000]),
      ...keys.map(({ identity }): [StaffIdentity, number] => [identity, 0]),
    ];
    const text = [
      '# What staff may ask for',
      '',
      'Made by access.test.ts (`vitest -u` writes it anew). ✓ may ask; else the refusal. Everybody',
      'has a passkey, proved just now, or 6 minutes ago, and looks after one of two circles.',
      '',
      line([...head, ...keyScopes.map((scope) => `key: ${scope}`)]),
      line([...head, ...keyScopes].map(() => '---')),
      ...acts.map((act) => line([act, ...columns.map(([who, later]) => cell(who, act, later))])),
      '',
    ].join('\n');
    await expect(text).toMatchFileSnapshot('./access.md');
  });

  it('STF-1 a facilitator asks for nothing outside of their circles, and sees no others', () => {
    const facilitator = members[1]!.identity;
    for (const act of acts.filter((each) => 'inCircle' in staffActs[each])) {
      for (const asked of [{ act, circle: fridays }, { act }]) {
        expect(staffRefusal(given.state, facilitator, asked, given.now), act).toBe('not-here');
      }
    }
    expect(circlesSeenBy(given.state, facilitator)).toEqual([tuesdays]);
    expect(circlesSeenBy(given.state, members[0]!.identity)).toEqual([tuesdays, fridays]);
    expect(circlesSeenBy(given.state, members[2]!.identity)).toEqual([tuesdays]);
  });

  it('STF-3 nobody asks for anything with an ended session, or with another person’s', () => {
    const ended: StaffIdentity = { person: ada, session: 'unknown' as never, key: null };
    const borrowed: StaffIdentity = { person: ada, session: 'facilitator' as never, key: null };
    for (const act of acts) {
      for (const identity of [ended, borrowed]) {
        expect(staffRefusal(given.state, identity, { act }, given.now), act).toBe('not-here');
      }
    }
  });

  it('STF-2 a key ends at its end, and one that reads changes nothing', () => {
    const at = (scope: KeyScope, act: StaffActName, later: number) => {
      const { identity } = keys.find((each) => each.scope === scope)!;
      return staffRefusal(given.state, identity, { act }, given.now + later);
    };
    expect(at('read', 'list-circles', 0)).toBeNull();
    expect(at('read', 'list-circles', 24 * hour)).toBe('not-here');
    for (const act of acts) {
      const { scope } = staffActs[act] as { scope: KeyScope | null };
      expect(at('read', act, 0) === null, act).toBe(scope === 'read');
      expect(at('organise', act, 0) === null, act).toBe(scope !== null);
    }
  });

  it('STF-4 names the heavy acts', () => {
    const rules = Object.entries(staffActs) as [StaffActName, { heavy?: true }][];
    expect(rules.filter(([, { heavy }]) => heavy).map(([act]) => act)).toEqual([
      'export-house-record',
      'end-circle',
      'make-organiser',
      'end-organiser-role',
      'make-staff-link',
      'remove-staff',
      'remove-passkey-of-other',
      'make-key',
    ]);
    const roles: readonly StaffRole[] = staffRoles;
    expect(roles).toEqual(['organiser', 'facilitator', 'on-call']);
  });
});
