/** What a ledger knows of a calendar feed (RHY-5), of a membership or of somebody of the staff. */

/** `neutral`: an appointment says nothing about what it is. `real`: it has the circle's name. */
export const feedTitles = ['neutral', 'real'] as const;
export type FeedTitle = (typeof feedTitles)[number];

export interface CalendarFeed {
  /** Its secret is derived from this id, so that its person can see the address again. */
  readonly feed: string;
  /** Of the secret, which is never written down. */
  readonly hash: string;
  readonly title: FeedTitle;
}
