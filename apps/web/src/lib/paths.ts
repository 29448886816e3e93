/**
 * The addresses of all screens but those behind the first page of staff
 * (organiser/page/staff-paths.ts). Secrets are only in the fragment.
 */
export const paths = {
  home: '/',
  /** The start page, which says that this person is gone from a circle for good. */
  left: '/#left',
  join: '/j',
  /** The page for return codes. */
  back: '/back',
  /** After a sign-out by the person; it does not name the circle. */
  signedOut: '/signed-out',
  /** The meeting of a circle, and its door. */
  circle: (circle: string) => `/c/${encodeURIComponent(circle)}`,
  /** What a member sees of a circle without entering (RHY-7). */
  place: (circle: string) => `/c/${encodeURIComponent(circle)}/place`,
  /** Where a way back leads: facilitators open the door, so they go straight to it. */
  wayBack: (circle: string, role: 'facilitator' | 'participant') =>
    role === 'facilitator' ? paths.circle(circle) : paths.place(circle),
  /** The first page of staff; without a sign-in, the page of it. */
  organiser: '/o',
  support: '/support',
  safety: '/safety',
  agreements: '/agreements',
  privacy: '/privacy',
  /** Answered by the server: clears the storage of this site and redirects to a harmless page. */
  leave: '/leave',
} as const;

/** Decodes percent signs of an address; an invalid sequence stays unchanged. */
export function decodePathPart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
