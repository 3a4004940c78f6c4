/**
 * Makes the API reference, as pages for a browser, in `docs/api/html`.
 *
 *   npm run docs:api
 *
 * TypeDoc and the TypeScript it needs are installed in `docs/api`, because
 * neither works with the compiler of this package. The command fails on a
 * warning, on a broken link, and on a method without documentation.
 */
import { execFileSync } from "node:child_process"
import { globSync, rmSync, writeFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { groups } from "../src/Client/groups.ts"
import { brokenLinks } from "./apiReference/brokenLinks.ts"
import { methodsPage, withoutWords } from "./apiReference/methodsPage.ts"
import { publicSources } from "./build/modules.ts"
import { capital } from "./scaffold/words.ts"

const folder = resolve("docs/api")
const html = join(folder, "html")

execFileSync("npm", ["ci", "--no-audit", "--no-fund", "--prefer-offline"], { cwd: folder, stdio: "ignore" })
rmSync(html, { recursive: true, force: true })

const methods = join(folder, "methods.ts")
const names = Object.keys(groups).map(capital)
writeFileSync(methods, methodsPage(names))

const compiler = join(folder, "node_modules/tsconfig.json")
writeFileSync(
  compiler,
  JSON.stringify({
    extends: resolve("tsconfig.json"),
    compilerOptions: { rootDir: resolve("."), types: [], customConditions: ["effect-novu:source"] },
    include: [resolve("src"), methods]
  })
)

const options = join(folder, "node_modules/typedoc.json")
writeFileSync(
  options,
  JSON.stringify({
    name: "effect-novu",
    entryPoints: [...publicSources().map((file) => resolve("src", file)), methods],
    displayBasePath: resolve("src"),
    basePath: resolve("src"),
    tsconfig: compiler,
    out: html,
    readme: "none",
    includeVersion: true,
    disableSources: true,
    hideGenerator: true,
    excludeExternals: true,
    excludeInternal: true,
    excludePrivate: true,
    categorizeByGroup: false,
    navigation: { includeCategories: true, includeGroups: false },
    blockTags: ["@category", "@default", "@deprecated", "@example", "@module", "@param", "@returns", "@see", "@since"],
    validation: { invalidLink: true, invalidPath: true, notExported: false, notDocumented: false },
    treatWarningsAsErrors: true
  })
)
try {
  execFileSync(join(folder, "node_modules/.bin/typedoc"), ["--options", options], { cwd: folder, stdio: "inherit" })
} finally {
  rmSync(methods)
}

const silent = names.flatMap((name) => withoutWords(html, name))
for (const method of silent) console.error(`${method} has no documentation in the reference`)

const { broken, links } = brokenLinks(html)
for (const link of broken) console.error(link)
console.log(`${globSync("**/*.html", { cwd: html }).length} pages, ${links} links, ${broken.length} broken`)
if (broken.length + silent.length > 0) process.exitCode = 1
