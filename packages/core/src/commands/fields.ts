/**
 * The language in which the catalogue describes the fields of a command, and the types that
 * follow from a description. The protocol builds its schemas from the same descriptions.
 * This file checks no value: the wire is checked by the protocol, the content by the deciders.
 */
import type {
  MessageId,
  Millis,
  PersonId,
  ReceiptId,
  ReportId,
  ThreadId,
  TurnId,
} from '../vocabulary.ts';

/** Kinds of ids, with the type of each inside the server. */
export interface IdTypes {
  readonly personId: PersonId;
  readonly messageId: MessageId;
  readonly turnId: TurnId;
  readonly threadId: ThreadId;
  readonly receiptId: ReceiptId;
  readonly reportId: ReportId;
}

/** Kinds of single values, with the type of each inside the server. */
export interface ScalarTypes extends IdTypes {
  /** A person, or `all` for everyone the command can apply to. */
  readonly personIdOrAll: PersonId | 'all';
  /** What a person writes. The deciders judge its length (`empty`, `too-long`). */
  readonly text: string;
  /** One of the circle's own words of resonance (RES-1). */
  readonly resonanceKind: string;
  readonly flag: boolean;
  /** A number that the server counts up, from 0. */
  readonly count: number;
  /** 1 to 240. */
  readonly minutes: number;
  /** 1 to 86,400. */
  readonly seconds: number;
  /** Milliseconds; on the wire a number with its unit, `90s`. */
  readonly duration: Millis;
  /** Epoch ms; on the wire an ISO 8601 date and time with its offset. */
  readonly moment: Millis;
}

/** An id on the wire: any plain string, but never an id of another kind. */
type WireId<Id extends string> = string & {
  readonly __brand?: Id extends { readonly __brand: infer Name } ? Name : never;
};

/** The types of the same values as a client writes them in JSON. */
export type WireScalarTypes = {
  readonly [Kind in keyof ScalarTypes]: Kind extends keyof IdTypes
    ? WireId<IdTypes[Kind]>
    : Kind extends 'personIdOrAll'
      ? WireId<PersonId>
      : Kind extends 'duration' | 'moment'
        ? string
        : ScalarTypes[Kind];
};

export type ScalarKind = keyof ScalarTypes;
export type IdKind = keyof IdTypes;

export interface ScalarField<Kind extends ScalarKind = ScalarKind> {
  readonly kind: 'scalar';
  readonly of: Kind;
}
export interface ChoiceField<Value extends string = string> {
  readonly kind: 'choice';
  readonly values: readonly Value[];
}
/** `least` and `most` count the items. */
export interface ListField<Item extends ScalarField = ScalarField> {
  readonly kind: 'list';
  readonly item: Item;
  readonly least: number;
  readonly most: number;
}
/** The first alternative that fits is taken. */
export interface EitherField<Alternative extends SimpleField = SimpleField> {
  readonly kind: 'either';
  readonly alternatives: readonly Alternative[];
}
/** An object with exactly these fields. */
export interface ObjectField<Fields extends ScalarFields = ScalarFields> {
  readonly kind: 'object';
  readonly fields: Fields;
}
export interface OptionalField<Of extends RequiredField = RequiredField> {
  readonly kind: 'optional';
  readonly of: Of;
}
interface ScalarFields {
  readonly [name: string]: ScalarField;
}
type SimpleField = ScalarField | ChoiceField | ListField | ObjectField;
export type RequiredField = SimpleField | EitherField;
export type CommandField = RequiredField | OptionalField;

/** The fields of one command by their names, without `do`. */
export interface CommandFields {
  readonly [name: string]: CommandField;
}

const scalar = <Kind extends ScalarKind>(of: Kind): ScalarField<Kind> => ({ kind: 'scalar', of });

export const personId = scalar('personId');
export const messageId = scalar('messageId');
export const turnId = scalar('turnId');
export const threadId = scalar('threadId');
export const receiptId = scalar('receiptId');
export const reportId = scalar('reportId');
export const personIdOrAll = scalar('personIdOrAll');
export const text = scalar('text');
export const resonanceKind = scalar('resonanceKind');
export const flag = scalar('flag');
export const count = scalar('count');
export const minutes = scalar('minutes');
export const seconds = scalar('seconds');
export const duration = scalar('duration');
export const moment = scalar('moment');

export const oneOf = <const Value extends string>(
  values: readonly Value[],
): ChoiceField<Value> => ({
  kind: 'choice',
  values,
});

/** At most 200 items. */
export const list = <Item extends ScalarField>(item: Item, least = 0): ListField<Item> => ({
  kind: 'list',
  item,
  least,
  most: 200,
});

export const either = <Alternatives extends readonly SimpleField[]>(
  ...alternatives: Alternatives
): EitherField<Alternatives[number]> => ({ kind: 'either', alternatives });

export const object = <Fields extends ScalarFields>(fields: Fields): ObjectField<Fields> => ({
  kind: 'object',
  fields,
});

/** May be left out. */
export const optional = <Of extends RequiredField>(of: Of): OptionalField<Of> => ({
  kind: 'optional',
  of,
});

type Types = { readonly [Kind in ScalarKind]: unknown };

/** The type of one field; `Scalars` says which side of the wire is meant. */
export type ValueOf<Field, Scalars extends Types> =
  Field extends ScalarField<infer Kind>
    ? Scalars[Kind]
    : Field extends ChoiceField<infer Value>
      ? Value
      : Field extends ListField<infer Item>
        ? readonly ValueOf<Item, Scalars>[]
        : Field extends EitherField<infer Alternative>
          ? ValueOf<Alternative, Scalars>
          : Field extends ObjectField<infer Fields>
            ? { readonly [Name in keyof Fields]: ValueOf<Fields[Name], Scalars> }
            : Field extends OptionalField<infer Of>
              ? ValueOf<Of, Scalars>
              : never;

/** The type of a command with this name and these fields, as the server means it. */
export type CommandOf<Name, Fields> = Flat<
  { readonly do: Name } & {
    readonly [Key in keyof Fields as Required<Fields, Key>]: ValueOf<Fields[Key], ScalarTypes>;
  } & {
    readonly [Key in keyof Fields as Optional<Fields, Key>]?: ValueOf<Fields[Key], ScalarTypes>;
  }
>;

/** The type of the same command as a client writes it; `undefined` is left out of the JSON. */
export type WireCommandOf<Name, Fields> = Flat<
  { readonly do: Name } & {
    readonly [Key in keyof Fields as Required<Fields, Key>]: ValueOf<Fields[Key], WireScalarTypes>;
  } & {
    readonly [Key in keyof Fields as Optional<Fields, Key>]?:
      | ValueOf<Fields[Key], WireScalarTypes>
      | undefined;
  }
>;

type Required<Fields, Key extends keyof Fields> = Fields[Key] extends OptionalField ? never : Key;
type Optional<Fields, Key extends keyof Fields> = Fields[Key] extends OptionalField ? Key : never;
type Flat<Type> = { [Key in keyof Type]: Type[Key] };
