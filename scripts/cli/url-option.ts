import { UsageError } from '../base/usage-error.ts'

/** The option that says where readers find the decks, for commands that only draw the way there. */
export const urlOption = {
  type: 'string',
  valueHint: 'https://…',
  description: 'Address of the site with the decks, for a QR code on the last slide',
} as const

/** Address of a site's folder, with a slash at its end, from the value of `--url`, if there is one. Throws `UsageError` for what is none. */
export function parseUrl(text: string | undefined): string | undefined {
  if (text === undefined)
    return undefined
  const address = URL.canParse(text)
    ? new URL(text)
    : undefined
  if (!address || !/^https?:$/.test(address.protocol) || address.search !== '' || address.hash !== '')
    throw new UsageError(`--url must be the address of the site's folder, such as https://example.org/talks/, not "${text}".`)
  return address.href.replace(/\/*$/, '/')
}
