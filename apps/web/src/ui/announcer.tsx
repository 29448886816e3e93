/**
 * The one voice of the page for screen readers: a polite region and an assertive one, both
 * empty at load. What is said in the circle goes through `announceMessage`, which gathers
 * a burst into one sentence and waits while the person types.
 */
import { plural, t } from '@lingui/core/macro';
import { useSyncExternalStore } from 'react';
import { preferences } from '../settings/preferences.ts';

const burst = 1000;
const typingPause = 3000;
const longest = 300;

interface Said {
  readonly name: string;
  readonly text: string;
  readonly facilitator: boolean;
}

let spoken = { polite: '', assertive: '' };
const listeners = new Set<() => void>();
let gathered: Said[] = [];
let timer: ReturnType<typeof setTimeout> | undefined;
let lastKey = Number.NEGATIVE_INFINITY;

function set(region: keyof typeof spoken, text: string): void {
  // The same sentence twice must change the region, or it is not spoken again.
  const said = spoken[region] === text ? `${text}\u00a0` : text;
  spoken = { ...spoken, [region]: said };
  for (const listener of listeners) listener();
}

export const announce = (text: string): void => set('polite', text);
export const announceNow = (text: string): void => set('assertive', text);

/** Told by the composer, so that speech waits for a pause in the typing. */
export function noteTyping(): void {
  lastKey = performance.now();
}

function flush(): void {
  timer = undefined;
  const quietFor = performance.now() - lastKey;
  if (quietFor < typingPause) {
    timer = setTimeout(flush, typingPause - quietFor);
    return;
  }
  const said = gathered;
  gathered = [];
  const [first] = said;
  if (!first) return;
  if (said.length === 1 && preferences().aloud !== 'summaries') {
    announce(`${first.name}: ${shortened(first.text)}`);
    return;
  }
  const names = [...new Set(said.map((one) => one.name))];
  const who = new Intl.ListFormat(document.documentElement.lang).format(names);
  announce(
    plural(said.length, {
      one: `# new message, from ${who}`,
      other: `# new messages, from ${who}`,
    }),
  );
}

const shortened = (text: string): string =>
  text.length > longest ? `${text.slice(0, longest)}… ${t`long message`}` : text;

/** One message of somebody else. What is spoken depends on the setting for reading aloud. */
export function announceMessage(said: Said): void {
  const { aloud } = preferences();
  if (aloud === 'nothing' || (aloud === 'mine' && !said.facilitator)) return;
  gathered.push(said);
  timer ??= setTimeout(flush, burst);
}

/** Forgets what was gathered and said, for instance when the circle is left or over. */
export function hush(): void {
  gathered = [];
  clearTimeout(timer);
  timer = undefined;
  spoken = { polite: '', assertive: '' };
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export function Announcer() {
  const now = useSyncExternalStore(subscribe, () => spoken);
  return (
    <>
      <div className="hidden" role="status" aria-live="polite">
        {now.polite}
      </div>
      <div className="hidden" role="alert" aria-live="assertive">
        {now.assertive}
      </div>
    </>
  );
}
