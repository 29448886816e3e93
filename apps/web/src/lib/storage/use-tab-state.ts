/**
 * State that outlives a reload and a refusal, in this tab only: what a person typed is never
 * lost, and ‘Leave now’ clears it with everything else.
 */
import { useRef, useState } from 'react';
import { tabStorage } from './storage.ts';

/**
 * `forget(sent)`: removes a text that has arrived. Text typed in the meantime stays (TXT-2).
 */
export function useTabState<T>(
  key: string,
  initial: T,
): [T, (value: T) => void, (sent?: T) => void] {
  const [value, setValue] = useState<T>(() => tabStorage.read<T>(key) ?? initial);
  const latest = useRef(value);
  const keep = (next: T) => {
    latest.current = next;
    setValue(next);
    tabStorage.write(key, next);
  };
  const forget = (sent?: T) => {
    const left = sent === undefined ? initial : typedAfterSend(sent, latest.current, initial);
    keep(left);
    if (left === initial) tabStorage.write(key, null);
  };
  return [value, keep, forget];
}

/** The text typed after the sent one; `none` when there is none. */
export function typedAfterSend<T>(sent: T, now: T, none: T): T {
  if (now === sent) return none;
  if (typeof sent !== 'string' || typeof now !== 'string') return now;
  const more = now.startsWith(sent) ? now.slice(sent.length).trim() : now;
  return (more === '' ? none : more) as T;
}
