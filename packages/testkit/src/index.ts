/** What tests of the whole project are told with: decisions, stories, random meetings. */
export * from './gathered.ts';
export * from './generators.ts';
export * from './given.ts';
export * from './random.ts';
export * from './sample-command.ts';
export * from './story.ts';
