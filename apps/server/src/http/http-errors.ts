/**
 * Errors of the HTTP interface: one shape, plain sentences, nothing about the inside of the
 * server. Routes throw them; error-handlers.ts answers with them.
 */
import type { LimitProblem, RefusalCode } from '@holdspace/core';
import type {
  AgreementsBody,
  ConnectError,
  EndedSessionReason,
  KitFault,
  ProblemBody,
} from '@holdspace/protocol';
import type { CommandResult } from '../ledger/ledger-runtime.ts';

/** A route throws it; the answer has its status and its body. */
export class HttpError extends Error {
  override name = 'Problem';
  readonly statusCode: number;
  readonly body: ProblemBody;
  /** Seconds after which a retry makes sense. */
  readonly retryAfter: number | undefined;
  constructor(statusCode: number, body: ProblemBody, retryAfter?: number) {
    super(body.code);
    this.statusCode = statusCode;
    this.body = body;
    this.retryAfter = retryAfter;
  }
}

/** One answer for what does not exist and for what this person may not see. */
export const notHereError = () =>
  new HttpError(404, { code: 'not-here', message: 'There’s nothing here that you can open.' });

/** The request came from an origin that is not PUBLIC_URL: often a mistake in the setup (CON-3). */
export const wrongAddressError = (publicUrl: string | null) =>
  new HttpError(403, {
    code: 'wrong-address',
    message:
      publicUrl === null
        ? "This address isn't the one this site is set up for. Please tell the person who sent it to you."
        : `This address isn't the one this site is set up for. Please open ${publicUrl} instead.`,
  });

const connectionRefusalBodies = {
  'not-here': [404, notHereError().body.message],
  'signed-out': [401, 'This device was signed out.'],
  'other-person': [409, 'Someone else is signed in to this circle in this browser.'],
  protocol: [400, 'There is a newer version of this page. Please load it again.'],
  'too-many': [429, 'This circle is open in many places. Please close one of them.'],
  draining: [503, "We're having trouble. This page tries again by itself."],
} as const satisfies Readonly<Record<ConnectError, readonly [number, string]>>;

/** With the field `refused` the client knows that the server answered, not a proxy. */
export function connectionRefusedError(code: ConnectError): HttpError {
  const [status, message] = connectionRefusalBodies[code];
  return new HttpError(status, { code, message, refused: code } as ProblemBody);
}

/** Garbled, expired, used up, revoked or foreign: one answer for all (threats 1 and 2). */
export const linkNotOpenError = () =>
  new HttpError(404, {
    code: 'link-not-open',
    message:
      'This link or code doesn’t work any more. If it’s a code, check its words. If it’s a link, please ask for a new one.',
  });

const sessionEndSentences: Readonly<Record<EndedSessionReason, string>> = {
  'signed-out': 'This device was signed out.',
  everywhere: 'You were signed out on all devices. Your return code still brings you back.',
  'new-code': 'A new return code was made, and this device was signed out with the old one.',
  replaced: 'Someone else signed in to this circle in this browser.',
  room: 'You’re signed in on many devices, so the oldest one was signed out.',
  'not-facilitator':
    'You’re no longer a facilitator of this circle, and were signed out. Please ask the organiser.',
  time: 'It’s been a while, so this device was signed out.',
};

/** The session of this browser has ended (KEY-2). */
export const signedOutError = (why: EndedSessionReason) =>
  new HttpError(401, { code: 'signed-out', message: sessionEndSentences[why] });

/** A device that came in by the return code makes no new one yet (KEY-3). */
export const codeHeldError = () =>
  new HttpError(409, {
    code: 'not-yours',
    message:
      'You came in here with the return code. You can make a new code here once the device you joined on has signed out, or 7 days after it was signed out from another device.',
  });

/** The last organiser stays (KEY-4). */
export const lastOrganiserError = () =>
  new HttpError(409, {
    code: 'not-yours',
    message: 'This is the last organiser. Add another organiser first.',
  });

/** ALR-3: somebody else was first, or it is settled. */
export const alertNotOpenError = (code: 'stale' | 'closed') =>
  new HttpError(409, {
    code,
    message:
      code === 'stale' ? 'Someone else has this already.' : 'This has been dealt with already.',
  });

/** Only who has an alert can give it back. */
export const alertNotYoursError = () =>
  new HttpError(409, { code: 'not-yours', message: 'You don’t have this one.' });

const coverRefusals = {
  closed: [
    'closed',
    'This meeting has begun, or doesn’t take place, so there is nothing to answer.',
  ],
  full: ['full', 'Somebody else carries it already. Thank you all the same.'],
  'place-taken': ['full', 'Somebody has said yes in your place meanwhile. You can rest this time.'],
  locked: [
    'locked',
    'It begins in less than 24 hours, so your yes can’t be taken back here. Please tell the others who carry this circle, or an organiser.',
  ],
} as const satisfies Readonly<Record<string, readonly [RefusalCode, string]>>;

/** CVR-2: an answer about who carries a meeting that was not taken. Nothing was changed. */
export function coverRefusedError(why: keyof typeof coverRefusals): HttpError {
  const [code, message] = coverRefusals[why];
  return new HttpError(409, { code, message });
}

/** CVR-5: a yes or a text that was not taken. */
export const debriefRefusedError = (code: 'full' | 'closed') =>
  new HttpError(409, {
    code,
    message:
      code === 'full'
        ? 'Somebody else has said yes already, or there is no more room here.'
        : 'This conversation is over, and what was written is erased.',
  });

const callOffRefusals = {
  covered: [
    'stale',
    'This is for a meeting that nobody carries, in the three hours before it begins. Look again: somebody may have said yes, or it was changed.',
  ],
  'no-day': [
    'bad-order',
    'The circle meets at this time on each of the next days. You can cancel this meeting instead.',
  ],
} as const satisfies Readonly<Record<string, readonly [RefusalCode, string]>>;

