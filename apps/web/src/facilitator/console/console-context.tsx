/**
 * What every part of the facilitator's console reads: the circle, the view and the function that
 * sends a command. It decides nothing; the view lists the open commands in `view.mine.can`.
 */
import type { ClientCommandName, PersonId, RefusalCode, ViewPerson } from '@holdspace/protocol';
import { useLingui } from '@lingui/react/macro';
import { createContext, type ReactNode, useContext } from 'react';
import { facilitatorExitOf, useOpenCalls } from '../../circle/model/open-calls.ts';
import type { FacilitatorPanelsProps } from '../../circle/model/panels-props.ts';
import { CommandProvider, type CommandRuntime } from '../../lib/commands/command-context.ts';
import { facilitatorRefusalText } from './refusal-texts.ts';

export type Console = Pick<FacilitatorPanelsProps, 'circle' | 'view' | 'send' | 'guide'>;

const ConsoleContext = createContext<Console | null>(null);

interface ConsoleProviderProps {
  readonly value: Console;
  readonly children: ReactNode;
}

/** `useCommand` below it checks the view first and explains refusals to a facilitator. */
export function ConsoleProvider({ value, children }: ConsoleProviderProps) {
  return (
    <ConsoleContext value={value}>
      <CommandProvider value={useConsoleRuntime(value)}>{children}</CommandProvider>
    </ConsoleContext>
  );
}

function useConsoleRuntime({ send, view }: Console): CommandRuntime {
  const { confirmExit } = useOpenCalls();
  const { i18n, t } = useLingui();
  return {
    send,
    confirm: (command) => confirmExit(facilitatorExitOf(command)),
    knownRefusal: ({ do: name }) => (view.mine.can[name] === true ? null : view.mine.can[name]),
    failureText: (failure) => {
      if ('refused' in failure) return i18n._(facilitatorRefusalText(failure.refused));
      if ('invalid' in failure) return t`This couldn’t be sent: ${failure.invalid}`;
      return t`We couldn’t find out whether this worked. Check how it is now, then press again if you still want to.`;
    },
  };
}

/** Throws outside of a `ConsoleProvider`. */
export function useConsole(): Console {
  const console = useContext(ConsoleContext);
  if (!console) throw new Error('This component needs a ConsoleProvider.');
  return console;
}

/** Finds a person of the circle by id; undefined for null and for a person who is not here. */
export const useFindPerson = (): ((id: PersonId | null) => ViewPerson | undefined) => {
  const { view } = useConsole();
  return (id) => view.people.find((person) => person.id === id);
};

/**
 * Why a command is refused now, as a sentence; null when it is open. `knownRefusal`: a refusal
 * that the view shows for the object of the command.
 */
export function useRefusalText(
  name: ClientCommandName,
  knownRefusal?: RefusalCode | null,
): string | null {
  const { view } = useConsole();
  const { i18n } = useLingui();
  const can = view.mine.can[name] === true ? (knownRefusal ?? true) : view.mine.can[name];
  return can === true ? null : i18n._(facilitatorRefusalText(can));
}
