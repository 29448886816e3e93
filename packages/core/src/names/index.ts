/** Names of people: whether one can be taken for another, or claims what its bearer is not. */
export {
  distinctNumberedName,
  freeName,
  isAlike,
  isLikeFacilitator,
  type NameConflict,
  type NameInUse,
  TakenNames,
} from './likeness.ts';
