/** The description of the HTTP interface: an example for each call, which its own schema accepts. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { routeExamples } from '../../src/http/api-description.ts';
import { startHttpFixture } from './http-fixture.ts';

type Schema = Exclude<Parameters<typeof z.fromJSONSchema>[0], boolean>;

interface Content {
  readonly schema: Schema;
  readonly example?: unknown;
  readonly examples?: Record<string, { readonly value: unknown }>;
}
interface Operation {
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly schema: Schema;
    readonly example?: unknown;
  }[];
  readonly requestBody?: { readonly content: Record<string, Content> };
  readonly responses: Record<
    string,
    {
      readonly content?: Record<string, Content>;
      readonly headers?: object;
      readonly $ref?: string;
    }
  >;
}
interface Description {
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { readonly responses: Record<string, { content: Record<string, Content> }> };
}

async function readDescription(): Promise<Description> {
  const house = await startHttpFixture();
  return (await house.visitor().ask('GET', '/api/openapi.json')).json<Description>();
}

const operationsOf = ({ paths }: Description) =>
  Object.entries(paths).flatMap(([address, operations]) =>
    Object.entries(operations).map(
      ([method, operation]) => [`${method.toUpperCase()} ${address}`, operation] as const,
    ),
  );

/** The answer that says that it was done, in each of its forms: JSON, a calendar, a CSV. */
const answersOf = ({ responses }: Operation): Content[] =>
  Object.values(
    Object.entries(responses).find(([status]) => status.startsWith('2'))?.[1].content ?? {},
  );

const problemsOf = (schema: Schema, value: unknown): readonly string[] => {
  const read = z.fromJSONSchema(schema).safeParse(value);
  return read.success ? [] : read.error.issues.map(({ path, message }) => `${path}: ${message}`);
};

/** Whether nothing but `null` fits. */
const isEmpty = (content: Content): boolean => problemsOf(content.schema, null).length === 0;

describe('the page that shows the interface', () => {
  it('CON-3 has the headers of every answer, and a policy that allows this server alone', async () => {
    const house = await startHttpFixture();
    const guest = house.visitor();
    const usual = (await guest.ask('GET', '/api/openapi.json')).headers;
    for (const path of [
      '',
      '/',
      '/json',
      '/static/swagger-ui-bundle.js',
      '/static/swagger-ui.css',
    ]) {
      const { statusCode, headers } = await guest.ask('GET', `/api/docs${path}`);
      expect([path, statusCode]).toEqual([path, 200]);
      const { 'content-security-policy': policy = '', ...others } = headers;
      for (const name of ['permissions-policy', 'referrer-policy', 'x-content-type-options']) {
        expect(others[name]).toBe(usual[name]);
      }
      expect(others['x-frame-options']).toBe('DENY');
      expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';/);
      expect(policy).not.toMatch(/unsafe|https?:|\*/);
    }
    expect((await guest.ask('GET', '/api/docs/static/nothing.js')).statusCode).toBe(404);
    expect((await guest.ask('GET', '/api/docs/static/../../package.json')).statusCode).toBe(404);
  });

  it('has no code and no style of its own in the page', async () => {
    const house = await startHttpFixture();
    const { body } = await house.visitor().ask('GET', '/api/docs');
    expect(body).not.toMatch(/<style|\son\w+=|style=|https?:/);
    const scripts = [...body.matchAll(/<script([^>]*)>([^<]*)<\/script>/g)];
    expect(scripts.length).toBeGreaterThan(1);
    for (const [, attributes, text] of scripts) {
      expect([attributes?.includes('src="/api/docs/'), text?.trim()]).toEqual([true, '']);
    }
  });
});

describe('the description of the HTTP interface', () => {
  it('has an example for each call and each answer, and for no other', async () => {
    const description = await readDescription();
    const calls = operationsOf(description);
    expect(Object.keys(routeExamples).sort()).toEqual(calls.map(([name]) => name).sort());
    for (const [name, operation] of calls) {
      const required = (operation.parameters ?? []).filter((each) => each.required);
      const given = required.filter(({ example }) => example !== undefined);
      expect([name, given.length]).toEqual([name, required.length]);
      const body = operation.requestBody?.content['application/json'];
      expect([name, body === undefined || body.example !== undefined]).toEqual([name, true]);
      const shown = answersOf(operation).map((answer) => isEmpty(answer) || answer.example);
      expect([name, shown]).toEqual([name, shown.map(() => expect.anything())]);
    }
  });

  it('has examples that fit their own schemas', async () => {
    const faults: string[] = [];
    const check = (what: string, schema: Schema, value: unknown) =>
      faults.push(...problemsOf(schema, value).map((problem) => `${what}: ${problem}`));
    for (const [name, operation] of operationsOf(await readDescription())) {
      for (const { name: parameter, schema, example } of operation.parameters ?? []) {
        if (example !== undefined) check(`${name} ${parameter}`, schema, example);
      }
      const body = operation.requestBody?.content['application/json'];
      if (body) check(`${name} body`, body.schema, body.example);
      for (const answer of answersOf(operation)) {
        if (!isEmpty(answer)) check(`${name} answer`, answer.schema, answer.example);
      }
    }
    expect(faults).toEqual([]);
  });

  it('STF-5 names both forms of the house record', async () => {
    const { paths } = await readDescription();
    const { content = {} } = paths['/api/house/record']?.get?.responses['200'] ?? {};
    expect(Object.keys(content)).toEqual(['application/json', 'text/csv']);
    const [columns = '', entry = ''] = String(content['text/csv']?.example).split('\n');
    expect(entry.split(',')).toHaveLength(columns.split(',').length);
  });

  it('would find an example that does not fit', () => {
    const schema: Schema = {
      type: 'object',
      properties: { a: { type: 'string' } },
      required: ['a'],
    };
    expect(problemsOf(schema, { a: 1 })).toHaveLength(1);
    expect(problemsOf(schema, {})).toHaveLength(1);
    expect(problemsOf(schema, { a: 'x' })).toEqual([]);
  });

  it('shows errors by their codes, for each call, and how pages follow one another', async () => {
    const description = await readDescription();
    const problem = description.components.responses.Problem?.content['application/json'];
    const examples = Object.entries(problem?.examples ?? {});
    expect(examples.length).toBeGreaterThan(3);
    for (const [code, { value }] of examples) {
      expect(value).toMatchObject({ code });
      expect(problemsOf(problem?.schema ?? {}, value)).toEqual([]);
    }
    for (const [, { parameters = [], responses }] of operationsOf(description)) {
      expect(responses.default?.$ref).toBe('#/components/responses/Problem');
      const isPaged = parameters.some(({ name }) => name === 'after');
      expect(Object.keys(responses['200']?.headers ?? {})).toEqual(isPaged ? ['Link'] : []);
    }
  });
});
