/** Tokens a transport starts with and never exceeds. */
const capacity = 500

/**
 * A shared allowance for retries: free while failures are rare, gone when
 * everything fails, so that a struggling Novu sees little more than one request
 * a call. The numbers are those of the AWS SDKs since November 2026.
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

  /** A success gives back what the retry it came from cost, a first-try one a token. */
  credit(cost: number | undefined): void {
    this.tokens = Math.min(capacity, this.tokens + (cost ?? 1))
    this.#announced = false
  }

  /** Whether a refusal is the first since the last success: worth one line of log, not one a call. */
  announces(): boolean {
    const news = !this.#announced
    this.#announced = true
    return news
  }
}
