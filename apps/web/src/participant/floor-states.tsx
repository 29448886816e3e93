/** The texts of the state line after a round, in the centre, and in responses. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useCircle } from '../circle/model/circle-context.ts';
import { isListening } from '../circle/model/is-listening.ts';
import { formatTime } from '../lib/i18n/dates.ts';
import { refusalTexts } from '../lib/i18n/refusal-texts.ts';

export function RoundOverState() {
  const { view } = useCircle();
  if (view.mine.role === 'facilitator') {
    return <Trans>The round is over. Now open the floor, or start another round.</Trans>;
  }
  return (
    <>
      {view.quietRound ? (
        <Trans>It was a quiet round: everyone passed, and that’s fine.</Trans>
      ) : (
        <Trans>The round is over.</Trans>
      )}{' '}
      <Trans>You can write when the facilitator opens the floor or starts another round.</Trans>
    </>
  );
}

export function CentreState({ piece }: { readonly piece: string }) {
  const { view } = useCircle();
  const { mine } = view;
  if (isListening(view)) {
    return <Trans>The {piece} is in the centre. You’re listening today.</Trans>;
  }
  if (mine.can.take === 'not-offered') {
    return (
      <Trans>
        The {piece} is in the centre. You had it last and someone else would like it. Raise your
        hand to have it again.
      </Trans>
    );
  }
  return <Trans>The {piece} is in the centre. Take it if you’d like to speak.</Trans>;
}

/** TRN-4: what the last sharer asks for, and whether one has answered. */
export function ResponsesState() {
  const { view, nameOf } = useCircle();
  const { i18n } = useLingui();
  const { mine, respondTo, ask, until } = view;
  const name = (
    <b>
      <bdi>{nameOf(respondTo)}</bdi>
    </b>
  );
  const ends = until === null ? null : formatTime(until);
  const asks =
    ask === 'ideas' ? (
      <Trans>{name} asks for ideas: one reply each.</Trans>
    ) : (
      <Trans>{name} asks who knows this too: one reply each.</Trans>
    );
  if (respondTo === mine.person) {
    return <Trans>The others can reply to you now, one reply each. You can just read.</Trans>;
  }
  if (mine.canSay === 'already-spoke') {
    return (
      <>
        {asks} <Trans>Your reply is there. Now we read the others.</Trans>
      </>
    );
  }
  if (mine.canSay !== true) {
    return (
      <>
        {asks} {i18n._(refusalTexts[mine.canSay])}
      </>
    );
  }
  return (
    <>
      {asks} {ends && <Trans>It ends by itself around {ends}.</Trans>}
    </>
  );
}
