/** What every part of the circle's screen needs: the view, the card, and a way to ask. */
import type {
  Card,
  CommandAnswer,
  PersonId,
  RefusalCode,
  View,
  WireCommand,
} from '@holdspace/protocol';
import { createContext, useContext } from 'react';
import type { Aside } from './aside.ts';
import type { NameOf } from './names.ts';

export interface CircleHere {
  readonly circle: string;
  readonly card: Card | null;
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
  readonly openAside: (aside: Aside) => void;
}

const CircleContext = createContext<CircleHere | null>(null);
export const CircleProvider = CircleContext.Provider;

export function useHere(): CircleHere {
  const here = useContext(CircleContext);
  if (!here) throw new Error('This part is only shown inside a circle.');
  return here;
}
