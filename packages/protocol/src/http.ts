/**
 * The bodies of the HTTP API: everything that is not live. The server publishes them at
 * /api/openapi.json; the screen and the rehearsals use the types.
 */
import { helpKinds, reasons, reportStates, seats, staffRoles } from '@holdspace/core';
import { z } from 'zod';
import {
  agreementsBody,
  agreementsChange,
  agreementsVersion,
  clauseBody,
  consentCount,
  newAgreements,
  wantedAgreements,
} from './agreements-http.ts';
import { duration } from './commands.ts';
import { circleGuide, kitFault, kitOrId, shelfItem } from './kit-http.ts';
import { maxNameLength, maxPurposeLength } from './lengths.ts';
import { meetingMinutes, rhythmBody } from './rhythm-http.ts';

export * from './agreements-http.ts';
export * from './channel-http.ts';
export * from './cover-http.ts';
export * from './debrief-http.ts';
export * from './feed-http.ts';
export * from './inbox-http.ts';
export * from './kit-http.ts';
export * from './list-http.ts';
export * from './place-http.ts';
export * from './proposal-http.ts';
export * from './rhythm-http.ts';
export * from './staff-http.ts';

const name = z.string().trim().min(1).max(maxNameLength);
const moment = z.iso.datetime({ offset: true });
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

export const circleSettings = z
  .object({
    admit: z.enum(['everyone', 'members', 'facilitator']),
    seats: z.number().int().min(1).max(30),
    /** How many facilitators a meeting wants (CVR-1). */
    carers: z.number().int().min(1).max(10),
    doorsLead: duration,
    offer: duration,
    offerHidden: duration,
    offeredGrace: duration,
    frozenGrace: duration,
    settle: duration,
    turn: duration,
    responses: duration,
    leadGrace: duration,
    holdLimit: duration,
    helpAlert: duration,
    helpPlain: duration,
    noShow: duration,
    seatsHeld: duration,
    waitingGrace: duration,
    raidCount: z.number().int().min(1).max(200),
    raidWindow: duration,
    aftercare: duration,
    retention: duration,
    deskRetention: duration,
    memberRetention: duration,
    resonances: z.array(z.string().min(1).max(60)).max(8),
    holdNewcomer: z.boolean(),
    piece: z.string().min(1).max(maxNameLength),
    language: z.string().min(2).max(35),
  })
  .partial()
  .strict();

/** Makes a repeated request harmless: new for each intent, the same at each retry. */
const requestId = z.string().min(16).max(64);

export const newCircleRequest = z.strictObject({
  id: requestId.optional(),
  name,
  /** What is left out is that of the kit; without a kit it is empty. */
  purpose: z.string().trim().max(maxPurposeLength).optional(),
  agreements: newAgreements.optional(),
  settings: circleSettings.optional(),
  /** Opens the circle with what the kit says; every other field goes before it (KIT-1). */
  kit: kitOrId.optional(),
  guide: circleGuide.optional(),
  /** The first meeting, and the only one that is planned; or else `rhythm`. */
  start: moment.optional(),
  /** When its meetings are, from the first one on (RHY-1). A kit says none with dates. */
  rhythm: rhythmBody.optional(),
  /** Left out: that of the kit, else 75. */
  minutes: meetingMinutes.optional(),
});

export const newLinkRequest = z.strictObject({
  /** The same link again where the answer was lost. */
  id: requestId.optional(),
  role: z.enum(['facilitator', 'participant']),
  /** Shown to facilitators next to the people who joined by it. */
  label: z.string().trim().max(maxNameLength).default(''),
  /** How many people may join by it; a link for a facilitator is always for one. */
  uses: z.number().int().min(1).max(200).default(30),
  expires: duration.optional(),
  /** Renews the sign-in of this facilitator, who lost theirs (KEY-6). */
  member: z.string().optional(),
});
/** The address is shown once: only its hash is kept. */
export const createdLink = z.object({ id: z.string(), url: z.string() });

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
  name: name.optional(),
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

export const circleSummary = z.object({
  id: z.string(),
  name: z.string(),
  purpose: z.string(),
  /** The meeting that is under way or comes next, or else the last one: phase and counts (STF-6). */
  meeting: z
    .object({
      start: z.number(),
      end: z.number(),
      phase: z.string(),
      /** How many people are in it, and how many wait to be let in. */
      present: z.number(),
      waiting: z.number(),
    })
    .nullable(),
  facilitators: z.array(z.string()),
  members: z.number(),
});

/** A member of a circle, as the organiser sees them. */
export const circlePerson = z.object({
  id: z.string(),
  name: z.string(),
  role: z.enum(['facilitator', 'participant']),
  /** The label of the link they joined by. */
  link: z.string(),
  /** Named to stand in when no facilitator is there (FAC-3). */
  standIn: z.boolean(),
  /** `until`: epoch ms, or null until lifted. Null: may take part (VOI-1). */
  excluded: z.object({ until: z.number().nullable(), everywhere: z.boolean() }).nullable(),
});

/** What the organiser sees of one circle. */
export const circleDetail = circleSummary.extend({
  agreements: z.array(z.string()),
  clauses: z.array(clauseBody),
  agreementsVersion: z.number(),
  /** How many have agreed to them as they stand (AGR-1). */
  consent: consentCount,
  /** Words, questions and shelf that came with a kit or were written since; absent: none. */
  guide: circleGuide.optional(),
  settings: z.record(z.string(), z.unknown()),
  people: z.array(circlePerson),
  links: z.array(
    z.object({
      id: z.string(),
      role: z.enum(['facilitator', 'participant']),
      label: z.string(),
      /** How many people may join by it, and how many still can. */
      uses: z.number(),
      usesLeft: z.number(),
      expires: z.number(),
      revoked: z.boolean(),
    }),
  ),
});
/** An absent field stays unchanged. Settings apply to meetings planned from now on. */
export const circleChanges = z.strictObject({
  name: name.optional(),
  purpose: z.string().trim().max(maxPurposeLength).optional(),
  agreements: wantedAgreements.optional(),
  agreementsChange: agreementsChange.optional(),
  agreementsVersion: agreementsVersion.optional(),
  settings: circleSettings.optional(),
  /** The whole guide; null takes it away. */
  guide: circleGuide.nullable().optional(),
});
export const standInRequest = z.strictObject({ standIn: z.boolean() });

