/** Sends one command at a time and keeps why it was not done. */
import type { RefusalCode, WireCommand } from '@holdspace/protocol';
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { facilitatorExitOf, useOpenCalls } from '../../circle/model/open-calls.ts';
import { useConsole } from './console-context.ts';
import { facilitatorRefusalText } from './refusal-texts.ts';

export interface ConsoleCommand {
  readonly busy: boolean;
  /** Why the last command was not done, as a sentence. */
  readonly errorText: string | null;
  /** The code of that refusal, for forms that can do more about it than show it. */
  readonly refusal: RefusalCode | null;
  /** True when it was done. `knownRefusal`: shown at once, and nothing is sent. */
  readonly run: (command: WireCommand, knownRefusal?: RefusalCode | null) => Promise<boolean>;
  readonly reset: () => void;
}

export function useConsoleCommand(): ConsoleCommand {
  const { send, view } = useConsole();
  const { before } = useOpenCalls();
  const { i18n, t } = useLingui();
  const [busy, setBusy] = useState(false);
  const [errorText, setErrorText] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<RefusalCode | null>(null);
  const refuse = (code: RefusalCode) => {
    setRefusal(code);
    setErrorText(i18n._(facilitatorRefusalText(code)));
  };
  const reset = () => {
    setErrorText(null);
    setRefusal(null);
  };

  async function run(command: WireCommand, knownRefusal?: RefusalCode | null): Promise<boolean> {
    const can = view.mine.can[command.do];
    const refused = can === true ? knownRefusal : can;
    if (refused) {
      refuse(refused);
      return false;
    }
    if (!(await before(facilitatorExitOf(command)))) return false;
    setBusy(true);
    reset();
    const answer = await send(command);
    setBusy(false);
    if ('ok' in answer) return true;
    if ('refused' in answer) refuse(answer.refused);
    else if ('invalid' in answer) setErrorText(t`This couldn’t be sent: ${answer.invalid}`);
    else
      setErrorText(
        t`We couldn’t find out whether this worked. Check how it is now, then press again if you still want to.`,
      );
    return false;
  }
  return { busy, errorText, refusal, run, reset };
}
