/**
 * Web push in this browser, for staff (ALR-2): asks the person and the browser, and tells the
 * server. It needs https and the service worker; on an iPhone the page has to be on the home screen.
 */
import type { PushSubscriptionBody } from '@holdspace/protocol';

/** What the server is told; `staffApi` of the client library does it. */
export interface PushServer {
  subscribePush(subscription: PushSubscriptionBody): Promise<unknown>;
  unsubscribePush(): Promise<unknown>;
}

/**
 * Whether it can be turned on here. `blocked`: the person said no to the browser, and changes
 * that in its settings. Whether it is on is known by the server (`OwnChannels`).
 */
export type PushSupport = 'possible' | 'unsupported' | 'blocked';

/** `failed`: the browser or its push service did not answer. */
export type PushAnswer = 'on' | 'failed' | Exclude<PushSupport, 'possible'>;

export function pushSupport(): PushSupport {
  if (!('PushManager' in window && 'Notification' in window && 'serviceWorker' in navigator)) {
    return 'unsupported';
  }
  return Notification.permission === 'denied' ? 'blocked' : 'possible';
}

/**
 * Turns push on. It has to run inside of a press, or browsers ask for nothing. `key`: of the
 * server, see `OwnChannels`. Rejects with `ApiProblem` when the server refuses.
 */
export async function turnPushOn(server: PushServer, key: string): Promise<PushAnswer> {
  const support = pushSupport();
  if (support !== 'possible') return support;
  if ((await Notification.requestPermission()) !== 'granted') return 'blocked';
  const subscription = await subscribe(key).catch(() => null);
  const { endpoint, keys } = subscription?.toJSON() ?? {};
  const { p256dh, auth } = keys ?? {};
  if (endpoint === undefined || p256dh === undefined || auth === undefined) return 'failed';
  await server.subscribePush({ endpoint, keys: { p256dh, auth } });
  return 'on';
}

/** Turns push off, at the server first: it then sends nothing, whatever the browser does. */
export async function turnPushOff(server: PushServer): Promise<void> {
  await server.unsubscribePush();
  const subscription = await (await workerRegistration())?.pushManager.getSubscription();
  await subscription?.unsubscribe().catch(() => undefined);
}

const workerRegistration = async (): Promise<ServiceWorkerRegistration | undefined> =>
  'serviceWorker' in navigator ? navigator.serviceWorker.getRegistration() : undefined;

/** A subscription for another key of the server is of no use any more, and is replaced. */
async function subscribe(applicationServerKey: string): Promise<PushSubscription | null> {
  const pushManager = (await workerRegistration())?.pushManager;
  if (!pushManager) return null;
  const options = { userVisibleOnly: true, applicationServerKey };
  try {
    return await pushManager.subscribe(options);
  } catch (fault) {
    if (!(fault instanceof DOMException) || fault.name !== 'InvalidStateError') throw fault;
    await (await pushManager.getSubscription())?.unsubscribe();
    return pushManager.subscribe(options);
  }
}
