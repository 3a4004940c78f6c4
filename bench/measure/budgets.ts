import { keeps, over, type Row } from "./row.ts"

/** Prints each limit of the rows beside the figure, and makes the program exit with 1 where one is not kept. */
export const checkBudgets = (rows: ReadonlyArray<Row>): void => {
  for (const row of rows) {
    for (const asked of row.asked ?? []) {
      const value = asked.against === "nothing" ? row.ours : over(row, asked.against)
      console.log(`${row.what}: ${value?.toFixed(2)}, at most ${asked.atMost}`)
      if (keeps(row, asked) !== true) process.exitCode = 1
    }
  }
}
