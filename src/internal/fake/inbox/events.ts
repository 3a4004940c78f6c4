/** Refuses the triggers of an Inbox, which only Novu's own demonstration may send. */
import { isReadonlyObject } from "effect/Predicate"
import * as Result from "effect/Result"
import { reject } from "../protocol/rejection.ts"
import { type Handler, makeRoute, type Route } from "../protocol/route.ts"
import { forCaller } from "./caller.ts"

const receiverOf = (to: unknown): unknown => isReadonlyObject(to) ? to["subscriberId"] : to

const forbid = (message: string) => Result.fail(reject(403, message))

const trigger: Handler = ({ body, params: { subscriberId } }) => {
  const { name, to } = isReadonlyObject(body) ? body : {}
  if (name !== "hello-world") return forbid("Inbox subscribers may only trigger the \"hello-world\" workflow.")
  return receiverOf(to) === subscriberId
    ? forbid("Inbox events can only be triggered from a keyless environment.")
    : forbid("Inbox subscribers may only trigger notifications for themselves.")
}

const route = makeRoute({ category: "trigger", level: "stored", isPublic: true })

export const routes: ReadonlyArray<Route> = [route("POST", "/v1/inbox/events", 201, forCaller(trigger))]
