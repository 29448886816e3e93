/** Opening a circle, its meetings, and its cards, as organisers see them. */

import { CircleOpened } from '../organiser/circles/circle-opened.tsx';
import { FacilitatorChecks } from '../organiser/circles/facilitator-choice.tsx';
import { SettingsSection } from '../organiser/circles/settings-section.tsx';
import { KitFaults, KitList } from '../organiser/kits/kit-picker.tsx';
import { KitContents } from '../organiser/kits/kit-preview.tsx';
import { CardForm } from '../organiser/links/card-form.tsx';
import { CardList } from '../organiser/links/card-rows.tsx';
import { CancelMeeting } from '../organiser/meetings/cancel-meeting.tsx';
import { RhythmChange } from '../organiser/meetings/change-rhythm.tsx';
import { EndCircle } from '../organiser/meetings/end-circle.tsx';
import { Meetings } from '../organiser/meetings/meetings-section.tsx';
import { MoveMeeting } from '../organiser/meetings/move-meeting.tsx';
import { PauseCircle } from '../organiser/meetings/pause-circle.tsx';
import type { RhythmDraft } from '../organiser/schedule/rhythm-draft.ts';
import { RhythmFields } from '../organiser/schedule/rhythm-fields.tsx';
import { RhythmOutlookCard } from '../organiser/schedule/rhythm-outlook.tsx';
import { Choice } from '../ui/field.tsx';
import { galleryFaults, galleryKit, galleryKits } from './fixtures-kits.ts';
import {
  emptyGalleryBatch,
  galleryBatch,
  galleryCircle,
  galleryDates,
  galleryEffects,
  galleryInvitation,
  galleryMeetings,
  galleryMonthlyDraft,
  galleryRhythmDraft,
  idleRequest,
  openRhythm,
} from './fixtures-rhythm.ts';
import { galleryStaff } from './fixtures-staff.ts';
import styles from './gallery.module.css';
import type { GalleryState } from './gallery-state.ts';

const noop = () => undefined;
const done = () => Promise.resolve();

const state = (id: string, name: string, render: GalleryState['render']): GalleryState => ({
  ...{ id: `rhythm-${id}`, name: `Rhythm: ${name}`, frame: 'narrow' },
  render: () => <div className={styles.form}>{render()}</div>,
});

const form = (draft: RhythmDraft, errors = {}) => (
  <div className={styles.form}>
    <Choice
      row
      label="Does it repeat?"
      value={draft.every}
      onChange={noop}
      options={[
        { value: 'week', label: 'Weekly' },
        { value: 'month', label: 'Monthly' },
      ]}
    />
    <RhythmFields draft={draft} errors={errors} onChange={noop} />
    <RhythmOutlookCard draft={draft} next={galleryDates} fields={{}} isUnreached={false} />
  </div>
);

const schedule = { rhythm: openRhythm, meetings: galleryMeetings };
const [meeting] = galleryMeetings;
const meetings = { detail: galleryCircle, onChanged: noop };
const act = { circle: 'gallery', onChanged: noop, onClose: noop };
const invitation = galleryInvitation;
const opened = {
  ...{ id: 'gallery', name: galleryCircle.name, facilitatorLink: invitation, invitation },
};

export const rhythmStates: readonly GalleryState[] = [
  state('weekly', 'every week', () => form(galleryRhythmDraft)),
  state('monthly', 'every second month', () => form(galleryMonthlyDraft)),
  state('missing', 'nothing chosen yet', () =>
    form(
      { ...galleryRhythmDraft, days: [], at: '' },
      { 'rhythm.on': 'Choose at least one day.', 'rhythm.at': 'Choose a time.' },
    ),
  ),
  state('facilitators', 'who facilitates', () => (
    <FacilitatorChecks chosen={['staff-ada']} staff={galleryStaff} onChange={noop} />
  )),
  state('meetings', 'the meetings of a circle', () => (
    <Meetings schedule={schedule} {...meetings} />
  )),
  state('none', 'a circle without a rhythm', () => (
    <Meetings
      schedule={{ rhythm: { ...openRhythm, rhythm: null, minutes: null }, meetings: [] }}
      {...meetings}
    />
  )),
  state('paused', 'a circle that is paused', () => (
    <Meetings
      schedule={{
        rhythm: { ...openRhythm, state: 'paused', pausedUntil: '2026-06-01T22:00:00.000Z' },
        meetings: galleryMeetings.map((each) => ({ ...each, state: 'cancelled', why: 'paused' })),
      }}
      {...meetings}
    />
  )),
  state('ending', 'a circle that ends', () => (
    <Meetings
      schedule={{
        rhythm: { ...openRhythm, state: 'ending', last: 'g2', canResume: true },
        meetings: galleryMeetings.slice(0, 2),
      }}
      {...meetings}
    />
  )),
  state('ended', 'a circle that has ended', () => (
    <Meetings
      schedule={{ rhythm: { ...openRhythm, state: 'ended', rhythm: null }, meetings: [] }}
      {...meetings}
    />
  )),
  state('effects', 'what a change does', () => (
    <RhythmChange effects={galleryEffects} zone="Europe/Berlin" />
  )),
  ...(meeting
    ? [
        state('move', 'moving a meeting', () => <MoveMeeting meeting={meeting} {...act} />),
        state('cancel', 'cancelling a meeting', () => <CancelMeeting meeting={meeting} {...act} />),
      ]
    : []),
  state('pause', 'pausing', () => <PauseCircle schedule={schedule} {...act} />),
  state('end', 'ending', () => <EndCircle schedule={schedule} {...meetings} onClose={noop} />),
  state('kit', 'what is in a kit', () => (
    <>
      <h2>{galleryKit.name}</h2>
      <KitContents kit={galleryKit} />
    </>
  )),
  state('kits', 'the kits that come along', () => (
    <KitList kits={galleryKits} isBusy={false} onLook={noop} />
  )),
  state('kit-faults', 'a file that is no kit', () => <KitFaults faults={galleryFaults} />),
  state('settings', 'changing settings', () => <SettingsSection {...meetings} />),
  state('cards', 'cards and what became of them', () => (
    <CardList {...meetings} batch={emptyGalleryBatch} />
  )),
  state('new-cards', 'how many cards', () => <CardForm known={[]} onMake={noop} onCancel={noop} />),
  {
    ...{ id: 'rhythm-opened', name: 'Rhythm: a circle is open', frame: 'screen' },
    render: () => (
      <CircleOpened
        circle={{ ...opened, facilitators: ['staff-ada', 'staff-cleo'], cards: 8 }}
        assignment={{
          ...{ request: idleRequest, assign: done },
          assigned: galleryStaff.filter(({ roles }) => roles.includes('facilitator')),
        }}
        batch={galleryBatch}
        onDone={noop}
      />
    ),
  },
  {
    ...{ id: 'rhythm-opened-link', name: 'Rhythm: a circle is open, with links', frame: 'screen' },
    render: () => (
      <CircleOpened
        circle={{ ...opened, facilitators: [], cards: 0 }}
        assignment={{ request: idleRequest, assign: done, assigned: null }}
        batch={emptyGalleryBatch}
        onDone={noop}
      />
    ),
  },
];
