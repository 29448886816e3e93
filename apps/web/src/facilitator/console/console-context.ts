/**
 * What every part of the facilitator's console reads: the circle, the view and the function that
 * sends a command. It decides nothing; the view lists the open commands in `view.mine.can`.
 */
import type { ClientCommandName, PersonId, RefusalCode, ViewPerson } from '@holdspace/protocol';
import { useLingui } from '@lingui/react/macro';
import { createContext, useContext } from 'react';
import type { FacilitatorPanelsProps } from '../../circle/model/panels-props.ts';
import { facilitatorRefusalText } from './refusal-texts.ts';

export type Console = Pick<FacilitatorPanelsProps, 'circle' | 'view' | 'send'>;

const ConsoleContext = createContext<Console | null>(null);
export const ConsoleProvider = ConsoleContext.Provider;

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
