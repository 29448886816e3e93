/**
 * What staff ask over HTTP about themselves and each other: sign-ins, passkeys, people, keys, the
 * house record (STF-1 to STF-5). Heavy acts are refused with `proof-needed` until `prove`. It is
 * apart from `api`, because participants never load it.
 */
import type {
  AlertDetail,
  BecameStaff,
  CreatedKey,
  CreatedLink,
  CreatedStaff,
  EnteredCircle,
  EnterRequest,
  HouseRecordBody,
  HouseRecordQuery,
  InboxAlert,
  KeyList,
  NewKeyRequest,
  NewPasskeyRequest,
  NewStaffRequest,
  OrganiserDesk,
  OrganiserList,
  OwnStaff,
  PasskeyAssertion,
  PasskeyOptions,
  PasskeySignInRequest,
  ReportUpdate,
  StaffChanges,
  StaffList,
} from '@holdspace/protocol';
import { api } from './http.ts';
import { type ApiOptions, askJson, sendApiRequest } from './http-request.ts';

/** Everything of `api`, and what staff alone may ask. */
export type StaffApi = ReturnType<typeof staffApi>;

type AskForJson = <Answer>(method: string, path: string, body?: unknown) => Promise<Answer>;

export function staffApi(options: ApiOptions = {}) {
  const ask: AskForJson = (method, path, body) => askJson(options, method, path, body);
  return {
    ...api(options),
    ...signInApi(ask),
    ...peopleApi(ask),
    ...inboxApi(ask),
    ...houseApi(ask),
    ...circleCareApi(ask),
    /** The house record for a spreadsheet; a heavy act. */
    houseRecordFile: async (query: HouseRecordQuery = {}) => {
      const path = `/house/record${queryOf({ ...query, format: 'csv' })}`;
      return (await sendApiRequest(options, 'GET', path)).text;
    },
  };
}

/** One's own identity. `options` is what `@simplewebauthn/browser` takes as `optionsJSON`. */
const signInApi = (ask: AskForJson) => ({
  passkeySignInOptions: () => ask<PasskeyOptions>('POST', '/staff/sign-in/options', {}),
  /** Resolves with the id of the person. */
  signInByPasskey: (body: PasskeySignInRequest) =>
    ask<{ readonly id: string }>('POST', '/staff/sign-in', body),
  ownStaff: () => ask<OwnStaff>('GET', '/house/me'),
  renameOwnStaff: (name: string) => ask<void>('PATCH', '/house/me', { name }),
  endOwnStaffSession: (session: string) => ask<void>('DELETE', `/house/me/sessions/${at(session)}`),
  /** Ends one's own sessions on all devices, this one too. */
  signOutStaffEverywhere: () => ask<void>('POST', '/house/sign-out-everywhere', {}),
  passkeyOptions: () => ask<PasskeyOptions>('POST', '/house/me/passkeys/options', {}),
  addPasskey: (body: NewPasskeyRequest) =>
    ask<{ readonly id: string }>('POST', '/house/me/passkeys', body),
  renamePasskey: (passkey: string, name: string) =>
    ask<void>('PATCH', `/house/me/passkeys/${at(passkey)}`, { name }),
  /** The sessions that began with it end, this one too when it did. */
  removePasskey: (passkey: string) => ask<void>('DELETE', `/house/me/passkeys/${at(passkey)}`),
  proofOptions: () => ask<PasskeyOptions>('POST', '/house/me/proof/options', {}),
  /** A fresh proof; it counts for 5 minutes (STF-4). */
  prove: (credential: PasskeyAssertion) => ask<void>('POST', '/house/me/proof', { credential }),
});

/** Everybody of the staff, for organisers. */
const peopleApi = (ask: AskForJson) => ({
  staff: () => ask<StaffList>('GET', '/house/staff'),
  /** Its link is shown this once. */
  addStaff: (body: NewStaffRequest) => ask<CreatedStaff>('POST', '/house/staff', body),
  /** What is left out stays. */
  changeStaff: (id: string, body: StaffChanges) =>
    ask<void>('PATCH', `/house/staff/${at(id)}`, body),
  removeStaff: (id: string) => ask<void>('DELETE', `/house/staff/${at(id)}`),
  /** For first entry or recovery; an unused link of before ends. */
  makeStaffLink: (id: string) => ask<CreatedLink>('POST', `/house/staff/${at(id)}/link`, {}),
  removeStaffPasskey: (id: string, passkey: string) =>
    ask<void>('DELETE', `/house/staff/${at(id)}/passkeys/${at(passkey)}`),
  /** Names everybody on call, each once. */
  orderOnCall: (order: readonly string[]) => ask<void>('PUT', '/house/on-call', { order }),
  organisers: () => ask<OrganiserList>('GET', '/house/organisers'),
  dismissOrganiser: (id: string) => ask<void>('DELETE', `/house/organisers/${at(id)}`),
});

