/**
 * Assigns facilitators of the staff to a circle, and shows who looks after it (STF-1). A person who
 * has the circle already is left as they are, so that a repeated try changes nothing.
 */
import type { StaffApi } from '@holdspace/client';
import type { StaffList } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { CommandError } from '../../ui/command-error.tsx';
import { type StaffRequestHandle, useStaffRequest } from '../proof/proof-context.ts';

export interface FacilitatorAssignment {
  readonly request: StaffRequestHandle;
  /** Those who look after the circle; null while they are being assigned. */
  readonly assigned: StaffList | null;
  readonly assign: () => Promise<void>;
}

/** Resolves with those who look after the circle. Somebody who left the staff is left out. */
async function assignFacilitators(
  api: StaffApi,
  circle: string,
  wanted: readonly string[],
): Promise<StaffList> {
  const chosen = (await api.staff()).filter(({ id }) => wanted.includes(id));
  for (const { id, circles } of chosen) {
    if (!circles.includes(circle)) await api.changeStaff(id, { circles: [...circles, circle] });
  }
  return chosen;
}

export function useFacilitatorAssignment(
  circle: string,
  wanted: readonly string[],
): FacilitatorAssignment {
  const request = useStaffRequest();
  const [assigned, setAssigned] = useState<StaffList | null>(null);
  const assign = async () => {
    if (wanted.length === 0) return;
    const result = await request.run((api) => assignFacilitators(api, circle, wanted));
    if (result?.ok) setAssigned(result.value);
  };
  return { request, assigned, assign };
}

export function AssignedFacilitators({
  assignment: { request, assigned, assign },
}: {
  readonly assignment: FacilitatorAssignment;
}) {
  const { t } = useLingui();
  if (assigned === null) {
    return (
      <>
        <CommandError command={request} />
        {!request.busy && request.errorText !== null && (
          <div>
            <Button kind="primary" onClick={() => void assign()}>
              <Trans>Try again</Trans>
            </Button>
          </div>
        )}
      </>
    );
  }
  const names = new Intl.ListFormat(document.documentElement.lang).format(
    assigned.map(({ name, you }) => (you ? t`you` : name || t`somebody without a name`)),
  );
  return (
    <p>
      <Trans>
        Looked after by <strong>{names}</strong>. No link is needed: the circle is on their first
        page when they sign in. Meetings count as covered once they have come in.
      </Trans>
    </p>
  );
}