/** CVR-4: a meeting that is not postponed or cancelled by this press. */
export function callOffRefusedError(why: keyof typeof callOffRefusals): HttpError {
  const [code, message] = callOffRefusals[why];
  return new HttpError(409, { code, message });
}

const limitSentences: Readonly<Record<LimitProblem, string>> = {
  overlap: 'You carry another meeting at that time.',
  rest: 'Your rest between two meetings would be shorter than you set. You can change it under My meetings.',
  ceiling:
    'You would carry more meetings in seven days than you set. You can change that under My meetings.',
};

/** CVR-3: their own ceiling or rest keeps it from them. */
export const limitReachedError = (problem: LimitProblem) =>
  new HttpError(409, { code: 'too-soon', message: limitSentences[problem] });

/** STF-6: organisers are in no meeting unless they look after the circle, which the record says. */
export const notAssignedError = () =>
  new HttpError(409, {
    code: 'not-facilitator',
    message:
      'You don’t facilitate this circle yet. Give yourself the role of a facilitator and this circle under People, then enter it.',
  });

/** STF-7: facilitators of today come by a link as guests; an organiser adds them to the staff. */
export const notAGuestError = () =>
  new HttpError(409, {
    code: 'not-facilitator',
    message:
      'Only a facilitator from before there was staff can do this. An organiser can add you under People.',
  });

/** STF-7: another device made this facilitator somebody else of the staff. */
export const alreadySomebodyElseError = () =>
  new HttpError(409, {
    code: 'not-yours',
    message:
      'You already have a sign-in of the staff, and this browser is signed in as someone else. Sign out here, then sign in as yourself.',
  });

/** STF-3: staff come back by their own sign-in, so no return code goes round its removal. */
export const staffNeedNoCodeError = () =>
  new HttpError(409, {
    code: 'not-yours',
    message: 'You enter this circle with your sign-in of the staff, so you need no return code.',
  });

/** STF-4: the passkey is to be used again; the last time was more than 5 minutes ago. */
export const proofNeededError = () =>
  new HttpError(403, {
    code: 'proof-needed',
    message: 'Please confirm with your passkey. This can’t be undone, or shows a lot.',
  });

/** A passkey, or the answer of one, that cannot be used; the same for every reason. */
export const passkeyRefusedError = () =>
  new HttpError(400, {
    code: 'passkey-refused',
    message: 'This passkey didn’t work here. Try again, or use a one-time link.',
  });

/** Passkeys need an address that browsers make them for; `problem` says what is wrong with it. */
export const noPasskeysHereError = (problem: string) =>
  new HttpError(409, { code: 'no-passkeys', message: problem });

/**
 * AGR-1, AGR-2: another version of the agreements was agreed to than the one that stands, which
 * comes with the answer. Nothing was changed, and an invitation is not used up.
 */
export const agreementsChangedError = ({
  version,
  clauses,
}: Pick<AgreementsBody, 'version' | 'clauses'>) =>
  new HttpError(409, {
    code: 'stale',
    message: 'The agreements have changed since you read them. Please read them as they are now.',
    agreements: { version, clauses },
  });

/** Another organiser changed the agreements since they were read. */
export const agreementsEditedError = () =>
  new HttpError(409, {
    code: 'stale',
    message:
      'The agreements have been changed since you opened them, or one of these clauses is gone. Load the page again to see them; nothing was changed now.',
  });

/** More newcomers by one link, or in one circle, than LIM-2 allows. The link is not used up. */
export const tooManyJoiningError = () =>
  new HttpError(
    429,
    {
      code: 'too-soon',
      message: 'Many people are joining this circle right now. Please try again in a minute.',
    },
    20,
  );

/**
 * The browser sent no cookie, so it would lose what it signs in to (CON-1). The link is not used
 * up. The answer sets a cookie; a browser that keeps it sends the request again.
 */
export const noCookiesError = () =>
  new HttpError(409, {
    code: 'no-cookies',
    message:
      'This browser keeps no cookies for this site, so it cannot stay signed in. Allow cookies here, then try again. Your link still works.',
  });

export const fieldError = (fields: Readonly<Record<string, string>>, suggestion?: string) =>
  new HttpError(400, {
    code: 'invalid',
    message: 'Something is missing or needs a change.',
    fields: { ...fields },
    ...(suggestion === undefined ? {} : { suggestion }),
  });

/** The text of a kit that cannot be read, with every fault and its place (KIT-1). */
export function kitFaultsError(faults: readonly KitFault[]): HttpError {
  const message = faults[0]?.message ?? 'This is not a kit.';
  return new HttpError(400, { code: 'invalid', message, fields: { kit: message }, faults });
}

/**
 * Throws when a ledger refused the command: a sentence of its own for faults in a text, else the
 * answer of notHereError().
 */
export function expectOk(answer: CommandResult): void {
  if (!('refused' in answer)) return;
  const sentence = refusalSentences[answer.refused];
  if (sentence === undefined) throw notHereError();
  throw new HttpError(400, { code: answer.refused, message: sentence });
}

const refusalSentences: Partial<Record<RefusalCode, string>> = {
  empty: 'Nothing is written here yet.',
  'too-long': 'This is too long to be saved in one piece.',
  'bad-order': 'What was seen can’t become new again.',
};

type WithoutUndefined<T> = { [Key in keyof T]: Exclude<T[Key], undefined> };
/** A copy without the keys whose value is undefined. */
export const withoutUndefined = <T extends object>(given: T) =>
  Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  ) as WithoutUndefined<T>;
