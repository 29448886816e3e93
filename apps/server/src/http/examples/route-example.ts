/** One call of the HTTP interface as its description shows it. */
export interface RouteExample {
  /** Of the address, by name. */
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number>>;
  readonly body?: unknown;
  /** Of the answer that says it was done; absent where that has no body. */
  readonly answer?: unknown;
  /** Of the same as a file for a spreadsheet, where there is one. */
  readonly csv?: string;
}

/** By method and address: `GET /api/circles/{circle}`. */
export type RouteExamples = Readonly<Record<string, RouteExample>>;

/** Ids and times that the examples share. */
export const sample = {
  circle: '4q0z8f3m1v7c2k9xw5b6t0h3jd',
  otherCircle: '8w3n5d0r2c6m9y1xk7b4t8h5ez',
  meeting: 'g_5v0m3k8q1x7z2c9w',
  organiser: 'o_7c2k9xw5b6t0h3jd',
  facilitator: 'p_2k9xw5b6t0h3jd4q',
  participant: 'p_9x7z2c9w5v0m3k8q',
  link: 'l_1v7c2k9xw5b6t0h3',
  report: 'r_6b4t8h5ez8w3n5d0',
  thread: 't_0r2c6m9y1xk7b4t8',
  session: 'm3k8q1x7z2',
  passkey: 'y_3n5d0r2c6m9y1xk7',
  key: 'k_9y1xk7b4t8h5ez8w',
  credential: 'q83vASNFZ4mrze8BI0VniQ',
  /** 2 March 2027, 19:00 in Berlin, and 75 minutes later. */
  start: Date.parse('2027-03-02T18:00:00Z'),
  end: Date.parse('2027-03-02T19:15:00Z'),
  now: Date.parse('2027-02-24T09:30:00Z'),
} as const;

/** The agreements of a circle; the second clause was changed. */
export const sampleAgreements = {
  agreements: ['What is said here stays here.', 'Everybody may pass.'],
  clauses: [
    { id: 'a', version: 1, text: 'What is said here stays here.' },
    { id: 'b', version: 2, text: 'Everybody may pass.' },
  ],
  agreementsVersion: 2,
};

export const sampleCard = {
  circle: sample.circle,
  name: 'Tuesday evenings',
  purpose: 'For people who care for somebody at home.',
  ...sampleAgreements,
  piece: 'talking piece',
  language: 'en',
  resonances: ['I hear you', 'me too', 'thank you', 'with you'],
  seats: 8,
  facilitators: ['Rowan'],
  meeting: { start: sample.start, end: sample.end, phase: 'scheduled' },
  entrance: { byThemselves: false, isFull: false, isLocked: false },
  retention: 24 * 60 * 60 * 1000,
  support: [{ name: 'Samaritans', detail: 'Day and night, free of charge.', contact: '116 123' }],
};
