/**
 * Lets staff into circles (STF-1). The house allows it first and writes it down; the circle makes or
 * finds the membership; then the house is read again, since what it takes back meanwhile must not
 * stay open (STF-3). Each step may be repeated, and a press whose answer was lost begins nothing new.
 */
import {
  activeSession,
  activeStaffSession,
  type CircleId,
  circleSlots,
  clauseTexts,
  distinctNumberedName,
  facilitatesCircle,
  houseSlots,
  isCurrentVersion,
  isGuestFacilitator,
  memberOfStaff,
  namesInUse,
  type PersonId,
  type SessionId,
} from '@holdspace/core';
import { distinctId } from '@holdspace/protocol';
import { staffContext, systemContext } from '../ledger/command-context.ts';
import type { CircleLedger, HouseLedger } from '../ledger/ledgers.ts';
import { browserMark, newId, newSessionId } from '../security/tokens.ts';
import type { SignIn } from './cookies.ts';
import { cleanDisplayName } from './display-names.ts';
import type { HttpContext } from './http-context.ts';
import {
  agreementsChangedError,
  expectOk,
  fieldError,
  notAssignedError,
  notHereError,
} from './http-errors.ts';

/** A person of the staff in a session of theirs, before one circle. */
export interface EnteringStaff {
  readonly house: HouseLedger;
  readonly circle: CircleLedger;
  readonly id: CircleId;
  readonly staff: PersonId;
  /** Of the house. */
  readonly session: SessionId;
  readonly signIn: SignIn;
  /** The session that the browser's cookie names in this circle; null for none. */
  readonly replaces: SessionId | null;
  /** To the agreements, of this version where one was read; null for none (AGR-1). */
  readonly consent: { readonly version: number | undefined } | null;
}

export interface StaffMembership {
  readonly member: PersonId;
  /** In the circle. */
  readonly session: SessionId;
}

/** Each retry follows a person who joined meanwhile, so retries end. */
const maxAttempts = 250;

export class StaffEntrance {
  readonly #context: HttpContext;

  constructor(context: HttpContext) {
    this.#context = context;
  }

  /**
   * The membership of this person as a facilitator, with a session of this browser. Rejects: 409 to
   * organisers who do not look after the circle, a problem with `name` to who has none and with
   * `agreed` to who comes first and has not agreed, and the one answer for everybody else who may not.
   */
  async enter(entering: EnteringStaff): Promise<StaffMembership> {
    const known = this.#membershipOf(entering);
    if (known && this.#isAllowed(entering.house, entering)) return known;
    if (this.#isAllowed(entering.house, entering)) this.#expectConsent(entering);
    await this.#allow(entering);
    await this.#join(entering);
    const house = await this.#context.ledgers.house();
    const entered = this.#membershipOf(entering);
    if (entered && this.#isAllowed(house, entering)) return entered;
    const sessions = [entering.session];
    await entering.circle.handle({ do: 'end-staff-sessions', sessions }, systemContext);
    throw notHereError();
  }

  /** A new member agrees to what stands, as everybody who joins by a link. */
  #expectConsent(entering: EnteringStaff): void {
    const { circle, staff, consent } = entering;
    const { state, words } = circle;
    if (memberOfStaff(state, staff) !== null || this.#guestOf(entering) !== null) return;
    if (consent === null) {
      throw fieldError({ agreed: 'Please read the agreements and agree to them.' });
    }
    const { version } = consent;
    if (version === undefined || isCurrentVersion(state.agreements, version)) return;
    const clauses = clauseTexts(state.agreements, words);
    throw agreementsChangedError({ version: state.agreements.version, clauses });
  }

  async #allow({ house, staff, id, session }: EnteringStaff): Promise<void> {
    const asked = { do: 'enter-circle', staff, circle: id, session } as const;
    const answer = await house.handle(asked, staffContext(house, staff));
    if ('refused' in answer && answer.refused === 'not-facilitator') throw notAssignedError();
    expectOk(answer);
  }

  async #join(entering: EnteringStaff): Promise<void> {
    const { house, circle, id, staff, session, signIn, replaces, consent } = entering;
    for (let attempt = 1; ; attempt++) {
      // State and number are of one moment: what is taken back afterwards has a higher number.
      const { state } = house;
      const until = activeStaffSession(state, session, this.#now())?.until;
      if (until === undefined || !this.#isAllowed(house, entering)) throw notHereError();
      const { members, joined } = circle.state;
      const mark = browserMark(this.#context.keys.links, id, signIn.browser);
      const answer = await circle.handle(
        {
          ...{ do: 'enter-as-staff', staff, asOf: state.outboxSequence },
          fresh: distinctId(() => newId<PersonId>('p'), members.keys()),
          ...{ name: this.#newName(entering), joined, guest: this.#guestOf(entering) },
          session: { session: newSessionId(), until, mark },
          ...{ of: session, replaces },
          ...(consent?.version === undefined ? {} : { agreed: consent.version }),
        },
        systemContext,
      );
      const isStale = 'refused' in answer && answer.refused === 'stale';
      if (isStale) this.#expectConsent(entering);
      if (isStale && attempt < maxAttempts) continue;
      return expectOk(answer);
    }
  }

  /** Of this browser; null while there is none, or it leads no more. */
  #membershipOf({ circle, staff, session: of }: EnteringStaff): StaffMembership | null {
    const { state } = circle;
    const member = memberOfStaff(state, staff);
    if (member === null || state.members.get(member)?.role !== 'facilitator') return null;
    const found = [...state.sessions].find(
      ([id, each]) =>
        each.member === member && each.of === of && activeSession(state, id, this.#now()) !== null,
    );
    return found ? { member, session: found[0] } : null;
  }

  #isAllowed({ state }: HouseLedger, { staff, id, session }: EnteringStaff): boolean {
    const member = state.staff.get(staff);
    const isSignedIn = activeStaffSession(state, session, this.#now())?.staff === staff;
    return isSignedIn && member !== undefined && facilitatesCircle(member, id);
  }

  /** The facilitator that this browser is signed in as here by a link; null for none. */
  #guestOf({ circle, replaces }: EnteringStaff): PersonId | null {
    const session = replaces && activeSession(circle.state, replaces, this.#now());
    const member = session && circle.state.members.get(session.member);
    return member && isGuestFacilitator(member) ? session.member : null;
  }

  /**
   * The name to enter under: that of the house, with a number beside another facilitator's that
   * looks like it (VOI-11). Null where the membership is called so already.
   */
  #newName(entering: EnteringStaff): string | null {
    const { house, circle, staff } = entering;
    const { state, words } = circle;
    const name = cleanDisplayName(house.words.get(houseSlots.staffName(staff)) ?? '');
    const member = memberOfStaff(state, staff) ?? this.#guestOf(entering);
    const current = member === null ? '' : (words.get(circleSlots.memberName(member)) ?? '');
    if (name === '' && current !== '') return null;
    if (name === '') throw namelessError();
    if (current === name || isNumbered(current, name)) return null;
    return distinctNumberedName(name, namesInUse(state, words), 'facilitator');
  }

  #now(): number {
    return this.#context.ledgers.store.now();
  }
}

const isNumbered = (name: string, plain: string): boolean =>
  name.startsWith(`${plain} `) && /^\d+$/.test(name.slice(plain.length + 1));

const namelessError = () =>
  fieldError({ name: 'Say first what people should call you, under your own sign-in.' });
