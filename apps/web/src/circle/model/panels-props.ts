/** The props of the facilitator's panels: only data that the circle screen has too. */
import type { View } from '@holdspace/protocol';
import type { SendCommand } from '../../lib/commands/command-context.ts';

export interface FacilitatorPanelsProps {
  readonly circle: string;
  readonly view: View;
  readonly send: SendCommand;
  /** `after`: on the page of a circle that is over. */
  readonly side: 'left' | 'right' | 'sheet' | 'after';
}
