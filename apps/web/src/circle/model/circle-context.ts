/** What every part of the circle's screen needs: the view, the card, and the shared command. */
import type { CircleCardBody, PersonId } from '@holdspace/protocol';
import { createContext, useContext } from 'react';
import type { CommandHandle } from '../../lib/commands/use-command.ts';
import type { CircleView } from './circle-view.ts';
import type { NameOf } from './person-names.ts';
import type { PersonalSheetTarget } from './personal-sheet.ts';

export interface CircleContextValue {
  readonly circle: string;
  readonly card: CircleCardBody | null;
  /** Without the messages, see `useTimeline`. */
  readonly view: CircleView;
  readonly nameOf: NameOf;
  /** The name of a person this reader has hidden, where this tab still has it. */
  readonly hiddenName: (id: PersonId) => string | undefined;
  /** Its refusal is shown above the composer, or by the page that replaces the circle. */
  readonly command: CommandHandle;
  readonly openPersonalSheet: (target: PersonalSheetTarget) => void;
}

const CircleContext = createContext<CircleContextValue | null>(null);
export const CircleProvider = CircleContext.Provider;

export function useCircle(): CircleContextValue {
  const value = useContext(CircleContext);
  if (!value) throw new Error('No circle here.');
  return value;
}
