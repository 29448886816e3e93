/** The circles, page by page: all for organisers, their own for facilitators (STF-1). */
import type { CircleSummary } from '@holdspace/protocol';
import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { Plus } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Page } from '../../app/shell/page.tsx';
import { useTabState } from '../../lib/storage/use-tab-state.ts';
import { useNow } from '../../lib/time/now.ts';
import { announce } from '../../ui/announcer.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { LoadMore } from '../lists/load-more.tsx';
import { type PagedList, usePagedList } from '../lists/use-paged-list.ts';
import layout from '../page/layout.module.css';
import { staffPaths } from '../page/staff-paths.ts';
import { useStaffSession } from '../page/staff-session.ts';
import { LoadFailedPage } from '../page/status-pages.tsx';
import { CircleGroup, circlesByDay } from './circle-groups.tsx';
import styles from './circles-page.module.css';

/** A page of the list; what fits on a few screens of a phone. */
const pageSize = 40;
/** From so many circles on there is a field to search them. */
const manyCircles = 6;
/** Milliseconds without a key after which it is searched. */
const searchDelay = 300;

export function CirclesPage() {
  const { t } = useLingui();
  const [typed, setTyped] = useTabState('staff:circles:search', '');
  const query = useSettled(typed.trim(), searchDelay);
  const list = usePagedList<CircleSummary>({
    load: (api, after) =>
      api.circlePage({
        ...{ order: 'meeting', limit: pageSize },
        ...(query === '' ? {} : { q: query }),
        ...(after === null ? {} : { after }),
      }),
    key: query,
    idOf: ({ id }) => id,
  });
  const { loaded } = list;
  if (loaded.state === 'loading') return <Page title={t`Your circles`}>{null}</Page>;
  // A search that failed keeps its field, and says why.
  if (loaded.state === 'failed' && query === '') {
    return <LoadFailedPage {...loaded} onRetry={list.reload} />;
  }
  return <CirclesList list={list} query={query} typed={typed} onType={setTyped} />;
}

interface CirclesListProps {
  readonly list: PagedList<CircleSummary>;
  /** What was searched; `''` for all of them. */
  readonly query: string;
  readonly typed: string;
  readonly onType: (typed: string) => void;
}

export function CirclesList({ list, query, typed, onType }: CirclesListProps) {
  const { t } = useLingui();
  const isOrganiser = useStaffSession().roles.includes('organiser');
  const { loaded, hasMore } = list;
  const circles = loaded.state === 'there' ? loaded.value : [];
  useSpokenCount(list.shownKey, circles.length, hasMore);
  const isEmpty = query === '' && loaded.state === 'there' && circles.length === 0;
  const isSearched = hasMore || circles.length >= manyCircles || typed !== '';
  return (
    <Page title={t`Your circles`} wide>
      <div className={styles.tools}>
        {isSearched && (
          <div className={styles.search}>
            <Field
              type="search"
              label={t`Find a circle`}
              hint={t`By its name, what it’s for, or who facilitates it.`}
              value={typed}
              limit={100}
              onChange={(event) => onType(event.target.value)}
            />
          </div>
        )}
        {isOrganiser && (
          <ButtonLink to={staffPaths.newCircle} icon={<Plus size={18} aria-hidden="true" />}>
            <Trans>Open a new circle</Trans>
          </ButtonLink>
        )}
      </div>
      {isEmpty && (
        <p>
          {isOrganiser ? (
            <Trans>There are none yet. The first one takes three short steps.</Trans>
          ) : (
            <Trans>You look after no circle yet. An organiser chooses them.</Trans>
          )}
        </p>
      )}
      {loaded.state === 'failed' && <p>{loaded.problem.message}</p>}
      {query !== '' && loaded.state === 'there' && circles.length === 0 && (
        <div className={layout.stack}>
          <p>
            <Trans>No circle has “{query}” in its name, purpose or facilitators.</Trans>
          </p>
          <div>
            <Button onClick={() => onType('')}>
              <Trans>Show all circles</Trans>
            </Button>
          </div>
        </div>
      )}
      <CircleGroups circles={circles} />
      <LoadMore {...list} />
    </Page>
  );
}

function CircleGroups({ circles }: { readonly circles: readonly CircleSummary[] }) {
  const { t } = useLingui();
  const { today, later, unscheduled } = circlesByDay(circles, useNow());
  return (
    <>
      {today.length > 0 && <CircleGroup title={t`Today`} circles={today} />}
      {later.length > 0 && <CircleGroup title={t`Coming up`} circles={later} />}
      {unscheduled.length > 0 && <CircleGroup title={t`No date yet`} circles={unscheduled} />}
    </>
  );
}

/** The value, once it has not changed for so many ms. */
function useSettled(value: string, delay: number): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), delay);
    return () => clearTimeout(timer);
  }, [value, delay]);
  return settled;
}

/** Speaks how many were found after each search. `searched`: null while nothing is shown. */
function useSpokenCount(searched: string | null, count: number, hasMore: boolean) {
  const { t } = useLingui();
  const spoken = useRef(searched);
  useEffect(() => {
    if (searched === null || spoken.current === searched) return;
    const isFirst = spoken.current === null;
    spoken.current = searched;
    if (isFirst) return;
    const found = plural(count, { 0: 'No circle found', one: '# circle', other: '# circles' });
    announce(hasMore ? t`${count} circles and more` : found);
  }, [searched, count, hasMore, t]);
}
