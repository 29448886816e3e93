/** HTTP bodies of calendar feeds (RHY-5). The calendars themselves are `text/calendar`. */
import { feedTitles } from '@holdspace/core';
import { z } from 'zod';

/** `real`: the name of the circle; else each appointment says nothing about what it is. */
export const feedTitle = z.enum(feedTitles);

/** Left out: as the feed has it; `neutral` for a new one. */
export const feedRequest = z.strictObject({ title: feedTitle.optional() });

export const feedBody = z.object({
  /** It needs no sign-in: it says when the meetings are, and opens nothing else. */
  url: z.string(),
  title: feedTitle,
});

/** The query of a single appointment. */
export const appointmentQuery = z.strictObject({ title: feedTitle.default('neutral') });

export type FeedBody = z.infer<typeof feedBody>;
