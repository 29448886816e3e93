/** What the parts of the page of staff get. */
import type { CircleSummary, StaffList, StaffMemberBody } from '@holdspace/protocol';

export interface StaffPeopleProps {
  readonly staff: StaffList;
  readonly circles: readonly Pick<CircleSummary, 'id' | 'name'>[];
  /** Loads both lists again. */
  readonly onChanged: () => void;
}

export interface StaffMemberProps extends Pick<StaffPeopleProps, 'circles' | 'onChanged'> {
  readonly member: StaffMemberBody;
  readonly isLastOrganiser: boolean;
}
