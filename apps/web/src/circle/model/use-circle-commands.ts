/** The runtime of commands inside a circle: open calls are named first, refusals are explained. */

import { useLingui } from '@lingui/react/macro';
import { useMemo, useRef } from 'react';
import type { CommandRuntime, SendCommand } from '../../lib/commands/command-context.ts';
import type { CircleView } from './circle-view.ts';
import { facilitatorExitOf, useOpenCalls } from './open-calls.ts';
import { refusalText } from './refusal-text.ts';

export function useCircleCommands(view: CircleView, send: SendCommand): CommandRuntime {
  const { t, i18n } = useLingui();
  const { confirmExit } = useOpenCalls();
  const latest = useRef(view);
  latest.current = view;
  return useMemo(
    () => ({
      send,
      confirm: (command) => confirmExit(facilitatorExitOf(command)),
      // The server decides; a command that the view calls refused is sent all the same.
      knownRefusal: () => null,
      failureText: (failure) =>
        'refused' in failure
          ? i18n._(refusalText(latest.current, failure.refused))
          : t`It wasn’t sent. Your words are saved here. Press again when you’re ready.`,
    }),
    [send, confirmExit, i18n, t],
  );
}
