/**
 * What the way out leaves for later (EXIT-3): the cookie can only be taken back by the server.
 * A mark in this browser says that this is still to be done; the next start of the app does it
 * before it shows anything.
 */
import { api } from '@holdspace/client';
import { resetTabStorage } from '../../lib/storage/storage.ts';
import { markOpenedAsUsed } from '../../lib/storage/used-links.ts';
import { clearSignOutPending, isSignOutPending, serviceWorkerContainer } from './sign-out.ts';

/** Where the service worker notes a sign-out of its own that was not answered yet. */
const pendingCacheName = 'pending';

/** Somebody left by the address of the way out, without the server. Only a worker notes that. */
export async function isWorkerSignOutPending(): Promise<boolean> {
  if (!serviceWorkerContainer()?.controller) return false;
  try {
    return (await window.caches?.has(pendingCacheName)) ?? false;
  } catch {
    return false;
  }
}
/** Ends what the browser was signed in to; false when the server could not be asked. */
export async function finishSignOut(): Promise<boolean> {
  // Another tab may have done it, and somebody may have signed in there since.
  if (!isSignOutPending() && !(await isWorkerSignOutPending())) return true;
  try {
    await api().signOut();
  } catch {
    return false;
  }
  markOpenedAsUsed();
  resetTabStorage();
  clearSignOutPending();
  // Else the service worker would sign out somebody who signs in from now on.
  await deletePendingCache();
  return true;
}

async function deletePendingCache(): Promise<void> {
  try {
    await window.caches?.delete(pendingCacheName);
  } catch {
    // A browser that forbids caches has no worker either.
  }
}
