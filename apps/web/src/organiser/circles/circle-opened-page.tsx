/** Does what is left after opening a circle: assigns its facilitators, and makes its cards. */
import { useEffect, useRef } from 'react';
import { cardLabels } from '../links/card-labels.ts';
import { useCardBatch } from '../links/use-card-batch.ts';
import { CircleOpened } from './circle-opened.tsx';
import { useFacilitatorAssignment } from './facilitator-assignment.tsx';
import type { OpenedCircle } from './use-new-circle.ts';

interface CircleOpenedPageProps {
  readonly circle: OpenedCircle;
  readonly onDone: () => void;
}

export function CircleOpenedPage({ circle, onDone }: CircleOpenedPageProps) {
  const assignment = useFacilitatorAssignment(circle.id, circle.facilitators);
  const batch = useCardBatch(circle.id);
  const isBegun = useRef(false);
  useEffect(() => {
    if (isBegun.current) return;
    isBegun.current = true;
    void assignment.assign();
    if (circle.cards === 0) return;
    // After a reload the labels are kept, and those that are left are made.
    const isNew = batch.cards.length + batch.left === 0;
    void (isNew ? batch.make(cardLabels(circle.cards)) : batch.goOn());
  });
  return <CircleOpened {...{ circle, assignment, batch, onDone }} />;
}
