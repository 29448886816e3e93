/** The description of the HTTP interface: an example for each call, which its own schema accepts. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { routeExamples } from '../../src/http/api-description.ts';
import { startHttpFixture } from './http-fixture.ts';

interface Content {
  readonly schema: object;
  readonly example?: unknown;
  readonly examples?: Record<string, { readonly value: unknown }>;
}
interface Operation {
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly schema: object;
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

/** The answer that says that it was done. */
const answerOf = ({ responses }: Operation): Content | undefined =>
  Object.entries(responses).find(([status]) => status.startsWith('2'))?.[1].content?.[
    'application/json'
  ];

const problemsOf = (schema: object, value: unknown): readonly string[] => {
  const read = z.fromJSONSchema(schema).safeParse(value);
  return read.success ? [] : read.error.issues.map(({ path, message }) => `${path}: ${message}`);
};

/** Whether nothing but `null` fits. */
const isEmpty = (content: Content | undefined): boolean =>
  content === undefined || problemsOf(content.schema, null).length === 0;

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
      const answer = answerOf(operation);
      const isShown = isEmpty(answer) || answer?.example !== undefined;
      expect([name, isShown]).toEqual([name, true]);
    }
  });

  it('has examples that fit their own schemas', async () => {
    const faults: string[] = [];
    const check = (what: string, schema: object, value: unknown) =>
      faults.push(...problemsOf(schema, value).map((problem) => `${what}: ${problem}`));
    for (const [name, operation] of operationsOf(await readDescription())) {
      for (const { name: parameter, schema, example } of operation.parameters ?? []) {
        if (example !== undefined) check(`${name} ${parameter}`, schema, example);
      }
      const body = operation.requestBody?.content['application/json'];
      if (body) check(`${name} body`, body.schema, body.example);
      const answer = answerOf(operation);
      if (answer && !isEmpty(answer)) check(`${name} answer`, answer.schema, answer.example);
    }
    expect(faults).toEqual([]);
  });

  it('would find an example that does not fit', () => {
    const schema = { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] };
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
