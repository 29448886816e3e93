/** What every section about oneself gets. */
import type { OwnStaff } from '@holdspace/protocol';

export interface OwnStaffProps {
  readonly own: OwnStaff;
  /** Loads it again. */
  readonly onChanged: () => void;
}
