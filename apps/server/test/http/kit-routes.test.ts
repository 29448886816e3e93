/** Kits over HTTP: those that come along, a preview, opening a circle by one, and saving one. */
import type { CircleCardBody, CircleDetail, KitPreview, KitSummary } from '@holdspace/protocol';
import { parseKit } from '@holdspace/protocol/kit';
import { describe, expect, it } from 'vitest';
import { errorBody, type HttpFixture, type HttpVisitor, startHttpFixture } from './http-fixture.ts';

const shipped = ['check-in', 'from-me-to-us', 'grief', 'strengths'];
const preview = (organiser: HttpVisitor, kit: unknown) =>
  organiser.ask('POST', '/api/kits/preview', { kit });
const savedKit = async (organiser: HttpVisitor, id: string) =>
  (await organiser.ask('GET', `/api/circles/${id}/kit`)).body;
const cardOf = async (visitor: HttpVisitor, id: string) =>
  (await visitor.ask('GET', `/api/circles/${id}/card`)).json<CircleCardBody>();

const small = `kit: 1
name: Small
language: de
purpose: To be small.
piece: the shell
resonances: ["yes"]
agreements:
  - One
  - {text: Two, safety: true}
phases:
  opening: {words: Hello., prompts: [How are you?]}
shelf:
  - {name: Rest, detail: Sleep.}
notFor: [Large things]
`;

async function smallCircle(house: HttpFixture, overrides: object = {}) {
  const organiser = await house.organiser();
  const opened = await organiser.openCircle({
    kit: small,
    ...overrides,
  });
  return { organiser, opened };
}

describe('the kits that come along', () => {
  it('KIT-2 are four, and each says who may use it and what it is not for', async () => {
    const organiser = await (await startHttpFixture()).organiser();
    const kits = (await organiser.ask('GET', '/api/kits')).json<KitSummary[]>();
    expect(kits.map(({ id }) => id)).toEqual(shipped);
    for (const { mayUse, notFor } of kits) {
      expect(mayUse).toBeTruthy();
      expect(notFor.join(' ')).toMatch(/crisis|living on feels impossible/);
    }
  });

  it.each(shipped)('KIT-2 %s has words, questions, agreements and a shelf', async (id) => {
    const organiser = await (await startHttpFixture()).organiser();
    const kit = (await preview(organiser, id)).json<KitPreview>();
    for (const part of ['opening', 'body', 'closing'] as const) {
      expect(kit.phases?.[part]?.prompts?.length).toBeGreaterThan(0);
    }
    expect(kit.phases?.opening?.words).toBeTruthy();
    expect(kit.phases?.closing?.words).toBeTruthy();
    expect(kit.agreements.some(({ safety }) => safety)).toBe(true);
    expect(kit.shelf?.length).toBeGreaterThan(0);
    expect(kit.rhythm?.minutes).toBeGreaterThan(0);
  });

  it('KIT-1 are shown to organisers and programs alone', async () => {
    const house = await startHttpFixture();
    expect((await house.visitor().ask('GET', '/api/kits')).statusCode).toBe(404);
    expect((await preview(house.visitor(), 'grief')).statusCode).toBe(404);
  });
});

