/** Every address of the screens, in one place. What is secret travels in the fragment only. */
export const paths = {
  home: '/',
  join: '/j',
  /** Comes back in by a return code. */
  back: '/back',
  /** After one's own press; says nothing of where. */
  signedOut: '/signed-out',
  circle: (circle: string) => `/c/${encodeURIComponent(circle)}`,
  organiser: '/o',
  organiserCircle: (circle: string) => `/o/circles/${encodeURIComponent(circle)}`,
  newCircle: '/o/circles/new',
  organisers: '/o/people',
  support: '/support',
  safety: '/safety',
  agreements: '/agreements',
  privacy: '/privacy',
  /** Answered by the server: clears what this site keeps and goes somewhere harmless. */
  leave: '/leave',
} as const;

/** Percent signs of an address read as letters; what is garbled stays as it is. */
export function decodePathPart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
