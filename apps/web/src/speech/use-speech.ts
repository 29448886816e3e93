/**
 * Speaks what the table finds between one state of a circle and the next (SPK-1). It begins as
 * soon as the table is loaded: what came before that is compared then, so nothing is lost.
 */
import type { ClientCommandName, WireCommand } from '@holdspace/protocol';
import { useCallback, useEffect, useRef, useState } from 'react';
import { forget, forgetPerson, hush, speak, sweep } from '../ui/speech-queue.ts';
import { loadSpeech } from './lazy.ts';
import { type Heard, isIn } from './row.ts';
import type { utterances } from './table.ts';

const isOver = ({ view }: Heard): boolean => view.phase === 'aftercare' || view.phase === 'closed';

/** What is spoken of a circle ends with it: no word of it stays in the page. */
const leaves = (before: Heard | null, now: Heard): boolean =>
  before !== null && isIn(before) && (!isIn(now) || (isOver(now) && !isOver(before)));

export function useSpeech(now: Heard): void {
  const [find, setFind] = useState<{ readonly in: typeof utterances } | null>(null);
  const before = useRef<Heard | null>(null);
  const latest = useRef(now);
  latest.current = now;

  useEffect(() => {
    let here = true;
    void loadSpeech().then((table) => here && setFind({ in: table.utterances }));
    return () => {
      here = false;
    };
  }, []);

  useEffect(() => {
    if (!find) return;
    const last = before.current;
    before.current = now;
    if (last) forgetGone(last, now);
    if (leaves(last, now)) hush();
    sweep();
    speak(...find.in({ before: last, now }, () => latest.current));
  }, [now, find]);

  useEffect(() => hush, []);
}

/** TXT-4, VOI-9: words that are gone, and people who are hidden now, leave in this step. */
function forgetGone(last: Heard, now: Heard): void {
  for (const { id, text } of now.view.timeline) if (text === '') forget(id);
  for (const person of now.view.mine.hidden) {
    if (!last.view.mine.hidden.includes(person)) forgetPerson(person);
  }
}

const ofTurns: readonly ClientCommandName[] = [
  ...(['take', 'pass', 'later', 'done', 'yield', 'raise-hand', 'lower-hand'] as const),
];
/** A command says why something of one's own changed for so long, in ms. */
const recent = 5000;

/**
 * Remembers the last command about one's own turn, so that speech can tell what one did oneself
 * from what happened. Returns `noted`, which takes note of a command, and `did`, the last one.
 */
export function useOwnActs() {
  const last = useRef<{ readonly name: ClientCommandName; readonly at: number } | null>(null);
  const noted = useCallback(<Command extends WireCommand>(command: Command): Command => {
    const name = ofTurns.find((each) => each === command.do);
    if (name) last.current = { name, at: performance.now() };
    return command;
  }, []);
  const did = useCallback((): ClientCommandName | null => {
    const known = last.current;
    return known && performance.now() - known.at < recent ? known.name : null;
  }, []);
  return { noted, did };
}
