/**
 * The frame of the pages of staff: the page, and the links between them as a bar below it on a
 * phone and beside it on a wide screen. Who is no organiser has what they may open alone.
 */
import { Plural, useLingui } from '@lingui/react/macro';
import {
  CalendarHeart,
  CircleUser,
  Home,
  type LucideIcon,
  MessageCircle,
  ScrollText,
  Settings,
  Users,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { paths } from '../../lib/paths.ts';
import { useOpenAlertCount } from './inbox-context.ts';
import styles from './staff-nav.module.css';
import { staffPaths } from './staff-paths.ts';
import { useStaffSession } from './staff-session.ts';

interface NavItem {
  readonly to: string;
  readonly label: string;
  readonly Icon: LucideIcon;
}

function useNavItems(): readonly NavItem[] {
  const { t } = useLingui();
  const { roles } = useStaffSession();
  const today = { to: paths.organiser, label: t`Today`, Icon: Home };
  const you = { to: staffPaths.own, label: t`You`, Icon: CircleUser };
  const mine = { to: staffPaths.myMeetings, label: t`My meetings`, Icon: CalendarHeart };
  const circles = { to: staffPaths.circles, label: t`Circles`, Icon: MessageCircle };
  if (!roles.includes('organiser')) {
    return roles.includes('facilitator') ? [today, mine, circles, you] : [today, mine, you];
  }
  return [
    ...[today, circles],
    { to: staffPaths.people, label: t`People`, Icon: Users },
    { to: staffPaths.settings, label: t`Settings`, Icon: Settings },
    { to: staffPaths.record, label: t`Record`, Icon: ScrollText },
    you,
  ];
}

/** A page that is reached from another one belongs to it, as a circle to the circles. */
export const isCurrentPage = (to: string, location: string): boolean =>
  location === to || (to !== paths.organiser && location.startsWith(`${to}/`));

export function StaffFrame({ children }: { readonly children: ReactNode }) {
  const { t } = useLingui();
  const [location] = useLocation();
  const items = useNavItems();
  const open = useOpenAlertCount();
  return (
    <>
      <div className={styles.pages}>{children}</div>
      <nav className={styles.nav} aria-label={t`Pages of staff`}>
        <ul className={styles.items}>
          {items.map(({ to, label, Icon }) => (
            <li key={to}>
              <Link
                href={to}
                className={styles.item}
                aria-current={isCurrentPage(to, location) ? 'page' : undefined}
              >
                <span className={styles.icon}>
                  <Icon size={22} aria-hidden="true" />
                  {to === paths.organiser && open > 0 && (
                    <span className={styles.count} aria-hidden="true">
                      {open > 99 ? '99+' : open}
                    </span>
                  )}
                </span>
                {label}
                {to === paths.organiser && open > 0 && (
                  <span className="hidden">
                    {' '}
                    <Plural value={open} one="# open alert" other="# open alerts" />
                  </span>
                )}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
    </>
  );
}
