import type { Buffer } from 'node:buffer'
import type { Role } from '../protocol/messages.ts'
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { roles } from '../protocol/messages.ts'
import { tokenPrefixes } from '../protocol/token.ts'

/** One secret per role, made anew for every run of the server. */
export type Tokens = Readonly<Record<Role, string>>

/** 192 random bits each, after the role's name, in characters that need no escaping in a URL. */
export function createTokens(): Tokens {
  return {
    presenter: createToken('presenter'),
    audience: createToken('audience'),
  }
}

function createToken(role: Role): string {
  return tokenPrefixes[role] + randomBytes(24).toString('base64url')
}

/** The role that a token stands for, compared in constant time; undefined for any other string. */
export function roleOfToken(tokens: Tokens, token: string): Role | undefined {
  const digest = sha256(token)
  return roles.find(role => timingSafeEqual(digest, sha256(tokens[role])))
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
