/** The bodies of the HTTP API about staff: people, sign-ins, passkeys, keys, the house record. */
import { keyScopes, staffRoles } from '@holdspace/core';
import { z } from 'zod';
import { agreementsVersion } from './agreements-http.ts';
import { duration } from './commands.ts';
import { maxNameLength } from './lengths.ts';

const id = z.string().min(1).max(64);
const shownName = z.string().trim().min(1).max(maxNameLength);
const roles = z.array(z.enum(staffRoles)).min(1).max(staffRoles.length);
const circles = z.array(id).max(5000);
/** How a person calls a device of theirs. */
const deviceLabel = z.string().trim().max(60);
/** base64url; no authenticator makes more (a public key of ML-DSA-44 is among it). */
const encoded = z.string().min(1).max(12_000);
const credentialId = z.string().min(1).max(1364);

/** `you`: the author of the request. `entered`: has signed in. Names may be missing: `''`. */
export const staffMemberBody = z.object({
  id: z.string(),
  name: z.string(),
  roles: z.array(z.enum(staffRoles)).readonly(),
  circles: z.array(z.string()),
  /** Epoch ms; null when it was not recorded. */
  since: z.number().nullable(),
  entered: z.boolean(),
  /** Where they stand among those on call, from 0; null when they are not. */
  onCall: z.number().nullable(),
  passkeys: z.array(z.object({ id: z.string(), name: z.string(), since: z.number() })),
  you: z.boolean(),
});
export const staffList = z.array(staffMemberBody);
export const newStaffRequest = z.strictObject({
  name: shownName,
  roles,
  circles: circles.default([]),
});
/** `link` is shown this once: only its hash is kept. */
export const createdStaff = z.object({ id: z.string(), link: z.string() });
export const staffChanges = z.strictObject({
  name: shownName.optional(),
  roles: roles.optional(),
  circles: circles.optional(),
});
export const onCallOrder = z.strictObject({ order: z.array(id).max(5000) });

/** One's own identity, and where one is signed in. */
export const ownStaff = staffMemberBody.omit({ you: true }).extend({
  sessions: z.array(
    z.object({
      id: z.string(),
      since: z.number(),
      by: z.enum(['link', 'recovery', 'passkey', 'upgrade']),
      /** When a passkey was last used in it; null: never. */
      proof: z.number().nullable(),
      label: z.string(),
      current: z.boolean(),
    }),
  ),
  /** Recoveries of the last 30 days by other devices: their times (STF-2). */
  recovered: z.array(z.number()),
  /** Whether a heavy act asks for a passkey now (STF-4). */
  needsProof: z.boolean(),
});
export const ownStaffChanges = z.strictObject({ name: shownName });

/** `agreed`: needed at the first entrance, which makes the membership, as in joining by a link. */
export const enterRequest = z.strictObject({
  agreed: z.boolean().optional(),
  agreementsVersion: agreementsVersion.optional(),
});
/** A circle that somebody of the staff is in, as its facilitator; the cookie names the session. */
export const enteredCircle = z.object({
  circle: z.string(),
  member: z.string(),
  role: z.literal('facilitator'),
});
/** The same, with the identity that they have among the staff from now on. */
export const becameStaff = enteredCircle.extend({ staff: z.string() });

/** What a browser hands to `navigator.credentials`, as `@simplewebauthn/browser` takes it. */
export const passkeyOptions = z.object({ options: z.record(z.string(), z.unknown()) });

