/** What may be asked about alerts, and what can have happened to them. Ids and times, no words. */
import type { AlertId, Millis, PersonId } from '../vocabulary.ts';
import type { DeliveryResult, DueDelivery } from './alert-deliveries.ts';
import type { AlertCause, AlertOutcome } from './alerts.ts';
import type { AlertTarget } from './channels.ts';

export type AlertCommand =
  /** By the server, for a cause in a circle, its desk or a meeting. The same cause twice is one alert. */
  | { readonly do: 'raise-alert'; readonly cause: AlertCause }
  /** By the server: how its cause went on. */
  | { readonly do: 'settle-alert'; readonly alert: AlertId; readonly how: AlertOutcome }
  /** *I have it*: nobody else is alerted (ALR-3). */
  | { readonly do: 'take-alert'; readonly alert: AlertId }
  /** Who has it cannot after all: the next one is alerted at once. */
  | { readonly do: 'return-alert'; readonly alert: AlertId }
  /** By the server: this person has opened their inbox (ALR-4). */
  | {
      readonly do: 'see-alerts';
      readonly staff: PersonId;
      readonly alerts: readonly AlertId[];
    }
  /** By the server: gives what is due to the next one (ALR-3). */
  | { readonly do: 'due-alerts' }
  /** By a node, before it sends: until then no other node sends these (ALR-5). */
  | {
      readonly do: 'claim-deliveries';
      readonly node: string;
      readonly until: Millis;
      readonly deliveries: readonly DueDelivery[];
    }
  /** By a node, after it has sent. */
  | { readonly do: 'record-deliveries'; readonly results: readonly DeliveryResult[] };

export type AlertEvent =
  /** Again with another kind when the same cause became more harmful. */
  | ({ readonly type: 'AlertRaised'; readonly alert: AlertId; readonly at: Millis } & AlertCause)
  | {
      readonly type: 'AlertGiven';
      readonly alert: AlertId;
      readonly staff: PersonId;
      readonly round: number;
      readonly targets: readonly AlertTarget[];
      readonly at: Millis;
    }
  | {
      readonly type: 'AlertTaken';
      readonly alert: AlertId;
      readonly staff: PersonId;
      readonly at: Millis;
    }
  /** By its holder, or because they are of the staff no more. */
  | {
      readonly type: 'AlertReturned';
      readonly alert: AlertId;
      readonly staff: PersonId;
      readonly at: Millis;
    }
  | {
      readonly type: 'AlertsSeen';
      readonly staff: PersonId;
      readonly alerts: readonly AlertId[];
      readonly at: Millis;
    }
  /** Its time has passed, and nobody came. */
  | { readonly type: 'AlertCauseOver'; readonly alert: AlertId }
  | {
      readonly type: 'AlertSettled';
      readonly alert: AlertId;
      readonly how: AlertOutcome;
      readonly at: Millis;
    }
  | {
      readonly type: 'DeliveriesClaimed';
      readonly node: string;
      readonly until: Millis;
      readonly deliveries: readonly DueDelivery[];
    }
  | {
      readonly type: 'DeliveriesRecorded';
      readonly results: readonly DeliveryResult[];
      readonly at: Millis;
    };
