/**
 * The guide of the circle for the present part of the meeting (KIT-1): words to read out and
 * questions. One press posts the words, or begins a round on a question; nothing happens by itself.
 */
import type { CircleGuideBody } from '@holdspace/protocol';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { CircleView } from '../../circle/model/circle-view.ts';
import { SendCommandButton } from '../console/command-button.tsx';
import { useConsole } from '../console/console-context.tsx';
import layout from '../console/layout.module.css';
import { Panel } from '../console/panel.tsx';
import styles from './guide-panel.module.css';

type Part = keyof NonNullable<CircleGuideBody['phases']>;
type PartGuide = NonNullable<NonNullable<CircleGuideBody['phases']>[Part]>;

const partTitles: Readonly<Record<Part, MessageDescriptor>> = {
  opening: msg`For the opening`,
  body: msg`For the main part`,
  closing: msg`For the closing`,
};

const modeTexts: Readonly<Record<NonNullable<PartGuide['mode']>, MessageDescriptor>> = {
  open: msg`with an open floor`,
  hands: msg`by raised hand`,
  round: msg`as a round`,
  centre: msg`with the piece in the centre`,
};

/** Before the opening one reads what comes first. Null once the meeting is over. */
function partOf({ phase }: Pick<CircleView, 'phase'>): Part | null {
  if (phase === 'scheduled' || phase === 'doors' || phase === 'opening') return 'opening';
  return phase === 'body' || phase === 'closing' ? phase : null;
}

export function GuidePanel() {
  const { guide, view } = useConsole();
  const { i18n } = useLingui();
  const part = partOf(view);
  const words = part && guide?.phases?.[part];
  if (!part || !words) return null;
  return (
    // What was posted or asked in one part says nothing about the next.
    <Panel key={part} title={i18n._(partTitles[part])}>
      <PartHint guide={words} />
      {words.words && <PartWords text={words.words} />}
      {(words.prompts?.length ?? 0) > 0 && <Questions prompts={words.prompts ?? []} />}
    </Panel>
  );
}

function PartHint({ guide: { minutes, mode } }: { readonly guide: PartGuide }) {
  const { i18n } = useLingui();
  if (minutes === undefined && mode === undefined) return null;
  return (
    <p className={layout.muted}>
      {minutes !== undefined && (
        <Plural value={minutes} one="About # minute" other="About # minutes" />
      )}
      {minutes !== undefined && mode !== undefined && ', '}
      {mode !== undefined && i18n._(modeTexts[mode])}
    </p>
  );
}

function PartWords({ text }: { readonly text: string }) {
  const { view } = useConsole();
  const isPosted = view.mine.can.say === true;
  return (
    <>
      <blockquote className={styles.words} dir="auto">
        {text}
      </blockquote>
      {isPosted && (
        <SendCommandButton command={{ do: 'say', text }} wide>
          <Trans>Post these words</Trans>
        </SendCommandButton>
      )}
    </>
  );
}

function Questions({ prompts }: { readonly prompts: readonly string[] }) {
  return (
    <ul className={styles.questions}>
      {prompts.map((prompt) => (
        <li key={prompt}>
          <p dir="auto">{prompt}</p>
          <AskButton prompt={prompt} />
        </li>
      ))}
    </ul>
  );
}

/** Into the round that runs, between two turns; else a round on it begins. */
function AskButton({ prompt }: { readonly prompt: string }) {
  const { guide, view } = useConsole();
  const { t } = useLingui();
  if (view.prompt === prompt) {
    return (
      <p className={layout.muted}>
        <Trans>This is the question now.</Trans>
      </p>
    );
  }
  if (view.round !== null) {
    return (
      <SendCommandButton
        command={{ do: 'set-prompt', prompt }}
        label={t`Make it the question: ${prompt}`}
      >
        <Trans>Make it the question</Trans>
      </SendCommandButton>
    );
  }
  const facilitator = guide?.order?.facilitator;
  return (
    <SendCommandButton
      command={{ do: 'start-round', prompt, ...(facilitator && { facilitator }) }}
      label={t`Start a round on it: ${prompt}`}
    >
      <Trans>Start a round on it</Trans>
    </SendCommandButton>
  );
}
