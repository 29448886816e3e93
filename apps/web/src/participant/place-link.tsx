/** From the pages of a meeting to the place page of its circle (RHY-7), which then stays. */
import { Trans } from '@lingui/react/macro';
import { useCircle } from '../circle/model/circle-context.ts';
import { paths } from '../lib/paths.ts';
import { ButtonLink } from '../ui/button.tsx';

export function PlaceLink() {
  const { circle } = useCircle();
  return (
    <ButtonLink
      to={paths.place(circle)}
      size="l"
      wide
      replace
      state={{ ...history.state, stays: true }}
    >
      <Trans>All dates, and your place in this circle</Trans>
    </ButtonLink>
  );
}
