/** The addresses behind the first page of staff, `paths.organiser`. */
export const staffPaths = {
  circles: '/o/circles',
  circle: (circle: string) => `/o/circles/${encodeURIComponent(circle)}`,
  newCircle: '/o/circles/new',
  people: '/o/people',
  /** The form for somebody more is open there, with this role and, for a facilitator, this circle. */
  addStaff: (role: 'organiser' | 'facilitator', circle?: string) =>
    `/o/people?${new URLSearchParams({ add: role, ...(circle === undefined ? {} : { circle }) })}`,
  settings: '/o/settings',
  /** The house record. */
  record: '/o/record',
  /** What one carries oneself. */
  myMeetings: '/o/meetings',
  /** One's own sign-ins and passkeys. */
  own: '/o/me',
} as const;
