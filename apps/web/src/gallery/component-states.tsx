/** The basic components: buttons, fields, cards, notices, pebbles. */
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Check, Choice, Field, Select, TextArea } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { Pebble } from '../ui/pebble.tsx';
import { Stone } from '../ui/stone.tsx';
import { people } from './fixtures.ts';
import styles from './gallery.module.css';
import type { GalleryState } from './gallery-state.ts';

const tones = ['plain', 'clay', 'honey', 'plum', 'sky', 'brick'] as const;

function FieldExamples() {
  const [seat, setSeat] = useState<'sharer' | 'listener'>('sharer');
  const [agreed, setAgreed] = useState(true);
  return (
    <div className={styles.stack}>
      <Field label="Name" hint="Not your real name." defaultValue="Quiet Heron" />
      <Field label="Name" error="Write a name of at least one letter." defaultValue="" />
      <TextArea label="Purpose" defaultValue="For people who care for somebody at home." />
      <Select label="Why">
        <option>The pace of the circle</option>
        <option>Words that may hurt</option>
      </Select>
      <Choice
        label="Your seat"
        value={seat}
        onChange={setSeat}
        options={[
          { value: 'sharer', label: 'I may speak', hint: 'You can always pass.' },
          { value: 'listener', label: 'I just listen today' },
        ]}
      />
      <Choice
        row
        label="Your seat, in short"
        value={seat}
        onChange={setSeat}
        options={[
          { value: 'sharer', label: 'Speak' },
          { value: 'listener', label: 'Listen' },
        ]}
      />
      <Check label="I agree" checked={agreed} onChange={setAgreed} />
    </div>
  );
}

export const componentStates: readonly GalleryState[] = [
  {
    id: 'buttons',
    name: 'Buttons',
    render: () => (
      <div className={styles.stack}>
        <Button kind="primary" size="l">
          Primary
        </Button>
        <Button>Quiet</Button>
        <Button kind="plain">Plain</Button>
        <Button kind="danger">Danger</Button>
        <Button kind="primary" busy>
          Busy
        </Button>
        <Button aria-disabled>Not now</Button>
      </div>
    ),
  },
  { id: 'fields', name: 'Fields', render: () => <FieldExamples /> },
  {
    id: 'cards',
    name: 'Cards',
    render: () => (
      <div className={styles.stack}>
        {tones.map((tone) => (
          <Card key={tone} tone={tone} title={tone}>
            <p>What belongs together.</p>
          </Card>
        ))}
      </div>
    ),
  },
  {
    id: 'notices',
    name: 'Notices',
    render: () => (
      <div className={styles.stack}>
        <Notice>The connection is back.</Notice>
        <Notice tone="honey" action={<Button>Look</Button>}>
          Somebody is waiting.
        </Notice>
        <Notice tone="brick">This was not sent.</Notice>
      </div>
    ),
  },
  {
    id: 'pebbles',
    name: 'Pebbles and the stone',
    render: () => (
      <div className={styles.row}>
        {people.map(({ id }, at) => (
          <Pebble key={id} id={id} ringed={at === 3} away={at === 5} />
        ))}
        <Stone size={48} glow />
      </div>
    ),
  },
];
