/** What the facilitator's panels get from the circle: nothing the screen itself does not have. */
import type { CommandAnswer, View, WireCommand } from '@holdspace/protocol';

export type Command = (command: WireCommand) => Promise<CommandAnswer>;
export type { View };

export interface PanelsProps {
  readonly circle: string;
  readonly view: View;
  readonly send: Command;
  /** `after`: on the page of a circle that is over. */
  readonly side: 'left' | 'right' | 'sheet' | 'after';
}
