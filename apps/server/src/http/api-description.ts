/**
 * What the description of the HTTP interface (`/api/openapi.json`) says beside the schemas of the
 * routes: an example of each call and each answer, the errors, and how pages follow one another.
 */
import { type ProblemBody, problemBody } from '@holdspace/protocol/http';
import { z } from 'zod';
import { channelExamples } from './examples/channel-examples.ts';
import { circleExamples } from './examples/circle-examples.ts';
import { coverExamples } from './examples/cover-examples.ts';
import { deskExamples } from './examples/desk-examples.ts';
import { feedExamples } from './examples/feed-examples.ts';
import { inboxExamples } from './examples/inbox-examples.ts';
import { kitExamples } from './examples/kit-examples.ts';
import { memberExamples } from './examples/member-examples.ts';
import { rhythmExamples } from './examples/rhythm-examples.ts';
import type { RouteExample, RouteExamples } from './examples/route-example.ts';
import { staffExamples } from './examples/staff-examples.ts';

export const routeExamples: RouteExamples = {
  ...memberExamples,
  ...feedExamples,
  ...circleExamples,
  ...rhythmExamples,
  ...kitExamples,
  ...deskExamples,
  ...staffExamples,
  ...channelExamples,
  ...inboxExamples,
  ...coverExamples,
};

interface Described {
  example?: unknown;
}

interface DescribedParameter extends Described {
  readonly name: string;
  readonly in: string;
}

interface DescribedBody {
  readonly content?: Record<string, Described>;
  required?: boolean;
}

interface DescribedAnswer extends DescribedBody {
  headers?: Record<string, object>;
}

interface DescribedOperation {
  readonly parameters?: readonly DescribedParameter[];
  readonly requestBody?: DescribedBody;
  readonly responses?: Record<string, DescribedAnswer | { readonly $ref: string }>;
  tags?: readonly string[];
}

/** The parts of an OpenAPI document that are completed here. */
export interface ApiDocument {
  readonly paths?: Record<string, Record<string, DescribedOperation>>;
  components?: Record<string, Record<string, object>>;
}

const methods = ['get', 'post', 'put', 'patch', 'delete'];

/** Whether a call can be sent without this body. */
export const isOptionalBody = (body: unknown): boolean =>
  body instanceof z.ZodType && body.safeParse(undefined).success;

/**
 * Completes the document in place, and answers with it. `bareCalls`: the calls that need no body, as
 * `POST /circles/:circle`.
 */
export function completeDescription<Document extends object>(
  document: Document,
  bareCalls: ReadonlySet<string>,
): Document {
  const bare = new Set([...bareCalls].map((call) => call.replaceAll(/:(\w+)/g, '{$1}')));
  const { paths = {}, components = {} } = document as ApiDocument;
  for (const [address, operations] of Object.entries(paths)) {
    for (const method of methods) {
      const operation = operations[method];
      if (!operation) continue;
      const call = `${method.toUpperCase()} ${address}`;
      const example = routeExamples[call];
      if (example) addExample(operation, example);
      if (operation.requestBody && bare.has(call)) {
        operation.requestBody.required = false;
      }
      operation.tags = [groupOf(address)];
      completeAnswers(operation);
    }
  }
  const completed: ApiDocument = {
    components: { ...components, responses: { ...components.responses, Problem: problemAnswer() } },
  };
  return Object.assign(document, completed);
}

/** The heading under which a page shows the call. */
function groupOf(address: string): string {
  const [, , first, , part] = address.split('/');
  if (first === 'rhythm') return whenCirclesMeet;
  if (first === 'circles') {
    if (part === 'desk') return 'Desk of a circle';
    if (meetingParts.includes(part ?? '')) return whenCirclesMeet;
    return ownParts.includes(part ?? '') ? 'Links and members' : 'Circles';
  }
  if (first === 'kits') return 'Circles';
  return first === 'house' || first === 'staff' ? 'House and staff' : 'Links and members';
}

const whenCirclesMeet = 'When circles meet';
const meetingParts = ['rhythm', 'meetings', 'pause', 'resume', 'end'];

/** What members ask for about themselves. */
const ownParts = [
  ...['card', 'agreements', 'agree', 'proposals', 'place', 'intention', 'sessions'],
  'return-code',
  ...['sign-out-everywhere', 'leave-for-good'],
];

function addExample(operation: DescribedOperation, example: RouteExample): void {
  const given: Readonly<Record<string, unknown>> = { ...example.params, ...example.query };
  for (const parameter of operation.parameters ?? []) {
    if (Object.hasOwn(given, parameter.name)) parameter.example = given[parameter.name];
  }
  const body = operation.requestBody?.content?.['application/json'];
  if (body && example.body !== undefined) body.example = example.body;
  for (const answer of Object.values(operation.responses ?? {})) {
    const contents = 'content' in answer ? Object.entries(answer.content ?? {}) : [];
    for (const [type, content] of contents) {
      const shown = type === 'text/csv' ? example.csv : example.answer;
      if (shown !== undefined) content.example = shown;
    }
  }
}

function completeAnswers({ parameters = [], responses }: DescribedOperation): void {
  if (!responses) return;
  const isPaged = parameters.some(({ name }) => name === 'after');
  const found = responses['200'];
  if (isPaged && found && !('$ref' in found)) found.headers = { Link: nextPageHeader };
  responses.default = { $ref: '#/components/responses/Problem' };
}

const nextPageHeader = {
  description: 'The address of the next page; absent on the last one (RFC 8288).',
  schema: { type: 'string' },
  example: '</api/circles?limit=50&after=4q0z8f3m1v7c2k9xw5b6t0h3jd>; rel="next"',
};

/** By code; the status of each is in its summary. */
const problems: Readonly<
  Record<string, { readonly summary: string; readonly value: ProblemBody }>
> = {
  invalid: {
    summary: '400: a field is missing or wrong',
    value: {
      code: 'invalid',
      message: 'Something is missing or needs a change.',
      fields: { start: 'Needs a date, a time and a zone: 2026-03-01T19:00:00Z.' },
    },
  },
  'proof-needed': {
    summary: '403: the passkey is to be used again',
    value: {
      code: 'proof-needed',
      message: 'Please confirm with your passkey. This can’t be undone, or shows a lot.',
    },
  },
  'not-here': {
    summary: '404: it does not exist, or is not yours to see',
    value: { code: 'not-here', message: 'There’s nothing here that you can open.' },
  },
  'too-soon': {
    summary: '429: too many requests; the header Retry-After says when to try again',
    value: {
      code: 'too-soon',
      message: 'There’s a lot coming from your network right now. Please try again in a minute.',
    },
  },
  'not-ready': {
    summary: '503: the list of circles is being prepared; see Retry-After',
    value: {
      code: 'not-ready',
      message:
        'The list is being prepared: 640 of 2000 circles are read. Please try again in a moment.',
    },
  },
};

function problemAnswer() {
  const { $schema: _, ...schema } = z.toJSONSchema(problemBody, { io: 'output' });
  return {
    description: 'What was wrong, and what would be right. It never repeats what was sent.',
    content: { 'application/json': { schema, examples: problems } },
  };
}
