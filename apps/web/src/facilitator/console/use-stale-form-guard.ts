/**
 * Forms about the floor remember the floor they were opened on (RND-18). When another
 * facilitator has changed it meanwhile, the command is refused as stale: the form keeps what was
 * filled in and offers to send it again for the floor as it is now.
 */
import type { WireCommand } from '@holdspace/protocol';
import { useState } from 'react';
import type { CircleView } from '../../circle/model/circle-view.ts';
import { useCommand } from '../../lib/commands/use-command.ts';
import { useConsole } from './console-context.tsx';

export interface StaleFormGuard {
  readonly busy: boolean;
  readonly errorText: string | null;
  /** Another facilitator changed the floor first; true until it is sent again. */
  readonly isStale: boolean;
  /** The view in which the form was opened. */
  readonly before: CircleView;
  /** True when it was done. `anyway`: for the floor as it is now. */
  readonly run: (command: WireCommand, anyway?: boolean) => Promise<boolean>;
  /** Takes the present view as the one in which the form was opened. */
  readonly refresh: () => void;
}

export function useStaleFormGuard(): StaleFormGuard {
  const { view } = useConsole();
  const [before, setBefore] = useState(view);
  const { busy, errorText, refusal, run } = useCommand();
  return {
    busy,
    errorText,
    isStale: refusal === 'stale',
    before,
    run: (command, anyway) => {
      const seen = anyway ? view : before;
      if (anyway) setBefore(view);
      return run({ ...command, seen: seen.mine.floor } as WireCommand);
    },
    refresh: () => setBefore(view),
  };
}
