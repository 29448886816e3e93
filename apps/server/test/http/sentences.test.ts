/** Every body of the HTTP interface with one part of the wrong kind is answered with what would be right. */
import { expect, it } from 'vitest';
import { startHttpFixture } from './http-fixture.ts';

interface Operation {
  readonly requestBody?: {
    readonly content?: Readonly<Record<string, { readonly example?: unknown }>>;
  };
}
type Method = 'POST' | 'PUT' | 'PATCH' | 'DELETE';

const wrongValues = [5, 'x', {}, [], ['x'], [{}], null, true] as const;

/** The example with each of its parts replaced by each of these, one at a time. */
function spoilt(example: unknown): unknown[] {
  if (typeof example !== 'object' || example === null) return [];
  return Object.entries(example).flatMap(([key, value]) => {
    const put = (other: unknown) =>
      Array.isArray(example) ? example.with(Number(key), other) : { ...example, [key]: other };
    return [...wrongValues, ...spoilt(value)].map(put);
  });
}

const saysNothing = /isn’t right|isn’t written|undefined|Invalid|\[object/;

it('AGR-3 RHY-1 KIT-1 a part of the wrong kind is named with what would be right, in every call', async () => {
  const house = await startHttpFixture();
  const organiser = await house.organiser();
  const made = await organiser.ask('POST', '/api/house/keys', { scope: 'organise' });
  const program = house.visitor();
  program.headers = { authorization: `Bearer ${made.json<{ key: string }>().key}` };
  const { id } = await organiser.openCircle();
  const { paths } = (await program.ask('GET', '/api/openapi.json')).json<{
    paths: Record<string, Record<string, Operation>>;
  }>();
  let refused = 0;
  for (const [path, operations] of Object.entries(paths)) {
    for (const [method, { requestBody }] of Object.entries(operations)) {
      const example = requestBody?.content?.['application/json']?.example;
      const address = path.replace('{circle}', id).replace(/\{\w+\}/g, 'x');
      for (const body of [{}, [], ...spoilt(example)]) {
        if (example === undefined) continue;
        const answer = await program.ask(method.toUpperCase() as Method, address, body);
        expect(answer.statusCode, `${method} ${path} ${JSON.stringify(body)}`).toBeLessThan(500);
        const { fields } = answer.statusCode === 400 ? answer.json<{ fields?: object }>() : {};
        if (fields) refused++;
        for (const sentence of Object.values(fields ?? {})) {
          expect([method, path, JSON.stringify(body), sentence]).not.toEqual([
            ...[method, path, JSON.stringify(body), expect.stringMatching(saysNothing)],
          ]);
        }
      }
    }
  }
  expect(refused).toBeGreaterThan(300);
}, 60_000);
