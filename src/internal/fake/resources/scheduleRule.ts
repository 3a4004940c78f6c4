import { boolean, nested, optional, required, type Rule } from "../protocol/validation.ts"

const time: Rule = (value, name) =>
  typeof value === "string" && /^(0?[1-9]|1[0-2]):[0-5]\d (AM|PM)$/.test(value)
    ? []
    : [`${name} must be in 12-hour format (e.g., 09:00 AM)`]

const ranges = nested({ start: required(time), end: required(time) })

const hours: Rule = (value, name) => Array.isArray(value) ? ranges(value, name) : [`${name} must be an array`]

const day = optional(nested({ isEnabled: required(boolean), hours: optional(hours) }))

/** Checks a schedule. A member of the week that is not a day is ignored. */
export const schedule = nested({
  isEnabled: required(boolean),
  weeklySchedule: optional(nested({
    monday: day,
    tuesday: day,
    wednesday: day,
    thursday: day,
    friday: day,
    saturday: day,
    sunday: day
  }))
})
