/** A round: how it begins (RND-1), its question (RND-14), and its end (RND-15). */
import type { FacilitatorPlace, PersonId } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Choice, TextArea } from '../ui/field.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { useKept } from '../ui/use-kept.ts';
import { useSwap } from '../ui/use-swap.ts';
import { arranged, OrderList } from './arrange.tsx';
import { Press, Said, useAsk, useConsole } from './console.tsx';
import styles from './facilitator.module.css';
import { TwoSteps } from './two-steps.tsx';

/** What can be done with the round that runs. */
export function Round() {
  const { view } = useConsole();
  const { t } = useLingui();
  const [changing, setChanging] = useState(false);
  const holder = useSwap<HTMLDivElement>(changing);
  return (
    <>
      {view.prompt && (
        <p className={styles.prompt} dir="auto">
          “{view.prompt}”
        </p>
      )}
      {view.mode !== 'round' && (
        <p className={styles.quiet}>
          <Trans>The round waits while the circle talks in another way.</Trans>
        </p>
      )}
      <div ref={holder} className={styles.group}>
        {changing ? (
          <Prompt onClose={() => setChanging(false)} />
        ) : (
          <div className={styles.row}>
            <Press name="set-prompt" kind="plain" onPress={() => setChanging(true)}>
              <Trans>New question</Trans>
            </Press>
            <TwoSteps
              asks={{ do: 'end-round' }}
              first={t`End the round`}
              then={t`End it now`}
              hint={t`Those not reached come first in the next round.`}
            />
          </div>
        )}
      </div>
    </>
  );
}

function Prompt({ onClose }: { readonly onClose: () => void }) {
  const { circle, view } = useConsole();
  const { t } = useLingui();
  const { busy, said, ask } = useAsk();
  const [prompt, setPrompt, forget] = useKept(
    `facilitator:${circle}:new-prompt`,
    view.prompt ?? '',
  );
  const submit = async () => {
    if (!(await ask({ do: 'set-prompt', prompt: prompt.trim() }))) return;
    forget();
    onClose();
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <TextArea
        label={t`The question`}
        hint={t`It changes between two turns.`}
        value={prompt}
        onChange={(event) => setPrompt(event.target.value)}
      />
      <Said words={said} />
      <div className={styles.pair}>
        <Button type="submit" busy={busy}>
          <Trans>Use this question</Trans>
        </Button>
        <Button onClick={onClose}>
          <Trans>Leave it</Trans>
        </Button>
      </div>
    </form>
  );
}

/** Asks for everything a round needs; what was typed is kept when it is closed. */
export function RoundForm({ onClose }: { readonly onClose: () => void }) {
  const { circle, view } = useConsole();
  const { t } = useLingui();
  const { busy, said, ask } = useAsk();
  const [prompt, setPrompt, forget] = useKept(`facilitator:${circle}:prompt`, '');
  const [place, setPlace] = useState<FacilitatorPlace>('none');
  const [how, setHow] = useState<'shuffled' | 'arranged'>('shuffled');
  const sharers = view.people.filter(
    (person) => person.seat === 'sharer' && person.role === 'participant' && person.here,
  );
  const [draft, setDraft] = useState<readonly PersonId[]>([]);
  const shown = arranged(draft, sharers);
  const names = new Intl.ListFormat(undefined, { type: 'conjunction' }).format(
    sharers.map(({ name }) => name),
  );
  const submit = async () => {
    const order = how === 'arranged' ? { order: shown.map(({ id }) => id) } : {};
    if (!(await ask({ do: 'start-round', prompt: prompt.trim(), facilitator: place, ...order }))) {
      return;
    }
    forget();
    onClose();
  };
  return (
    <Sheet open onClose={onClose} title={t`Start a round`}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <TextArea
          label={t`The question`}
          hint={t`Everybody sees it. Simple and open is best, for instance: what helped you this week?`}
          value={prompt}
          onChange={(event) => setPrompt(event.target.value)}
        />
        <Choice
          row
          label={t`The order`}
          value={how}
          onChange={setHow}
          options={[
            { value: 'shuffled', label: t`By chance` },
            { value: 'arranged', label: t`I arrange it` },
          ]}
        />
        {how === 'arranged' ? (
          <OrderList people={shown} onChange={setDraft} />
        ) : (
          <p className={styles.quiet}>
            {sharers.length > 0 ? (
              <Trans>In the order: {names}. Whoever listens can ask in with a hand.</Trans>
            ) : (
              <Trans>No sharer is here yet.</Trans>
            )}
          </p>
        )}
        <Choice
          row
          label={t`You yourself`}
          value={place}
          onChange={setPlace}
          options={[
            { value: 'first', label: t`First` },
            { value: 'last', label: t`Last` },
            { value: 'none', label: t`Not in it` },
          ]}
        />
        <Said words={said} />
        <div className={styles.ends}>
          <Button onClick={onClose}>
            <Trans>Leave it</Trans>
          </Button>
          <Button type="submit" kind="primary" busy={busy}>
            <Trans>Start the round</Trans>
          </Button>
        </div>
      </form>
    </Sheet>
  );
}