/** What needs somebody, and who has it (ALR-3, ALR-6). */
const inboxApi = (ask: AskForJson) => ({
  /** What needs somebody, the most harmful first; `peek`: nothing counts as seen (ALR-6). */
  inbox: ({ peek = false, after }: { readonly peek?: boolean; readonly after?: string } = {}) =>
    ask<readonly InboxAlert[]>('GET', `/inbox${queryOf({ peek: String(peek), after })}`),
  /** Who was alerted, and what each channel answered (ALR-4). */
  alert: (id: string) => ask<AlertDetail>('GET', `/inbox/${at(id)}`),
  /** Says that these were opened; all that one was given when it is left out. */
  markAlertsSeen: (alerts?: readonly string[]) =>
    ask<void>('POST', '/inbox/seen', alerts ? { alerts } : {}),
  /** *I have it* (ALR-3). */
  takeAlert: (id: string) => ask<void>('POST', `/inbox/${at(id)}/take`, {}),
  /** Gives it back: the next one is alerted at once. */
  returnAlert: (id: string) => ask<void>('DELETE', `/inbox/${at(id)}/take`),
});

/** Keys of programs, and what was done. */
const houseApi = (ask: AskForJson) => ({
  keys: () => ask<KeyList>('GET', '/house/keys'),
  /** The key is shown this once. */
  makeKey: (body: NewKeyRequest = {}) => ask<CreatedKey>('POST', '/house/keys', body),
  revokeKey: (id: string) => ask<void>('DELETE', `/house/keys/${at(id)}`),
  houseRecord: (query: HouseRecordQuery = {}) =>
    ask<readonly HouseRecordBody[]>('GET', `/house/record${queryOf({ ...query, format: 'json' })}`),
});

/** What staff do in one circle beside opening it: entering it, its desk, links and facilitators. */
const circleCareApi = (ask: AskForJson) => ({
  /**
   * As its facilitator, without a link (STF-1). The first time `agreed` is needed, as in joining;
   * rejects with `not-facilitator` for organisers who do not look after the circle (STF-6).
   */
  enterCircle: (circle: string, body: EnterRequest = {}) =>
    ask<EnteredCircle>('POST', `/circles/${at(circle)}/enter`, body),
  /** For circles that `becomeStaff` of `me` names: a facilitator of before (STF-7). */
  becomeStaff: (circle: string) =>
    ask<BecameStaff>('POST', `/circles/${at(circle)}/become-staff`, {}),
  removeFacilitator: (circle: string, person: string) =>
    ask<void>('POST', `/circles/${at(circle)}/people/${at(person)}/remove-facilitator`, {}),
  organiserDesk: (circle: string) => ask<OrganiserDesk>('GET', `/circles/${at(circle)}/desk`),
  seeThread: (circle: string, thread: string, answering = false) =>
    ask<void>('POST', `/circles/${at(circle)}/desk/threads/${at(thread)}/see`, { answering }),
  answerThread: (circle: string, thread: string, text: string) =>
    ask<void>('POST', `/circles/${at(circle)}/desk/threads/${at(thread)}/answers`, { text }),
  closeThread: (circle: string, thread: string, note?: string) =>
    ask<void>('POST', `/circles/${at(circle)}/desk/threads/${at(thread)}/close`, {
      ...(note === undefined ? {} : { note }),
    }),
  setReport: (circle: string, report: string, body: ReportUpdate) =>
    ask<void>('POST', `/circles/${at(circle)}/desk/reports/${at(report)}`, body),
  liftExclusion: (circle: string, person: string) =>
    ask<void>('DELETE', `/circles/${at(circle)}/people/${at(person)}/exclusion`),
  revokeLink: (circle: string, link: string) =>
    ask<void>('DELETE', `/circles/${at(circle)}/links/${at(link)}`),
});

const at = encodeURIComponent;

const queryOf = (query: Readonly<Record<string, string | number | undefined>>): string => {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  return `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`;
};
