/**
 * What people do between meetings, over HTTP: members about their seat and the agreements, carers about
 * carrying a meeting (RHY-6, CVR-2 to CVR-5, AGR-3). The commands of a meeting are elsewhere.
 */
import { alertKinds, proposalAnswers } from '@holdspace/core';
import { z } from 'zod';
import { meetingReference } from './meeting-reference.ts';
import { change, proposalReference, refused } from './organiser-acts.ts';

const ofMeeting = z.strictObject({ meeting: meetingReference, refused });
const ofProposal = z.strictObject({ proposal: proposalReference, refused });

export const groupActs = {
  'not-this-time': ofMeeting,
  /** Takes that back. */
  'this-time': ofMeeting,
  'cannot-carry': ofMeeting,
  /** Says yes, or takes *I can't* back. */
  carry: ofMeeting,
  'take-back-cover': ofMeeting,
  /** One's own limits; null is none. `rest` in hours. */
  'set-carrying': z.strictObject({
    ceiling: z.number().int().min(0).nullable().default(null),
    rest: z.number().int().min(0).nullable().default(null),
    refused,
  }),
  /** Of a meeting that nobody carries, in its last three hours. */
  'call-off': z.strictObject({
    meeting: meetingReference,
    how: z.enum(['postpone', 'cancel']),
    note: z.string().min(1).optional(),
    refused,
  }),
  /** *I have it*, for the alert of that kind, or the first one. */
  'take-alert': z.strictObject({ alert: z.enum(alertKinds).optional(), refused }),
  /** For the newest meeting that is to be talked over. */
  'join-debrief': z.strictObject({ onCall: z.boolean().default(false), refused }),
  'write-debrief': z.strictObject({ text: z.string(), refused }),
  /** A new clause; with `clause`, its number from 1, another text for it, or its removal. */
  propose: z
    .strictObject({
      text: z.string().min(1).optional(),
      clause: z.number().int().min(1).optional(),
      why: z.string().optional(),
      refused,
    })
    .refine(({ text, clause }) => text !== undefined || clause !== undefined, {
      error:
        'What? text: a new clause; clause: 1 and text for another text; clause: 1 alone to remove it',
    }),
  'answer-proposal': z.strictObject({
    answer: z.enum(proposalAnswers),
    proposal: proposalReference,
    refused,
  }),
  'take-back-proposal': ofProposal,
  'adopt-proposal': z.strictObject({ proposal: proposalReference, change, refused }),
  'lay-aside-proposal': ofProposal,
  /** To the agreements as they are, without entering. */
  'agree-again': z.strictObject({ refused }),
  'leave-for-good': z.strictObject({ refused }),
} as const;

export type GroupAction = {
  [Name in keyof typeof groupActs]: { readonly act: Name } & Readonly<
    z.output<(typeof groupActs)[Name]>
  >;
}[keyof typeof groupActs];
export type GroupActName = GroupAction['act'];

/** Acts of those who carry a meeting: their people have an identity in the house (STF-1). */
export const carerActs: ReadonlySet<GroupActName> = new Set([
  'cannot-carry',
  'carry',
  'take-back-cover',
  'set-carrying',
  'call-off',
  'take-alert',
  'join-debrief',
  'write-debrief',
]);

/** Other natural spellings. */
const spellings: Readonly<Record<string, GroupActName>> = {
  'i-cant': 'cannot-carry',
  "i-can't": 'cannot-carry',
  cannot: 'cannot-carry',
  cant: 'cannot-carry',
  "can't": 'cannot-carry',
  'i-can': 'carry',
  can: 'carry',
  'put-into-force': 'adopt-proposal',
};

/** Null for what is no act of this list. */
export const groupActNamed = (name: unknown): GroupActName | null => {
  if (typeof name !== 'string') return null;
  if (Object.hasOwn(groupActs, name)) return name as GroupActName;
  return spellings[name] ?? null;
};
