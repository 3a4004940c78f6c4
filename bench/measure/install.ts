import { execFileSync } from "node:child_process"
import { globSync, statSync } from "node:fs"
import { join } from "node:path"
import type { Row } from "./row.ts"
import { root } from "./stage.ts"

interface Content {
  readonly files: number
  readonly bytes: number
}

const contentOf = (names: ReadonlyArray<string>): Content =>
  names.flatMap((name) =>
    globSync("**/*", { cwd: join(root, "node_modules", name) }).map((file) => [name, file] as const)
  )
    .map(([name, file]) => statSync(join(root, "node_modules", name, file)))
    .filter((stat) => stat.isFile())
    .reduce((sum, { size }) => ({ files: sum.files + 1, bytes: sum.bytes + size }), { files: 0, bytes: 0 })

/** The packed tarball, without making it. */
const packed = (): Content & { readonly bytesWithoutMaps: number } => {
  const [pack] = JSON.parse(
    execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
      cwd: root,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"]
    })
  ) as ReadonlyArray<{ readonly files: ReadonlyArray<{ readonly path: string; readonly size: number }> }>
  const files = pack?.files ?? []
  const sum = (kept: typeof files): number => kept.reduce((bytes, { size }) => bytes + size, 0)
  return {
    files: files.length,
    bytes: sum(files),
    bytesWithoutMaps: sum(files.filter(({ path }) => !path.endsWith(".map")))
  }
}

export const install = (): ReadonlyArray<Row> => {
  const ours = packed()
  const effect = contentOf(["effect"])
  const peer = contentOf(["@novu/api"])
  const peerWhole = contentOf(["@novu/api", "zod"])
  return [
    { what: "files", unit: "files", ours: ours.files, peer: peer.files, asked: { against: "nothing", atMost: 120 } },
    { what: "unpacked", unit: "KB", ours: ours.bytes / 1000, peer: peer.bytes / 1000 },
    {
      what: "unpacked, without source maps",
      unit: "KB",
      ours: ours.bytesWithoutMaps / 1000,
      asked: { against: "nothing", atMost: 300 }
    },
    {
      what: "unpacked, with what it needs (Effect; zod)",
      unit: "KB",
      ours: (ours.bytes + effect.bytes) / 1000,
      peer: peerWhole.bytes / 1000
    }
  ]
}
