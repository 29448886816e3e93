/** One thing to look at in the gallery. Its name is for builders and is not translated. */
import type { ReactNode } from 'react';

export interface GalleryState {
  readonly id: string;
  readonly name: string;
  /**
   * Absent: shown among the others. A state with landmarks of its own is shown alone: `narrow` as
   * on a phone, `wide` in the available width, `screen` as the whole page.
   */
  readonly frame?: 'narrow' | 'wide' | 'screen';
  readonly render: () => ReactNode;
}
