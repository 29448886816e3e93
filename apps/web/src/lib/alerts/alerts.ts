/**
 * Alerts that call a person back to this tab (TRN-8, DSK-8): a mark in the title while the alert
 * is active, and sound and vibration where the person allowed them. A call for help outranks a
 * turn. The text of a mark is neutral, because others can read a title (EXIT-5).
 */
import { setTitleMark } from '../preferences/document-title.ts';
import { type AlertLevel, soundAlert } from './sound.ts';

export interface Alert {
  /** The same key is the same alert. */
  readonly key: string;
  /** Neutral words for the title, without names; a dot when absent. */
  readonly title?: string | undefined;
  readonly level: AlertLevel;
  /** False: only the title, for an alert that a facilitator already handles. */
  readonly isAudible?: boolean | undefined;
}

/** A call sounds again until it ends: the pause in milliseconds, and the number of times. */
const repeatCall = { every: 20_000, times: 6 } as const;

interface RaisedAlert {
  readonly alert: Alert;
  readonly timer: ReturnType<typeof setInterval> | undefined;
}

const raised = new Map<string, RaisedAlert>();

/** Begins an alert. An active one with the same key keeps its rhythm and gets the new text. */
export function raiseAlert(alert: Alert): void {
  const before = raised.get(alert.key);
  if (before && before.alert.level === alert.level && before.alert.isAudible === alert.isAudible) {
    raised.set(alert.key, { ...before, alert });
  } else {
    clearInterval(before?.timer);
    raised.set(alert.key, {
      alert,
      timer: alert.isAudible === false ? undefined : startSound(alert),
    });
  }
  updateTitleMark();
}

export function endAlert(key: string): void {
  clearInterval(raised.get(key)?.timer);
  if (raised.delete(key)) updateTitleMark();
}

/** Ends all of them, for the way out. */
export function endAlerts(): void {
  for (const { timer } of raised.values()) clearInterval(timer);
  raised.clear();
}

/** True while this tab is visible and focused; a turn then makes no sound, a call does. */
const isPageActive = (): boolean => document.visibilityState === 'visible' && document.hasFocus();

function startSound({ level }: Alert): ReturnType<typeof setInterval> | undefined {
  if (level === 'turn') {
    if (!isPageActive()) soundAlert(level);
    return undefined;
  }
  soundAlert(level);
  let times = 1;
  const timer = setInterval(() => {
    soundAlert(level);
    times++;
    if (times >= repeatCall.times) clearInterval(timer);
  }, repeatCall.every);
  return timer;
}

function updateTitleMark(): void {
  const all = [...raised.values()].map(({ alert }) => alert);
  const most = all.find(({ level }) => level === 'call') ?? all[0];
  setTitleMark(most === undefined ? '' : most.title ? `${most.title} · ` : '• ');
}
