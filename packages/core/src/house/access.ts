/**
 * Who of the staff may ask for what: one table of role × act for every route of staff (STF-1,
 * STF-4, STF-6). Routes name their act, so a route without a row does not compile. The deciders
 * check organisers again; what is here decides what is shown, and what a key may.
 */
import type { CircleId, Millis, PersonId, SessionId } from '../vocabulary.ts';
import { alertedThreads } from './alert-inbox.ts';
import { activeKey, type KeyScope } from './keys.ts';
import { hasFreshProof } from './passkeys.ts';
import { activeStaffSession } from './sign-in.ts';
import type { HouseState, StaffRole } from './state.ts';

export interface StaffActRule {
  /** Any of them may ask. */
  readonly roles: readonly StaffRole[];
  /** It is about one circle: a facilitator may ask in the circles that they look after alone. */
  readonly inCircle?: true;
  /** What a key needs; null: no key may ask for it, since it is about a person's own sign-in. */
  readonly scope: KeyScope | null;
  /** About a call for help somebody on call may ask too, while they are alerted for it (STF-6). */
  readonly alerted?: true;
  /** It cannot be undone or shows much: a fresh proof by a passkey is needed (STF-4). */
  readonly heavy?: true;
  /** An entry of its own stands in the house record before it is carried out (STF-5). */
  readonly noted?: true;
  /** An open page asks for it again and again: as long as it goes on it is one entry. */
  readonly continued?: true;
}

const organiser = ['organiser'] as const satisfies readonly StaffRole[];
const carers = ['organiser', 'facilitator'] as const satisfies readonly StaffRole[];
const everybody = ['organiser', 'facilitator', 'on-call'] as const satisfies readonly StaffRole[];

const reads = (roles: readonly StaffRole[]) => ({ roles, scope: 'read' }) as const;
const readsCircle = { roles: carers, scope: 'read', inCircle: true } as const;
/** Shows what somebody said about somebody, or what staff did. */
const readsNoted = { roles: organiser, scope: 'read', noted: true } as const;
/** Changes the house, whose ledger records it. */
const changesHouse = { roles: organiser, scope: 'organise' } as const;
/** Changes a circle, whose ledger is another one. */
const changesCircle = { ...changesHouse, noted: true, inCircle: true } as const;
/** The same about a call for help. */
const changesThread = { ...changesCircle, alerted: true } as const;
/** About a person's own identity: the house ledger records it. */
const own = { roles: everybody, scope: null } as const;

export const staffActs = {
  'list-circles': reads(carers),
  'read-circle': readsCircle,
  'read-card': readsCircle,
  'read-circle-record': { ...readsNoted, inCircle: true },
  'read-desk': { ...readsNoted, inCircle: true, alerted: true, continued: true },
  'read-house-record': readsNoted,
  'export-house-record': { ...readsNoted, heavy: true },
  'list-staff': reads(organiser),
  'list-keys': reads(organiser),
  /** Organisers too only where they look after the circle (STF-6); the house decides that. */
  'enter-circle': { roles: carers, scope: null, inCircle: true },
  'read-kits': reads(organiser),
  'save-kit': readsCircle,
  'open-circle': { ...changesHouse, noted: true },
  'make-link': changesCircle,
  'revoke-link': changesCircle,
  'plan-meeting': changesCircle,
  /** A moved one; a cancelled one is the next. */
  'move-meeting': changesCircle,
  'cancel-meeting': changesCircle,
  /** What a rhythm would give or change, without setting it. */
  'preview-rhythm': reads(organiser),
  'set-rhythm': changesCircle,
  'end-rhythm': changesCircle,
  'pause-circle': changesCircle,
  'resume-circle': changesCircle,
  'end-circle': { ...changesCircle, heavy: true },
  'change-circle': changesCircle,
  /** Facilitators of the circle by their membership in it (AGR-3). */
  'settle-proposal': changesCircle,
  'name-stand-in': changesCircle,
  'lift-exclusion': changesCircle,
  'remove-facilitator': changesCircle,
  'see-thread': changesThread,
  'answer-thread': changesThread,
  'close-thread': changesThread,
  'set-report': changesCircle,
  'add-staff': changesHouse,
  'change-staff': changesHouse,
  /** Beside the two above, when it makes an organiser: one without a passkey is asked for none. */
  'make-organiser': { ...changesHouse, heavy: true },
  'end-organiser-role': { ...changesHouse, heavy: true },
  'make-staff-link': { ...changesHouse, heavy: true },
  'remove-staff': { ...changesHouse, heavy: true },
  'remove-passkey-of-other': { ...changesHouse, heavy: true },
  'order-on-call': changesHouse,
  'make-key': { ...changesHouse, heavy: true },
  'revoke-key': changesHouse,
  'read-inbox': reads(everybody),
  'take-alert': own,
  /** Those who carried a meeting, and one on call; the server asks which (CVR-5). */
  debrief: own,
  /** Of a meeting that nobody carries, shortly before it begins (CVR-4). */
  'call-off-meeting': { roles: carers, scope: 'organise', inCircle: true, noted: true },
  /** Organisers too only where they look after the circle; the house decides that. */
  'answer-cover': { roles: carers, scope: null, inCircle: true },
  'read-channels': reads(organiser),
  'set-up-channel': changesHouse,
  'remove-channel': changesHouse,
  'test-channel': { ...changesHouse, noted: true },
  /** A calendar of the circles that they lead (RHY-5). */
  'make-own-feed': { ...own, roles: carers, inCircle: true },
  'read-own': own,
  'change-own': own,
  'sign-out-own': own,
} as const satisfies Record<string, StaffActRule>;

