import { isObject } from "effect/Predicate"

/**
 * Checks that a value is an object and no list, as Effect's `isObject` does,
 * and gives it the type that a caller was asked for.
 */
export const isRecord = <I extends object>(value: unknown): value is I => isObject(value)
