/** Finds out who calls by the token of a session. */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { given } from "../../input/given.ts"
import { type Rejection, rejectPlainly } from "../protocol/rejection.ts"
import type { Handler, HandlerInput } from "../protocol/route.ts"
import type { Organization, Store } from "../store/store.ts"
import { upsertSubscriber } from "../store/subscribers.ts"
import { type Claims, readToken } from "./token.ts"

/** A subscriber, and the contexts to which the session is bound. */
export interface Caller {
  readonly store: Store
  readonly subscriberId: string
  readonly contextKeys: ReadonlyArray<string>
}

/**
 * Whether the subscriber is there. One who is missing was deleted, unless the token
 * is from before a restart or a reset: then the fake has forgotten the subscriber, and
 * an Inbox that is still open must go on.
 */
const isThere = (
  store: Store,
  { email, firstName, instance, lastName, subscriberId }: Claims,
  now: number
): boolean => {
  if (store.subscribers.byKey.has(subscriberId)) return true
  if (instance === store.organization.instance) return false
  upsertSubscriber(store, subscriberId, given({ email, firstName, lastName }), now)
  return true
}

/** Returns whose token it is. The environment is the one whose key has signed it. */
export const callerByToken = (
  organization: Organization,
  token: string,
  now: number
): Effect.Effect<Caller | undefined> =>
  Effect.gen(function*() {
    for (const store of organization.stores()) {
      const claims = yield* readToken(organization.keysOf(store), token, now)
      if (claims === undefined) continue
      const { contextKeys, subscriberId } = claims
      return isThere(store, claims, now) ? { store, subscriberId, contextKeys } : undefined
    }
    return undefined
  })

const callerOf = ({ now, request, store }: HandlerInput): Effect.Effect<Caller, Rejection> => {
  const [, token = ""] = /^Bearer (.+)$/.exec(request.headers["authorization"] ?? "") ?? []
  return Effect.flatMap(
    callerByToken(store.organization, token, now),
    (caller) => caller === undefined ? Effect.fail(rejectPlainly(401)) : Effect.succeed(caller)
  )
}

/**
 * Makes a handler that is told who calls as other handlers are: the subscriber as a
 * parameter of the path, and the contexts as those of the query, which thereby
 * cannot be chosen.
 */
export const forCaller = (handler: Handler): Handler => (input) =>
  Effect.flatMap(callerOf(input), ({ contextKeys, store, subscriberId }) => {
    const result = handler({
      ...input,
      store,
      params: { ...input.params, subscriberId },
      query: new Map([...input.query, ["contextKeys", contextKeys]])
    })
    return Result.isResult(result) ? Effect.fromResult(result) : result
  })

/** Returns the contexts of the caller, in a handler that `forCaller` has made. */
export const contextKeysOf = ({ query }: HandlerInput): ReadonlyArray<string> => query.get("contextKeys") ?? []
