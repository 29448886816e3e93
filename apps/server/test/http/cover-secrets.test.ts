/**
 * Nobody but the person sees what they were offered, what they answered, or what they set (CVR-3): every
 * reading of an organiser and of another facilitator, before and after, is the same to the byte.
 */
import type { HouseRecordBody } from '@holdspace/protocol';
import { expect, it } from 'vitest';
import { startCoverFixture } from './cover-fixture.ts';
import type { HttpVisitor } from './http-fixture.ts';

interface Description {
  readonly paths: Record<string, Record<string, unknown>>;
}

/** Readings that are noted stand in the record themselves; what they show else is compared. */
const isOwnTrace = (line: string): boolean => /read-|export-/.test(line);

async function readEverything(
  visitor: HttpVisitor,
  params: Readonly<Record<string, string>>,
): Promise<Map<string, string>> {
  const description = await visitor.ask('GET', '/api/openapi.json');
  const { paths } = description.json<Description>();
  const read = new Map<string, string>();
  for (const [address, operations] of Object.entries(paths)) {
    if (!('get' in operations) || /sign-in|openapi|metrics|readyz|livez/.test(address)) continue;
    const path = address.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? 'none');
    const { statusCode, body } = await visitor.ask('GET', path);
    // A fault has another reference each time.
    const same = body.replace(/"reference":"\w+"/g, '');
    const lines = same.replaceAll('},{', '},\n{').split('\n');
    const kept = lines.filter((line) => !address.endsWith('/record') || !isOwnTrace(line));
    read.set(address, `${statusCode} ${kept.join('\n')}`);
  }
  return read;
}

it('CVR-3 an offer, a no to it, silence and limits change nothing that anybody else is answered', async () => {
  const { carer, organiser, circle, meeting, say, meetingsOf } = await startCoverFixture(40);
  const ada = await carer('Ada', true);
  const [cleo, dov, eli] = [await carer('Cleo'), await carer('Dov'), await carer('Eli')];
  const readers = [organiser, ada.visitor, cleo.visitor];
  const params = { circle, meeting, id: dov.id };
  const readings = () => Promise.all(readers.map((each) => readEverything(each, params)));
  expect(await meetingsOf(eli, '?show=offers')).toHaveLength(1);
  await readings();
  const before = await readings();
  expect(before[0]?.size).toBeGreaterThan(15);
  expect((await say(dov, 'cant')).statusCode).toBe(200);
  const limits = { meetingsAWeek: 0, hoursBetween: 77, onlyWhenAsked: [circle] };
  expect((await dov.visitor.ask('PUT', '/api/house/me/carrying', limits)).statusCode).toBe(200);
  expect(await readings()).toEqual(before);
});

it('CVR-3 others see who carries, and not who could not, nor how often', async () => {
  const { carer, organiser, circle, meeting, say } = await startCoverFixture(100);
  const [ada, ben] = [await carer('Ada', true), await carer('Ben', true)];
  const [dov, eli] = [await carer('Dov'), await carer('Eli')];
  await say(ada, 'cant');
  await say(dov, 'yes');
  await say(eli, 'cant');
  const params = { circle, meeting };
  for (const reader of [organiser, ben.visitor]) {
    const read = await readEverything(reader, params);
    for (const [address, body] of read) {
      // What one may do oneself.
      const others = body.replace(/"may":\[[^\]]*\]/g, '');
      expect([address, /cant\b|declin|lapsed|cover-/i.test(others)]).toEqual([address, false]);
    }
  }
  const own = await readEverything(ben.visitor, params);
  expect(own.get('/api/house/me/meetings')).toContain('["Ben","Dov"]');
});

it('CVR-3 the numbers of the house record do not tell that somebody answered in between', async () => {
  const { carer, organiser, circle, say, takeBack } = await startCoverFixture(40);
  const [dov, eli] = [await carer('Dov'), await carer('Eli')];
  const seqs = async () => {
    const answer = await organiser.ask('GET', '/api/house/record?order=newest&limit=2');
    return answer.json<HouseRecordBody[]>().map(({ seq }) => seq);
  };
  await seqs();
  const [before = 0] = await seqs();
  await organiser.ask('PATCH', `/api/circles/${circle}`, { purpose: 'For people who care' });
  const [last = 0, own = 0] = await seqs();
  // The change, and the second reading, which goes on from the first.
  await say(dov, 'cant');
  await say(eli, 'yes');
  await takeBack(eli);
  const limits = { meetingsAWeek: 0, hoursBetween: 77, onlyWhenAsked: [circle] };
  await dov.visitor.ask('PUT', '/api/house/me/carrying', limits);
  await organiser.ask('PATCH', `/api/circles/${circle}`, { purpose: 'For people who care more' });
  const [then = 0, later = 0] = await seqs();
  expect([then - last, later - own]).toEqual([last - before, last - before]);
});
