/**
 * Finishes a sign-out that ‘Leave now’ began (EXIT-3): only the server can remove the cookie. A
 * mark in this browser says that this is still open; the next start of the app does it before it
 * shows anything.
 */
import { api } from '@holdspace/client';
import { resetTabStorage } from '../../lib/storage/storage.ts';
import { markOpenedAsUsed } from '../../lib/storage/used-links.ts';
import { clearSignOutPending, isSignOutPending, serviceWorkerContainer } from './sign-out.ts';

/** Where the service worker notes a sign-out of its own that was not answered yet. */
const pendingCacheName = 'pending';

/** The person left by the Leave now address and the server does not know it. Only a worker records that. */
export async function isWorkerSignOutPending(): Promise<boolean> {
  if (!serviceWorkerContainer()?.controller) return false;
  try {
    return (await window.caches?.has(pendingCacheName)) ?? false;
  } catch {
    return false;
  }
}
/** Signs the browser out; false when the server was not reached. */
export async function finishSignOut(): Promise<boolean> {
  // Another tab can have done it already, and another person can have signed in there.
  if (!isSignOutPending() && !(await isWorkerSignOutPending())) return true;
  try {
    await api().signOut();
  } catch {
    return false;
  }
  markOpenedAsUsed();
  resetTabStorage();
  clearSignOutPending();
  // Otherwise the service worker would sign out the person who signs in next.
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
