/**
 * What staff ask over HTTP about themselves and each other: sign-ins, passkeys, people, keys, the
 * house record (STF-1 to STF-5). Heavy acts are refused with `proof-needed` until `prove`. It is
 * apart from `api`, because participants never load it.
 */
import type {
  BecameStaff,
  CreatedKey,
  CreatedLink,
  CreatedStaff,
  EnteredCircle,
  EnterRequest,
  HouseRecordQuery,
  KeyList,
  KitPreview,
  KitSummary,
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
import { channelApi, inboxApi } from './http-alerts.ts';
import { coverApi } from './http-cover.ts';
import { listApi, queryOf } from './http-lists.ts';
import { proposalApi } from './http-proposals.ts';
import { type ApiOptions, askJson, type RequestJson, sendApiRequest } from './http-request.ts';
import { rhythmApi } from './http-rhythm.ts';

/** Everything of `api`, and what staff alone may ask. */
export type StaffApi = ReturnType<typeof staffApi>;

export function staffApi(options: ApiOptions = {}) {
  const ask: RequestJson = (method, path, body) => askJson(options, method, path, body);
  return {
    ...api(options),
    ...signInApi(ask),
    ...peopleApi(ask),
    ...inboxApi(ask),
    ...houseApi(ask),
    ...channelApi(ask),
    ...listApi(options),
    ...rhythmApi(options),
    ...coverApi(options, ask),
    ...circleCareApi(ask),
    ...kitApi(options, ask),
    ...proposalApi(ask),
    /** The house record for a spreadsheet; a heavy act. */
    houseRecordFile: async (query: HouseRecordQuery = {}) => {
      const path = `/house/record${queryOf({ ...query, format: 'csv' })}`;
      return (await sendApiRequest(options, 'GET', path)).text;
    },
  };
}

/** One's own identity. `options` is what `@simplewebauthn/browser` takes as `optionsJSON`. */
const signInApi = (ask: RequestJson) => ({
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
  /** As its facilitator; the cookie names the membership (STF-1). */
  enterCircle: (circle: string) =>
    ask<{ readonly circle: string }>('POST', `/circles/${at(circle)}/enter`, {}),
  /** A fresh proof; it counts for 5 minutes (STF-4). */
  prove: (credential: PasskeyAssertion) => ask<void>('POST', '/house/me/proof', { credential }),
});

/** Everybody of the staff, for organisers. */
const peopleApi = (ask: RequestJson) => ({
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

/** Keys of programs, and what was done. */
const houseApi = (ask: RequestJson) => ({
  keys: () => ask<KeyList>('GET', '/house/keys'),
  /** The key is shown this once. */
  makeKey: (body: NewKeyRequest = {}) => ask<CreatedKey>('POST', '/house/keys', body),
  revokeKey: (id: string) => ask<void>('DELETE', `/house/keys/${at(id)}`),
});

/** What opens a circle: kits that come along, and any other by its text (KIT-1). */
const kitApi = (options: ApiOptions, ask: RequestJson) => ({
  kits: () => ask<readonly KitSummary[]>('GET', '/kits'),
  /**
   * Everything that is in a kit, by its id or its text; nothing is kept. Rejects with `invalid` and
   * `faults`, each a sentence with line and column.
   */
  previewKit: (kit: string) => ask<KitPreview>('POST', '/kits/preview', { kit }),
  /** The circle as the text of a kit; nothing of its members is in it. */
  circleKit: async (circle: string) =>
    (await sendApiRequest(options, 'GET', `/circles/${at(circle)}/kit`)).text,
});

/** What staff do in one circle beside opening it: entering it, its desk, links and facilitators. */
const circleCareApi = (ask: RequestJson) => ({
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