const deskText = z.string().max(16_384);
export const threadSeenRequest = z.strictObject({ answering: z.boolean().default(false) });
export const threadAnswerRequest = z.strictObject({ text: deskText });
/** `note`: a sentence to the person. */
export const threadClosingRequest = z.strictObject({ note: deskText.optional() });
export const reportUpdate = z.strictObject({
  state: z.enum(reportStates),
  /** Read by the reporter; needed to close. */
  outcome: deskText.optional(),
});

/** A readonly list, as in core. */
const list = <Item extends z.ZodType>(item: Item) => z.array(item).readonly();

const receipt = z.object({
  id: z.string(),
  kind: z.enum([
    'nudge',
    'warn',
    'mute',
    'remove',
    'exclude',
    'exclude-everywhere',
    'redact',
    'turn-away',
    'stop',
  ]),
  at: z.number(),
  reason: z.enum(reasons),
  note: z.string(),
  until: z
    .union([z.number(), z.literal('meeting')])
    .nullable()
    .optional(),
});
const thread = z.object({
  id: z.string(),
  kind: z.enum(['note', 'help', 'appeal']),
  by: z.string(),
  name: z.string(),
  state: z.enum(['sent', 'seen', 'answering', 'answered', 'unseen', 'closed']),
  help: z.enum(helpKinds).optional(),
  receipt: receipt.optional(),
  entries: list(
    z.object({
      by: z.string(),
      at: z.number(),
      text: z.string(),
      organiser: z.literal(true).optional(),
      name: z.string().optional(),
      closes: z.literal(true).optional(),
    }),
  ),
});
/** The desk of the organiser; the circle sees nothing of it. */
export const organiserDesk = z.object({
  /** Reports about facilitators, without their authors (DSK-4). */
  reports: list(
    z.object({
      id: z.string(),
      about: z.string(),
      name: z.string(),
      message: z.string().nullable(),
      at: z.number(),
      state: z.enum(reportStates),
      text: z.string(),
      outcome: z.string().optional(),
    }),
  ),
  appeals: list(thread),
  /**
   * Calls for help that raised the alarm, and whether a facilitator has seen them (DSK-2); also the
   * needs for care of facilitators.
   */
  help: list(thread),
  alerts: list(z.string()),
  incidents: list(
    z.object({ what: z.enum(['no-show', 'abandoned']), meeting: z.string(), at: z.number() }),
  ),
  feedback: list(z.object({ id: z.string(), meeting: z.string().nullable(), text: z.string() })),
  /** Every moderation act in order: its actor and its subject (VOI-8). */
  record: list(
    receipt.extend({
      by: z.string(),
      byName: z.string(),
      to: z.string(),
      toName: z.string(),
      /** The person who asked first, for an act that needs two people (VOI-1). */
      asked: z.object({ by: z.string(), name: z.string(), note: z.string() }).optional(),
    }),
  ),
});

/** One act of an organiser in a circle: ids and times, no words (KEY-6). */
export const organiserActBody = z.object({
  /** The name of the command: `invite`, `renew`, `revoke-link`, `schedule`, `rename`, … */
  what: z.string(),
  /** The organiser; a key of a program acts under an id of its own. */
  by: z.string(),
  at: z.number(),
  member: z.string().optional(),
  link: z.string().optional(),
  meeting: z.string().optional(),
  circle: z.string().optional(),
});

export const openedCircleResponse = z.object({
  id: z.string(),
  facilitatorLink: createdLink,
  invitation: createdLink,
});

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
export type CircleSettingsInput = z.input<typeof circleSettings>;
export type NewCircleRequest = z.input<typeof newCircleRequest>;
export type NewLinkRequest = z.input<typeof newLinkRequest>;
export type CreatedLink = z.infer<typeof createdLink>;
export type CircleCardBody = z.infer<typeof circleCardBody>;
export type LinkPreview = z.infer<typeof linkPreview>;
export type RedeemRequest = z.input<typeof redeemRequest>;
export type RedeemResponse = z.infer<typeof redeemResponse>;
export type CookieCheck = z.infer<typeof cookieCheck>;
export type Me = z.infer<typeof me>;
export type NewReturnCodeRequest = z.input<typeof newReturnCodeRequest>;
export type CreatedReturnCode = z.infer<typeof createdReturnCode>;
export type OwnSessions = z.infer<typeof ownSessions>;
export type EndedSessionReason = z.infer<typeof endedSessionReason>;
export type OrganiserList = z.infer<typeof organiserList>;
export type CreatedKey = z.infer<typeof createdKey>;
export type CircleSummary = z.infer<typeof circleSummary>;
export type CirclePerson = z.infer<typeof circlePerson>;
export type CircleDetail = z.infer<typeof circleDetail>;
export type CircleChanges = z.input<typeof circleChanges>;
export type ReportUpdate = z.input<typeof reportUpdate>;
export type OrganiserActBody = z.infer<typeof organiserActBody>;
export type OpenedCircleResponse = z.infer<typeof openedCircleResponse>;
