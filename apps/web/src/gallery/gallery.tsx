/**
 * Every component in every state that matters, fed with fixtures: for looking, for taking
 * pictures and for the accessibility check. It is at /gallery in `npm run dev` and in the build of
 * the mode `gallery` (e2e/test/gallery-site.ts), never in the production build.
 * `?state=<id>` shows one state alone.
 */
import { Component, Fragment, type ReactNode } from 'react';
import { useSearch } from 'wouter';
import './all-catalogues.ts';
import { setPreference } from '../lib/preferences/preferences.ts';
import { Button } from '../ui/button.tsx';
import { circleStates } from './circle-states.tsx';
import { componentStates } from './component-states.tsx';
import { coverStates } from './cover-states.tsx';
import { facilitatorForms } from './facilitator-forms.tsx';
import { facilitatorStates } from './facilitator-states.tsx';
import styles from './gallery.module.css';
import type { GalleryState } from './gallery-state.ts';
import { houseStates } from './house-states.tsx';
import { organiserStates } from './organiser-states.tsx';
import { participantStates } from './participant-states.tsx';
import { placeStates } from './place-states.tsx';
import { rhythmStates } from './rhythm-states.tsx';
import { signInStates } from './sign-in-states.tsx';
import { staffStates } from './staff-states.tsx';

const states: readonly GalleryState[] = [
  ...componentStates,
  ...circleStates,
  ...participantStates,
  ...placeStates,
  ...signInStates,
  ...facilitatorStates,
  ...facilitatorForms,
  ...organiserStates,
  ...rhythmStates,
  ...staffStates,
  ...coverStates,
  ...houseStates,
];

export default function Gallery() {
  const query = new URLSearchParams(useSearch());
  const only = states.find(({ id }) => id === query.get('state'));
  if (only?.frame === 'screen') return <Fragment key={only.id}>{only.render()}</Fragment>;
  if (only) {
    return (
      <main key={only.id} className={styles.alone}>
        <h1 className="hidden">{only.name}</h1>
        {framedState(only)}
      </main>
    );
  }
  return (
    <main className={styles.gallery}>
      <h1>Gallery</h1>
      <div className={styles.themes}>
        <Button onClick={() => setPreference('theme', 'day')}>Day</Button>
        <Button onClick={() => setPreference('theme', 'evening')}>Evening</Button>
      </div>
      {states.map((state) => (
        <section key={state.id} className={styles.state} aria-labelledby={`state-${state.id}`}>
          <h2 id={`state-${state.id}`}>
            <a href={`?state=${state.id}`}>{state.name}</a>
          </h2>
          {state.frame === undefined && framedState(state)}
        </section>
      ))}
    </main>
  );
}

const framedState = ({ id, name, frame, render: show }: GalleryState) => (
  <div className={styles.frame} data-frame={frame} data-state={id}>
    <GalleryErrorBoundary name={name}>{show()}</GalleryErrorBoundary>
  </div>
);

/** One broken state must not hide the others. */
class GalleryErrorBoundary extends Component<{
  readonly name: string;
  readonly children: ReactNode;
}> {
  override state = { broken: false };
  static getDerivedStateFromError() {
    return { broken: true };
  }
  override render() {
    return this.state.broken ? <p>{this.props.name}</p> : this.props.children;
  }
}
