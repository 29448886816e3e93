/**
 * What whoever runs the server may do to it from its own machine: let an organiser in, make
 * a key for a program, destroy words whose time is up. Done by the running server when there
 * is one (control.ts), since only one process writes.
 */
import type { PersonId } from '@holdspace/core';
import { serverAsks } from './asking.ts';
import { type Door, freshLink, linkLife, linkUrl } from './doors/door.ts';
import { newId } from './doors/tokens.ts';

/** Each answers what the command line prints as JSON. */
export interface Keeping {
  'organiser-link': () => Promise<{ readonly url: string }>;
  'api-key': () => Promise<{ readonly key: string }>;
  purge: () => Promise<{ readonly purged: number }>;
}

export type Task = keyof Keeping;
export const tasks = ['organiser-link', 'api-key', 'purge'] as const satisfies readonly Task[];

/** `base` is the address that printed links begin with. */
export function createKeeping({ ledgers, cookies }: Door, base: () => string): Keeping {
  return {
    async 'organiser-link'() {
      const house = await ledgers.house();
      const { token, kept } = freshLink();
      const expires = ledgers.store.now() + linkLife.organiser;
      await house.handle({ do: 'make-organiser-link', ...kept, expires }, serverAsks);
      return { url: linkUrl(base(), token) };
    },
    async 'api-key'() {
      const house = await ledgers.house();
      const [key, staff] = [newId('k'), newId<PersonId>('o')];
      await house.handle({ do: 'make-key', key, staff }, serverAsks);
      return { key: cookies.key(key, staff) };
    },
    async purge() {
      return { purged: await ledgers.store.sweep() };
    },
  };
}
