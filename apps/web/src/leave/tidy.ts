/**
 * What the way out leaves for later (EXIT-3): the cookie can only be taken back by the server.
 * A mark in this browser says that this is still to be done; the next start of the app does it
 * before it shows anything.
 */
import { api } from '@holdspace/client';
import { renewTabStorage } from '../lib/storage.ts';
import { closeOpened } from './links.ts';
import { markTidy, untidy, worker } from './sign-out.ts';

/** Where the service worker notes a sign-out of its own that was not answered yet. */
const pending = 'pending';

/** Somebody left by the address of the way out, without the server. Only a worker notes that. */
export async function workerUntidy(): Promise<boolean> {
  if (!worker()?.controller) return false;
  try {
    return (await window.caches?.has(pending)) ?? false;
  } catch {
    return false;
  }
}
/** Ends what the browser was signed in to; false when the server could not be asked. */
export async function tidyUp(): Promise<boolean> {
  // Another tab may have done it, and somebody may have signed in there since.
  if (!untidy() && !(await workerUntidy())) return true;
  try {
    await api().signOut();
  } catch {
    return false;
  }
  closeOpened();
  renewTabStorage();
  markTidy();
  // Else the service worker would sign out somebody who signs in from now on.
  await forgetPending();
  return true;
}

async function forgetPending(): Promise<void> {
  try {
    await window.caches?.delete(pending);
  } catch {
    // A browser that forbids caches has no worker either.
  }
}
