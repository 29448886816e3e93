/** The addresses behind the first page of staff, `paths.organiser`. */
export const staffPaths = {
  circles: '/o/circles',
  circle: (circle: string) => `/o/circles/${encodeURIComponent(circle)}`,
  newCircle: '/o/circles/new',
  people: '/o/people',
  settings: '/o/settings',
  /** The house record. */
  record: '/o/record',
  /** What one carries oneself. */
  myMeetings: '/o/meetings',
  /** One's own sign-ins and passkeys. */
  own: '/o/me',
} as const;
