/**
 * The bodies of the HTTP API: everything that is not live. The server publishes them at
 * /api/openapi.json; the screen and the rehearsals use the types.
 */
import { seats, staffRoles } from '@holdspace/core';
import { z } from 'zod';
import { agreementsBody, agreementsVersion, clauseBody } from './agreements-http.ts';
import { nameField, requestId } from './http-fields.ts';
import { circleGuide, kitFault, shelfItem } from './kit-http.ts';

export * from './agreements-http.ts';
export * from './channel-http.ts';
export * from './circle-http.ts';
export * from './cover-http.ts';
export * from './debrief-http.ts';
export * from './desk-http.ts';
export * from './feed-http.ts';
export { moment as momentField } from './http-fields.ts';
export * from './inbox-http.ts';
export * from './kit-http.ts';
export * from './list-http.ts';
export * from './place-http.ts';
export * from './proposal-http.ts';
export * from './rhythm-http.ts';
export * from './staff-http.ts';

/**
 * 128 random bits, base32; travels in the URL fragment and in request bodies, never in a path.
 * The schema accepts any text; an invalid one gets the answer that the link does not open.
 */
export const linkToken = z.string();
/** Six words of the list in code-words.ts, with spaces between them; shown once. */
export const returnCode = z.string();

/** One and the same answer for garbled, expired, used-up, revoked and foreign links. */
export const problemBody = z.object({
  code: z.string(),
  message: z.string(),
  /** Field by field, for a form. */
  fields: z.record(z.string(), z.string()).optional(),
  /** A free name, when the requested one is taken (VOI-11). */
  suggestion: z.string().optional(),
  /** The agreements as they stand, when another version was agreed to (AGR-1). */
  agreements: agreementsBody.pick({ version: true, clauses: true }).optional(),
  /** What is wrong with the text of a kit, in its order (KIT-1). */
  faults: z.array(kitFault).readonly().optional(),
  reference: z.string().optional(),
});

/** What a person sees of a circle before they come in. */
export const circleCardBody = z.object({
  circle: z.string(),
  name: z.string(),
  purpose: z.string(),
  agreements: z.array(z.string()),
  /** The same with ids and versions; `agreementsVersion` is the one that joining agrees to. */
  clauses: z.array(clauseBody),
  agreementsVersion: z.number(),
  piece: z.string(),
  language: z.string(),
  resonances: z.array(z.string()),
  seats: z.number(),
  facilitators: z.array(z.string()),
  /** The current or next meeting; null when none is planned. */
  meeting: z.object({ start: z.number(), end: z.number(), phase: z.string() }).nullable(),
  /** How the viewer could come in now; null when they cannot (`PlayerEntrance` in core). */
  entrance: z
    .object({
      byThemselves: z.boolean(),
      isFull: z.boolean(),
      listensFirst: z.literal(true).optional(),
      isLocked: z.boolean(),
    })
    .nullable(),
  /** Milliseconds for which words are kept after closing. */
  retention: z.number(),
  support: z.array(
    z.object({ name: z.string(), detail: z.string(), contact: z.string().optional() }),
  ),
  /** To members: what the circle gives along; absent when there is nothing. */
  shelf: z.array(shelfItem).readonly().optional(),
  /** To facilitators: words and questions for each part of a meeting; absent when there are none. */
  guide: circleGuide.optional(),
});

export const linkPreview = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('organiser') }),
  /**
   * A code or link of an existing member, or an invitation that this browser has already used: the
   * answer says nothing about the circle or the person before a press (PRV-8).
   */
  z.object({ kind: z.literal('return') }),
  z.object({
    kind: z.literal('circle'),
    role: z.enum(['facilitator', 'participant']),
    card: circleCardBody,
  }),
]);

export const redeemRequest = z.strictObject({
  /** The token of an invitation or another link; or a return code in any spelling. */
  token: linkToken,
  /** Required unless the token is of an existing member. */
  name: nameField.optional(),
  agreed: z.boolean().optional(),
  /** The version of the agreements that was read; left out: the one that stands. */
  agreementsVersion: agreementsVersion.optional(),
  /** The cookie ends with the browser session (PRV-7). */
  sharedDevice: z.boolean().default(false),
});
export const redeemResponse = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('organiser') }),
  z.object({
    kind: z.literal('member'),
    circle: z.string(),
    member: z.string(),
    role: z.enum(['facilitator', 'participant']),
    /**
     * A personal link to the same membership on another device. The first answer has it, and so has
     * a retry of the same browser within 15 minutes, because the first answer can be lost.
     */
    returnCode: returnCode.nullable(),
  }),
]);

