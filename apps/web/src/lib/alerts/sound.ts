/**
 * Sound and vibration of alerts (TRN-8, DSK-8). The tone is made by WebAudio, so no file is
 * loaded. Browsers allow sound after a press only: `unlockSound` is called inside of one.
 */
import { preferences } from '../preferences/preferences.ts';

export type AlertLevel = 'turn' | 'call';

/** Notes of one tone in Hz, played one after the other. */
const toneFrequencies: Readonly<Record<AlertLevel, readonly number[]>> = {
  turn: [528],
  call: [440, 587, 440],
};
/** Seconds of one note, and milliseconds of vibration and pause. */
const noteSeconds = 0.32;
const vibrationPatterns: Readonly<Record<AlertLevel, number[]>> = {
  turn: [120],
  call: [200, 120, 200],
};
/** From 0 to 1: audible in a quiet room without startling. */
const toneGain = 0.12;

let audioContext: AudioContext | null = null;

/** Unlocks sound; does nothing in a browser without WebAudio. */
export function enableSound(): void {
  try {
    audioContext ??= new AudioContext();
    void audioContext.resume().catch(() => undefined);
  } catch {
    audioContext = null;
  }
}

/** After a reload the first press of any kind unlocks the sound that was allowed before. */
export function enableSoundOnFirstPress(): () => void {
  const events = ['pointerdown', 'keydown'] as const;
  const stop = () => {
    for (const event of events) document.removeEventListener(event, onPress, true);
  };
  const onPress = () => {
    if (!preferences().alertSound) return;
    enableSound();
    stop();
  };
  for (const event of events) document.addEventListener(event, onPress, true);
  return stop;
}

/** True on a device with a vibration motor; some browsers have the function without a motor. */
export const canVibrate = (): boolean => typeof navigator.vibrate === 'function';

/** Plays and vibrates once, as far as the person allowed it. */
export function soundAlert(level: AlertLevel): void {
  const { alertSound, alertVibration } = preferences();
  if (alertSound) playTone(level);
  if (alertVibration && canVibrate()) navigator.vibrate(vibrationPatterns[level]);
}

/** Ends the current sound and vibration. */
export function stopSound(): void {
  if (canVibrate()) navigator.vibrate(0);
  void audioContext?.close().catch(() => undefined);
  audioContext = null;
}

function playTone(level: AlertLevel): void {
  if (audioContext?.state !== 'running') return;
  const from = audioContext.currentTime;
  toneFrequencies[level].forEach((frequency, n) => {
    if (audioContext) playNote(audioContext, frequency, from + n * noteSeconds);
  });
}

/** Begins and ends softly, without a click. */
function playNote(audio: AudioContext, frequency: number, at: number): void {
  const tone = new OscillatorNode(audio, { type: 'sine', frequency });
  const volume = new GainNode(audio, { gain: 0 });
  volume.gain.setValueAtTime(0.0001, at);
  volume.gain.exponentialRampToValueAtTime(toneGain, at + 0.04);
  volume.gain.exponentialRampToValueAtTime(0.0001, at + noteSeconds);
  tone.connect(volume).connect(audio.destination);
  tone.start(at);
  tone.stop(at + noteSeconds);
}
