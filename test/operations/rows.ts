import type { Novu } from "@novu/api"
import type { Schema } from "effect"
import { groups } from "effect-novu/Client/groups"
import type { FakeNovuOptions } from "effect-novu/Testing/FakeNovu"
import type { Method, Repeat } from "effect-novu/Transport/Operation"
import type { PeerFault } from "../peer/peerFaults.ts"
import type { Limits } from "../peer/peerLimits.ts"
import type { PeerSchema } from "../peer/zodSchema.ts"
import { agentIntegrations } from "./AgentIntegrations.ts"
import { agents } from "./Agents.ts"
import { channelConnections } from "./ChannelConnections.ts"
import { channelEndpoints } from "./ChannelEndpoints.ts"
import { contexts } from "./Contexts.ts"
import { domainRoutes } from "./DomainRoutes.ts"
import { domains } from "./Domains.ts"
import { environments } from "./Environments.ts"
import { environmentVariables } from "./EnvironmentVariables.ts"
import { events } from "./Events.ts"
import { integrations } from "./Integrations.ts"
import { layouts } from "./Layouts.ts"
import { messages } from "./Messages.ts"
import { notifications } from "./Notifications.ts"
import type { AnyInput, Lost, Need, Rows, Unknown } from "./row.ts"
export type { AnyInput } from "./row.ts"
import { subscriberNotifications } from "./SubscriberNotifications.ts"
import { subscriberPreferences } from "./SubscriberPreferences.ts"
import { subscribers } from "./Subscribers.ts"
import { topics } from "./Topics.ts"
import { topicSubscriptions } from "./TopicSubscriptions.ts"
import { translations } from "./Translations.ts"
import { workflows } from "./Workflows.ts"

type GroupName = keyof typeof groups

/** Has the rows of every group. It does not compile if a group is missing. */
export type AllRows = { readonly [Group in GroupName]: Rows<(typeof groups)[Group]> }

const rows: AllRows = {
  agentIntegrations,
  agents,
  channelConnections,
  channelEndpoints,
  contexts,
  environments,
  domainRoutes,
  domains,
  environmentVariables,
  events,
  integrations,
  layouts,
  messages,
  notifications,
  subscriberNotifications,
  subscriberPreferences,
  subscribers,
  topics,
  translations,
  topicSubscriptions,
  workflows
}

/** Has as much of any operation as the suites read. */
export interface AnyOperation {
  readonly name: string
  readonly method: Method
  readonly path: string
  readonly params?: Schema.Codec<unknown, unknown> | undefined
  readonly query?: Schema.Codec<unknown, unknown> | undefined
  readonly payload?: Schema.Codec<unknown, unknown> | undefined
  readonly success?: Schema.Codec<unknown, unknown> | undefined
  readonly repeat?: Repeat | ((input: never) => Repeat) | undefined
}

export interface AnyAttempt {
  readonly example?: AnyInput
  readonly needs?: ReadonlyArray<Need>
  readonly lost: Lost
}

/** Describes the row of any operation, with the members of both kinds, with a peer and without. */
interface AnyRow extends AnyAttempt {
  readonly fake?: FakeNovuOptions
  readonly variants?: ReadonlyArray<AnyAttempt>
  readonly asks: ((novu: Novu, asked: never) => Promise<unknown>) | undefined
  readonly faults?: ReadonlyArray<PeerFault>
  readonly takes?: { readonly [Part in "query" | "payload"]?: PeerSchema | ReadonlyArray<PeerSchema> }
  readonly accepts?: (input: Readonly<Record<string, unknown>>) => boolean
  readonly reads?: PeerSchema
  readonly wire?: Schema.Codec<unknown>
  readonly limits?: Limits
  readonly arguments?: (input: AnyInput) => ReadonlyArray<unknown>
  readonly completed?: (input: AnyInput) => unknown
  readonly told?: (result: unknown) => unknown
  readonly undescribed?: true
  readonly headless?: true
  readonly unknown?: Readonly<Record<string, Unknown | undefined>>
  readonly unreadable?: true
}

/** Holds an operation, where a caller finds it, and its row. */
export interface Case {
  readonly name: string
  readonly group: GroupName
  readonly method: string
  readonly operation: AnyOperation
  readonly row: AnyRow
}

const everyRow: Readonly<Record<GroupName, Readonly<Record<string, AnyRow>>>> = rows

export const everyGroup: Readonly<
  Record<GroupName, { readonly key: string; readonly operations: Readonly<Record<string, AnyOperation>> }>
> = groups

/** Lists every operation. */
export const all: ReadonlyArray<Case> = Object.entries(everyGroup).flatMap(([name, { operations }]) => {
  const group = name as GroupName
  return Object.entries(operations).map(([method, operation]) => {
    const row = everyRow[group][method]
    if (row === undefined) throw new Error(`${operation.name} has no row`)
    return { name: operation.name, group, method, operation, row }
  })
})
