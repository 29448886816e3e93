/** Calls that need nothing but their address can be sent without a body, and are described so. */
import { describe, expect, it } from 'vitest';
import { errorBody, startHttpFixture } from './http-fixture.ts';

interface Description {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          {
            readonly requestBody?: {
              readonly required?: boolean;
              readonly content: Readonly<
                Record<string, { readonly schema: { readonly required?: readonly string[] } }>
              >;
            };
          }
        >
      >
    >
  >;
}

/** They need one field of several. */
const needSomething = ['/api/house/channels', '/api/circles/{circle}/meetings/{meeting}/call-off'];
/** It was read, also where what it is about does not exist. */
const isAnswered = ({ fields }: { readonly fields?: object | undefined }) =>
  !('body' in (fields ?? {}));

describe('calls without a body', () => {
  it('AGR-3 DSK-7 each call whose fields can all be left out needs none, and is described so', async () => {
    const house = await startHttpFixture();
    const organiser = await house.organiser();
    const description = (await organiser.ask('GET', '/api/openapi.json')).json<Description>();
    const bare = Object.entries(description.paths).flatMap(([address, { post, put }]) =>
      Object.entries({ POST: post, PUT: put }).flatMap(([method, operation]) => {
        const body = operation?.requestBody;
        const schema = body?.content['application/json']?.schema;
        if (!body || !schema || schema.required?.length || needSomething.includes(address))
          return [];
        return Object.hasOwn(schema, 'oneOf') ? [] : [{ method, address, body }];
      }),
    );
    expect(bare.map(({ address }) => address)).toContain(
      '/api/circles/{circle}/proposals/{proposal}/lay-aside',
    );
    for (const { method, address, body } of bare) {
      expect(body.required, address).toBeFalsy();
      // Signing out comes last.
      if (/sign-out/.test(address)) continue;
      const path = address.replaceAll(/\{\w+\}/g, 'unknown');
      const answer = await organiser.ask(method as 'POST', path);
      expect(isAnswered(answer.statusCode >= 400 ? errorBody(answer) : {}), address).toBe(true);
    }
  });
});
