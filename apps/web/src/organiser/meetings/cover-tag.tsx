/** How many facilitators carry a meeting, in colour and in words (CVR-1). */
import type { MeetingBody } from '@holdspace/protocol';
import { Trans } from '@lingui/react/macro';
import styles from './meetings.module.css';

export type CoverDegree = 'covered' | 'half' | 'uncovered';

export function coverOf({ covered, wanted }: Pick<MeetingBody, 'covered' | 'wanted'>): CoverDegree {
  if (covered >= wanted) return 'covered';
  return covered === 0 ? 'uncovered' : 'half';
}

export function CoverTag(meeting: Pick<MeetingBody, 'covered' | 'wanted'>) {
  const cover = coverOf(meeting);
  return (
    <span className={styles.tag} data-cover={cover}>
      <CoverText cover={cover} {...meeting} />
    </span>
  );
}

interface CoverTextProps extends Pick<MeetingBody, 'covered' | 'wanted'> {
  readonly cover: CoverDegree;
}

function CoverText({ cover, covered, wanted }: CoverTextProps) {
  switch (cover) {
    case 'covered':
      return <Trans>Covered</Trans>;
    case 'half':
      return (
        <Trans>
          Half covered: {covered} of {wanted}
        </Trans>
      );
    case 'uncovered':
      return <Trans>Uncovered: nobody carries it yet</Trans>;
    default:
      return cover satisfies never;
  }
}
