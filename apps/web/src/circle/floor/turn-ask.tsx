/** TRN-4: what the holder would like from the others afterwards. */
import type { Ask } from '@holdspace/protocol';
import { useLingui } from '@lingui/react/macro';
import { type MessageDraft, useDraftPart } from '../composer/message-draft.ts';
import { useCircle } from '../model/circle-context.ts';
import styles from './turn-card.module.css';

export function TurnAskSelect({ draft }: { readonly draft: MessageDraft }) {
  const { view, command } = useCircle();
  const { t } = useLingui();
  const chosen = useDraftPart(draft, ({ ask }) => ask);
  const asks: readonly [Ask, string][] = [
    ['listen', t`I’d like people to just listen`],
    ['know', t`Tell me if you know this too`],
    ['ideas', t`Ideas are welcome`],
  ];
  if (view.mine.can['set-ask'] !== true) return null;
  return (
    <select
      className={styles.ask}
      aria-label={t`What you’d like from the others afterwards`}
      value={chosen ?? view.ask ?? 'listen'}
      onChange={(event) => {
        const ask = event.target.value as Ask;
        // Stored with the text, so that both survive a reload and a lost connection together.
        draft.setAsk(ask);
        void command.run({ do: 'set-ask', ask });
      }}
    >
      {asks.map(([ask, words]) => (
        <option key={ask} value={ask}>
          {words}
        </option>
      ))}
    </select>
  );
}
