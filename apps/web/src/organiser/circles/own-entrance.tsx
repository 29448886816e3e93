/** The way into a circle for an organiser who looks after it too; no other one has it (STF-6). */
import { useStaffQuery } from '../page/use-staff-query.ts';
import { EnterCircle } from './enter-circle.tsx';

interface OwnEntranceProps {
  readonly circle: string;
  readonly name: string;
}

export function OwnEntrance({ circle, name }: OwnEntranceProps) {
  const [own] = useStaffQuery((api) => api.ownStaff());
  if (own.state !== 'there') return null;
  const { roles, circles } = own.value;
  if (!roles.includes('facilitator') || !circles.includes(circle)) return null;
  return (
    <div>
      <EnterCircle circle={circle} name={name} />
    </div>
  );
}
