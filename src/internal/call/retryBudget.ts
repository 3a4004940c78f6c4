/** A transport starts with this many tokens and never has more. */
const capacity = 500

/**
 * The retry budget that all calls of a transport share. Retries are free while
 * failures are rare. When everything fails the budget is used up, so that a
 * struggling Novu gets little more than one request per call. The numbers are
 * those of the AWS SDKs since November 2026.
 */
export class RetryBudget {
  tokens = capacity
  #announced = false

  /** Pays for a retry, or says that there is too little left. */
  take(cost: number): boolean {
    if (this.tokens < cost) return false
    this.tokens -= cost
    return true
  }

  /** Gives back what the retry cost that led to the success; a success at the first attempt adds one token. */
  credit(cost: number | undefined): void {
    this.tokens = Math.min(capacity, this.tokens + (cost ?? 1))
    this.#announced = false
  }

  /** Whether a refusal is the first since the last success. Only that one is logged, and not one per call. */
  announces(): boolean {
    const news = !this.#announced
    this.#announced = true
    return news
  }
}
