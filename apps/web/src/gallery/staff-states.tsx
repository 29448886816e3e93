/** The screens of staff about themselves: sign-in, first steps, people, own sign-ins, keys. */
import type { StaffRole } from '@holdspace/protocol';
import type { ReactNode } from 'react';
import { AgreeSheet } from '../organiser/circles/agree-sheet.tsx';
import { OwnSignIns } from '../organiser/own/own-sign-ins-page.tsx';
import { StaffFrame } from '../organiser/page/staff-nav.tsx';
import { StaffSessionProvider } from '../organiser/page/staff-session.ts';
import { ProofSheet } from '../organiser/proof/proof-provider.tsx';
import { ApiKeys } from '../organiser/settings/api-keys.tsx';
import { NewKeyForm } from '../organiser/settings/new-key-form.tsx';
import { StaffSignInPage } from '../organiser/sign-in/staff-sign-in-page.tsx';
import { ChangeStaff } from '../organiser/staff/change-staff.tsx';
import { RemoveStaff } from '../organiser/staff/remove-staff.tsx';
import { StaffLinkCard } from '../organiser/staff/staff-link-card.tsx';
import { StaffPeople } from '../organiser/staff/staff-people-page.tsx';
import { CarerTodayPage } from '../organiser/today/carer-today.tsx';
import { OrganiserTodayPage } from '../organiser/today/organiser-today.tsx';
import { card } from './fixtures.ts';
import { galleryOwnChannels, noChannels } from './fixtures-house.ts';
import {
  galleryCircles,
  galleryKeys,
  galleryNewcomer,
  galleryOwn,
  galleryRecovered,
  galleryStaff,
} from './fixtures-staff.ts';
import type { GalleryState } from './gallery-state.ts';

const noop = () => undefined;

const framed = (page: ReactNode, roles: readonly StaffRole[] = ['organiser']) => (
  <StaffSessionProvider value={{ id: 'staff-ada', roles, guestCircles: [], recheck: noop }}>
    <StaffFrame>{page}</StaffFrame>
  </StaffSessionProvider>
);
const screenState = (id: string, name: string, page: () => ReactNode): GalleryState => ({
  ...{ id: `staff-${id}`, name: `Staff: ${name}`, frame: 'screen', render: page },
});
const partState = (id: string, name: string, part: () => ReactNode): GalleryState => ({
  ...{ id: `staff-${id}`, name: `Staff: ${name}`, frame: 'narrow', render: part },
});

const [me, , cleo] = galleryStaff;
const carer = { ...galleryOwn, roles: ['facilitator', 'on-call'] as StaffRole[] };
const today = {
  ...{ circles: galleryCircles, staff: galleryStaff, channels: noChannels, onChanged: noop },
};
const carerToday = { own: carer, channels: galleryOwnChannels, onChanged: noop };
const people = { circles: galleryCircles, onChanged: noop };

export const staffStates: readonly GalleryState[] = [
  screenState('sign-in', 'sign in', () => (
    <StaffSignInPage hasEnded={false} guestCircles={[]} onSignedIn={noop} />
  )),
  screenState('signed-out', 'the sign-in has ended', () => (
    <StaffSignInPage
      hasEnded
      guestCircles={[{ circle: 'circle-grief', circleName: 'Grief circle' }]}
      onSignedIn={noop}
    />
  )),
  screenState('first-start', 'first start', () =>
    framed(
      <OrganiserTodayPage
        {...today}
        own={galleryNewcomer}
        circles={[]}
        staff={galleryStaff.slice(0, 1)}
      />,
    ),
  ),
  screenState('first-passkey', 'first start, a passkey', () =>
    framed(
      <OrganiserTodayPage
        {...today}
        own={{ ...galleryNewcomer, name: 'Ada North' }}
        circles={[]}
      />,
    ),
  ),
  screenState('recovered', 'came in by a link for recovery', () =>
    framed(<OrganiserTodayPage {...today} own={galleryRecovered} />),
  ),
  screenState('recovered-elsewhere', 'somebody came in elsewhere', () =>
    framed(
      <OrganiserTodayPage
        {...today}
        own={{ ...galleryOwn, recovered: galleryRecovered.sessions.map(({ since }) => since) }}
      />,
    ),
  ),
  screenState('carer', 'facilitator on call', () =>
    framed(<CarerTodayPage {...carerToday} circles={galleryCircles} />, carer.roles),
  ),
  screenState('carer-empty', 'facilitator without a circle', () =>
    framed(<CarerTodayPage {...carerToday} circles={[]} />, ['facilitator']),
  ),
  screenState('people', 'people', () => framed(<StaffPeople staff={galleryStaff} {...people} />)),
  screenState('people-alone', 'the only organiser', () =>
    framed(<StaffPeople staff={galleryStaff.slice(0, 1)} {...people} />),
  ),
  screenState('own', 'own sign-ins', () =>
    framed(<OwnSignIns own={galleryOwn} onChanged={noop} />),
  ),
  screenState('proof', 'a fresh proof', () =>
    framed(
      <main>
        <h1 className="hidden">A fresh proof</h1>
        <ProofSheet open onProven={noop} onClose={noop} />
      </main>,
    ),
  ),
  partState('link', 'a link is shown once', () => (
    <>
      <h2>The staff</h2>
      <StaffLinkCard
        name="Cleo Marchand"
        url="https://circles.example.org/j#h7qk2m5xw3r8t4n6p9v1b2c3d4"
        onDone={noop}
      />
    </>
  )),
  ...(cleo && me
    ? [
        partState('change', 'change somebody', () => (
          <ChangeStaff member={cleo} {...people} isLastOrganiser={false} onSaved={noop} />
        )),
        partState('change-last', 'the last organiser', () => (
          <>
            <ChangeStaff member={me} {...people} isLastOrganiser onSaved={noop} />
            <RemoveStaff member={me} {...people} isLastOrganiser />
          </>
        )),
      ]
    : []),
  screenState('agree', 'agreements before the first entrance', () => (
    <main>
      <h1 className="hidden">Agreements before the first entrance</h1>
      <AgreeSheet card={card} onEntered={noop} onClose={noop} />
    </main>
  )),
  partState('keys', 'API keys', () => (
    <ApiKeys keys={galleryKeys} staff={galleryStaff} onChanged={noop} />
  )),
  partState('new-key', 'a new API key', () => <NewKeyForm onMade={noop} onCancel={noop} />),
];
