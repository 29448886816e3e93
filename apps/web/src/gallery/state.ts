/** One thing to look at in the gallery. Its name is for builders and is not translated. */
import type { ReactNode } from 'react';

export interface State {
  readonly id: string;
  readonly name: string;
  /**
   * How wide it is shown: 390 px, the width of a panel, or as wide as there is room.
   * A screen fills the window and is shown alone only.
   */
  readonly frame?: 'phone' | 'panel' | 'wide' | 'screen';
  readonly show: () => ReactNode;
}
