import { isObject } from "effect/Predicate"

/** Effect's `isObject`, with the type that a caller was asked for: it says that a value is an object and no list. */
export const isRecord = <I extends object>(value: unknown): value is I => isObject(value)
