/** Says what Novu takes for a subscriber. */
import * as Result from "effect/Result"
import { object, optional, type Rule, string } from "../protocol/validation.ts"

const matches = (pattern: RegExp, complaint: string): Rule => (value, name) =>
  typeof value === "string" && pattern.test(value) ? [] : [`${name} ${complaint}`]

const email = matches(/^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/, "must be an email")

const locale = matches(/^[a-z]{2,4}([_-]([a-z]{4}|\d{3}))?([_-]([a-z]{2}|\d{3}))?$/i, "must be locale")

const timezone: Rule = (value, name) => {
  const isZone = typeof value === "string" && value !== "" &&
    Result.isSuccess(Result.try(() => new Intl.DateTimeFormat("en", { timeZone: value })))
  return isZone ? [] : [`${name} must be a valid IANA time-zone`]
}

/** Requires a text that is not empty. */
export const filled: Rule = (value, name) => [
  ...(typeof value === "string" && value !== "" ? [] : [`${name} should not be empty`]),
  ...string(value, name)
]

/** The empty text is stored where the form of a text is free, and refused elsewhere. */
export const profileRules = {
  firstName: optional(string),
  lastName: optional(string),
  email: optional(email),
  phone: optional(string),
  avatar: optional(string),
  locale: optional(locale),
  timezone: optional(timezone),
  data: optional(object)
}
