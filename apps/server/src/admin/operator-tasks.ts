/**
 * What the operator may do to the server from its own machine: let an organiser in or dismiss
 * one, let somebody of the staff in again, make or revoke a key of a program, change the secret of
 * cookies, destroy words whose time is up. Done by the running server when there
 * is one (admin-socket.ts), since only one process writes.
 */
import {
  houseSlots,
  type KeyScope,
  keyScopes,
  organisers,
  type PersonId,
  type StaffRole,
} from '@holdspace/core';
import { cookieLifetime } from '../config/cookie-keys.ts';
import { rotateCookieSecrets } from '../config/cookie-secrets.ts';
import { createLink, type HttpContext, linkLifetimes, linkUrl } from '../http/http-context.ts';
import { systemContext } from '../ledger/command-context.ts';
import { newId } from '../security/tokens.ts';

interface DatedEntry {
  readonly id: string;
  /** Epoch ms; null when it was not written down. */
  readonly since: number | null;
}

/** Each answers what the command line prints as JSON. */
export interface OperatorTasks {
  'organiser-link': () => Promise<{ readonly url: string }>;
  /** For the first entry, or the recovery, of somebody of the staff (STF-2). */
  'staff-link': (id: string) => Promise<{ readonly url: string }>;
  /** `scope`: that of an organiser when it is empty. */
  'api-key': (scope?: string) => Promise<{ readonly key: string }>;
  staff: () => Promise<{
    readonly staff: readonly (DatedEntry & {
      readonly name: string;
      readonly roles: readonly StaffRole[];
    })[];
  }>;
  organisers: () => Promise<{ readonly organisers: readonly DatedEntry[] }>;
  dismiss: (id: string) => Promise<{ readonly dismissed: string }>;
  keys: () => Promise<{ readonly keys: readonly (DatedEntry & { readonly by: string | null })[] }>;
  revoke: (id: string) => Promise<{ readonly revoked: string }>;
  /** Rejects where no file holds the secrets of cookies. */
  'rotate-cookies': () => Promise<{ readonly accepted: number }>;
  purge: () => Promise<{ readonly purged: number }>;
}

export type OperatorTaskName = keyof OperatorTasks;
export const operatorTaskNames = [
  'organiser-link',
  'staff-link',
  'api-key',
  'staff',
  'organisers',
  'dismiss',
  'keys',
  'revoke',
  'rotate-cookies',
  'purge',
] as const satisfies readonly OperatorTaskName[];

/** `base` is the address that printed links begin with. */
export function createOperatorTasks(context: HttpContext, base: () => string): OperatorTasks {
  const { ledgers, cookies, cookieKeys, settings } = context;
  const makeKey = async (scope: KeyScope) => {
    const house = await ledgers.house();
    const [key, staff] = [newId('k'), newId<PersonId>('o')];
    const until = ledgers.store.now() + cookieLifetime;
    await house.handle({ do: 'make-key', key, staff, scope, until }, systemContext);
    return cookies.apiKey(key, staff, until);
  };
  return {
    async 'organiser-link'() {
      const house = await ledgers.house();
      const { token, kept } = createLink();
      const expires = ledgers.store.now() + linkLifetimes.organiser;
      await house.handle({ do: 'make-organiser-link', ...kept, expires }, systemContext);
      return { url: linkUrl(base(), token) };
    },
    async 'staff-link'(id) {
      const house = await ledgers.house();
      const { token, kept } = createLink();
      const expires = ledgers.store.now() + linkLifetimes.organiser;
      const made = { do: 'make-staff-link', staff: id as PersonId, ...kept, expires } as const;
      const answer = await house.handle(made, systemContext);
      if (!('refused' in answer)) return { url: linkUrl(base(), token) };
      throw new Error('There is nobody of the staff with this id. See: holdspace staff');
    },
    async 'api-key'(scope) {
      const found = keyScopes.find((each) => each === (scope || 'organise'));
      if (!found) throw new Error(`A key may: ${keyScopes.join(', ')}.`);
      return { key: await makeKey(found) };
    },
    async staff() {
      const { state, words } = await ledgers.house();
      return {
        staff: [...state.staff].map(([id, { since, roles }]) => ({
          ...{ id, since, roles },
          name: words.get(houseSlots.staffName(id)) ?? '',
        })),
      };
    },
    async organisers() {
      const { state } = await ledgers.house();
      const since = (id: PersonId) => state.staff.get(id)?.since ?? null;
      return { organisers: organisers(state).map((id) => ({ id, since: since(id) })) };
    },
    async dismiss(id) {
      const house = await ledgers.house();
      const answer = await house.handle({ do: 'dismiss', staff: id as PersonId }, systemContext);
      if (!('refused' in answer)) {
        await context.houseOutbox.delivered();
        return { dismissed: id };
      }
      throw new Error(
        answer.refused === 'not-yours'
          ? 'This is the last organiser. Add another one first: holdspace organiser-link'
          : 'There is nobody of the staff with this id. See: holdspace staff',
      );
    },
    async keys() {
      const { state } = await ledgers.house();
      return { keys: [...state.keys].map(([id, { since, by }]) => ({ id, since, by })) };
    },
    async revoke(id) {
      const house = await ledgers.house();
      const answer = await house.handle({ do: 'revoke-key', key: id }, systemContext);
      if (!('refused' in answer)) return { revoked: id };
      throw new Error('There is no key with this id. See: holdspace keys');
    },
    async 'rotate-cookies'() {
      if (settings.cookieFile === null) {
        throw new Error(
          'The secrets of cookies are not in the data folder here. Put a new one in front of the ' +
            'others in HOLDSPACE_COOKIE_SECRET on every node (with commas between them), start ' +
            'the nodes again, and take the old one out after 90 days.',
        );
      }
      const secrets = rotateCookieSecrets(settings.cookieFile);
      cookieKeys.replace(secrets);
      return { accepted: secrets.length };
    },
    async purge() {
      return { purged: await ledgers.store.sweep() };
    },
  };
}
