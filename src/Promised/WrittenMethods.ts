/**
 * Describes the methods that are generic or have several signatures, from which
 * TypeScript cannot derive promises: they are written out.
 *
 * @since 0.1.0
 */
import type { BroadcastOf, EventOf, ManyEvent, ManyEventOf } from "../Client/EventMethods.ts"
import type { EnsuredLayout, EnsureLayoutOptions, PlannedLayout } from "../Client/Layouts.ts"
import type { SubscriberWorkflowPreference } from "../Client/SubscriberPreferences.ts"
import type { WrittenRow } from "../Client/Subscribers.ts"
import type { Trigger } from "../Client/Trigger.ts"
import type { EnsuredWorkflow, EnsureWorkflowOptions, PlannedWorkflow } from "../Client/Workflows.ts"
import type { BroadcastEvent, Recipient, Triggered, TriggerEvent } from "../Schema/Event.ts"
import type { LayoutDefinition } from "../Schema/Layout.ts"
import type { CreateSubscriber } from "../Schema/Subscriber.ts"
import type { UpdatedPreference } from "../Schema/SubscriberPreference.ts"
import type { SubscriptionInput, TopicSubscription } from "../Schema/TopicSubscription.ts"
import type { WorkflowDefinition } from "../Schema/Workflow.ts"
import type { BulkOutcome } from "../Transport/Bulk.ts"
import type { NovuResponse } from "../Transport/NovuResponse.ts"
import type { Abortable, PromisedBulkOptions, PromiseOptions } from "./PromiseOptions.ts"

/**
 * Is where many items come from: a list, a generator, an asynchronous one, or
 * what else `for await` can read. It is read as far as the outcomes are pulled.
 * What it throws ends the run, and the iteration throws the same.
 *
 * @category models
 * @since 0.1.0
 */
export type PromisedSource<Item> = (Iterable<Item> & object) | AsyncIterable<Item>

/**
 * Iterates over what became of many items, in the order of their source.
 *
 * @category models
 * @since 0.1.0
 */
export type Outcomes<Item, A> = AsyncIterable<BulkOutcome<Item, A>>

/**
 * Sends the items of a source. Nothing is sent before the outcomes are iterated.
 *
 * @category models
 * @since 0.1.0
 */
export interface PromisedBulkMethod<Item, A> {
  (items: PromisedSource<Item>, options?: PromisedBulkOptions): Outcomes<Item, A>
}

/**
 * Subscribes many to the topic that comes first.
 *
 * @category models
 * @since 0.1.0
 */
export interface PromisedSubscribeAll {
  (
    topicKey: string,
    subscriptions: PromisedSource<SubscriptionInput>,
    options?: PromisedBulkOptions
  ): Outcomes<SubscriptionInput, TopicSubscription>
}

/**
 * Triggers by a `Trigger`, whose payload it checks, or by the name of a workflow.
 *
 * @category models
 * @since 0.1.0
 */
export interface PromisedTrigger {
  (event: TriggerEvent, options?: PromiseOptions): Promise<NovuResponse<Triggered>>
  <Payload>(
    trigger: Trigger<string, Payload>,
    event: EventOf<Payload>,
    options?: PromiseOptions
  ): Promise<NovuResponse<Triggered>>
}

/**
 * Triggers for everybody, by a `Trigger` or by the name of a workflow.
 *
 * @category models
 * @since 0.1.0
 */
export interface PromisedBroadcast {
  (event: BroadcastEvent, options?: PromiseOptions): Promise<NovuResponse<Triggered>>
  <Payload>(
    trigger: Trigger<string, Payload>,
    event: BroadcastOf<Payload>,
    options?: PromiseOptions
  ): Promise<NovuResponse<Triggered>>
}

/**
 * Triggers many events, by a `Trigger` or by the names of workflows.
 *
 * @category models
 * @since 0.1.0
 */
export interface PromisedTriggerAll {
  (events: PromisedSource<TriggerEvent>, options?: PromisedBulkOptions): Outcomes<TriggerEvent, Triggered>
  <Payload>(
    trigger: Trigger<string, Payload>,
    events: PromisedSource<EventOf<Payload>>,
    options?: PromisedBulkOptions
  ): Outcomes<EventOf<Payload>, Triggered>
}

/**
 * Triggers one event for the many recipients in its `to`.
 *
 * @category models
 * @since 0.1.0
 */
export interface PromisedTriggerMany {
  (
    event: ManyEvent & { readonly to: PromisedSource<Recipient> },
    options?: PromisedBulkOptions
  ): Outcomes<Recipient, Triggered>
  <Payload>(
    trigger: Trigger<string, Payload>,
    event: ManyEventOf<Payload> & { readonly to: PromisedSource<Recipient> },
    options?: PromisedBulkOptions
  ): Outcomes<Recipient, Triggered>
}

/**
 * Makes a layout what its definition says. The result may lack it for a dry run
 * only.
 *
 * @category models
 * @since 0.1.0
 */
export interface PromisedEnsureLayout {
  (
    definition: LayoutDefinition,
    options?: EnsureLayoutOptions & Abortable & { readonly dryRun?: false | undefined }
  ): Promise<EnsuredLayout>
  (definition: LayoutDefinition, options?: EnsureLayoutOptions & Abortable): Promise<PlannedLayout>
}

/**
 * Makes a workflow what its definition says. The result may lack it for a dry
 * run only.
 *
 * @category models
 * @since 0.1.0
 */
export interface PromisedEnsureWorkflow {
  (
    definition: WorkflowDefinition,
    options?: EnsureWorkflowOptions & Abortable & { readonly dryRun?: false | undefined }
  ): Promise<EnsuredWorkflow>
  (definition: WorkflowDefinition, options?: EnsureWorkflowOptions & Abortable): Promise<PlannedWorkflow>
}

/**
 * Lists the methods that are written out, by group.
 *
 * @category models
 * @since 0.1.0
 */
export interface WrittenMethods {
  readonly events: {
    readonly trigger: PromisedTrigger
    readonly triggerAll: PromisedTriggerAll
    readonly triggerBroadcast: PromisedBroadcast
    readonly triggerMany: PromisedTriggerMany
  }
  readonly layouts: {
    readonly ensure: PromisedEnsureLayout
  }
  readonly subscriberPreferences: {
    readonly updateAll: PromisedBulkMethod<SubscriberWorkflowPreference, UpdatedPreference>
  }
  readonly subscribers: {
    readonly createAll: PromisedBulkMethod<CreateSubscriber, WrittenRow>
  }
  readonly topicSubscriptions: {
    readonly createAll: PromisedSubscribeAll
  }
  readonly workflows: {
    readonly ensure: PromisedEnsureWorkflow
  }
}
