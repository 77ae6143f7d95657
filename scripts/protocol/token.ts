import type { Role } from './messages.ts'
import { roles } from './messages.ts'

/** Header in which a window's requests carry its tokens, separated by blanks. Pages of other origins cannot send it. */
export const TOKEN_HEADER = 'x-deck-token'

/** What a role's tokens begin with, so that a window knows what it was opened for even where the server does not know its token any more. */
export const tokenPrefixes = {
  presenter: 'present-',
  audience: 'watch-',
} as const satisfies Record<Role, string>

/** The role that a token claims to stand for. Only the server knows whether it does. */
export function claimedRole(token: string): Role | undefined {
  return roles.find(role => token.startsWith(tokenPrefixes[role]))
}
