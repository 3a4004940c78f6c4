/**
 * Which requests a standing fault strikes.
 *
 * @since 0.1.0
 */

/**
 * Every given condition must hold. `nth` and `every` count the requests that
 * satisfy `method` and `path`, from 1.
 *
 * @category models
 * @since 0.1.0
 */
export interface FaultRule {
  readonly method?: string | undefined
  /** A prefix of the path, or a pattern that the path and query must match. */
  readonly path?: string | RegExp | undefined
  /** Only this one. */
  readonly nth?: number | undefined
  /** Each one whose number is a multiple of this. */
  readonly every?: number | undefined
  /** Between 0 and 1. */
  readonly probability?: number | undefined
  /**
   * Makes `probability` repeat itself; without it, Effect's `Random` decides.
   */
  readonly seed?: number | undefined
}
