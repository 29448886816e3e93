/** The props of the facilitator's panels: only data that the circle screen has too. */

import type { SendCommand } from '../../lib/commands/command-context.ts';
import type { CircleView } from './circle-view.ts';

export interface FacilitatorPanelsProps {
  readonly circle: string;
  readonly view: CircleView;
  readonly send: SendCommand;
  /** `after`: on the page of a circle that is over. */
  readonly side: 'left' | 'right' | 'sheet' | 'after';
}
