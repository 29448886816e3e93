/** What the organiser of a circle does between its meetings: the acts and their fields (RHY-3, RHY-4, AGR-3). */
import { agreementChangeKinds } from '@holdspace/core';
import { circleSettings, meetingMinutes, wantedAgreements } from '@holdspace/protocol/http';
import { z } from 'zod';
import { localMoment, localMomentOrDate, meetingReference } from './meeting-reference.ts';
import { rhythmChange } from './rhythm-form.ts';

export const refused = z.string().min(1).optional();
export const change = z.enum(agreementChangeKinds).optional();
/** The newest one, or its number in the order in which they were made. */
export const proposalReference = z
  .union([z.literal('last'), z.number().int().min(1)], {
    error: 'Which proposal: `last`, or 1, 2, …',
  })
  .default('last');

/** By so much later, earlier when negative; or to a moment. */
const shift = {
  start: localMoment.optional(),
  days: z.number().optional(),
  hours: z.number().optional(),
} as const;

export const organiserActs = {
  /** `minutes`: how long it is from now on. */
  'move-meeting': z
    .strictObject({
      meeting: meetingReference,
      ...shift,
      minutes: meetingMinutes.optional(),
      refused,
    })
    .refine(
      ({ start, days, hours, minutes }) =>
        [start, days, hours, minutes].some((each) => each !== undefined),
      {
        error:
          'Where to? start: 2027-03-09T19:00, or days: 1, or hours: -2, or minutes: 90 for its length',
      },
    ),
  'cancel-meeting': z.strictObject({ meeting: meetingReference, note: z.string().min(1), refused }),
  /** `days` and `hours` are counted from now. */
  'add-meeting': z
    .strictObject({ ...shift, minutes: meetingMinutes.default(60), refused })
    .refine(
      ({ start, days, hours }) => start !== undefined || days !== undefined || hours !== undefined,
      {
        error: 'When? start: 2027-03-09T19:00, or days: 3, or hours: 5, counted from now',
      },
    ),
  'set-rhythm': rhythmChange.safeExtend({ refused }),
  'end-rhythm': z.strictObject({ refused }),
  pause: z
    .strictObject({
      days: z.number().positive().optional(),
      until: localMomentOrDate.optional(),
      refused,
    })
    .refine(({ days, until }) => days === undefined || until === undefined, {
      path: ['until'],
      error: 'Say days or until, not both',
    }),
  resume: z.strictObject({ refused }),
  /** `last`: the last meeting; the next one when absent, none when null. */
  end: z.strictObject({
    text: z.string().default(''),
    last: meetingReference.unwrap().nullable().optional(),
    refused,
  }),
  'set-agreements': z.strictObject({ agreements: wantedAgreements, change, refused }),
  'change-settings': z.strictObject({ settings: circleSettings, refused }),
  'adopt-proposal': z.strictObject({ proposal: proposalReference, change, refused }),
  'lay-aside-proposal': z.strictObject({ proposal: proposalReference, refused }),
} as const;

/** Settings stay as written: the server parses their durations. */
type FieldsOf<Name extends keyof typeof organiserActs> = Name extends 'change-settings'
  ? { readonly settings: z.input<typeof circleSettings>; readonly refused?: string | undefined }
  : Readonly<z.output<(typeof organiserActs)[Name]>>;
export type OrganiserAction = {
  [Name in keyof typeof organiserActs]: { readonly act: Name } & FieldsOf<Name>;
}[keyof typeof organiserActs];

export const isOrganiserAct = (name: unknown): name is keyof typeof organiserActs =>
  typeof name === 'string' && Object.hasOwn(organiserActs, name);
