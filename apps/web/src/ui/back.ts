/**
 * Back, of the browser and of a phone (PAGE-2): it closes what is open, the last opened first,
 * and asks before it leaves where a part of the screen wants that. The history does not grow with
 * what is opened: under the page lies one entry of the same page that Back comes to, and the page
 * is put on top of it again. The entry under a circle has a neutral address, so a circle is one
 * entry in the history.
 */
import { useEffect, useRef } from 'react';

type Answer = () => void;

/** In the state of an entry that has one of the same page below it. */
interface Above {
  readonly above: true;
}
/** In the state of the entry below, when it shows what the one above shows. */
interface Below {
  readonly below: true;
}

/** The methods of the browser itself: the router listens to its own. */
const push = (state: Above, url: string): void =>
  History.prototype.pushState.call(history, state, '', url);
const replace = (state: object | null, url: string): void =>
  History.prototype.replaceState.call(history, state, '', url);
const above: Above = { above: true };

const opened: Answer[] = [];
const asking: Answer[] = [];
/** Of the page that Back must not take away. */
let address = '';
let leaves = false;

const stateIs = (name: 'above' | 'below'): boolean =>
  (history.state as Partial<Above & Below> | null)?.[name] === true;

/** Puts an entry below this page, unless there is one. `under`: its address, when not the same. */
export function layUnder(under?: string): void {
  address = location.href;
  if (stateIs('above')) return;
  const below: Below | null = under === undefined ? { below: true } : null;
  replace(below, under ?? address);
  push(above, address);
}

/** Goes back without asking once more. */
export function goBack(): void {
  leaves = true;
  history.back();
}

function onPop(event: PopStateEvent): void {
  const answer = leaves ? undefined : (opened.at(-1) ?? asking.at(-1));
  leaves = false;
  if (answer) {
    // Before the router hears of it, the page is where it was.
    event.stopImmediatePropagation();
    push(above, address);
    answer();
  } else if (stateIs('below')) {
    history.back();
  }
}

/** What the router adds lies on an entry of the same page. */
function onPush(): void {
  if (!stateIs('above')) replace({ ...history.state, ...above }, location.href);
}

/** Called once, before the router is there. */
export function followBack(): void {
  window.addEventListener('popstate', onPop);
  window.addEventListener('pushState', onPush);
}

function useAnswer(list: Answer[], active: boolean, answer: Answer): void {
  const latest = useRef(answer);
  useEffect(() => {
    latest.current = answer;
  });
  useEffect(() => {
    if (!active) return;
    layUnder();
    const own = () => latest.current();
    list.push(own);
    return () => {
      list.splice(list.indexOf(own), 1);
    };
  }, [list, active]);
}

/** While it is open, Back closes it. */
export const useBackCloses = (open: boolean, close: Answer): void => useAnswer(opened, open, close);

/** While it matters, Back asks; the question calls `goBack`. What is open closes first. */
export const useBackAsks = (matters: boolean, ask: Answer): void => useAnswer(asking, matters, ask);
