/**
 * Passkeys of staff (STF-2) and the fresh proof that heavy acts ask for (STF-4). The server
 * verifies signatures; here stands whose passkey it is, and that a challenge counts once.
 */
import { refuse } from '../kernel.ts';
import type { Millis, PersonId, RefusalCode, SessionId } from '../vocabulary.ts';
import type { HouseEvent, PasskeyProof } from './commands.ts';
import {
  type HouseCommandOf,
  type HouseDecision,
  type HouseEvolvers,
  type HouseRuleContext,
  type HouseRules,
  isForOther,
  staffGuard,
  systemGuard,
} from './rule.ts';
import {
  activeStaffSession,
  endStaffSessions,
  type StaffSession,
  staffSessionStart,
} from './sign-in.ts';
import { type HouseState, houseSlots, type StaffMember, withStaffMember } from './state.ts';

/** A passkey; its name is a word, see `houseSlots`. */
export interface Passkey {
  /** The id that the authenticator gave it, as base64url. */
  readonly credential: string;
  /** COSE key as base64url. */
  readonly publicKey: string;
  /** As the authenticator counts its uses; 0 for those that do not. */
  readonly counter: number;
  readonly transports: readonly string[];
  readonly since: Millis;
}

/** A challenge that was answered. After `until` none is accepted, so it need not be remembered. */
export interface UsedChallenge {
  readonly id: string;
  readonly until: Millis;
}

/** A passkey, its id in the house, and its person. */
export interface OwnedPasskey {
  readonly id: string;
  readonly staff: PersonId;
  readonly passkey: Passkey;
}

/** No authenticator makes a longer id (WebAuthn level 3: 1,023 bytes as base64url). */
const maxCredentialId = 1364;
const maxPasskeys = 20;

/** How long a proof counts for heavy acts. */
export const proofLifetime: Millis = 5 * 60 * 1000;
/** How long a session that began by a link may add and remove passkeys: it is the recovery. */
export const recoveryWindow: Millis = 60 * 60 * 1000;

/** Null for a passkey of nobody. */
export function passkeyByCredential(
  { staff }: Pick<HouseState, 'staff'>,
  credential: string,
): OwnedPasskey | null {
  for (const [person, { passkeys }] of staff) {
    for (const [id, passkey] of passkeys) {
      if (passkey.credential === credential) return { id, staff: person, passkey };
    }
  }
  return null;
}

const ownerOf = ({ staff }: Pick<HouseState, 'staff'>, passkey: string): PersonId | null =>
  [...staff].find(([, { passkeys }]) => passkeys.has(passkey))?.[0] ?? null;

/**
 * Whether this session may do a heavy act now. A person without any passkey is asked for none:
 * nobody is blocked for the want of one (STF-2).
 */
export const hasFreshProof = (
  { passkeys }: Pick<StaffMember, 'passkeys'>,
  { proof }: Pick<StaffSession, 'proof'>,
  now: Millis,
): boolean => passkeys.size === 0 || (proof !== null && now - proof < proofLifetime);

/**
 * Whether a command that asks for a proof (`CommandEntry.proof`) waits for one: in a session of
 * somebody of the staff without a fresh proof, and in one that has ended meanwhile.
 */
export function lacksProof(
  state: Pick<HouseState, 'staff' | 'staffSessions'>,
  session: SessionId,
  now: Millis,
): boolean {
  const living = activeStaffSession(state, session, now);
  const member = living && state.staff.get(living.staff);
  return !member || !hasFreshProof(member, living, now);
}

/**
 * Whether a session may add and remove its person's passkeys: with a fresh proof, or soon after a
 * link let it in. Without this, a stolen session would remove them, and be asked for no proof.
 */
export const mayChangePasskeys = (
  member: Pick<StaffMember, 'passkeys'>,
  session: Pick<StaffSession, 'proof' | 'by' | 'since'>,
  now: Millis,
): boolean =>
  hasFreshProof(member, session, now) ||
  (session.by !== 'passkey' && now - session.since < recoveryWindow);

export const passkeyRules: HouseRules<
  'sign-in-by-passkey' | 'prove-passkey' | 'add-passkey' | 'rename-passkey' | 'remove-passkey'
> = {
  'sign-in-by-passkey': {
    may: systemGuard,
    decide: (command, asked) => signInByPasskey(command, asked),
  },
  'prove-passkey': {
    may: systemGuard,
    /** Refusals: `not-here` for another person's session or passkey, `stale` for a used challenge. */
    decide({ session, ...proof }, { state, now }) {
      const used = passkeyUsed(state, proof, now);
      const living = activeStaffSession(state, session, now);
      if (!used || living?.staff !== used.staff) return refuse('not-here');
      if (state.usedChallenges.has(proof.challenge.id)) return refuse('stale');
      return [{ ...used, session }];
    },
  },
  'add-passkey': {
    may: staffGuard,
    refuses: isForOther,
    decide: (command, asked) => addPasskey(command, asked),
  },
  'rename-passkey': {
    may: staffGuard,
    refuses: isForOther,
    decide({ staff, passkey, name }, { state }) {
      if (!state.staff.get(staff)?.passkeys.has(passkey)) return refuse('unknown-person');
      if (name === '') return refuse('empty');
      const words = { [houseSlots.passkeyName(passkey)]: name };
      return [{ type: 'PasskeyRenamed', staff, passkey, words }];
    },
  },
  'remove-passkey': {
    may: staffGuard,
    refuses: isForOtherThanOrganiser,
    /** Ends the sessions that began with it (STF-3). */
    decide({ staff, passkey }, { state, now }) {
      if (!state.staff.get(staff)?.passkeys.has(passkey)) return refuse('unknown-person');
      const sessions = [...state.staffSessions].filter(([, each]) => each.passkey === passkey);
      const erases = [houseSlots.passkeyName(passkey)];
      return [
        { type: 'PasskeyRemoved', staff, passkey, erases },
        ...endStaffSessions(
          sessions.map(([id]) => id),
          staff,
          now,
        ),
      ];
    },
  },
};

