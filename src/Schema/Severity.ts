/**
 * Lists the severities that workflows and their notifications may have.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { openLiterals } from "../internal/schema/schema.ts"

const severities = ["high", "medium", "low", "none"] as const

/**
 * Accepts a severity that a caller may ask for.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Severity = Schema.Literals(severities)

/**
 * @category models
 * @since 0.1.0
 */
export type Severity = typeof Severity.Type

/**
 * Accepts any severity that Novu may answer with, including ones added after
 * this release.
 *
 * @category schemas
 * @since 0.1.0
 */
export const AnySeverity: Schema.Codec<AnySeverity, string> = openLiterals(severities)

/**
 * @category models
 * @since 0.1.0
 */
export type AnySeverity = Severity | (string & {})
