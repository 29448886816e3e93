/** The first page of staff: the first steps, and the circles of today and of the days to come. */
import { useStaffSession } from '../page/staff-session.ts';
import { CarerToday } from './carer-today.tsx';
import { OrganiserToday } from './organiser-today.tsx';

export function TodayPage() {
  const { roles } = useStaffSession();
  return roles.includes('organiser') ? <OrganiserToday /> : <CarerToday />;
}
