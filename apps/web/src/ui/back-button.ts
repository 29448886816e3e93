/**
 * Back, of the browser and of a phone (PAGE-2): it closes what is open, the last opened first,
 * and asks before it leaves where a part of the screen wants that. The history does not grow with
 * what is opened: under the page lies one entry of the same page that Back reaches, and the page
 * is put on top of it again. The entry under a circle has a neutral address, so a circle is one
 * entry in the history.
 */
import { useEffect, useRef } from 'react';

type BackHandler = () => void;

/** In the state of an entry that has one of the same page below it. */
interface EntryAbove {
  readonly above: true;
}
/** In the state of the entry below, when it shows what the one above shows. */
interface EntryBelow {
  readonly below: true;
}

/** The methods of the browser itself: the router listens to its own. */
const pushEntry = (state: EntryAbove, url: string): void =>
  History.prototype.pushState.call(history, state, '', url);
const replaceEntry = (state: object | null, url: string): void =>
  History.prototype.replaceState.call(history, state, '', url);
const above: EntryAbove = { above: true };

const closeHandlers: BackHandler[] = [];
const confirmHandlers: BackHandler[] = [];
/** Of the page that Back must not take away. */
let guardedAddress = '';
let skipNext = false;

const hasEntryState = (name: 'above' | 'below'): boolean =>
  (history.state as Partial<EntryAbove & EntryBelow> | null)?.[name] === true;

/** Puts an entry below this page, unless there is one. `under`: its address, when not the same. */
export function ensureEntryBelow(under?: string): void {
  guardedAddress = location.href;
  if (hasEntryState('above')) return;
  const below: EntryBelow | null = under === undefined ? { below: true } : null;
  replaceEntry(below, under ?? guardedAddress);
  pushEntry(above, guardedAddress);
}

/** Goes back without asking once more. */
export function goBack(): void {
  skipNext = true;
  history.back();
}

function onPop(event: PopStateEvent): void {
  const answer = skipNext ? undefined : (closeHandlers.at(-1) ?? confirmHandlers.at(-1));
  skipNext = false;
  if (answer) {
    // Returns to the page before the router handles the event.
    event.stopImmediatePropagation();
    pushEntry(above, guardedAddress);
    answer();
  } else if (hasEntryState('below')) {
    history.back();
  }
}

/** Entries that the router adds get an entry of the same page below them. */
function onPush(): void {
  if (!hasEntryState('above')) replaceEntry({ ...history.state, ...above }, location.href);
}

/** Called once, before the router starts. */
export function listenToBack(): void {
  window.addEventListener('popstate', onPop);
  window.addEventListener('pushState', onPush);
}

function useBackHandler(list: BackHandler[], active: boolean, answer: BackHandler): void {
  const latest = useRef(answer);
  useEffect(() => {
    latest.current = answer;
  });
  useEffect(() => {
    if (!active) return;
    ensureEntryBelow();
    const own = () => latest.current();
    list.push(own);
    return () => {
      list.splice(list.indexOf(own), 1);
    };
  }, [list, active]);
}

/** Makes Back close a part of the screen while it is open. */
export const useBackCloses = (open: boolean, close: BackHandler): void =>
  useBackHandler(closeHandlers, open, close);

/** Makes Back ask first while `active`; the question calls `goBack`. Open parts close first. */
export const useBackConfirms = (matters: boolean, ask: BackHandler): void =>
  useBackHandler(confirmHandlers, matters, ask);
