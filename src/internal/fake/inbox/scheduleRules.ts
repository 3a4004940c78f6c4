/** Checks the schedule that an Inbox sends, more strictly than the API for servers does. */
import { isReadonlyObject } from "effect/Predicate"
import type { Rule } from "../protocol/validation.ts"
import { schedule } from "../resources/scheduleRule.ts"

const days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

const inPlace: Rule = (value, name) => {
  if (!isReadonlyObject(value)) return []
  const { isEnabled, weeklySchedule } = value
  if (!isReadonlyObject(weeklySchedule)) return []
  const week = `${name}.weeklySchedule`
  if (isEnabled !== true) return [`${week} should not be provided when isEnabled is false`]
  const named = Object.keys(weeklySchedule)
  if (named.length === 0) return [`${week} must contain at least one day configuration when isEnabled is true`]
  const wrong = named.filter((day) => !days.includes(day))
  return wrong.length === 0
    ? []
    : [`${week} contains invalid day names: ${wrong.join(", ")}. Valid days are: ${days.join(", ")}`]
}

export const inboxSchedule: Rule = (value, name) => [...inPlace(value, name), ...schedule(value, name)]
