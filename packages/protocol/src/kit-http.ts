/**
 * A kit: the text file that opens a circle (KIT-1), as data, and the HTTP bodies about kits. The
 * YAML around it is read and written by kit/.
 */
import {
  type CircleGuide,
  facilitatorPlaces,
  handsOrders,
  maxInterval,
  monthPlaces,
  weekdays,
} from '@holdspace/core';
import { z } from 'zod';
import { maxClauses } from './agreements-http.ts';
import { maxAgreementLength, maxNameLength, maxPurposeLength } from './lengths.ts';

/** A readonly list, as in core. */
const list = <Item extends z.ZodType>(item: Item) => z.array(item).readonly();

/** The longest kit, in bytes of UTF-8. */
export const maxKitBytes = 64 * 1024;
/**
 * The limits below keep every kit that a circle is saved as under `maxKitBytes`, in any writing: at
 * most 20,000 characters of three bytes.
 */
/** The version of the format; a kit names it in its first key. */
export const kitVersion = 1;

/**
 * What no text of a kit may hold: controls but line ends and tabs, what turns the direction of
 * other text around, a BOM inside, line ends that nobody sees, halves of characters, and the sign
 * that stands where a file was read in the wrong encoding.
 */
export const unsafeKitCharacter =
  /(?![\n\r\t])[\p{Cc}\p{Cs}\u{202A}-\u{202E}\u{2066}-\u{2069}\u{2028}\u{2029}\u{FEFF}\u{FFF9}-\u{FFFB}\u{FFFD}]/u;

const unsafeText = 'This has a control character, or one that turns the direction of text around.';
const text = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .refine((value) => !unsafeKitCharacter.test(value), { error: unsafeText });
/** A text on one line. */
const line = (most: number) =>
  text(most).refine((value) => !/[\n\r\t]/.test(value), { error: 'This needs to be one line.' });

const minutes = z.number().int().min(1).max(480);

/** An address that a press opens; nothing that runs (PRV-6). */
const contact = line(150).regex(/^(tel:\+?[\d ().-]+|mailto:[^@\s]+@[^@\s]+|https:\/\/\S+)$/, {
  error: 'This needs to begin with tel:, mailto: or https://.',
});

/** Something to take along: on the page after a meeting and at the place page. */
export const shelfItem = z.strictObject({
  name: line(60),
  detail: text(250),
  contact: contact.optional(),
});

const prompts = z.array(text(250)).max(6).readonly();

const guidePhase = z.strictObject({
  /** Read aloud by a facilitator: opening and closing words. */
  words: text(1500).optional(),
  /** Questions, each for one round or one open floor. */
  prompts: prompts.optional(),
  /** About how long; nothing ends by it (PHA-4). */
  minutes: minutes.optional(),
  /** How this part is usually led. */
  mode: z.enum(['open', 'hands', 'round', 'centre']).optional(),
});

const guideParts = {
  phases: z
    .strictObject({
      opening: guidePhase.optional(),
      body: guidePhase.optional(),
      closing: guidePhase.optional(),
    })
    .optional(),
  /** Who comes first: of the hands that are raised, and the facilitator's own place in a round. */
  order: z
    .strictObject({
      hands: z.enum(handsOrders).optional(),
      facilitator: z.enum(facilitatorPlaces).optional(),
    })
    .optional(),
  shelf: z.array(shelfItem).max(10).readonly().optional(),
  /** Who may use it. */
  mayUse: text(300).optional(),
  /** What and who it is not for. */
  notFor: z.array(text(200)).max(6).readonly().optional(),
};

/**
 * What a circle keeps of a kit beside its purpose, agreements and settings: the guide of its
 * facilitators, and the shelf of its members.
 */
export const circleGuide = z.strictObject(guideParts) satisfies z.ZodType<CircleGuide>;

/** A rhythm without dates and zone: these come from the organiser. */
export const kitRhythm = z
  .strictObject({
    every: z.enum(['week', 'month']),
    /** Every so many weeks or months. */
    interval: z.number().int().min(1).max(maxInterval.week).optional(),
    on: z.union([
      z
        .array(z.enum(weekdays))
        .min(1)
        .max(7)
        .refine((days) => new Set(days).size === days.length, { error: 'A day is here twice.' })
        .readonly(),
      z.strictObject({ nth: z.literal(monthPlaces), day: z.enum(weekdays) }),
    ]),
    /** Local time. */
    at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, {
      error: 'This needs to be a time of day between 00:00 and 23:59, for example "19:00".',
    }),
    minutes: z.number().int().min(5).max(480),
  })
  .refine(({ every, on }) => Array.isArray(on) === (every === 'week'), {
    path: ['on'],
    error:
      'Every week is on days, for example [tu, th]; every month is on one, for example { nth: 1, day: tu }.',
  })
  .refine(({ every, interval = 1 }) => interval <= maxInterval[every], {
    path: ['interval'],
    error: `At most ${maxInterval.month} months.`,
  });

/** `safety`: it belongs to the safety of the organisation and cannot be voted away (AGR-3). */
const kitClause = z.strictObject({
  text: text(maxAgreementLength),
  safety: z.boolean().optional(),
});

export const kit = z.strictObject({
  kit: z.literal(kitVersion),
  name: line(maxNameLength),
  /** BCP 47. */
  language: z
    .string()
    .max(35)
    .regex(/^[a-z]{2,8}(-[a-z\d]{1,8})*$/i, {
      error: 'This needs to be a language tag, for example en or de-AT.',
    }),
  author: line(200).optional(),
  mayUse: guideParts.mayUse,
  notFor: guideParts.notFor,
  purpose: text(maxPurposeLength).optional(),
  rhythm: kitRhythm.optional(),
  phases: guideParts.phases,
  order: guideParts.order,
  /** What the circle calls its talking piece. */
  piece: line(maxNameLength).optional(),
  resonances: z.array(line(60)).max(8).readonly().optional(),
  agreements: z
    .array(z.union([text(maxAgreementLength), kitClause]))
    .max(maxClauses)
    .readonly()
    .optional(),
  shelf: guideParts.shelf,
});

/** A fault of a kit, from line 1 and column 1. `message`: a whole sentence with both. */
export const kitFault = z.object({ line: z.number(), column: z.number(), message: z.string() });

/**
 * The id of a kit that comes along, or the text of one. Its length is judged with the text, so that
 * the answer says what is right.
 */
export const kitOrId = z.string().min(1);

export const kitSummary = z.object({
  id: z.string(),
  name: z.string(),
  language: z.string(),
  author: z.string().optional(),
  purpose: z.string().optional(),
  mayUse: z.string().optional(),
  notFor: list(z.string()),
});
export const kitList = z.array(kitSummary);

export const kitPreviewRequest = z.strictObject({ kit: kitOrId });
/** Everything that is in the kit; nothing has been opened or kept. */
export const kitPreview = kit.omit({ kit: true, agreements: true }).extend({
  agreements: list(z.object({ text: z.string(), safety: z.boolean() })),
});

export type Kit = z.infer<typeof kit>;
export type KitRhythm = z.infer<typeof kitRhythm>;
export type KitFault = z.infer<typeof kitFault>;
export type KitSummary = z.infer<typeof kitSummary>;
export type KitPreview = z.infer<typeof kitPreview>;
export type CircleGuideBody = z.infer<typeof circleGuide>;
