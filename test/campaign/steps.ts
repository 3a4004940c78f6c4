/** Says what each kind of step calls, and what its success shows. */
import { Effect, Redacted } from "effect"
import { ChannelConnections, ChannelEndpoints, Contexts, type NovuError } from "effect-novu"
import { type Kind, secretMark, type Step } from "./program.ts"
import { absent, type Action } from "./register.ts"

export const sharedSubscriber = "shared"

export const subscriberOf = (caller: number): string => `subscriber-${caller}`

export const connectionOf = (caller: number): string => `connection-${caller}`

const contextType = "tenant"

export const contextOf = (caller: number): string => `tenant-${caller}`

interface Target {
  readonly register: "connection" | "context" | undefined
  readonly action: Action
}

/** Returns the value that a write stores. A step that recreates something stores the same value each time. */
export const valueOf = ({ id, kind }: Step, caller: number): string =>
  kind.endsWith(".recreate") ? `same-${caller}` : id

export const targetOf = (kind: Kind): Target => {
  const [thing, action = ""] = kind.split(".")
  const known = (["create", "retrieve", "update", "delete", "list", "ensure"] as const).find((each) =>
    action.endsWith(each)
  )
  return { register: thing === "connection" || thing === "context" ? thing : undefined, action: known ?? "retrieve" }
}

const parts = (id: string) => ({
  workspace: { id },
  auth: { accessToken: Redacted.make(`xoxb-${secretMark}-${id}`) }
})

const connection = (id: string, subscriberId: string) => ({
  integrationIdentifier: "slack-prod",
  subscriberId,
  ...parts(id)
})

type Groups = ChannelConnections | ChannelEndpoints | Contexts

const versionOf = (data: unknown): string =>
  typeof data === "object" && data !== null && "version" in data ? String(data.version) : "?"

/**
 * Makes the call of a step. `whole` is everything that it returns, `seen` the value
 * that it says is stored.
 */
export const callOf = (
  step: Step,
  caller: number
): Effect.Effect<{ readonly whole: unknown; readonly seen: string }, NovuError, Groups> =>
  Effect.gen(function*() {
    const { id, kind, options } = step
    const value = valueOf(step, caller)
    const connections = yield* ChannelConnections
    const contexts = yield* Contexts
    const endpoints = yield* ChannelEndpoints
    const identifier = connectionOf(caller)
    const own = connection(id, subscriberOf(caller))
    const context = contextOf(caller)
    const data = { version: id }
    switch (kind) {
      case "connection.create": {
        const whole = yield* connections.create({ ...own, identifier }, options)
        return { whole, seen: whole.result.workspace.id }
      }
      case "connection.recreate": {
        // It differs from an older one in a member that most servers do not show.
        const auth = {
          accessToken: Redacted.make(`xoxb-${secretMark}-${caller}`),
          refreshToken: Redacted.make(`xoxr-${secretMark}-${id}`)
        }
        const whole = yield* connections.create({ ...own, identifier, workspace: { id: value }, auth }, options)
        return { whole, seen: whole.result.workspace.id }
      }
      case "connection.retrieve": {
        const whole = yield* connections.retrieve(identifier, options)
        return { whole, seen: whole.result.workspace.id }
      }
      case "connection.update": {
        const whole = yield* connections.update(identifier, parts(id), options)
        return { whole, seen: whole.result.workspace.id }
      }
      case "connection.delete": {
        return { whole: yield* connections.delete(identifier, options), seen: absent }
      }
      case "connection.list": {
        const whole = yield* connections.list({ subscriberId: subscriberOf(caller) }, options)
        return { whole, seen: whole.result.data.map((each) => each.workspace.id).join(" and ") || absent }
      }
      case "connection.ensure": {
        const whole = yield* connections.ensure({ ...own, identifier }, options)
        return { whole, seen: whole.result.workspace.id }
      }
      case "context.create": {
        const whole = yield* contexts.create({ type: contextType, id: context, data }, options)
        return { whole, seen: versionOf(whole.result.data) }
      }
      case "context.recreate": {
        const bridgeUrl = `https://${id}.test`
        const whole = yield* contexts.create(
          { type: contextType, id: context, data: { version: value }, bridgeUrl },
          options
        )
        return { whole, seen: versionOf(whole.result.data) }
      }
      case "context.retrieve": {
        const whole = yield* contexts.retrieve(contextType, context, options)
        return { whole, seen: versionOf(whole.result.data) }
      }
      case "context.update": {
        const whole = yield* contexts.update(contextType, context, { data }, options)
        return { whole, seen: versionOf(whole.result.data) }
      }
      case "context.delete": {
        return { whole: yield* contexts.delete(contextType, context, options), seen: absent }
      }
      case "endpoint.create": {
        const whole = yield* endpoints.create({
          integrationIdentifier: "slack-prod",
          subscriberId: subscriberOf(caller),
          type: "slack_channel",
          endpoint: { channelId: id }
        }, options)
        return { whole, seen: id }
      }
      case "shared.ensure": {
        const whole = yield* connections.ensure(connection(id, sharedSubscriber), options)
        return { whole, seen: whole.result.workspace.id }
      }
    }
  })
