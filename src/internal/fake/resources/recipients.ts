/** Finds the subscribers to whom messages went. */
import * as Result from "effect/Result"
import { commandInvalid, notFound, type Rejection } from "../protocol/rejection.ts"
import type { SubscriberRow } from "../store/rows.ts"
import type { Store } from "../store/store.ts"

/** Requires the subscriber to exist. Routes differ in the words and the status with which they refuse. */
export const requireRecipient = (
  store: Store,
  subscriberId: string,
  refuse = (id: string): Rejection => notFound(`Subscriber not found for id ${id}`)
): Result.Result<SubscriberRow, Rejection> => {
  const found = store.subscribers.byKey.get(subscriberId)
  return found === undefined ? Result.fail(refuse(subscriberId)) : Result.succeed(found)
}

export const isObjectId = (text: string): boolean => /^[0-9a-f]{24}$/i.test(text)

/** Returns the complaint about an id that is not one of the database. */
export const objectIdComplaints = (name: string, value: string): Readonly<Record<string, ReadonlyArray<string>>> =>
  isObjectId(value) ? {} : { [name]: [`${name} must be a mongodb id`] }

export const requireObjectId = (name: string, value: string): Result.Result<void, Rejection> =>
  isObjectId(value) ? Result.succeed(undefined) : Result.fail(commandInvalid(objectIdComplaints(name, value)))
