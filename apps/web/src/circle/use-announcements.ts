/** What of a live circle is spoken, and how: see the announcer for how much at once. */
import type { Status } from '@holdspace/client';
import type { View } from '@holdspace/protocol';
import { useLingui } from '@lingui/react/macro';
import { useEffect, useRef } from 'react';
import { preferences } from '../settings/preferences.ts';
import { announce, announceMessage, announceNow, hush } from '../ui/announcer.tsx';
import { clock } from '../words/times.ts';
import type { NameOf } from './names.ts';

interface Heard {
  readonly view: View;
  readonly status: Status;
  readonly piece: string;
  readonly nameOf: NameOf;
}

export function useAnnouncements(now: Heard): void {
  const { t } = useLingui();
  const before = useRef(now);

  useEffect(() => {
    const last = before.current;
    before.current = now;
    const { view, status, piece, nameOf } = now;
    const me = view.mine.person;
    const quiet = preferences().aloud === 'nothing';

    // Only what came after the last one known: pages of earlier messages are not news.
    const known = last.view.timeline.at(-1)?.id;
    const from = view.timeline.findIndex((each) => each.id === known);
    if (from >= 0 || last.view.timeline.length === 0) {
      for (const each of view.timeline.slice(from + 1)) {
        if (each.by === me || each.text === '' || last.view === view) continue;
        announceMessage({
          name: nameOf(each.by),
          text: each.note ? t`About: ${each.note}` : each.text,
          facilitator: each.facilitation === true,
        });
      }
    }
    const { offered, holder, turn, round, prompt, mode, mine, until } = view;
    if (offered === me && (last.view.offered !== me || last.view.turn !== turn)) {
      announceNow(t`The ${piece} comes to you. You can share or pass. Take your time.`);
    } else if (holder === me && last.view.holder !== me) {
      announce(t`The ${piece} is with you. Take the time you need.`);
    } else if (!quiet && holder && holder !== last.view.holder) {
      const name = nameOf(holder);
      announce(t`${name} has the ${piece}.`);
    }
    if (holder === me && mine.time !== null && mine.time !== last.view.mine.time) {
      announce(
        mine.time === 'near'
          ? t`Most of the time for a turn has passed. No hurry.`
          : t`Take the time you need to finish.`,
      );
    }
    if (!quiet && mode !== last.view.mode) {
      if (mode === 'quiet') {
        const end = until === null ? null : clock(until);
        announce(end ? t`A quiet time, until ${end}.` : t`A quiet time.`);
      } else if (mode === 'hold') announce(t`We’re pausing for a moment. What you write is saved.`);
      else if (last.view.mode === 'quiet') announce(t`The quiet time has ended.`);
      else if (last.view.mode === 'hold') announce(t`We continue.`);
      else if (mode === 'responses' && view.respondTo && view.respondTo !== me) {
        const name = nameOf(view.respondTo);
        announce(t`${name} asks for replies: one from each person.`);
      } else if (mode === 'centre') announce(t`The ${piece} is in the centre. Anyone can take it.`);
    }
    if (!quiet && mode === 'round' && round === null && last.view.round !== null) {
      announce(t`The round is over.`);
    }
    if (!quiet && round !== null && round !== last.view.round) {
      announce(prompt ? t`Round ${round} begins: ${prompt}` : t`Round ${round} begins.`);
    }
    if (status === 'live' && last.status === 'away') announce(t`Connected again.`);
  }, [now, t]);

  // No word of the circle stays in the page when the circle is over.
  const over = now.view.phase === 'aftercare';
  useEffect(() => {
    if (over) hush();
    return hush;
  }, [over]);
}
