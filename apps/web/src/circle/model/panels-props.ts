/** What the facilitator's panels get from the circle: nothing the screen itself does not have. */
import type { View } from '@holdspace/protocol';
import type { SendCommand } from '../../lib/commands/command-context.ts';

export interface FacilitatorPanelsProps {
  readonly circle: string;
  readonly view: View;
  readonly send: SendCommand;
  /** `after`: on the page of a circle that is over. */
  readonly side: 'left' | 'right' | 'sheet' | 'after';
}
