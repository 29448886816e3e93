import type { CircleId } from '@holdspace/core';
import { describe, expect, it, vi } from 'vitest';
import { errorBody, redeemedBody, startHttpFixture } from './http-fixture.ts';

const secret = { HOLDSPACE_SECRET: 'a secret of this test, long enough for it' };

async function opened() {
  const house = await startHttpFixture(secret);
  const organiser = await house.organiser();
  const circle = await organiser.openCircle();
  const { facilitatorLink, invitation } = circle;
  await house.visitor().join(facilitatorLink.url, 'Rowan Hill');
  const come = (name: string, by = house) => by.visitor().join(invitation.url, name);
  const people = async () => {
    const detail = await organiser.ask('GET', `/api/circles/${circle.id}`);
    return detail.json<{ people: { name: string }[] }>().people.map(({ name }) => name);
  };
  return { house, organiser, circle, come, people };
}

describe('a name at the door', () => {
  it('VOI-11 that looks like another person’s is refused with a free suggestion that names nobody', async () => {
    const { come, people } = await opened();
    await come('Anna');
    for (const name of ['Rоwan Hill', 'Rowan', 'A n n a', 'Sam (facilitator)', 'Sam ✓']) {
      const refused = await come(name);
      expect(refused.statusCode).toBe(400);
      const { fields, suggestion } = errorBody(refused);
      expect(fields?.['name']).toContain(`How about “${suggestion}”?`);
      expect(refused.body).not.toMatch(/Rowan|Anna/);
      expect((await come(suggestion ?? '')).statusCode).toBe(200);
    }
    expect((await people()).length).toBe(7);
  });

  it('VOI-11 uses up no place of the link when it is refused', async () => {
    const { house, organiser, circle } = await opened();
    const body = { role: 'participant', uses: 1 };
    const made = await organiser.ask('POST', `/api/circles/${circle.id}/links`, body);
    const { url } = made.json<{ url: string }>();
    expect((await house.visitor().join(url, 'rowan hill')).statusCode).toBe(400);
    expect((await house.visitor().join(url, 'Anna')).statusCode).toBe(200);
    expect((await house.visitor().join(url, 'Sam')).statusCode).toBe(404);
  });

  it('VOI-11 is given to one alone of those who choose it at once, also on two nodes', async () => {
    const { house, come, people } = await opened();
    const other = await house.anotherNode();
    const presses = Array.from({ length: 12 }, (_, n) =>
      come('Quiet Heron', n % 2 === 0 ? house : { ...house, ...other }),
    );
    const answers = (await Promise.all(presses)).map(({ statusCode }) => statusCode);
    expect(answers.filter((code) => code === 200)).toHaveLength(1);
    expect(answers.filter((code) => code === 400)).toHaveLength(11);
    expect((await people()).filter((name) => name === 'Quiet Heron')).toHaveLength(1);
  });

  it('VOI-11 lets everyone in who comes at once under names of their own', async () => {
    const { house, come } = await opened();
    const other = await house.anotherNode();
    const presses = Array.from({ length: 24 }, (_, n) =>
      come(`Guest ${n}`, n % 2 === 0 ? house : { ...house, ...other }),
    );
    const answers = (await Promise.all(presses)).map(({ statusCode }) => statusCode);
    expect(answers.every((code) => code === 200)).toBe(true);
  });

  it('VOI-11 is compared with those who are on their way, so that each sends one command', async () => {
    const { house, circle, come, people } = await opened();
    const ledger = await house.app.ledgers.circle(circle.id as CircleId);
    const submit = vi.spyOn(ledger, 'submit');
    const names = Array.from({ length: 20 }, (_, n) => `Guest ${n}`);
    const answers = await Promise.all(names.map((name) => come(name)));
    expect(answers.every(({ statusCode }) => statusCode === 200)).toBe(true);
    const sent = submit.mock.calls.filter(([command]) => command.do === 'redeem');
    expect(sent).toHaveLength(20);
    expect(await people()).toEqual(expect.arrayContaining(names));
  });

  it('VOI-11 is free again when the person who was on the way with it was not let in', async () => {
    const { house, organiser, circle, people } = await opened();
    const body = { role: 'participant', uses: 1 };
    const made = await organiser.ask('POST', `/api/circles/${circle.id}/links`, body);
    const { url } = made.json<{ url: string }>();
    const come = (name: string, link = url) => house.visitor().join(link, name);
    const answers = await Promise.all([
      ...[come('Anna'), come('Quiet Heron')],
      come('quiet heron', circle.invitation.url),
    ]);
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 404, 200]);
    expect((await people()).toSorted()).toEqual(['Anna', 'Rowan Hill', 'quiet heron']);
  });

  it('VOI-11 a press repeated at once in one browser is the same membership, not a taken name', async () => {
    const { house, circle } = await opened();
    const visitor = house.visitor();
    await visitor.look(circle.invitation.url);
    const presses = [1, 2, 3].map(() => visitor.join(circle.invitation.url, 'Anna'));
    const members = (await Promise.all(presses)).map((answer) => redeemedBody(answer).member);
    expect(new Set(members).size).toBe(1);
  });

  it('VOI-11 a facilitator takes their own, though a participant has it already', async () => {
    const { house, organiser, circle, come } = await opened();
    await come('Sage');
    const body = { role: 'facilitator' };
    const made = await organiser.ask('POST', `/api/circles/${circle.id}/links`, body);
    const { url } = made.json<{ url: string }>();
    expect((await house.visitor().join(url, 'rowan hill')).statusCode).toBe(400);
    expect((await house.visitor().join(url, 'Sage (facilitator)')).statusCode).toBe(200);
  });
});
