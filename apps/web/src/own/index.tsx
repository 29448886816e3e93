/** The parts that are loaded together, apart from the circle itself. */
export { AsideSheet } from './aside-sheet.tsx';
export { Feedback } from './feedback.tsx';
export { HowItWent } from './how-it-went.tsx';
export { OwnReports } from './own-reports.tsx';
export { OwnWords } from './own-words.tsx';
export { SmallThing } from './small-thing.tsx';
