import type { BuiltDeck } from './build-site.ts'

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
}

/** The page of a site that lists its decks. It needs no other file. */
export function indexPage(decks: readonly Pick<BuiltDeck, 'name' | 'title' | 'info'>[]): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>${escapeHtml(decks[0]?.title ?? 'Decks')}</title>
<style>
:root { color-scheme: light dark; font: 20px/1.5 system-ui, sans-serif; }
body { max-width: 36em; margin: 10vh auto; padding: 0 1em; }
a { font-weight: 600; }
p { margin: 0 0 1.5em; }
</style>
</head>
<body>
<h1>${escapeHtml(decks[0]?.title ?? 'Decks')}</h1>
${decks.map(({ name, info }) => `<a href="./${encodeURIComponent(name)}/index.html">${escapeHtml(name)}</a>\n<p>${escapeHtml(info)}</p>`).join('\n')}
</body>
</html>
`
}

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"]/g, character => entities[character]!)
}