describe('a preview', () => {
  it('KIT-1 shows everything, every clause in one form, and opens nothing', async () => {
    const organiser = await (await startHttpFixture()).organiser();
    const answer = await preview(organiser, small);
    expect(answer.json()).toEqual({
      ...{ name: 'Small', language: 'de', purpose: 'To be small.', piece: 'the shell' },
      resonances: ['yes'],
      agreements: [
        { text: 'One', safety: false },
        { text: 'Two', safety: true },
      ],
      phases: { opening: { words: 'Hello.', prompts: ['How are you?'] } },
      shelf: [{ name: 'Rest', detail: 'Sleep.' }],
      notFor: ['Large things'],
    });
    expect((await organiser.ask('GET', '/api/circles')).json()).toEqual([]);
  });

  it('KIT-1 answers a broken kit with every fault, its line and its column', async () => {
    const organiser = await (await startHttpFixture()).organiser();
    const answer = await preview(organiser, `${small}colour: red\nname: Again\n`);
    expect(answer.statusCode).toBe(400);
    const { message, fields, faults } = errorBody(answer);
    expect(faults).toEqual([
      { line: 16, column: 1, message: 'Line 16, column 1: This key is here twice.' },
    ]);
    expect(fields).toEqual({ kit: message });
  });

  it('KIT-1 names the kits that come along when there is none of a name', async () => {
    const organiser = await (await startHttpFixture()).organiser();
    expect(errorBody(await preview(organiser, 'joy')).fields?.kit).toContain('check-in');
    expect(errorBody(await preview(organiser, '../secrets')).fields?.kit).toContain('not a kit');
  });

  it('KIT-1 takes a kit that is longer than other requests, and says so when it is too long', async () => {
    const organiser = await (await startHttpFixture()).organiser();
    const long = `${small}${`# "${'a'.repeat(36)}"\n`.repeat(1400)}`;
    expect((await preview(organiser, long)).statusCode).toBe(200);
    expect(errorBody(await preview(organiser, long + long)).message).toContain('64 KB');
    expect((await preview(organiser, 'a'.repeat(300_000))).statusCode).toBe(413);
  });

  it.each([undefined, null, 7, '', ['grief'], { text: small }])('KIT-1 refuses %j', async (kit) => {
    const organiser = await (await startHttpFixture()).organiser();
    const answer = await preview(organiser, kit);
    expect(answer.statusCode).toBe(400);
    expect(errorBody(answer).fields?.kit).toBeTruthy();
  });
});

describe('a circle that is opened with a kit', () => {
  it('KIT-1 has its purpose, agreements, settings, words and shelf', async () => {
    const { organiser, opened } = await smallCircle(await startHttpFixture());
    const detail = (await organiser.ask('GET', `/api/circles/${opened.id}`)).json<CircleDetail>();
    expect(detail).toMatchObject({
      ...{ name: 'Tuesdays', purpose: 'To be small.', agreements: ['One', 'Two'] },
      settings: { piece: 'the shell', language: 'de', resonances: ['yes'], seats: 8 },
      guide: { phases: { opening: { prompts: ['How are you?'] } }, notFor: ['Large things'] },
    });
    expect(detail.clauses).toEqual([
      { id: 'c1', version: 1, text: 'One' },
      { id: 'c2', version: 1, text: 'Two', safety: true },
    ]);
  });

  it('KIT-1 what the request says goes before the kit', async () => {
    const { organiser, opened } = await smallCircle(await startHttpFixture(), {
      purpose: 'Mine',
      agreements: ['Only this'],
      settings: { piece: 'a pen' },
      guide: { shelf: [{ name: 'Tea', detail: 'Hot.' }] },
    });
    const detail = (await organiser.ask('GET', `/api/circles/${opened.id}`)).json<CircleDetail>();
    expect(detail).toMatchObject({
      ...{ purpose: 'Mine', agreements: ['Only this'] },
      settings: { piece: 'a pen', language: 'de' },
    });
    expect(detail.guide).toEqual({ shelf: [{ name: 'Tea', detail: 'Hot.' }] });
  });

  it('KIT-1 opens nothing, and leaves no act, with a kit that cannot be read', async () => {
    const organiser = await (await startHttpFixture()).organiser();
    const start = '2026-03-01T19:00:00Z';
    const answer = await organiser.ask('POST', '/api/circles', { name: 'x', start, kit: 'kit: 9' });
    expect(answer.statusCode).toBe(400);
    expect((await organiser.ask('GET', '/api/circles')).json()).toEqual([]);
    expect((await organiser.ask('GET', '/api/house/record')).body).not.toContain('open-circle');
  });

  it('KIT-1 gives words to facilitators, the shelf to members, and neither before joining', async () => {
    const house = await startHttpFixture();
    const { opened, organiser } = await smallCircle(house);
    const rowan = house.visitor();
    await rowan.join(opened.facilitatorLink.url, 'Rowan');
    const cleo = house.visitor();
    const looked = await cleo.look(opened.invitation.url);
    expect(looked.body).not.toContain('Hello.');
    expect(looked.body).not.toContain('Sleep.');
    await cleo.join(opened.invitation.url, 'Cleo');
    expect(await cardOf(rowan, opened.id)).toMatchObject({ guide: { phases: {} } });
    const card = await cardOf(cleo, opened.id);
    expect(card.shelf).toEqual([{ name: 'Rest', detail: 'Sleep.' }]);
    expect(card.guide).toBeUndefined();
    expect((await cardOf(organiser, opened.id)).guide).toBeDefined();
  });

  it('KIT-1 its words are changed and taken away by an organiser', async () => {
    const { organiser, opened } = await smallCircle(await startHttpFixture());
    const url = `/api/circles/${opened.id}`;
    const guide = { phases: { closing: { words: 'Goodbye.' } } };
    expect((await organiser.ask('PATCH', url, { guide })).statusCode).toBe(204);
    expect((await organiser.ask('GET', url)).json<CircleDetail>().guide).toEqual(guide);
    const wrong = await organiser.ask('PATCH', url, { guide: { phases: { middle: {} } } });
    expect(errorBody(wrong).fields).toEqual({ 'guide.phases.middle': 'There is no such field.' });
    expect((await organiser.ask('PATCH', url, { guide: null })).statusCode).toBe(204);
    expect((await organiser.ask('GET', url)).json<CircleDetail>().guide).toBeUndefined();
  });
});

