/**
 * HTTP bodies about talking a hard meeting over (CVR-5). They are for those who carried it, and for one
 * on call who said yes; what is written is for those alone who said yes.
 */
import { z } from 'zod';

/** A meeting with a call for help, a removal or an exclusion. */
export const ownDebrief = z.object({
  /** Of the meeting. */
  id: z.string(),
  circle: z.string(),
  /** Of the circle. */
  name: z.string(),
  start: z.string(),
  end: z.string(),
  /** One has said yes, and reads what is written. */
  joined: z.boolean(),
  /** `asked`: somebody on call is asked for, and nobody has said yes; `joined`: somebody has. */
  onCall: z.enum(['none', 'asked', 'joined']),
  /** It is offered to one, since one is on call. */
  asOnCall: z.boolean(),
  /** Who has said yes; empty until one has said so too. */
  people: z.array(z.string()).readonly(),
});

export const debriefBody = ownDebrief.extend({
  entries: z
    .array(
      z.object({
        /** A name; '' for who is of the staff no more. */
        by: z.string(),
        mine: z.boolean(),
        /** Epoch ms. */
        at: z.number(),
        /** '' once its writer has erased it. */
        text: z.string(),
      }),
    )
    .readonly(),
});

/** `onCall`: with somebody on call too, the first who says yes. */
export const joinDebriefRequest = z.strictObject({ onCall: z.boolean().default(false) }).optional();
export const debriefText = z.strictObject({ text: z.string() });

export type OwnDebrief = z.infer<typeof ownDebrief>;
export type DebriefBody = z.infer<typeof debriefBody>;
