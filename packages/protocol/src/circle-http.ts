/**
 * HTTP bodies of circles for those who carry them: opening, settings, links, people, and what was done
 * there.
 */
import { z } from 'zod';
import {
  agreementsChange,
  agreementsVersion,
  clauseBody,
  consentCount,
  newAgreements,
  wantedAgreements,
} from './agreements-http.ts';
import { duration } from './commands.ts';
import { moment, nameField, requestId } from './http-fields.ts';
import { circleGuide, kitOrId } from './kit-http.ts';
import { maxNameLength, maxPurposeLength } from './lengths.ts';
import { meetingMinutes, rhythmBody } from './rhythm-http.ts';

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

export const newCircleRequest = z.strictObject({
  id: requestId.optional(),
  name: nameField,
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
      /** How many facilitators carry it, and how many it wants (CVR-1); absent once it is over. */
      covered: z.number().optional(),
      wanted: z.number().optional(),
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
  name: nameField.optional(),
  purpose: z.string().trim().max(maxPurposeLength).optional(),
  agreements: wantedAgreements.optional(),
  agreementsChange: agreementsChange.optional(),
  agreementsVersion: agreementsVersion.optional(),
  settings: circleSettings.optional(),
  /** The whole guide; null takes it away. */
  guide: circleGuide.nullable().optional(),
});
export const standInRequest = z.strictObject({ standIn: z.boolean() });

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

export type CircleSettingsInput = z.input<typeof circleSettings>;
export type NewCircleRequest = z.input<typeof newCircleRequest>;
export type NewLinkRequest = z.input<typeof newLinkRequest>;
export type CreatedLink = z.infer<typeof createdLink>;
export type CircleSummary = z.infer<typeof circleSummary>;
export type CirclePerson = z.infer<typeof circlePerson>;
export type CircleDetail = z.infer<typeof circleDetail>;
export type CircleChanges = z.input<typeof circleChanges>;
export type OrganiserActBody = z.infer<typeof organiserActBody>;
export type OpenedCircleResponse = z.infer<typeof openedCircleResponse>;