export type StaffActName = keyof typeof staffActs;

/** Who asks: a session of a person, or the key of a program. */
export type StaffIdentity =
  | { readonly person: PersonId; readonly session: SessionId; readonly key: null }
  | { readonly person: PersonId; readonly session: null; readonly key: string };

/** `needs-proof`: the passkey is to be used again. */
export type StaffRefusal = 'not-here' | 'needs-proof';

const ruleOf = (act: StaffActName): StaffActRule => staffActs[act];

/** Whether it is recorded before it is carried out. */
export const isNotedAct = (act: StaffActName): boolean => ruleOf(act).noted === true;

/** Whether requests that follow each other are one entry of the record. */
export const isContinuedAct = (act: StaffActName): boolean => ruleOf(act).continued === true;

/**
 * Null when they may ask. `circle` and `thread`: what the act is about, if any. For everything that
 * somebody may not see the refusal is `not-here`, as for what does not exist.
 */
export function staffRefusal(
  state: HouseState,
  asker: StaffIdentity,
  asked: {
    readonly act: StaffActName;
    readonly circle?: CircleId;
    readonly thread?: string;
  },
  now: Millis,
): StaffRefusal | null {
  const { roles, scope, heavy, inCircle, alerted } = ruleOf(asked.act);
  if (asker.key !== null) {
    const key = activeKey(state, asker.key, now);
    const isEnough = key?.scope === 'organise' || key?.scope === scope;
    return scope !== null && key?.staff === asker.person && isEnough ? null : 'not-here';
  }
  const session = activeStaffSession(state, asker.session, now);
  const member = state.staff.get(asker.person);
  if (!member || session?.staff !== asker.person) return 'not-here';
  const mayHere = (role: StaffRole) =>
    role === 'organiser' ||
    inCircle !== true ||
    (asked.circle !== undefined && member.circles.has(asked.circle));
  const { circle, thread } = asked;
  const calls = alerted && circle ? alertedThreads(state, asker.person, circle) : [];
  const isAlerted = calls.some((each) => thread === undefined || each === thread);
  const mayByRole = member.roles.some((role) => roles.includes(role) && mayHere(role));
  if (!mayByRole && !isAlerted) return 'not-here';
  return heavy && !hasFreshProof(member, session, now) ? 'needs-proof' : null;
}

/** The circles that this asker sees: all, or those that they look after. */
export function circlesSeenBy(
  { circles, staff }: Pick<HouseState, 'circles' | 'staff'>,
  { person, key }: StaffIdentity,
): CircleId[] {
  const member = staff.get(person);
  if (key !== null || member?.roles.includes('organiser')) return [...circles];
  return [...circles].filter((each) => member?.circles.has(each));
}
