import { escapeHtml } from '../base/escape-html.ts'
import { PREVIEW, PREVIEW_SIZE } from './preview-picture.ts'

/** What Slidev itself says about a deck, in the middle of quotation marks of a program. */
const said = /[ \t]*<meta (?:name="description"|property="og:[^"]*"|name="twitter:[^"]*")[^>]*>\n?/g

export interface PageMeta {
  title: string
  info: string
  /** Absolute address of the page, whose folder has the preview picture. Without one there is no picture: its address has to be absolute. */
  address?: string | undefined
}

/** A page's head with what search engines read, and what is shown where somebody posts a link to it (Open Graph, https://ogp.me). */
export function withMeta(html: string, meta: PageMeta): string {
  const page = html.replaceAll(said, '').replace('</head>', () => `${metaTags(meta)}\n</head>`)
  if (!page.includes('og:title'))
    throw new Error('The page has no </head>, where what it is about belongs.')
  return page
}

function metaTags({ title, info, address }: PageMeta): string {
  const tags: [kind: 'name' | 'property', key: string, content: string][] = [
    ['name', 'description', info],
    ['property', 'og:type', 'website'],
    ['property', 'og:title', title],
    ['property', 'og:description', info],
  ]
  if (address !== undefined) {
    tags.push(
      ['property', 'og:url', address],
      ['property', 'og:image', new URL(PREVIEW, address).href],
      [
        'property',
        'og:image:width',
        String(PREVIEW_SIZE.width),
      ],
      [
        'property',
        'og:image:height',
        String(PREVIEW_SIZE.height),
      ],
      ['property', 'og:image:alt', `The first slide of ${title}`],
      ['name', 'twitter:card', 'summary_large_image'],
    )
  }
  return tags.map(([kind, key, content]) => `<meta ${kind}="${key}" content="${escapeHtml(content)}">`).join('\n')
}
