/** What is spoken to facilitators of calls for help: a new one, more words in it, its end. */
import type { Thread, View } from '@holdspace/protocol';
import { useLingui } from '@lingui/react/macro';
import { useEffect, useRef } from 'react';
import { isCall, isOpenCall } from '../support/threads.ts';
import { announce, announceNow } from '../ui/announcer.tsx';

const callsIn = ({ desk, mine }: View): readonly Thread[] =>
  desk?.threads.filter((each) => isCall(each) && each.by !== mine.person) ?? [];

export function useCallSpeech(view: View): void {
  const { t } = useLingui();
  const before = useRef<readonly Thread[]>([]);
  const calls = callsIn(view);
  // What was there when one came is spoken too: it is news to whoever comes.
  useEffect(() => {
    const last = before.current;
    before.current = calls;
    for (const call of calls) {
      const known = last.find(({ id }) => id === call.id);
      const name = call.name || t`Someone`;
      const isTheirs = call.entries.at(-1)?.by === call.by;
      if (known && known.state !== 'closed' && call.state === 'closed') {
        announce(t`The call of ${name} is closed.`);
      } else if (isOpenCall(call) && (!known || known.state === 'closed')) {
        announceNow(
          call.help === 'unsafe' ? t`${name} isn’t safe.` : t`${name} would like to talk with you.`,
        );
      } else if (known && isTheirs && call.entries.length > known.entries.length) {
        announceNow(t`${name} wrote again in their call for help.`);
      }
    }
  }, [calls, t]);
}
