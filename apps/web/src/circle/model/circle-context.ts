/** What every part of the circle's screen needs: the view, the card, and a way to ask. */
import type {
  CircleCardBody,
  CommandAnswer,
  PersonId,
  RefusalCode,
  View,
  WireCommand,
} from '@holdspace/protocol';
import { createContext, useContext } from 'react';
import type { NameOf } from './person-names.ts';
import type { PersonalSheetTarget } from './personal-sheet.ts';

export interface CircleContextValue {
  readonly circle: string;
  readonly card: CircleCardBody | null;
  readonly view: View;
  readonly nameOf: NameOf;
  /** The name of somebody one has hidden, where this tab still knows it. */
  readonly hiddenName: (id: PersonId) => string | undefined;
  readonly send: (command: WireCommand) => Promise<CommandAnswer>;
  /** Asks, and shows the kind no when it is one. True when it was done. */
  readonly act: (command: WireCommand) => Promise<boolean>;
  /** The last kind no, until it was read. */
  readonly refusal: RefusalCode | null;
  readonly setRefusal: (refusal: RefusalCode | null) => void;
  /** Opens what one opens for oneself. */
  readonly openAside: (aside: PersonalSheetTarget) => void;
}

const CircleContext = createContext<CircleContextValue | null>(null);
export const CircleProvider = CircleContext.Provider;

export function useCircle(): CircleContextValue {
  const here = useContext(CircleContext);
  if (!here) throw new Error('This part is only shown inside a circle.');
  return here;
}
