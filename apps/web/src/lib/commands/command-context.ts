/**
 * What `useCommand` needs from the screen around it. `CircleFrame` provides it for every screen of
 * a circle; the facilitator's console provides its own texts and its own check before sending.
 */
import type { CommandAnswer, RefusalCode, WireCommand } from '@holdspace/protocol';
import { createContext, useContext } from 'react';

export type SendCommand = (command: WireCommand) => Promise<CommandAnswer>;

/** Why a command was not done. */
export type CommandFailure =
  | { readonly refused: RefusalCode }
  /** The packet was malformed; the server names the field. */
  | { readonly invalid: string }
  /** No answer came: it may have been done or not. */
  | { readonly unknown: true };

export interface CommandRuntime {
  readonly send: SendCommand;
  /**
   * Asks the person before a command that needs it. `true`: nothing to ask, the command goes in
   * the same step. A promise of false: the person stays, and nothing is sent.
   */
  readonly confirm: (command: WireCommand) => true | Promise<boolean>;
  /** A refusal that the view shows already; such a command is not sent. Null: send it. */
  readonly knownRefusal: (command: WireCommand) => RefusalCode | null;
  /** One sentence for the person: why it was not done and what they can do now. */
  readonly failureText: (failure: CommandFailure) => string;
}

const CommandRuntimeContext = createContext<CommandRuntime | null>(null);
export const CommandProvider = CommandRuntimeContext.Provider;

export function useCommandRuntime(): CommandRuntime {
  const runtime = useContext(CommandRuntimeContext);
  if (!runtime) throw new Error('No circle here.');
  return runtime;
}