describe('a circle that is saved as a kit', () => {
  it('KIT-1 opens another circle like it', async () => {
    const { organiser, opened } = await smallCircle(await startHttpFixture());
    const kit = await savedKit(organiser, opened.id);
    const next = await organiser.openCircle({ name: 'Tuesdays', kit });
    expect(await savedKit(organiser, next.id)).toBe(kit);
  });

  it('KIT-1 without a kit of its own, and with texts that a kit cannot have, can be read again', async () => {
    const organiser = await (await startHttpFixture()).organiser();
    const opened = await organiser.openCircle({
      name: 'A\u{202E}B\nC',
      agreements: ['One: two\n# three'],
      settings: { piece: ' ', resonances: [' ', 'a\tb'], language: 'en_US!' },
    });
    expect(parseKit(await savedKit(organiser, opened.id))).toEqual({
      kit: {
        ...{ kit: 1, name: 'AB C', language: 'und', resonances: ['a b'] },
        agreements: [{ text: 'One: two\n# three' }],
      },
    });
  });

  it('KIT-1 keeps its rhythm and nothing of its dates', async () => {
    const rhythm = { every: 'week', on: ['tu'], at: '19:00' };
    const { organiser, opened } = await smallCircle(await startHttpFixture(), {
      ...{ start: undefined, minutes: 90 },
      rhythm: { ...rhythm, zone: 'Europe/Berlin', from: '2026-03-03', until: '2026-12-24' },
    });
    const kit = await savedKit(organiser, opened.id);
    expect(parseKit(kit)).toMatchObject({ kit: { rhythm: { ...rhythm, minutes: 90 } } });
    for (const own of ['Berlin', '2026']) expect(kit).not.toContain(own);
  });

  it('KIT-1 holds nothing of its members', async () => {
    const house = await startHttpFixture();
    const { organiser, opened } = await smallCircle(house);
    const url = `/api/circles/${opened.id}`;
    const canaries = ['Zanzibar', 'Quokka', 'Narwhal'];
    await house.visitor().join(opened.facilitatorLink.url, 'Zanzibar');
    const made = await organiser.ask('POST', `${url}/links`, {
      role: 'participant',
      label: 'Quokka',
    });
    await house.visitor().join(made.json<{ url: string }>().url, 'Narwhal');
    const people = (await organiser.ask('GET', url)).json<CircleDetail>().people;
    const kit = await savedKit(organiser, opened.id);
    for (const secret of [...canaries, ...people.map(({ id }) => id), opened.id]) {
      expect(kit).not.toContain(secret);
    }
  });

  it('KIT-1 is given to organisers and the facilitators of the circle alone, as a file', async () => {
    const house = await startHttpFixture();
    const { organiser, opened } = await smallCircle(house);
    const url = `/api/circles/${opened.id}/kit`;
    const answer = await organiser.ask('GET', url);
    expect(answer.headers['content-type']).toBe('application/yaml; charset=utf-8');
    expect(answer.headers['content-disposition']).toContain('kit.yaml');
    const cleo = house.visitor();
    await cleo.join(opened.invitation.url, 'Cleo');
    expect((await cleo.ask('GET', url)).statusCode).toBe(404);
    expect((await organiser.ask('GET', '/api/circles/nowhere/kit')).statusCode).toBe(404);
  });
});
