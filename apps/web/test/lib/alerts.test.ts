/** What calls a person back: the title of the tab, sound and vibration. */
import { beforeEach, expect, it, vi } from 'vitest';

const storage = new Map<string, string>();
const page = { title: 'Notes', visibilityState: 'visible', hasFocus: () => true };
const vibrate = vi.fn(() => true);
const tones: number[] = [];

class FakeAudioParam {
  setValueAtTime() {}
  exponentialRampToValueAtTime() {}
}
class FakeOscillator {
  constructor(_audio: unknown, { frequency = 0 } = {}) {
    if (frequency > 0) tones.push(frequency);
  }
  gain = new FakeAudioParam();
  connect(next: unknown) {
    return next;
  }
  start() {}
  stop() {}
}
class FakeAudioContext {
  state = 'suspended';
  currentTime = 0;
  resume() {
    this.state = 'running';
    return Promise.resolve();
  }
  close = () => Promise.resolve();
}

beforeEach(() => {
  vi.resetModules();
  vi.useFakeTimers();
  storage.clear();
  tones.length = 0;
  vibrate.mockClear();
  page.title = 'Notes';
  page.visibilityState = 'visible';
  vi.stubGlobal('document', { ...page, documentElement: { dataset: {} } });
  vi.stubGlobal('navigator', { vibrate });
  vi.stubGlobal('window', { name: '' });
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => storage.get(key) ?? null,
    setItem: (key: string, value: string) => void storage.set(key, value),
    removeItem: (key: string) => void storage.delete(key),
  });
  vi.stubGlobal('AudioContext', FakeAudioContext);
  vi.stubGlobal('OscillatorNode', FakeOscillator);
  vi.stubGlobal('GainNode', FakeOscillator);
  return () => vi.useRealTimers();
});

const load = async (allowed: { sound?: boolean; vibration?: boolean } = {}) => {
  const { setPreference } = await import('../../src/lib/preferences/preferences.ts');
  const sound = await import('../../src/lib/alerts/sound.ts');
  const alerts = await import('../../src/lib/alerts/alerts.ts');
  const title = await import('../../src/lib/preferences/document-title.ts');
  setPreference('alertSound', allowed.sound ?? false);
  setPreference('alertVibration', allowed.vibration ?? false);
  if (allowed.sound) sound.enableSound();
  return { ...alerts, ...sound, ...title };
};
const call = { key: 'call', level: 'call', title: 'Needs you' } as const;
const turn = { key: 'turn', level: 'turn', title: 'Your turn' } as const;

it('DSK-8 the title has a neutral mark while a call is open', async () => {
  const { raiseAlert, endAlert } = await load();
  raiseAlert(call);
  expect(document.title).toBe('Needs you · Notes');
  endAlert('call');
  expect(document.title).toBe('Notes');
});

it('DSK-8 a call outranks a turn in the title, whichever came first', async () => {
  const { raiseAlert, endAlert } = await load();
  raiseAlert(call);
  raiseAlert(turn);
  expect(document.title).toBe('Needs you · Notes');
  endAlert('call');
  expect(document.title).toBe('Your turn · Notes');
  raiseAlert({ key: 'turn', level: 'turn' });
  expect(document.title).toBe('• Notes');
});

it('DSK-8 nothing sounds or vibrates before the person allowed it', async () => {
  const { raiseAlert } = await load();
  raiseAlert(call);
  vi.advanceTimersByTime(300_000);
  expect([tones, vibrate.mock.calls]).toEqual([[], []]);
});

it('DSK-8 a call sounds and vibrates again and again, at most six times, and ends at once', async () => {
  const { raiseAlert, endAlert } = await load({ sound: true, vibration: true });
  raiseAlert(call);
  expect(vibrate).toHaveBeenCalledTimes(1);
  expect(tones).toEqual([440, 587, 440]);
  vi.advanceTimersByTime(20_000);
  expect(vibrate).toHaveBeenCalledTimes(2);
  raiseAlert({ ...call, title: 'Needs you (2)' });
  expect(vibrate).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(600_000);
  expect(vibrate).toHaveBeenCalledTimes(6);
  raiseAlert({ ...call, key: 'another' });
  expect(vibrate).toHaveBeenCalledTimes(7);
  endAlert('another');
  vi.advanceTimersByTime(600_000);
  expect(vibrate).toHaveBeenCalledTimes(7);
});

it('DSK-8 a call that a facilitator has seen stays in the title without a sound', async () => {
  const { raiseAlert } = await load({ sound: true, vibration: true });
  raiseAlert({ ...call, isAudible: false });
  vi.advanceTimersByTime(60_000);
  expect(document.title).toBe('Needs you · Notes');
  expect(vibrate).not.toHaveBeenCalled();
});

it('TRN-8 a turn sounds once, and only while the person looks elsewhere', async () => {
  const { raiseAlert, endAlert } = await load({ sound: true, vibration: true });
  raiseAlert(turn);
  expect(vibrate).not.toHaveBeenCalled();
  endAlert('turn');
  vi.stubGlobal('document', { ...document, visibilityState: 'hidden' });
  raiseAlert(turn);
  vi.advanceTimersByTime(60_000);
  expect(vibrate).toHaveBeenCalledTimes(1);
  expect(tones).toEqual([528]);
});

it('EXIT-5 after Leave now there is no title, sound or vibration', async () => {
  const {
    raiseAlert,
    endAlerts,
    hideTitle,
    stopSound: silence,
    setTitle,
  } = await load({
    sound: true,
    vibration: true,
  });
  raiseAlert(call);
  hideTitle();
  endAlerts();
  silence();
  vibrate.mockClear();
  vi.advanceTimersByTime(60_000);
  raiseAlert({ ...turn });
  setTitle('Tuesday evening circle');
  expect(document.title).toBe('Notes');
  expect(vibrate).not.toHaveBeenCalled();
});

it('DSK-8 works where the browser has neither sound nor vibration', async () => {
  vi.stubGlobal('AudioContext', undefined);
  vi.stubGlobal('navigator', {});
  const { raiseAlert, stopSound: silence } = await load({ sound: true, vibration: true });
  raiseAlert(call);
  vi.advanceTimersByTime(60_000);
  silence();
  expect(document.title).toBe('Needs you · Notes');
});