const credential = {
  id: credentialId,
  rawId: credentialId,
  type: z.literal('public-key'),
};
/** Unknown fields are left out: browsers send more than is needed. */
export const passkeyRegistration = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: encoded,
    attestationObject: encoded,
    transports: z.array(z.string().max(30)).max(10).default([]),
  }),
});
export const passkeyAssertion = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: encoded,
    authenticatorData: encoded,
    signature: encoded,
    userHandle: z.string().max(200).optional(),
  }),
});
export const newPasskeyRequest = z.strictObject({
  name: shownName,
  credential: passkeyRegistration,
});
export const passkeyChanges = z.strictObject({ name: shownName });
export const passkeySignInRequest = z.strictObject({
  credential: passkeyAssertion,
  /** The cookie ends with the browser session. */
  sharedDevice: z.boolean().default(false),
  label: deviceLabel.default(''),
});
export const proofRequest = z.strictObject({ credential: passkeyAssertion });
export const signedInStaff = z.object({ id: z.string() });

export const newKeyRequest = z.strictObject({
  name: z.string().trim().max(maxNameLength).optional(),
  /** That of an organiser when it is left out. */
  scope: z.enum(keyScopes).optional(),
  /** How long it works; 90 days when it is left out. */
  expires: duration.optional(),
});
/** `by`: who made it; null when it was made on the machine of the server. `until`: null in old ledgers. */
export const keyList = z.array(
  z.object({
    id: z.string(),
    since: z.number().nullable(),
    by: z.string().nullable(),
    name: z.string(),
    scope: z.enum(keyScopes),
    until: z.number().nullable(),
  }),
);

/** One entry: ids, roles and times, no words (STF-5). */
export const houseRecordBody = z.object({
  /** Its place in the order; it counts the record alone, and can go up by more than one. */
  seq: z.number(),
  what: z.string(),
  /** Null for a command on the machine of the server, and for what a circle told. */
  by: z.string().nullable(),
  at: z.number(),
  member: z.string().optional(),
  link: z.string().optional(),
  meeting: z.string().optional(),
  circle: z.string().optional(),
  staff: z.string().optional(),
  key: z.string().optional(),
  session: z.string().optional(),
  passkey: z.string().optional(),
  report: z.string().optional(),
  thread: z.string().optional(),
  alert: z.string().optional(),
  channel: z.string().optional(),
  roles: z.array(z.string()).readonly().optional(),
  scope: z.string().optional(),
});

const moment = z.iso.datetime({ offset: true });
export const houseRecordQuery = z.strictObject({
  format: z.enum(['json', 'csv']).default('json'),
  by: id.optional(),
  what: id.optional(),
  circle: id.optional(),
  /** From this time on, and before that one. */
  from: moment.optional(),
  to: moment.optional(),
  order: z.enum(['oldest', 'newest']).default('oldest'),
  /** The `seq` of the last entry of the page before, in this order. */
  after: z.coerce.number().int().min(0).optional(),
  /** How many entries; 1,000 when it is left out, and all in a CSV. */
  limit: z.coerce.number().int().min(1).max(1000).optional(),
});

export type StaffMemberBody = z.infer<typeof staffMemberBody>;
export type StaffList = z.infer<typeof staffList>;
export type NewStaffRequest = z.input<typeof newStaffRequest>;
export type CreatedStaff = z.infer<typeof createdStaff>;
export type StaffChanges = z.input<typeof staffChanges>;
export type OwnStaff = z.infer<typeof ownStaff>;
export type EnterRequest = z.input<typeof enterRequest>;
export type EnteredCircle = z.infer<typeof enteredCircle>;
export type BecameStaff = z.infer<typeof becameStaff>;
export type PasskeyOptions = z.infer<typeof passkeyOptions>;
export type PasskeyRegistration = z.input<typeof passkeyRegistration>;
export type PasskeyAssertion = z.input<typeof passkeyAssertion>;
export type NewPasskeyRequest = z.input<typeof newPasskeyRequest>;
export type PasskeySignInRequest = z.input<typeof passkeySignInRequest>;
export type NewKeyRequest = z.input<typeof newKeyRequest>;
export type KeyList = z.infer<typeof keyList>;
export type HouseRecordBody = z.infer<typeof houseRecordBody>;
export type HouseRecordQuery = Partial<Omit<z.output<typeof houseRecordQuery>, 'format'>>;
