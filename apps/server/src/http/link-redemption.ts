/**
 * Redeems a link or a return code: begins a session of an organiser or of a member. A press
 * whose answer was lost can be repeated: the same press of the same browser begins one session.
 */
import type { CircleId, Millis, PersonId, SessionId } from '@holdspace/core';
import { activeStaffSession, clauseTexts, isCurrentVersion } from '@holdspace/core';
import { cookieLifetime } from '../config/cookie-keys.ts';
import { systemContext } from '../ledger/command-context.ts';
import { type CommandReply, promised } from '../ledger/command-reply.ts';
import type { CommandResult } from '../ledger/ledger-runtime.ts';
import {
  browserMark,
  deriveReturnCode,
  hashReturnCode,
  hashToken,
  newId,
  newSessionId,
} from '../security/tokens.ts';
import type { SignIn } from './cookies.ts';
import type { HttpContext } from './http-context.ts';
import { agreementsChangedError, linkNotOpenError, tooManyJoiningError } from './http-errors.ts';
import { JoinsUnderWay, type NewPerson } from './joins-under-way.ts';
import type { FoundLink, LinkAttempt, LinkLookup } from './link-lookup.ts';
import { sharedDeviceLifetime } from './signed-tokens.ts';

export interface MemberRedemption {
  /** The typed name without surrounding spaces; empty for a person who comes back. */
  readonly name: string;
  readonly sharedDevice: boolean;
  /** The version of the agreements that a new member read; undefined: the one that stands. */
  readonly agreed: number | undefined;
}

export class LinkRedemption {
  readonly #context: HttpContext;
  readonly #lookup: LinkLookup;
  readonly #joins = new JoinsUnderWay();

  constructor(context: HttpContext, lookup: LinkLookup) {
    this.#context = context;
    this.#lookup = lookup;
  }

  /** Signs an organiser in. Throws linkNotOpenError() when the link does not open. */
  async signInOrganiser(
    token: string,
    { signIn }: LinkAttempt,
    sharedDevice: boolean,
  ): Promise<SignIn> {
    const { keys, ledgers } = this.#context;
    const house = await ledgers.house();
    const hash = hashToken(token);
    const current =
      signIn.organiser && activeStaffSession(house.state, signIn.organiser, this.#now());
    await house.handle(
      {
        do: 'sign-in',
        hash,
        browser: browserMark(keys.links, hash, signIn.browser),
        staff: current ? current.staff : newId<PersonId>('o'),
        session: {
          session: newSessionId(),
          until: this.#sessionEnd(sharedDevice),
          mark: browserMark(keys.links, 'house', signIn.browser),
        },
        replaces: signIn.organiser,
      },
      { ...systemContext, id: this.#pressId(hash, signIn) },
    );
    const organiser = await this.#lookup.organiserSession(hash, signIn);
    if (organiser === null) throw linkNotOpenError();
    return { ...signIn, shared: sharedDevice, organiser };
  }

  /**
   * Signs a member in, a new one or one who comes back. Returns the session that this browser
   * has afterwards, also when it pressed twice at once; undefined when it has none.
   */
  async signInMember(
    link: FoundLink,
    { signIn }: LinkAttempt,
    given: MemberRedemption,
  ): Promise<SessionId | undefined> {
    const { circle, found, redemption } = link;
    const readsCurrent = () =>
      given.agreed === undefined || isCurrentVersion(circle.state.agreements, given.agreed);
    const redeem = (press: string | null) =>
      // A new person needs a free name; the name of an earlier press of this browser is its own.
      found.member === null
        ? this.#joins.join(
            circle,
            { name: given.name, role: found.role },
            (person, reply) => this.#redeem(link, signIn, given, { press, person, reply }),
            readsCurrent,
          )
        : promised<CommandResult>((reply) =>
            this.#redeem(link, signIn, given, { press, person: null, reply }),
          );
    const comesBack = found.member !== null && found.member === redemption.signedIn;
    const result = await redeem(this.#pressId(link.hash, signIn)).catch((error: unknown) => {
      if (this.#lookup.markedSession(link, signIn) === undefined) throw error;
      return { ok: true } as const;
    });
    if ('refused' in result) {
      if (result.refused === 'stale' && !readsCurrent()) {
        const { state, words } = circle;
        const clauses = clauseTexts(state.agreements, words);
        throw agreementsChangedError({ version: state.agreements.version, clauses });
      }
      throw result.refused === 'too-soon' ? tooManyJoiningError() : linkNotOpenError();
    }
    if (comesBack) return link.session;
    const begun = this.#lookup.markedSession(link, signIn);
    if (begun !== undefined) return begun;
    // The session of an earlier press has ended since, so this press is another one.
    await redeem(null);
    return this.#lookup.markedSession(link, signIn);
  }

  /** The return code that belongs to a session: it needs the cookie and the key of the server. */
  returnCodeOf(id: CircleId, session: SessionId, { browser }: SignIn): string {
    return deriveReturnCode(this.#context.keys.links, id, `${session} ${browser}`);
  }

  #redeem(
    { circle, id, redemption, replaces }: FoundLink,
    signIn: SignIn,
    { name, sharedDevice, agreed }: MemberRedemption,
    {
      press,
      person,
      reply,
    }: {
      readonly press: string | null;
      /** Null for one who comes back. */
      readonly person: NewPerson | null;
      readonly reply: CommandReply<CommandResult>;
    },
  ): void {
    const { keys, settings } = this.#context;
    const session = newSessionId();
    const code = this.returnCodeOf(id, session, signIn);
    circle.submit(
      {
        do: 'redeem',
        ...redemption,
        session: {
          session,
          until: this.#sessionEnd(sharedDevice),
          mark: browserMark(keys.links, id, signIn.browser),
        },
        code: hashReturnCode(keys.links, id, code),
        ...(person ?? { fresh: newId<PersonId>('p') }),
        ...(settings.limits ? {} : ({ unlimited: true } as const)),
        name,
        replaces,
        ...(agreed === undefined ? {} : { agreed }),
      },
      { ...systemContext, id: press },
      reply,
    );
  }

  /** The command id of a press of one browser at one link, the same for every repetition. */
  #pressId(hash: string, { browser }: SignIn): string {
    return `press-${browserMark(this.#context.keys.links, `press ${hash}`, browser)}`;
  }

  #sessionEnd(sharedDevice: boolean): Millis {
    return this.#now() + (sharedDevice ? sharedDeviceLifetime : cookieLifetime);
  }

  #now(): Millis {
    return this.#context.ledgers.store.now();
  }
}