/** Whether this browser sent our cookie; the answer sets one when it did not (CON-1). */
export const cookieCheck = z.object({ kept: z.boolean() });

export const newReturnCodeRequest = z.strictObject({ id: requestId.optional() });
export const createdReturnCode = z.object({ returnCode });

/** Why a session in this browser's cookie ended. `time`: it expired. */
export const endedSessionReasons = [
  'signed-out',
  'everywhere',
  'new-code',
  'replaced',
  'room',
  'not-facilitator',
  'time',
] as const;
const endedSessionReason = z.enum(endedSessionReasons);

/** The sign-ins of a person to one circle, for that person alone. Times are days (UTC). */
export const ownSessions = z.object({
  sessions: z.array(
    z.object({
      since: z.number(),
      by: z.enum(['join', 'code', 'renewal', 'return', 'upgrade', 'staff']),
      current: z.boolean(),
    }),
  ),
  /** What another device did, newest last; kept for 30 days. */
  notices: z.array(
    z.object({
      what: z.enum(['new-code', 'everywhere', 'code-used', 'renewal-used', 'link-used']),
      at: z.number(),
    }),
  ),
  /** Whether a valid return code exists. */
  hasCode: z.boolean(),
  /** `not-yours`: this device came in by the code, see POST …/return-code. */
  mayMakeCode: z.union([z.literal(true), z.literal('not-yours')]),
});

export const me = z.object({
  organiser: z.boolean(),
  /** Who of the staff this browser is signed in as; absent for everybody else. */
  staff: z.object({ id: z.string(), roles: z.array(z.enum(staffRoles)).readonly() }).optional(),
  circles: z.array(
    z.object({
      circle: z.string(),
      member: z.string(),
      role: z.enum(['facilitator', 'participant']),
      name: z.string(),
      /** The name of the circle. A page shows it only after a press (PRV-8, WAY-1). */
      circleName: z.string(),
    }),
  ),
  /** Circles that this browser leads since before there was staff: it may become staff (STF-7). */
  becomeStaff: z.array(z.string()).optional(),
  /** Circles where something other than a press in this browser signed it out. */
  ended: z.array(z.object({ circle: z.string(), why: endedSessionReason })),
});

/** `since`: epoch ms, null when it was not recorded. `you`: the author of the request. */
export const organiserList = z.array(
  z.object({ id: z.string(), since: z.number().nullable(), you: z.boolean() }),
);
/** The key is shown once: only its id is kept. */
export const createdKey = z.object({ id: z.string(), key: z.string() });

export const seat = z.enum(seats);

/** A request of a client that connects over plain HTTPS (CON-4). */
export const streamRequest = z.object({
  /** The stream that carries the result; absent when no client waits for it. */
  stream: z.string().min(1).max(64).optional(),
  device: z.string().min(8).max(64),
  /** Whose words this client holds, as in `Hello`. */
  member: z.string().max(64).optional(),
  /** The number of this request on its stream. */
  n: z.number().int().min(0),
  ask: z.enum(['command', 'sync', 'earlier', 'desk-earlier', 'page', 'alive']),
  /** The id and fields of a command; other requests have the payload of the socket event. */
  what: z.unknown().optional(),
});

export type StreamRequest = z.infer<typeof streamRequest>;
export type ProblemBody = z.infer<typeof problemBody>;
export type CircleCardBody = z.infer<typeof circleCardBody>;
export type LinkPreview = z.infer<typeof linkPreview>;
export type RedeemRequest = z.input<typeof redeemRequest>;
export type RedeemResponse = z.infer<typeof redeemResponse>;
export type CookieCheck = z.infer<typeof cookieCheck>;
export type Me = z.infer<typeof me>;
export type CreatedReturnCode = z.infer<typeof createdReturnCode>;
export type OwnSessions = z.infer<typeof ownSessions>;
export type EndedSessionReason = z.infer<typeof endedSessionReason>;
export type OrganiserList = z.infer<typeof organiserList>;
export type CreatedKey = z.infer<typeof createdKey>;
