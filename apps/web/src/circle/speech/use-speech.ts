/**
 * Speaks what the table finds between one state of a circle and the next (SPK-1). It begins as
 * soon as the table is loaded: what came before that is compared then, so nothing is lost.
 */
import type { ClientCommandName, WireCommand } from '@holdspace/protocol';
import { useCallback, useEffect, useRef, useState } from 'react';
import {
  clearSpeech,
  dropOutdated,
  forgetMessage,
  forgetPerson,
  speak,
} from '../../lib/speech/speech-queue.ts';
import { isInside, type SpeechState } from '../../lib/speech/speech-rule.ts';
import { loadSpeech } from './speech.lazy.ts';
import type { utterances } from './speech-table.ts';

const isOver = ({ view }: SpeechState): boolean =>
  view.phase === 'aftercare' || view.phase === 'closed';

/** Ends the speech of a circle when its page closes: no sentence stays in the page. */
const hasLeft = (before: SpeechState | null, now: SpeechState): boolean =>
  before !== null && isInside(before) && (!isInside(now) || (isOver(now) && !isOver(before)));

export function useSpeech(now: SpeechState): void {
  const [find, setFind] = useState<{ readonly in: typeof utterances } | null>(null);
  const before = useRef<SpeechState | null>(null);
  const latest = useRef(now);
  latest.current = now;

  useEffect(() => {
    let here = true;
    loadSpeech().then(
      (table) => here && setFind({ in: table.utterances }),
      // The server has newer screens: the page is silent until it is loaded again.
      () => undefined,
    );
    return () => {
      here = false;
    };
  }, []);

  useEffect(() => {
    if (!find) return;
    const last = before.current;
    before.current = now;
    if (last) forgetRemoved(last, now);
    if (hasLeft(last, now)) clearSpeech();
    dropOutdated();
    speak(...find.in({ before: last, now }, () => latest.current));
  }, [now, find]);

  useEffect(() => clearSpeech, []);
}

/** TXT-4, VOI-9: words that are gone, and people who are hidden now, leave in this step. */
function forgetRemoved(last: SpeechState, now: SpeechState): void {
  for (const { id, text } of now.view.timeline) if (text === '') forgetMessage(id);
  for (const person of now.view.mine.hidden) {
    if (!last.view.mine.hidden.includes(person)) forgetPerson(person);
  }
}

const turnCommands: readonly ClientCommandName[] = [
  ...(['take', 'pass', 'later', 'done', 'yield', 'raise-hand', 'lower-hand'] as const),
];
/** How long a command counts as the cause of a change of the own state, in ms. */
const ownCommandWindow = 5000;

/**
 * Stores the last command about the own turn, so that speech can distinguish own acts from acts of
 * others. Returns `noted`, which stores a command, and `did`, the last one.
 */
export function useLastOwnCommand() {
  const last = useRef<{ readonly name: ClientCommandName; readonly at: number } | null>(null);
  const noted = useCallback(<Command extends WireCommand>(command: Command): Command => {
    const name = turnCommands.find((each) => each === command.do);
    if (name) last.current = { name, at: performance.now() };
    return command;
  }, []);
  const did = useCallback((): ClientCommandName | null => {
    const known = last.current;
    return known && performance.now() - known.at < ownCommandWindow ? known.name : null;
  }, []);
  return { noted, did };
}
