/**
 * A fault rule says which requests a fault applies to.
 *
 * @since 0.1.0
 */

/**
 * Matches a request when every given condition holds. `nth` and `every` count the
 * requests that satisfy `method` and `path`, from 1.
 *
 * @category models
 * @since 0.1.0
 */
export interface FaultRule {
  readonly method?: string | undefined
  /** Gives a prefix of the path, or a pattern that the path and query must match. */
  readonly path?: string | RegExp | undefined
  /** Matches only the request with this number. */
  readonly nth?: number | undefined
  /** Matches each request whose number is a multiple of this. */
  readonly every?: number | undefined
  /** Matches at random; 0 is never, 1 is always. */
  readonly probability?: number | undefined
  /**
   * Makes the choices of `probability` repeatable. Without it, Effect's `Random`
   * decides.
   */
  readonly seed?: number | undefined
}
