/** The parts that are loaded together, apart from the circle itself. */
export { AsideSheet } from './aside-sheet.tsx';
export { EarlyPage, LeftPage, SteppedOutPage } from './away-pages.tsx';
export { CallNews } from './call-news.tsx';
export { CalmCard } from './calm-card.tsx';
export { CarriesAlone } from './carries-alone.tsx';
export { AftercarePage, ClosedPage } from './closing-pages.tsx';
export { HowItWent } from './how-it-went.tsx';
export { MessageActions } from './message-actions.tsx';
export { NoShow } from './no-show.tsx';
export { OutPage } from './out-page.tsx';
export { OwnReports } from './own-reports.tsx';
export { OwnSheet } from './own-sheet.tsx';
export { PeopleSheet } from './people-sheet.tsx';
export { ReplyKept } from './reply-kept.tsx';
export { Called } from './stand-in.tsx';
export { Centre, Responses, RoundOver } from './state-words.tsx';
export { Threshold } from './threshold.tsx';
export { Muted, Told } from './told.tsx';
