import type { BuiltDeck } from './build-site.ts'
import { escapeHtml } from '../base/escape-html.ts'
import { withMeta } from './page-meta.ts'

export interface IndexPageOptions {
  decks: readonly Pick<BuiltDeck, 'name' | 'title' | 'info' | 'downloads'>[]
  /** Absolute address of the site's folder. @default nobody knows */
  address?: string | undefined
}

/** The page of a site that lists its decks. Beside the decks it needs one file, a preview picture, and that only where it has an address. */
export function indexPage({ decks, address }: IndexPageOptions): string {
  const title = decks[0]?.title ?? 'Decks'
  return withMeta(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>${escapeHtml(title)}</title>
<style>
:root { color-scheme: light dark; background: light-dark(#faf7f0, #101b2c); color: light-dark(#172131, #eaf0f6); font: 20px/1.5 system-ui, sans-serif; }
body { max-width: 36em; margin: 10vh auto; padding: 0 1em; }
a { color: light-dark(#0a5aa8, #6fb6ff); }
h2 { margin: 1.5em 0 0; font-size: 1.2em; }
p { margin: 0; }
</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${decks.map(deckEntry).join('\n')}
</main>
</body>
</html>
`, {
    title,
    info: decks.map(({ info }) => info).join(' '),
    address,
  })
}

function deckEntry({ name, info, downloads }: IndexPageOptions['decks'][number]): string {
  const folder = `./${encodeURIComponent(name)}/`
  return [
    `<h2><a href="${folder}index.html">${escapeHtml(name)}</a></h2>`,
    `<p>${escapeHtml(info)}</p>`,
    ...downloads.length === 0
      ? []
      : [`<p>${downloads.map(({ file, words }) => `<a href="${folder}${encodeURIComponent(file)}">${escapeHtml(words)}</a>`).join(' · ')}</p>`],
  ].join('\n')
}
