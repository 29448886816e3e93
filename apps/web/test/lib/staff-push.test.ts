// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { pushSupport, turnPushOff, turnPushOn } from '../../src/lib/push/staff-push.ts';

const keys = { p256dh: 'public', auth: 'secret' };
const endpoint = 'https://push.example.org/1';

/** A browser with push: what it is asked, and what it answers. */
function givenBrowser() {
  const unsubscribe = vi.fn(async () => true);
  const subscription = { toJSON: () => ({ endpoint, expirationTime: null, keys }), unsubscribe };
  const pushManager = {
    subscribe: vi.fn(async (_options: object) => subscription),
    getSubscription: vi.fn(async () => subscription),
  };
  const notification = { permission: 'default', requestPermission: vi.fn(async () => 'granted') };
  vi.stubGlobal('PushManager', class {});
  vi.stubGlobal('Notification', notification);
  Object.defineProperty(navigator, 'serviceWorker', {
    configurable: true,
    value: { getRegistration: async () => ({ pushManager }) },
  });
  return { pushManager, notification, unsubscribe };
}

function givenServer() {
  return { subscribePush: vi.fn(async () => ({})), unsubscribePush: vi.fn(async () => undefined) };
}

describe('web push for staff', () => {
  beforeEach(() => {
    vi.unstubAllGlobals();
    Reflect.deleteProperty(navigator, 'serviceWorker');
  });

  it('ALR-2 is turned on with the key of the server, which gets address and keys alone', async () => {
    const { pushManager } = givenBrowser();
    const server = givenServer();
    expect(pushSupport()).toBe('possible');
    expect(await turnPushOn(server, 'key of the server')).toBe('on');
    expect(pushManager.subscribe).toHaveBeenCalledWith({
      userVisibleOnly: true,
      applicationServerKey: 'key of the server',
    });
    expect(server.subscribePush).toHaveBeenCalledWith({ endpoint, keys });
  });

  it('ALR-2 says where there is none, where the person said no, and where the browser fails', async () => {
    const server = givenServer();
    expect([pushSupport(), await turnPushOn(server, 'key')]).toEqual([
      'unsupported',
      'unsupported',
    ]);
    const { notification, pushManager } = givenBrowser();
    notification.requestPermission.mockResolvedValueOnce('denied');
    expect(await turnPushOn(server, 'key')).toBe('blocked');
    notification.requestPermission.mockResolvedValueOnce('default');
    expect(await turnPushOn(server, 'key')).toBe('blocked');
    pushManager.subscribe.mockRejectedValueOnce(new DOMException('no way', 'AbortError'));
    expect(await turnPushOn(server, 'key')).toBe('failed');
    notification.permission = 'denied';
    expect([pushSupport(), await turnPushOn(server, 'key')]).toEqual(['blocked', 'blocked']);
    expect(server.subscribePush).not.toHaveBeenCalled();
  });

  it('ALR-2 takes the place of a subscription that was made for another key', async () => {
    const { pushManager, unsubscribe } = givenBrowser();
    const server = givenServer();
    pushManager.subscribe.mockRejectedValueOnce(new DOMException('other', 'InvalidStateError'));
    expect(await turnPushOn(server, 'key')).toBe('on');
    expect([unsubscribe, pushManager.subscribe].map((each) => each.mock.calls.length)).toEqual([
      1, 2,
    ]);
  });

  it('ALR-2 is turned off at the server first, and stays on where that does not answer', async () => {
    const { unsubscribe } = givenBrowser();
    const server = givenServer();
    server.unsubscribePush.mockRejectedValueOnce(new Error('offline'));
    await expect(turnPushOff(server)).rejects.toThrow('offline');
    expect(unsubscribe).not.toHaveBeenCalled();
    await turnPushOff(server);
    expect(unsubscribe).toHaveBeenCalledTimes(1);
  });
});
