/** The organiser's desk of one circle, as the server sends it. */
import type { StaffApi } from '@holdspace/client';

export type OrganiserDeskData = Awaited<ReturnType<StaffApi['organiserDesk']>>;
export type DeskThread = OrganiserDeskData['help'][number];
export type DeskReport = OrganiserDeskData['reports'][number];

export interface OrganiserDeskSectionProps {
  readonly circle: string;
  readonly desk: OrganiserDeskData;
  /** Loads the desk again. */
  readonly onChanged: () => void;
}