/** What an organiser may do for others, and everybody for themselves. */
export function isForOtherThanOrganiser(
  command: { readonly staff: PersonId },
  asked: HouseRuleContext,
): RefusalCode | false {
  return !asked.isOrganiser && isForOther(command, asked);
}

/** Null for a passkey of nobody. */
function passkeyUsed(
  state: HouseState,
  { passkey, counter, challenge }: PasskeyProof,
  at: Millis,
): Extract<HouseEvent, { type: 'PasskeyUsed' }> | null {
  const staff = ownerOf(state, passkey);
  return staff && { type: 'PasskeyUsed', staff, passkey, counter, challenge, at };
}

/** Refusals: `not-here` for a passkey of nobody, `stale` for a used challenge or session id. */
function signInByPasskey(
  { session, replaces, ...proof }: HouseCommandOf<'sign-in-by-passkey'>,
  { state, now }: HouseRuleContext,
): HouseDecision {
  const used = passkeyUsed(state, proof, now);
  if (!used) return refuse('not-here');
  if (state.usedChallenges.has(proof.challenge.id)) return refuse('stale');
  const { staff, passkey } = used;
  const begun = { staff, by: 'passkey', proof: now, passkey } as const;
  const started = staffSessionStart(state, session, { ...begun, replaces }, now);
  return started ? [used, ...started] : refuse('stale');
}

/**
 * Refusals: `not-here` for a session of somebody else, `stale` for a used challenge or a passkey
 * that is known, `not-yours` without a fresh proof, `empty` without a name, `full` for more than
 * anybody has, `too-long` for an id that no authenticator makes.
 */
function addPasskey(
  { staff, session, name, challenge, ...made }: HouseCommandOf<'add-passkey'>,
  { state, now }: HouseRuleContext,
): HouseDecision {
  const member = state.staff.get(staff);
  const living = activeStaffSession(state, session, now);
  if (!member || living?.staff !== staff) return refuse('not-here');
  const { passkey, credential, publicKey, counter, transports } = made;
  const isKnown = passkeyByCredential(state, credential) ?? ownerOf(state, passkey);
  if (isKnown || state.usedChallenges.has(challenge.id)) return refuse('stale');
  if (!mayChangePasskeys(member, living, now)) return refuse('not-yours');
  if (name === '') return refuse('empty');
  if (member.passkeys.size >= maxPasskeys) return refuse('full');
  if (credential.length > maxCredentialId) return refuse('too-long');
  const words = { [houseSlots.passkeyName(passkey)]: name };
  return [
    {
      ...{ type: 'PasskeyAdded', staff, session, passkey, credential },
      ...{ publicKey, counter, transports },
      ...{ challenge, at: now, words },
    },
  ];
}

const withUsedChallenge = (
  state: HouseState,
  { id, until }: UsedChallenge,
  at: Millis,
): HouseState => {
  const open = [...state.usedChallenges].filter(([, end]) => end > at);
  return { ...state, usedChallenges: new Map(open).set(id, until) };
};

const withProof = (
  state: HouseState,
  session: Parameters<typeof activeStaffSession>[1],
  at: Millis,
): HouseState => {
  const known = state.staffSessions.get(session);
  if (!known) return state;
  const staffSessions = new Map(state.staffSessions).set(session, { ...known, proof: at });
  return { ...state, staffSessions };
};

export const passkeyEvolvers: HouseEvolvers<
  'PasskeyAdded' | 'PasskeyUsed' | 'PasskeyRenamed' | 'PasskeyRemoved'
> = {
  PasskeyAdded(state, fact) {
    const { staff, session, passkey, credential, publicKey, counter, transports } = fact;
    const { challenge, at } = fact;
    const added = { credential, publicKey, counter, transports, since: at };
    const used = withProof(withUsedChallenge(state, challenge, at), session, at);
    return withStaffMember(used, staff, (member) => ({
      ...member,
      passkeys: new Map(member.passkeys).set(passkey, added),
    }));
  },
  PasskeyUsed(state, { staff, passkey, counter, challenge, session, at }) {
    const used = withUsedChallenge(state, challenge, at);
    const counted = withStaffMember(used, staff, (member) => {
      const known = member.passkeys.get(passkey);
      if (!known) return member;
      return { ...member, passkeys: new Map(member.passkeys).set(passkey, { ...known, counter }) };
    });
    return session === undefined ? counted : withProof(counted, session, at);
  },
  PasskeyRenamed: (state) => state,
  PasskeyRemoved: (state, { staff, passkey }) =>
    withStaffMember(state, staff, (member) => {
      const passkeys = new Map(member.passkeys);
      passkeys.delete(passkey);
      return { ...member, passkeys };
    }),
};
