/** What waits for the organiser, and what they look up. The rest of their screens ask the server. */
import type { CircleDetail, MeetingId } from '@holdspace/protocol';
import { AgreementsSection } from '../organiser/circles/agreements-section.tsx';
import { OrganiserDeskSection } from '../organiser/desk/desk.tsx';
import type { OrganiserDeskData } from '../organiser/desk/desk-data.ts';
import { RecordSection } from '../organiser/desk/record.tsx';
import { MemberActions } from '../organiser/people/member-actions.tsx';
import { RemoveFacilitator } from '../organiser/people/remove-facilitator.tsx';
import { card, idOf, minute, now } from './fixtures.ts';
import { busyDesk } from './fixtures-desk.ts';
import styles from './gallery.module.css';
import type { GalleryState } from './gallery-state.ts';

const day = 24 * 60 * minute;
const [aboutFacilitator] = busyDesk.reports;

const desk: OrganiserDeskData = {
  help: busyDesk.threads.filter(({ kind }) => kind === 'help'),
  appeals: busyDesk.threads.filter(({ kind }) => kind === 'appeal'),
  alerts: busyDesk.alerts,
  reports: aboutFacilitator
    ? [{ ...aboutFacilitator, about: idOf('North Star'), name: 'North Star', message: null }]
    : [],
  incidents: [{ what: 'no-show', meeting: 'meeting-1' as MeetingId, at: now - 7 * day }],
  feedback: [{ id: 'f1', meeting: null, text: 'The quiet in the middle did me good.' }],
  record: busyDesk.record,
};

const member = (name: string) => ({
  id: idOf(name),
  name,
  role: 'participant' as const,
  link: 'Tuesday group',
  standIn: false,
  excluded: null,
});
const members = [
  member('North Star'),
  member('Amber Leaf'),
  { ...member('Soft Hill'), standIn: true },
  { ...member('Little Moon'), excluded: { until: now + 28 * day, everywhere: false } },
];
const noop = () => undefined;

const circleWithAgreements: CircleDetail = {
  ...{ id: 'gallery', name: card.name, purpose: card.purpose, meeting: null, facilitators: [] },
  ...{ members: 5, settings: {}, people: [], links: [] },
  ...{ agreements: card.agreements, clauses: card.clauses, agreementsVersion: 3 },
  consent: { agreed: 2, of: 5 },
};

export const organiserStates: readonly GalleryState[] = [
  {
    id: 'organiser-desk',
    name: 'Organiser: what waits',
    frame: 'wide',
    render: () => <OrganiserDeskSection circle="gallery" desk={desk} onChanged={noop} />,
  },
  {
    id: 'organiser-record',
    name: 'Organiser: looking back',
    frame: 'wide',
    render: () => <RecordSection desk={desk} />,
  },
  {
    id: 'organiser-agreements',
    name: 'Organiser: agreements',
    frame: 'narrow',
    render: () => <AgreementsSection detail={circleWithAgreements} onChanged={noop} />,
  },
  {
    id: 'organiser-remove-facilitator',
    name: 'Organiser: remove a facilitator',
    frame: 'narrow',
    render: () => (
      <RemoveFacilitator
        circle="gallery"
        id={idOf('North Star')}
        name="North Star"
        isOnly
        onChanged={noop}
      />
    ),
  },
  {
    id: 'organiser-members',
    name: 'Organiser: stand-ins and exclusions',
    frame: 'narrow',
    render: () => (
      <div className={styles.stack}>
        {members.map((person) => (
          <div key={person.id}>
            <b>{person.name}</b>
            <MemberActions circle="gallery" person={person} onChanged={noop} />
          </div>
        ))}
      </div>
    ),
  },
];
