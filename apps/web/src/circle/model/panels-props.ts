/** The props of the facilitator's panels: only data that the circle screen has too. */
import type { CircleGuideBody } from '@holdspace/protocol';
import type { SendCommand } from '../../lib/commands/command-context.ts';
import type { CircleView } from './circle-view.ts';

export interface FacilitatorPanelsProps {
  readonly circle: string;
  readonly view: CircleView;
  readonly send: SendCommand;
  /** Words and questions of the circle; absent when it has none. */
  readonly guide?: CircleGuideBody | undefined;
  /** `after`: on the page of a circle that is over. */
  readonly side: 'left' | 'right' | 'sheet' | 'after';
}
