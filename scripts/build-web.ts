/**
 * Builds the pages: `web/console` and `web/customer` into `web/dist/<page>`, with Vite.
 *
 * Skipped while no source changed since the last build; a new build takes the old one's place only
 * when it is whole, so that a house which serves the pages never serves half of them.
 */
import react from '@vitejs/plugin-react'
import { createHash } from 'node:crypto'
import {
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type InlineConfig, type Plugin } from 'vite'

export const PAGES = ['console', 'customer'] as const
export type PageName = (typeof PAGES)[number]

/** Where each page is served; the house's doors know the same two places. */
const BASES: { readonly [page in PageName]: string } = { console: '/', customer: '/app/' }

export type Built = { readonly page: PageName; readonly folder: string; readonly fresh: boolean }

const here = join(dirname(fileURLToPath(import.meta.url)), '..')

/** Builds the pages that exist and have changed; says which in `say`. */
export async function buildWeb({
  root = here,
  say = () => {},
  pages = PAGES,
}: {
  readonly root?: string
  readonly say?: (line: string) => void
  readonly pages?: readonly PageName[]
} = {}): Promise<readonly Built[]> {
  const built: Built[] = []
  for (const page of pages) {
    if (!existsSync(join(root, 'web', page, 'main.tsx'))) continue
    built.push(await buildPage(root, page, say))
  }
  return built
}

async function buildPage(root: string, page: PageName, say: (line: string) => void) {
  const folder = join(root, 'web/dist', page)
  const mark = `${folder}.hash`
  const hash = hashOf(root, page)
  const same = existsSync(join(folder, 'index.html')) && read(mark) === hash
  if (same) return { page, folder, fresh: false }
  say(`Building the ${page} pages…`)
  const next = `${folder}.${process.pid}.next`
  await build(configOf({ root, page, outDir: next }))
  rmSync(folder, { recursive: true, force: true })
  renameSync(next, folder)
  writeFileSync(mark, hash)
  return { page, folder, fresh: true }
}

/** The page's settings, also for a development server. */
export function configOf({
  root,
  page,
  outDir,
}: {
  readonly root: string
  readonly page: PageName
  readonly outDir: string
}): InlineConfig {
  mkdirSync(dirname(outDir), { recursive: true })
  return {
    root: join(root, 'web', page),
    base: BASES[page],
    configFile: false,
    logLevel: 'warn',
    publicDir: join(root, 'web', page, 'public'),
    plugins: [react(), withoutOldFonts],
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2022',
      assetsInlineLimit: 0, // The content policy lets nothing stand inline that is a script.
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 2000,
      rolldownOptions: {
        output: { codeSplitting: { groups: page === 'console' ? LIBRARIES : [] } },
      },
    },
  }
}

/** Libraries change seldom: in files of their own they stay in the browser's store. */
const LIBRARIES = [
  { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ },
  { name: 'router', test: /node_modules[\\/]@tanstack[\\/]/ },
]

/** Fontsource names a woff beside each woff2; every browser we serve takes the latter. */
const withoutOldFonts: Plugin = {
  name: 'without-old-fonts',
  enforce: 'pre',
  transform(code, id) {
    if (!id.includes('@fontsource') || !id.endsWith('.css')) return undefined
    return { code: code.replaceAll(/,\s*url\([^)]*\.woff\)\s*format\('woff'\)/g, ''), map: null }
  },
}

/** Over everything the page is made of: its sources, the shared ones, the libraries' versions. */
function hashOf(root: string, page: PageName): string {
  const globs = [
    `web/${page}/**/*`,
    'web/kit/**/*',
    'web/uplink/**/*',
    'kernel/*.ts',
    'modules/*/contract.ts',
    'scripts/build-web.ts',
    'package-lock.json',
  ]
  const hash = createHash('sha256')
  for (const path of globSync(globs, { cwd: root }).sort()) {
    const bytes = read(join(root, path))
    if (bytes !== undefined) hash.update(`${path}\n`).update(bytes)
  }
  return hash.digest('hex')
}

/** The text of a file; undefined for a folder and for what is not there. */
function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

if (import.meta.main) {
  const named = PAGES.filter((page) => process.argv.includes(page))
  await buildWeb({ say: console.log, pages: named.length > 0 ? named : PAGES })
}
