/** One thing to look at in the gallery. Its name is for builders and is not translated. */
import type { ReactNode } from 'react';

export interface GalleryState {
  readonly id: string;
  readonly name: string;
  /**
   * Without one it stands among the others. What has landmarks of its own is shown alone:
   * `narrow` as on a phone, `wide` as there is room, `screen` as the whole page.
   */
  readonly frame?: 'narrow' | 'wide' | 'screen';
  readonly render: () => ReactNode;
}
