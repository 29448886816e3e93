/** What every section of the page of one circle gets. */
import type { CircleDetail } from '@holdspace/protocol';

export interface CircleDetailProps {
  readonly detail: CircleDetail;
  /** Loads the circle again. */
  readonly onChanged: () => void;
}
