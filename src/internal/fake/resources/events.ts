import { isReadonlyObject } from "effect/Predicate"
import * as Result from "effect/Result"
import { commandInvalid, type Rejection } from "../protocol/rejection.ts"
import { type Handler, makeRoute, type Route } from "../protocol/route.ts"
import { validate } from "../protocol/validation.ts"
import type { Store } from "../store/store.ts"
import { cancel as cancelTransaction, enqueue } from "../worker/worker.ts"
import {
  broadcastRules,
  checkSize,
  checkSizes,
  eventRules,
  judge,
  triggerRules,
  type Verdict
} from "./triggerChecks.ts"

/** The link leads nowhere, because a fake has no dashboard. */
const toResponse = (store: Store, { status, transactionId }: Verdict, now: number) => ({
  acknowledged: true,
  status,
  transactionId,
  ...(status === "processed" && {
    activityFeedLink: `https://dashboard.novu.co/env/${store.environmentId}/activity/requests?selectedLogId=req_${
      store.ids.objectId(now)
    }`
  })
})

const acceptedIn = ({ accepted }: Verdict) => accepted === undefined ? [] : [accepted]

const triggerBy = (rules: typeof broadcastRules, isBroadcast: boolean): Handler => ({ body, now, store }) =>
  Result.gen(function*() {
    const input = yield* validate(rules, body)
    yield* checkSize(input)
    const verdict = yield* judge(store, input, isBroadcast, now)
    enqueue(store, acceptedIn(verdict), now)
    return toResponse(store, verdict, now)
  })

const maximumEvents = 100

/** This check complains under the name of the member, where others complain under `general`. */
const eventsOf = (body: unknown): Result.Result<ReadonlyArray<unknown>, Rejection> => {
  const events = isReadonlyObject(body) ? body["events"] : undefined
  if (!Array.isArray(events)) return Result.fail(eventsInvalid("events must be an array"))
  if (events.length === 0) return Result.fail(eventsInvalid("events should not be empty"))
  return events.length > maximumEvents
    ? Result.fail(eventsInvalid(`events must contain no more than ${maximumEvents} elements`))
    : Result.succeed(events)
}

const eventsInvalid = (message: string): Rejection => commandInvalid({ events: [message] })

/** No event refuses the others: one that fails has its complaints in its result. The worker gets all at the end. */
const triggerBulk: Handler = ({ body, now, store }) =>
  Result.gen(function*() {
    const events = yield* eventsOf(body)
    yield* checkSizes(events)
    const verdicts = events.map((event) =>
      Result.flatMap(validate(eventRules, event), (input) => judge(store, input, false, now))
    )
    enqueue(store, verdicts.flatMap((each) => Result.isSuccess(each) ? acceptedIn(each.success) : []), now)
    return verdicts.map((each, index) =>
      Result.isSuccess(each) ? toResponse(store, each.success, now) : failedEvent(events[index], each.failure)
    )
  })

const failedEvent = (event: unknown, rejection: Rejection) => {
  const transactionId = isReadonlyObject(event) ? event["transactionId"] : undefined
  return {
    acknowledged: true,
    status: "error",
    error: complaintsOf(rejection),
    ...(typeof transactionId === "string" && transactionId !== "" && { transactionId })
  }
}

/** Returns the texts of a validation, or the message of any other rejection. */
const complaintsOf = ({ errors, message }: Rejection): ReadonlyArray<unknown> => {
  const general = isReadonlyObject(errors) ? errors["general"] : undefined
  const messages = isReadonlyObject(general) ? general["messages"] : undefined
  return Array.isArray(messages) ? messages : [message]
}

const cancel: Handler = ({ params, store }) => Result.succeed(cancelTransaction(store, params["transactionId"] ?? ""))

const route = makeRoute({ category: "trigger", level: "stored" })

export const routes: ReadonlyArray<Route> = [
  route("POST", "/v1/events/trigger", 201, triggerBy(triggerRules, false)),
  route("POST", "/v1/events/trigger/bulk", 201, triggerBulk, { cost: "bulk" }),
  route("POST", "/v1/events/trigger/broadcast", 201, triggerBy(broadcastRules, true), { cost: "bulk" }),
  route("DELETE", "/v1/events/trigger/{transactionId}", 200, cancel)
]
